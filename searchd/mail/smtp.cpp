#include "searchd/mail/smtp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <string_view>

#include "indexer/base/text.h"

#include <curl/curl.h>

namespace lotse::mail {
namespace {

constexpr long first_permanent = 500;
constexpr long sign_in_wanted = 530; // and 534, 535, 538: about us, not about the message
constexpr long last_about_sign_in = 538;

struct Reading {
    std::string_view left;
};

std::size_t read_on(char* buffer, std::size_t size, std::size_t count, void* source) {
    auto& reading = *static_cast<Reading*>(source);
    const std::size_t bytes = std::min(size * count, reading.left.size());
    std::copy_n(reading.left.begin(), bytes, buffer);
    reading.left.remove_prefix(bytes);
    return bytes;
}

/// Of what the server says, the last refusal is kept: it is what something failed with.
std::size_t hear(char* buffer, std::size_t size, std::size_t count, void* target) {
    const auto line = trimmed(std::string_view{buffer, size * count});
    if (line.starts_with('4') || line.starts_with('5'))
        *static_cast<std::string*>(target) = line;
    return size * count;
}

int go_on(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

struct Free {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

CURL* new_handle() {
    // Once in a process, before the first use; leaving it to the first handle is not thread-safe.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    return ready == CURLE_OK ? curl_easy_init() : nullptr;
}

bool is_about_message(long code) {
    return code >= first_permanent && (code < sign_in_wanted || code > last_about_sign_in);
}

Handover verdict(CURLcode result, long code, const std::string& answer, const char* library) {
    if (result == CURLE_OK)
        return {};
    const std::string why = !answer.empty()    ? answer
                            : *library != '\0' ? library
                                               : curl_easy_strerror(result);
    const bool ours = result == CURLE_LOGIN_DENIED || result == CURLE_USE_SSL_FAILED;
    return {!ours && is_about_message(code) ? Outcome::refused : Outcome::later, why};
}

} // namespace

Result<std::string> parse_mail_server(std::string_view text) {
    const Error wrong{Code::invalid_argument, "'" + std::string(text) + "' is no mail server",
                      "smtp://mail.example:587 or smtps://mail.example"};
    const auto scheme = text.find("://");
    if (text.empty())
        return std::string();
    if (scheme == std::string_view::npos ||
        (text.substr(0, scheme) != "smtp" && text.substr(0, scheme) != "smtps"))
        return wrong;
    std::string_view host = text.substr(scheme + 3);
    if (const auto colon = host.rfind(':'); colon != std::string_view::npos) {
        const auto port = host.substr(colon + 1);
        int number = 0;
        const auto end = std::from_chars(port.data(), port.data() + port.size(), number);
        if (end.ptr != port.data() + port.size() || number < 1 || number > 65'535)
            return wrong;
        host = host.substr(0, colon);
    }
    constexpr std::string_view fit =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.";
    if (host.empty() || host.find_first_not_of(fit) != std::string_view::npos)
        return wrong;
    return std::string(text);
}

Handover hand_over(const SmtpServer& server, const Envelope& envelope, const std::string& message,
                   const std::atomic<bool>& stop) {
    const std::unique_ptr<CURL, Free> handle(new_handle());
    const std::unique_ptr<curl_slist, Free> recipients(
        curl_slist_append(nullptr, envelope.to.c_str()));
    if (!handle || !recipients)
        return {Outcome::later, "out of memory"};
    Reading reading{message};
    std::string answer;
    std::array<char, CURL_ERROR_SIZE> trouble{};
    // The one way that there is to set options of this library. NOLINTBEGIN(*-vararg)
    const auto set = [&](auto option, auto value) {
        curl_easy_setopt(handle.get(), option, value);
    };
    // NOLINTEND(*-vararg)
    set(CURLOPT_URL, server.url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_USE_SSL, static_cast<long>(server.tls ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    if (!server.user.empty()) {
        set(CURLOPT_USERNAME, server.user.c_str());
        set(CURLOPT_PASSWORD, server.password.c_str());
    }
    set(CURLOPT_MAIL_FROM, envelope.from.c_str());
    set(CURLOPT_MAIL_RCPT, recipients.get());
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, read_on);
    set(CURLOPT_READDATA, &reading);
    set(CURLOPT_HEADERFUNCTION, hear);
    set(CURLOPT_HEADERDATA, &answer);
    set(CURLOPT_ERRORBUFFER, trouble.data());
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(server.time.count()));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, go_on);
    set(CURLOPT_XFERINFODATA, &stop);
    const CURLcode result = curl_easy_perform(handle.get());
    long code = 0;
    // NOLINTNEXTLINE(*-vararg)
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &code);
    return verdict(result, code, answer, trouble.data());
}

} // namespace lotse::mail
