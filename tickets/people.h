#pragma once
// People with an account: staff and customers, their roles, passwords and tokens. Passwords are
// kept as argon2id, tokens as SHA-256; neither can be read back.

#include <string_view>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

struct Person {
    PersonId id{};
    std::string name{};
    std::string email{}; // lower case, unique
    RoleSet roles{};
    int level = 0;      // of agents: 1 to 3; 0 for others
    std::string team{}; // of agents at level 3
    bool active = true;
    TimePoint created{};
    std::string organisation{}; // of customers: the firm, school or office they ask for

    bool operator==(const Person&) const = default;
};

Actor actor_of(const Person& person);

struct PersonDraft {
    std::string name{};
    std::string email{};
    RoleSet roles{};
    int level = 0; // agents without one stand at level 1
    std::string team{};
    std::string
        password{}; // empty: cannot sign in with one. 12 to 128 characters, customers from 8
    std::string organisation{};
};

/// What may change about somebody; the address is his, for good.
struct PersonChange {
    std::string name{};
    RoleSet roles{};
    int level = 0; // as in PersonDraft
    bool active = true;
};

enum class TokenKind : std::uint8_t { session, api };

struct TokenDraft {
    TokenKind kind = TokenKind::session;
    Milliseconds lifetime = std::chrono::hours{12};
    std::string label{}; // what an API token is for
};

class PeopleStore {
  public:
    explicit PeopleStore(Database& database) : database_(database) {}

    /// conflict when the address is taken.
    Result<Person> add(const Actor& actor, const PersonDraft& draft);
    Result<Person> find(PersonId id) const;
    Result<Person> find_by_email(std::string_view email) const;
    Result<std::vector<Person>> list() const;

    /// Whoever is no longer active is signed out everywhere, whoever is no agent leaves his teams.
    /// conflict: nobody would be left who may manage people. invalid_argument as add().
    Result<Person> change(const Actor& actor, PersonId id, const PersonChange& change);
    /// Signed out everywhere at once.
    Status set_password(const Actor& actor, PersonId id, std::string_view password);
    /// Where the person belongs; empty takes it back.
    Status set_organisation(const Actor& actor, PersonId id, std::string_view organisation);

    /// unauthenticated when address and password do not fit; takes as long for an unknown address.
    /// unavailable when too many sign-ins run at once: each costs memory on purpose.
    Result<Person> sign_in(std::string_view email, std::string_view password);

    /// The token itself, shown this once.
    Result<std::string> issue_token(const Actor& actor, PersonId person, const TokenDraft& draft);
    /// unauthenticated for an unknown, expired or revoked token and for an inactive person.
    Result<Person> find_by_token(std::string_view token) const;
    /// Revoking an unknown token is no error.
    Status revoke_token(std::string_view token);

  private:
    Database& database_;
};

} // namespace lotse::tickets
