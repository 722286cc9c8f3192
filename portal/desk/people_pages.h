#pragma once
// What administrators keep: people and teams. Values in, whole documents out; pure, thread-safe.

#include "portal/desk/views.h"

namespace lotse::portal {

struct PersonRow {
    std::int64_t id = 0;
    std::string name;
    std::string email;
    std::vector<std::string> roles; // words: agent, editor …
    int level = 0;                  // of agents
    std::vector<std::string> teams; // names
    bool active = true;
};

struct PeopleView {
    std::vector<PersonRow> people;
    std::string done_key;
};

/// The form for somebody new (`id` 0) or known.
struct PersonView {
    PersonRow person;
    std::string secret; // a new password, shown this once
    std::vector<FieldError> errors;
    std::string done_key;
};

struct MemberOption {
    std::int64_t id = 0;
    std::string name;
    bool chosen = false;
};

/// A team as its form shows it; `id` 0: the form for a new one.
struct TeamForm {
    std::int64_t id = 0;
    std::string name;
    int level = 3;
    std::string topics;     // one a line
    std::string categories; // one a line
    std::vector<MemberOption> members;
    std::string trouble; // why it could not be saved
};

struct TeamsView {
    std::vector<TeamForm> teams; // the last one is new
    std::string done_key;
};

std::string people_page(const DeskFrame& frame, const PeopleView& view);
std::string person_page(const DeskFrame& frame, const PersonView& view);
std::string teams_page(const DeskFrame& frame, const TeamsView& view);

} // namespace lotse::portal
