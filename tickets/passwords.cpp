#include "tickets/passwords.h"

#include <sodium.h>

#include <array>
#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t memory_bytes = std::size_t{47104} * 1024;
constexpr std::size_t staff_min_length = 12;
constexpr std::size_t customer_min_length = 8;
constexpr std::size_t max_length = 128;
constexpr int at_once = 2;
constexpr int queue_length = 8;

unsigned long long passes(PasswordStrength strength) {
    return strength == PasswordStrength::staff ? 2 : 1;
}

void start_sodium() {
    static const int started = sodium_init();
    if (started < 0)
        throw std::runtime_error("libsodium could not be started");
}

/// Keeps a storm of sign-ins from eating the memory: two hash, eight wait, the rest is sent away.
class Gate {
  public:
    bool enter() {
        std::unique_lock lock(mutex_);
        if (running_ + waiting_ >= at_once + queue_length)
            return false;
        ++waiting_;
        freed_.wait(lock, [&] { return running_ < at_once; });
        --waiting_;
        ++running_;
        return true;
    }
    void leave() {
        const std::lock_guard lock(mutex_);
        --running_;
        freed_.notify_one();
    }

  private:
    std::mutex mutex_;
    std::condition_variable freed_;
    int running_ = 0;
    int waiting_ = 0;
};

Gate& gate() {
    static Gate the_gate; // memory is the machine's, so the bound is the process's
    return the_gate;
}

template <class Work>
Result<bool> behind_the_gate(Work&& work) {
    start_sodium();
    if (!gate().enter())
        return Error{Code::unavailable, "too many sign-ins at once", "try again in a few seconds"};
    const bool good = work();
    gate().leave();
    return good;
}

Status check_length(std::string_view password, PasswordStrength strength) {
    const std::size_t least =
        strength == PasswordStrength::staff ? staff_min_length : customer_min_length;
    if (!is_utf8(password))
        return Error{Code::invalid_argument, "the password is not UTF-8", ""};
    const std::size_t length = utf8_length(password);
    if (length < least || length > max_length)
        return Error{Code::invalid_argument,
                     "a password has " + std::to_string(least) + " to " +
                         std::to_string(max_length) + " characters",
                     "several words in a row make a good one"};
    return Done{};
}

} // namespace

Result<std::string> hash_password(std::string_view password, PasswordStrength strength) {
    if (Status status = check_length(password, strength); !status)
        return status.error();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const auto good = behind_the_gate([&] {
        return crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
                                     passes(strength), memory_bytes,
                                     crypto_pwhash_ALG_ARGON2ID13) == 0;
    });
    if (!good)
        return good.error();
    if (!*good)
        return Error{Code::unavailable, "not enough memory to hash a password", "try again later"};
    return std::string(hash.data());
}

Status verify_password(std::string_view password, const std::string& hash) {
    const auto good = behind_the_gate([&] {
        return password.size() <= 4 * max_length &&
               crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    });
    if (!good)
        return good.error();
    if (!*good)
        return Error{Code::unauthenticated, "e-mail address and password do not fit", ""};
    return Done{};
}

bool needs_rehash(const std::string& hash, PasswordStrength strength) {
    start_sodium();
    return crypto_pwhash_str_needs_rehash(hash.c_str(), passes(strength), memory_bytes) != 0;
}

std::string sha256_hex(std::string_view bytes) {
    start_sodium();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                       bytes.size());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

} // namespace lotse::tickets
