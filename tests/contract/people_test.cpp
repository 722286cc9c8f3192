#include "tests/contract/store_fixture.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

TEST_CASE_METHOD(StoreFixture, "people are found by address in any case, and listed",
                 "[contract]") {
    const auto found = people.find_by_email("M.WEBER@help.example");
    REQUIRE(ok(found));
    CHECK(*found == weber);
    CHECK(weber.level == 1);
    CHECK(people.list().value().size() == 2);
    CHECK(failure(people.find({77})) == Code::not_found);
}

TEST_CASE_METHOD(StoreFixture, "an address belongs to one person", "[contract]") {
    const PersonDraft again{
        .name = "Weber", .email = "m.Weber@help.example", .roles = {Role::editor}};
    CHECK(failure(people.add(root, again)) == Code::conflict);
    CHECK(failure(people.add(root, {.name = "x", .email = "kein-at", .roles = {Role::agent}})) ==
          Code::invalid_argument);
    CHECK(failure(people.add(root, {.name = "x", .email = "x@y.example"})) ==
          Code::invalid_argument);
    CHECK(failure(people.add(
              root,
              {.name = "x", .email = "x@y.example", .roles = {Role::agent}, .password = "kurz"})) ==
          Code::invalid_argument);
}

TEST_CASE_METHOD(StoreFixture, "signing in needs the right password of an active person",
                 "[contract]") {
    REQUIRE(ok(people.add(root, {.name = "Petra",
                                 .email = "p@kunde.example",
                                 .roles = {Role::customer, Role::editor},
                                 .password = "blaue Fische im Hafen"})));
    const auto in = people.sign_in("P@kunde.example", "blaue Fische im Hafen");
    REQUIRE(ok(in));
    CHECK(in->roles.has(Role::customer));
    CHECK(in->roles.has(Role::editor));
    CHECK(failure(people.sign_in("p@kunde.example", "falsch")) == Code::unauthenticated);
    CHECK(failure(people.sign_in("niemand@kunde.example", "falsch")) == Code::unauthenticated);
    CHECK(failure(people.sign_in("m.weber@help.example", "")) == Code::unauthenticated);
}

TEST_CASE_METHOD(StoreFixture, "tokens work until they expire or are revoked", "[contract]") {
    const auto token =
        people.issue_token(root, weber.id, {.lifetime = std::chrono::hours{1}}).value();
    const auto other = people.issue_token(root, weber.id, {.kind = TokenKind::api}).value();
    CHECK(token.size() == 43);
    CHECK(people.find_by_token(token).value() == weber);
    CHECK(failure(people.find_by_token("geraten")) == Code::unauthenticated);
    REQUIRE(ok(people.revoke_token(other)));
    CHECK(failure(people.find_by_token(other)) == Code::unauthenticated);
    REQUIRE(ok(people.revoke_token(other)));
    clock.advance(std::chrono::hours{1});
    CHECK(failure(people.find_by_token(token)) == Code::unauthenticated);
    check_chain();
}

TEST_CASE_METHOD(StoreFixture, "a new password ends the sessions but not the API tokens",
                 "[contract]") {
    const auto session = people.issue_token(root, weber.id, {}).value();
    const auto api = people.issue_token(root, weber.id, {.kind = TokenKind::api}).value();
    REQUIRE(ok(people.set_password(root, weber.id, "neun grüne Boote")));
    CHECK_FALSE(people.find_by_token(session));
    CHECK(people.find_by_token(api));
    CHECK(people.sign_in("m.weber@help.example", "neun grüne Boote"));
}

TEST_CASE_METHOD(StoreFixture, "people change, are locked and unlocked; one administrator stays",
                 "[contract]") {
    const auto token = people.issue_token(root, weber.id, {});
    REQUIRE(ok(token));
    const auto changed = people.change(
        root, weber.id, {.name = "Mika Weber-Ott", .roles = {Role::editor}, .level = 2});
    REQUIRE(ok(changed));
    CHECK(changed->name == "Mika Weber-Ott");
    CHECK(changed->level == 0); // no agent
    CHECK(people.find(weber.id).value() == *changed);
    CHECK(ok(people.find_by_token(*token)));
    REQUIRE(ok(
        people.change(root, weber.id, {.name = "Mika", .roles = {Role::editor}, .active = false})));
    CHECK(failure(people.find_by_token(*token)) == Code::unauthenticated);
    CHECK(failure(people.issue_token(root, weber.id, {})) == Code::forbidden);
    CHECK(failure(people.change(root, weber.id, {.name = "Mika"})) == Code::invalid_argument);
    CHECK(failure(people.change(root, {77}, {.name = "x", .roles = {Role::agent}})) ==
          Code::not_found);
    const auto ada =
        people.add(root, {.name = "Ada", .email = "ada@help.example", .roles = {Role::admin}});
    REQUIRE(ok(ada));
    CHECK(failure(people.change(root, ada->id, {.name = "Ada", .roles = {Role::agent}})) ==
          Code::conflict);
    CHECK(people.find(ada->id).value() == *ada); // nothing of it was kept
    const auto second =
        people.add(root, {.name = "Bea", .email = "bea@help.example", .roles = {Role::admin}});
    REQUIRE(ok(second));
    CHECK(ok(people.change(root, ada->id, {.name = "Ada", .roles = {Role::agent}})));
}
