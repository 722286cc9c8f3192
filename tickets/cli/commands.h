#pragma once
// What the subcommands of lotse-tickets do. Each answers an exit code.

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "tickets/cli/options.h"
#include "tickets/cli/voice.h"
#include "tickets/database.h"
#include "tickets/permissions.h"
#include "tickets/ticket_store.h"

namespace lotse::tickets::cli {

constexpr int exit_ok = 0;
constexpr int exit_refused = 1;
constexpr int exit_usage = 2;
constexpr int exit_trouble = 3;

struct LevelArguments {
    std::string problem, ruled_out, next_step, training_note;
    std::vector<std::string> why_not{}; // "article=why it did not help"
    std::string team_name;
    std::vector<std::string> topics{}, categories{}, members{};
};

struct RelationArguments {
    std::int64_t other = 0; // ticket, or attachment
    std::int64_t problem = 0;
    std::string kind, public_de, public_en, to;
    std::vector<std::string> tags{};
    std::vector<std::int64_t> messages{};
    bool remove = false;
    bool internal = false;
};

struct ReportArguments {
    std::string name, from, to, by;
    std::string format = "table";
    bool formulas = false;
};

struct GapArguments {
    std::int64_t gap = 0, into = 0;
    std::vector<std::string> questions{};
    std::string state, de, en;
    int min_visitors = 1;
};

/// Everything that was typed; a subcommand reads what is its own.
struct Arguments {
    std::string as; // e-mail address of the person who acts; empty: the operator
    bool json = false;
    std::int64_t number = 0;
    std::string text;

    TicketDraft draft{};
    std::string channel = "phone", priority = "normal";

    std::vector<std::string> states{};
    std::string kind, category, assignee, tag, only_priority, order = "newest";
    std::optional<int> level;
    int limit = 50;

    std::string until;
    bool then_close = false;
    LevelArguments levels{};
    RelationArguments relations{};
    ReportArguments report{};
    GapArguments gaps{};
    std::string attachments; // folder; empty: beside the database

    bool nobody = false;
    std::string team, reason;
    std::string organisation;
    std::optional<std::string> article, solution, no_knowledge;
    std::string title, solution_lang;

    std::string name, email, label;
    std::vector<std::string> roles{};
    bool password_stdin = false;
    int days = 365;

    std::vector<std::string> files{};
    std::string file;

    std::string cause, who, out;
    bool sure = false;
};

struct Context {
    Database& database;
    const Voice& voice;
    const Streams& streams;
    const Arguments& arguments;
    Actor actor;
};

/// Message and hint on the error stream; the exit code that fits the error.
int failed_with(const Streams& streams, const Error& error);

/// How a ticket was solved, as it was typed.
Resolution resolution_of(const Arguments& typed);

/// Runs a change that only succeeds or fails, and says which ticket it was.
int told(const Context& context, const char* german, const char* english, const Status& status);

/// Done, or why the acting person may not; the operator at the machine may everything.
Status allowed(const Context& context, Action action);

int list(const Context& context);
int show(const Context& context);
int create(const Context& context);
int assign(const Context& context);
int move(const Context& context);
int handover_draft(const Context& context);
int teams_list(const Context& context);
int teams_add(const Context& context);
int teams_change(const Context& context);
int teams_remove(const Context& context);
int states(const Context& context);
int outcomes(const Context& context);
int await(const Context& context);
int tag(const Context& context);
int link(const Context& context);
int merge(const Context& context);
int split_ticket(const Context& context);
int problems_list(const Context& context);
int problems_open(const Context& context);
int problems_incident(const Context& context);
int problems_solve(const Context& context);
int problems_reopen(const Context& context);
int problems_solve_incidents(const Context& context);
int attach(const Context& context);
int save_attachment(const Context& context);
int prioritize(const Context& context);
int note(const Context& context);
int reply(const Context& context);
int resolve(const Context& context);
int reopen(const Context& context);
int close(const Context& context);
int gaps(const Context& context);
int gaps_show(const Context& context);
int gaps_merge(const Context& context);
int gaps_split(const Context& context);
int gaps_ignore(const Context& context);
int gaps_heed(const Context& context);
int gaps_tell(const Context& context);
int report(const Context& context);
int draft(const Context& context);
int export_data(const Context& context);
int erase(const Context& context);
int import(const Context& context);
int audit_verify(const Context& context);
int backup(const Context& context);
/// Needs no database: it makes the one at `place`.
int restore_backup(const std::string& place, const std::string& file, const Voice& voice,
                   const Streams& streams);
int people_add(const Context& context);
int people_list(const Context& context);
int people_organisation(const Context& context);
int token(const Context& context);

} // namespace lotse::tickets::cli
