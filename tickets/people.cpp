#include "tickets/people.h"

#include <algorithm>

#include "indexer/base/text.h"
#include "tickets/contact_keys.h"
#include "tickets/history_internal.h"
#include "tickets/passwords.h"
#include "tickets/people_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Person& p) {
    return std::tie(p.id, p.name, p.email, p.level, p.team, p.active, p.created, p.organisation);
}

namespace {

constexpr const char* select_people =
    "SELECT p.id, p.name, p.email, p.level, p.team, p.active, p.created_at, p.organisation "
    "FROM people p ";

template <class... In>
std::vector<Person> load_people(soci::session& sql, const std::string& where, const In&... in) {
    std::vector<Person> people;
    each_record<Person>(
        sql, select_people + where, [&](const Person& person) { people.push_back(person); }, in...);
    for (Person& person : people)
        each_row<Role>(
            sql, "SELECT role FROM person_roles WHERE person_id = :id",
            [&](Role role) { person.roles.add(role); }, person.id);
    return people;
}

template <class... In>
Result<Person> one_person(Database& database, const Error& otherwise, const std::string& where,
                          const In&... in) {
    std::vector<Person> found;
    Status status = database.read([&](soci::session& sql) -> Status {
        found = load_people(sql, where, in...);
        return Done{};
    });
    if (!status)
        return status.error();
    if (found.empty())
        return otherwise;
    return std::move(found.front());
}

Error nobody() {
    return {Code::not_found, "there is no such person", "lotse-tickets people list"};
}

Error wrong_sign_in() {
    return {Code::unauthenticated, "e-mail address and password do not fit", ""};
}

PasswordStrength strength_for(const RoleSet& roles) {
    return roles.staff() ? PasswordStrength::staff : PasswordStrength::customer;
}

bool looks_like_address(std::string_view email) {
    const auto at = email.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
           email.find_first_of(" \t\n<>,;\"") == std::string_view::npos;
}

Result<Person> checked(const PersonDraft& draft, TimePoint now) {
    auto who = checked_text(draft.name, "name", max_subject_bytes);
    auto email = checked_text(draft.email, "e-mail address", max_subject_bytes);
    auto team = checked_optional_text(draft.team, "team", max_subject_bytes);
    auto organisation =
        checked_optional_text(draft.organisation, "organisation", max_subject_bytes);
    for (const auto* field : {&who, &email, &team, &organisation})
        if (!*field)
            return field->error();
    if (!looks_like_address(*email))
        return Error{Code::invalid_argument, "'" + *email + "' is no e-mail address",
                     "somebody@example.org"};
    if (draft.roles.empty())
        return Error{Code::invalid_argument, "the person has no role",
                     "customer, agent, editor or admin"};
    int level = draft.level;
    if (draft.roles.has(Role::agent) && level == 0)
        level = first_level;
    if (level < 0 || level > last_level)
        return Error{Code::invalid_argument, "there is no such level", "1, 2 or 3"};
    return Person{.name = *who,
                  .email = ascii_lower(*email),
                  .roles = draft.roles,
                  .level = level,
                  .team = *team,
                  .created = now,
                  .organisation = *organisation};
}

void write_roles(soci::session& sql, const Person& person) {
    for (std::size_t i = 0; i < names<Role>().size(); ++i)
        if (person.roles.has(static_cast<Role>(i)))
            execute(sql, "INSERT INTO person_roles (person_id, role) VALUES (:id, :role)",
                    person.id, static_cast<Role>(i));
}

void insert_person(soci::session& sql, const Person& person, const std::string& hash) {
    execute(sql,
            "INSERT INTO people (id, name, email, level, team, password, active, created_at, "
            "organisation, organisation_key) "
            "VALUES (:id, :name, :email, :level, :team, :password, 1, :created, :o, :k)",
            person.id, person.name, person.email, person.level, person.team, hash, person.created,
            person.organisation, organisation_key(person.organisation));
    write_roles(sql, person);
}

void write_person(soci::session& sql, const Person& person) {
    execute(sql, "UPDATE people SET name = :n, level = :l, active = :a WHERE id = :id", person.name,
            person.level, person.active, person.id);
    execute(sql, "DELETE FROM person_roles WHERE person_id = :id", person.id);
    write_roles(sql, person);
    if (!person.active)
        execute(sql, "DELETE FROM tokens WHERE person_id = :id", person.id);
    if (!person.active || !person.roles.has(Role::agent))
        execute(sql, "DELETE FROM team_members WHERE person_id = :id", person.id);
}

bool any_administrator(soci::session& sql) {
    return one_value<long long>(sql,
                                "SELECT COUNT(*) FROM people p JOIN person_roles r ON r.person_id "
                                "= p.id WHERE r.role = :role AND p.active = 1",
                                Role::admin) > 0;
}

bool address_taken(soci::session& sql, const std::string& email) {
    return one_value<long long>(sql, "SELECT COUNT(*) FROM people WHERE email = :e", email) > 0;
}

void write_password(soci::session& sql, PersonId id, const std::string& hash) {
    execute(sql, "UPDATE people SET password = :hash WHERE id = :id", hash, id);
}

/// Compared with when the address is unknown, so that both answers take as long.
const std::string& hash_of_nobody() {
    static const std::string hash = [] {
        auto made = hash_password("no password of anybody", PasswordStrength::staff);
        return made ? std::move(*made) : std::string();
    }();
    return hash;
}

} // namespace

namespace {

/// `hash` of the password; empty for none.
Result<Person> added(soci::session& sql, const Actor& actor, Person person,
                     const std::string& hash) {
    if (address_taken(sql, person.email))
        return Error{Code::conflict, "somebody has the address " + person.email + " already",
                     "each address belongs to one person"};
    person.id = {next_id(sql, "person")};
    insert_person(sql, person, hash);
    append_history(sql, person.created,
                   {.actor = actor, .event = "add_person", .facts = {{"person", person.id.value}}});
    return person;
}

} // namespace

std::optional<Person> load_person(soci::session& sql, const std::string& email) {
    auto people = load_people(sql, "WHERE p.email = :email", email);
    return people.empty() ? std::nullopt : std::optional(std::move(people.front()));
}

Result<Person> add_person(soci::session& sql, TimePoint now, const Actor& actor,
                          const PersonDraft& draft) {
    auto person = checked(draft, now);
    return person ? added(sql, actor, std::move(*person), "") : person;
}

Actor actor_of(const Person& person) {
    return {.name = person.name, .person = person.id, .roles = person.roles};
}

Result<Person> PeopleStore::add(const Actor& actor, const PersonDraft& draft) {
    const TimePoint now = database_.clock().now();
    auto person = checked(draft, now);
    if (!person)
        return person;
    std::string hash;
    if (!draft.password.empty()) {
        auto made = hash_password(draft.password, strength_for(draft.roles));
        if (!made)
            return made.error();
        hash = std::move(*made);
    }
    Status status = database_.write([&](soci::session& sql) -> Status {
        auto made = added(sql, actor, *person, hash);
        if (!made)
            return made.error();
        *person = std::move(*made);
        return Done{};
    });
    if (!status)
        return status.error();
    return person;
}

Result<Person> PeopleStore::find(PersonId id) const {
    return one_person(database_, nobody(), "WHERE p.id = :id", id);
}

Result<Person> PeopleStore::find_by_email(std::string_view email) const {
    return one_person(database_, nobody(), "WHERE p.email = :email", ascii_lower(email));
}

Result<std::vector<Person>> PeopleStore::list() const {
    std::vector<Person> people;
    Status status = database_.read([&](soci::session& sql) -> Status {
        people = load_people(sql, "ORDER BY p.id");
        return Done{};
    });
    if (!status)
        return status.error();
    return people;
}

Result<Person> PeopleStore::change(const Actor& actor, PersonId id, const PersonChange& change) {
    const auto before = find(id);
    if (!before)
        return before;
    auto after = checked({.name = change.name,
                          .email = before->email,
                          .roles = change.roles,
                          .level = change.roles.has(Role::agent) ? change.level : 0,
                          .team = before->team,
                          .organisation = before->organisation},
                         before->created);
    if (!after)
        return after;
    after->id = id;
    after->active = change.active;
    Status status = database_.write([&](soci::session& sql) -> Status {
        write_person(sql, *after);
        if (before->active && before->roles.has(Role::admin) && !any_administrator(sql))
            return Error{Code::conflict, "nobody would be left who may manage people",
                         "make somebody else an administrator first"};
        append_history(sql, database_.clock().now(),
                       {.actor = actor,
                        .event = "change_person",
                        .facts = {{"person", id.value}, {"active", after->active}}});
        return Done{};
    });
    if (!status)
        return status.error();
    return after;
}

Status PeopleStore::set_password(const Actor& actor, PersonId id, std::string_view password) {
    auto person = find(id);
    if (!person)
        return person.error();
    auto hash = hash_password(password, strength_for(person->roles));
    if (!hash)
        return hash.error();
    return database_.write([&](soci::session& sql) -> Status {
        write_password(sql, id, *hash);
        execute(sql, "DELETE FROM tokens WHERE person_id = :id AND kind = :kind", id,
                TokenKind::session);
        append_history(sql, database_.clock().now(),
                       {.actor = actor, .event = "set_password", .facts = {{"person", id.value}}});
        return Done{};
    });
}

Status PeopleStore::set_organisation(const Actor& actor, PersonId id,
                                     std::string_view organisation) {
    const auto name = checked_optional_text(organisation, "organisation", max_subject_bytes);
    if (!name)
        return name.error();
    return database_.write([&](soci::session& sql) -> Status {
        const auto changed = execute(
            sql, "UPDATE people SET organisation = :o, organisation_key = :k WHERE id = :id", *name,
            organisation_key(*name), id);
        if (changed == 0)
            return nobody();
        append_history(
            sql, database_.clock().now(),
            {.actor = actor, .event = "set_organisation", .facts = {{"person", id.value}}});
        return Done{};
    });
}

Result<Person> PeopleStore::sign_in(std::string_view email, std::string_view password) {
    auto person = find_by_email(email);
    if (!person && person.error().code != Code::not_found)
        return person;
    std::string hash;
    if (person) {
        Status status = database_.read([&](soci::session& sql) -> Status {
            hash = one_value<std::string>(sql, "SELECT password FROM people WHERE id = :id",
                                          person->id);
            return Done{};
        });
        if (!status)
            return status.error();
    }
    const bool known = person.ok() && person->active && !hash.empty();
    Status fits = verify_password(password, known ? hash : hash_of_nobody());
    if (!fits && fits.error().code != Code::unauthenticated)
        return fits.error();
    if (!fits || !known)
        return wrong_sign_in();
    if (const auto strength = strength_for(person->roles); needs_rehash(hash, strength))
        if (auto renewed = hash_password(password, strength)) {
            // Not renewing is no reason to turn somebody away: the next sign-in tries again.
            [[maybe_unused]] const Status kept = database_.write([&](soci::session& sql) -> Status {
                write_password(sql, person->id, *renewed);
                return Done{};
            });
        }
    return person;
}

Result<std::string> PeopleStore::issue_token(const Actor& actor, PersonId person,
                                             const TokenDraft& draft) {
    auto known = find(person);
    if (!known)
        return known.error();
    if (!known->active)
        return Error{Code::forbidden, "this person is no longer active", ""};
    const std::string token = random_token(database_.random());
    const TimePoint now = database_.clock().now();
    Status status = database_.write([&](soci::session& sql) -> Status {
        execute(sql, "DELETE FROM tokens WHERE expires_at <= :now", now);
        execute(sql,
                "INSERT INTO tokens (hash, person_id, kind, label, created_at, expires_at) "
                "VALUES (:hash, :person, :kind, :label, :created, :expires)",
                sha256_hex(token), person, draft.kind, draft.label, now, now + draft.lifetime);
        append_history(sql, now,
                       {.actor = actor,
                        .event = draft.kind == TokenKind::session ? "sign_in" : "issue_token",
                        .facts = {{"person", person.value}}});
        return Done{};
    });
    if (!status)
        return status.error();
    return token;
}

Result<Person> PeopleStore::find_by_token(std::string_view token) const {
    const Error unknown{Code::unauthenticated, "the token is unknown or has expired",
                        "sign in again"};
    return one_person(database_, unknown,
                      "JOIN tokens t ON t.person_id = p.id WHERE t.hash = :hash AND "
                      "t.expires_at > :now AND p.active = 1",
                      sha256_hex(token), database_.clock().now());
}

Status PeopleStore::revoke_token(std::string_view token) {
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql, "DELETE FROM tokens WHERE hash = :hash", sha256_hex(token));
        return Done{};
    });
}

} // namespace lotse::tickets
