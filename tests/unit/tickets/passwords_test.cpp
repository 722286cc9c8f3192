#include "tickets/passwords.h"

#include <atomic>
#include <thread>
#include <vector>

#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::tickets;

TEST_CASE("a password fits its own hash only, and the hash says how it was made", "[passwords]") {
    const auto hash = hash_password("blaue Fische im Hafen", PasswordStrength::staff);
    REQUIRE(hash);
    CHECK(hash->starts_with("$argon2id$v=19$m=47104,t=2,p=1$"));
    CHECK(verify_password("blaue Fische im Hafen", *hash));
    const Status wrong = verify_password("blaue Fische im hafen", *hash);
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == Code::unauthenticated);
    CHECK_FALSE(needs_rehash(*hash, PasswordStrength::staff));
    CHECK(needs_rehash(*hash, PasswordStrength::customer));
}

TEST_CASE("the length of a password is counted in characters", "[passwords]") {
    CHECK_FALSE(hash_password("elf Zeichen", PasswordStrength::staff));
    CHECK(hash_password("äöüäöüäö", PasswordStrength::customer));
    CHECK_FALSE(hash_password("äöüäöüä", PasswordStrength::customer));
    CHECK_FALSE(hash_password(std::string(129, 'a'), PasswordStrength::customer));
}

TEST_CASE("a storm of sign-ins is turned away instead of eating the memory", "[passwords]") {
    std::atomic<int> done = 0;
    std::atomic<int> sent_away = 0;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 24; ++i)
        threads.emplace_back([&] {
            const auto hash = hash_password("correct horse battery", PasswordStrength::staff);
            if (hash)
                ++done;
            else if (hash.error().code == Code::unavailable)
                ++sent_away;
        });
    threads.clear();
    CHECK(done >= 10);
    CHECK(done + sent_away == 24);
}

TEST_CASE("SHA-256 is the known one", "[passwords]") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
