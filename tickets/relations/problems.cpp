#include "tickets/relations/problems.h"

#include "tickets/redact.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(Problem& p) {
    return std::tie(p.id, p.state, p.title, p.article, p.public_de, p.public_en, p.opened,
                    p.solved);
}

namespace {

constexpr std::size_t max_public_bytes = 1'000;
constexpr int most_listed = 200;
constexpr int most_faults = 5;

Result<ProblemDraft> checked(const ProblemDraft& given,
                             const std::vector<std::string>& own_contacts) {
    auto title = checked_text(given.title, "title", max_subject_bytes);
    auto article = checked_optional_text(given.article, "article", max_subject_bytes);
    auto german = checked_optional_text(given.public_de, "German text", max_public_bytes);
    auto english = checked_optional_text(given.public_en, "English text", max_public_bytes);
    for (const auto* field : {&title, &article, &german, &english})
        if (!*field)
            return field->error();
    for (const auto* text : {&german, &english})
        if (!find_personal(**text, {.own_contacts = own_contacts}).empty())
            return Error{Code::invalid_argument, "the public text holds personal data",
                         "every visitor will read it"};
    return ProblemDraft{*title, *article, *german, *english};
}

std::vector<Problem> load_problems(soci::session& sql, const std::string& where) {
    std::vector<Problem> problems;
    each_record<Problem>(sql,
                         "SELECT id, state, title, article, public_de, public_en, opened_at, "
                         "solved_at FROM problems " +
                             where,
                         [&](const Problem& problem) { problems.push_back(problem); });
    for (Problem& problem : problems)
        each_row<TicketNumber, State>(
            sql,
            "SELECT t.number, t.state FROM problem_incidents i "
            "JOIN tickets t ON t.number = i.ticket_number WHERE i.problem_id = :p "
            "ORDER BY t.number",
            [&](TicketNumber number, State state) {
                problem.incidents.push_back(number);
                if (!finished(state))
                    problem.unsolved.push_back(number);
            },
            problem.id);
    return problems;
}

Result<Problem> load_problem(soci::session& sql, ProblemId id) {
    auto found = load_problems(sql, "WHERE id = " + std::to_string(id.value));
    if (found.empty())
        return Error{Code::not_found, "there is no such problem", "lotse-tickets problems list"};
    return std::move(found.front());
}

void log_problem(soci::session& sql, TimePoint now, const Actor& actor, std::string_view event,
                 ProblemId id, std::optional<TicketNumber> ticket = std::nullopt) {
    append_history(
        sql, now,
        {.ticket = ticket, .actor = actor, .event = event, .facts = {{"problem", id.value}}});
}

template <class Write>
Result<Problem> written(Database& database, Write&& write) {
    Result<Problem> problem = Problem{};
    Status status = database.write([&](soci::session& sql) -> Status {
        const Result<ProblemId> id = write(sql);
        if (!id)
            return id.error();
        problem = load_problem(sql, *id);
        return problem ? Status(Done{}) : problem.error();
    });
    if (!status)
        return status.error();
    return problem;
}

} // namespace

Result<Problem> ProblemStore::open(const Actor& actor, const ProblemDraft& draft) {
    const auto good = checked(draft, database_.options().own_contacts);
    if (!good)
        return good.error();
    const TimePoint now = database_.clock().now();
    return written(database_, [&](soci::session& sql) -> Result<ProblemId> {
        const ProblemId id{next_id(sql, "problem")};
        execute(sql,
                "INSERT INTO problems (id, state, title, article, public_de, public_en, opened_at) "
                "VALUES (:i, :s, :t, :a, :d, :e, :o)",
                id, ProblemState::open, good->title, good->article, good->public_de,
                good->public_en, now);
        log_problem(sql, now, actor, "open_problem", id);
        return id;
    });
}

Result<Problem> ProblemStore::change(const Actor& actor, ProblemId id, const ProblemDraft& draft) {
    const auto good = checked(draft, database_.options().own_contacts);
    if (!good)
        return good.error();
    const TimePoint now = database_.clock().now();
    return written(database_, [&](soci::session& sql) -> Result<ProblemId> {
        execute(sql,
                "UPDATE problems SET title = :t, article = :a, public_de = :d, public_en = :e "
                "WHERE id = :i",
                good->title, good->article, good->public_de, good->public_en, id);
        log_problem(sql, now, actor, "change_problem", id);
        return id;
    });
}

Status ProblemStore::add_incident(const Actor& actor, ProblemId id, TicketNumber ticket) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (auto problem = load_problem(sql, id); !problem)
            return problem.error();
        if (auto known = load_ticket(sql, ticket); !known)
            return known.error();
        const auto added =
            execute(sql,
                    "INSERT INTO problem_incidents (ticket_number, problem_id) VALUES (:t, :p) "
                    "ON CONFLICT DO NOTHING",
                    ticket, id);
        if (added == 0)
            return Error{Code::conflict, "the ticket is an incident of a problem already",
                         "take it from there first"};
        log_problem(sql, now, actor, "add_incident", id, ticket);
        return Done{};
    });
}

Status ProblemStore::remove_incident(const Actor& actor, ProblemId id, TicketNumber ticket) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        const auto gone = execute(
            sql, "DELETE FROM problem_incidents WHERE ticket_number = :t AND problem_id = :p",
            ticket, id);
        if (gone == 0)
            return Error{Code::not_found, "the ticket is no incident of this problem", ""};
        log_problem(sql, now, actor, "remove_incident", id, ticket);
        return Done{};
    });
}

Result<Problem> ProblemStore::turn(const Actor& actor, ProblemId id, ProblemState to) {
    const TimePoint now = database_.clock().now();
    const bool solved = to == ProblemState::solved;
    return written(database_, [&](soci::session& sql) -> Result<ProblemId> {
        const auto problem = load_problem(sql, id);
        if (!problem)
            return problem.error();
        if (problem->state == to)
            return Error{Code::conflict,
                         solved ? "the problem is solved already" : "the problem is open", ""};
        execute(sql, "UPDATE problems SET state = :s, solved_at = :t WHERE id = :i", to,
                solved ? std::optional(now) : std::nullopt, id);
        log_problem(sql, now, actor, solved ? "solve_problem" : "reopen_problem", id);
        return id;
    });
}

Result<Problem> ProblemStore::solve(const Actor& actor, ProblemId id) {
    return turn(actor, id, ProblemState::solved);
}

Result<Problem> ProblemStore::reopen(const Actor& actor, ProblemId id) {
    return turn(actor, id, ProblemState::open);
}

Result<std::vector<SolvedIncident>> ProblemStore::solve_incidents(const Actor& actor, ProblemId id,
                                                                  const Resolution& resolution) {
    const auto problem = find(id);
    if (!problem)
        return problem.error();
    std::vector<SolvedIncident> report;
    TicketStore tickets(database_);
    for (const TicketNumber number : problem->unsolved) {
        const Status solved = tickets.resolve(actor, number, resolution);
        report.push_back({number, solved ? std::nullopt : std::optional(solved.error())});
    }
    return report;
}

Result<Problem> ProblemStore::find(ProblemId id) const {
    Result<Problem> found = Problem{};
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_problem(sql, id);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Result<std::vector<Problem>> ProblemStore::list(std::optional<ProblemState> state) const {
    std::vector<Problem> problems;
    const std::string where = state ? "WHERE state = '" + std::string(name(*state)) + "' " : "";
    Status status = database_.read([&](soci::session& sql) -> Status {
        problems =
            load_problems(sql, where + "ORDER BY id DESC LIMIT " + std::to_string(most_listed));
        return Done{};
    });
    if (!status)
        return status.error();
    return problems;
}

Result<std::optional<ProblemId>> ProblemStore::problem_of(TicketNumber ticket) const {
    std::optional<ProblemId> id;
    Status status = database_.read([&](soci::session& sql) -> Status {
        if (const auto row = one_row<ProblemId>(
                sql, "SELECT problem_id FROM problem_incidents WHERE ticket_number = :t", ticket))
            id = std::get<0>(*row);
        return Done{};
    });
    if (!status)
        return status.error();
    return id;
}

Result<std::vector<KnownFault>> ProblemStore::known_faults(std::string_view lang) const {
    std::vector<KnownFault> faults;
    const bool german = lang == "de";
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<ProblemId, std::string, std::string, std::string, TimePoint>(
            sql,
            "SELECT id, public_de, public_en, article, opened_at FROM problems "
            "WHERE state = 'open' AND (public_de <> '' OR public_en <> '') "
            "ORDER BY id DESC LIMIT :k",
            [&](ProblemId id, const std::string& de, const std::string& en,
                const std::string& article, TimePoint since) {
                const bool in_german = german ? !de.empty() : en.empty();
                faults.push_back(
                    {id, in_german ? de : en, in_german ? "de" : "en", article, since});
            },
            most_faults);
        return Done{};
    });
    if (!status)
        return status.error();
    return faults;
}

} // namespace lotse::tickets
