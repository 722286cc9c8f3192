#include "tickets/levels/level_store.h"

#include <map>

#include "indexer/base/text.h"
#include "tickets/levels/teams_internal.h"
#include "tickets/lookups_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(TrainingNote& n) {
    return std::tie(n.id, n.ticket, n.level, n.article, n.text, n.actor, n.at);
}

namespace {

constexpr std::size_t max_fact_bytes = 4'000;

/// A row of the slip; names of facts are those of the API.
struct FactRow {
    std::string fact;
    std::string document;
    std::string body;
};

std::vector<FactRow> rows_of(const HandoverSlip& slip) {
    std::vector<FactRow> rows{{"problem", "", slip.problem}};
    for (const std::string& search : slip.searched)
        rows.push_back({"searched", "", search});
    for (const SlipArticle& article : slip.articles)
        rows.push_back({std::string(name(article.use)), article.document, article.why_not});
    rows.push_back({"ruled_out", "", slip.ruled_out});
    rows.push_back({"next_step", "", slip.next_step});
    return rows;
}

void take_row(HandoverSlip& slip, const FactRow& row) {
    if (row.fact == "problem")
        slip.problem = row.body;
    else if (row.fact == "searched")
        slip.searched.push_back(row.body);
    else if (row.fact == "ruled_out")
        slip.ruled_out = row.body;
    else if (row.fact == "next_step")
        slip.next_step = row.body;
    else if (const auto use = from_name<ArticleUse>(row.fact))
        slip.articles.push_back({row.document, *use, row.body});
}

Result<std::vector<FactRow>> checked_rows(const HandoverSlip& slip) {
    auto rows = rows_of(slip);
    for (FactRow& row : rows)
        for (std::string* text : {&row.document, &row.body}) {
            auto checked = checked_optional_text(*text, row.fact, max_fact_bytes);
            if (!checked)
                return checked.error();
            *text = std::move(*checked);
        }
    return rows;
}

Status nothing_missing(const HandoverSlip& slip) {
    const auto missing = missing_facts(slip);
    if (missing.empty())
        return Done{};
    std::string list;
    for (const std::string& fact : missing)
        list.append(list.empty() ? "" : ", ").append(fact);
    return Error{Code::invalid_argument, "the hand-over slip lacks: " + list,
                 "the next level starts from these facts"};
}

void insert_slip(soci::session& sql, MoveId move, TicketNumber number,
                 const std::vector<FactRow>& rows) {
    long long position = 0;
    for (const FactRow& row : rows)
        execute(sql,
                "INSERT INTO slip_facts (move_id, position, ticket_number, fact, document, body) "
                "VALUES (:m, :p, :n, :f, :d, :b)",
                move, ++position, number, row.fact, row.document, row.body);
}

Status check_level(int level) {
    if (level < first_level || level > last_level)
        return Error{Code::invalid_argument, "there is no such level", "1, 2 or 3"};
    return Done{};
}

std::vector<TrainingNote> load_notes(soci::session& sql, const std::string& where, long long of,
                                     int limit) {
    std::vector<TrainingNote> notes;
    each_record<TrainingNote>(
        sql,
        "SELECT id, ticket_number, level, article, body, actor, at FROM training_notes " + where +
            " ORDER BY id DESC LIMIT :k",
        [&](const TrainingNote& note) { notes.push_back(note); }, of, limit);
    return notes;
}

} // namespace

Result<HandoverSlip> LevelStore::draft(TicketNumber number, std::string_view lang) const {
    const auto details = TicketStore(database_).details(number);
    if (!details)
        return details.error();
    return drafted_slip(*details, lang);
}

Status LevelStore::hand_over(const Actor& actor, TicketNumber number, const HandOver& what) {
    if (Status level = check_level(what.to); !level)
        return level;
    auto team = checked_optional_text(what.team, "team", max_subject_bytes);
    if (!team)
        return team.error();
    const auto ticket = TicketStore(database_).find(number);
    if (!ticket)
        return ticket.error();
    auto drafted = draft(number, ticket->lang);
    if (!drafted)
        return drafted.error();
    const HandoverSlip slip = completed_slip(std::move(*drafted), what.slip);
    if (Status whole = nothing_missing(slip); !whole)
        return whole;
    auto rows = checked_rows(slip);
    if (!rows)
        return rows.error();
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        return apply_event(sql, now, {actor, number, Event::move_level}, [&](Work& work) -> Status {
            const int from = work.ticket.level;
            if (what.to < from)
                return Error{Code::conflict, "that is down, not up",
                             "hand it back with a training note"};
            if (Status known = check_team(sql, what.to, *team); !known)
                return known;
            const auto move =
                move_to(work, {now, from, what.to, *team, slip.next_step, work.actor.name});
            if (!move)
                return move.error();
            insert_slip(sql, *move, number, *rows);
            if (from == first_level)
                note_lookup(sql, LookupKind::hand_over, number, *move);
            return Done{};
        });
    });
}

Status LevelStore::hand_back(const Actor& actor, TicketNumber number, const HandBack& what) {
    if (Status level = check_level(what.to); !level)
        return level;
    auto note = checked_text(what.training_note, "training note", max_fact_bytes);
    auto article = checked_optional_text(what.article, "article", max_subject_bytes);
    for (const auto* field : {&note, &article})
        if (!*field)
            return field->error();
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        return apply_event(sql, now, {actor, number, Event::move_level}, [&](Work& work) -> Status {
            const int from = work.ticket.level;
            if (what.to >= from)
                return Error{Code::conflict, "that is not down",
                             "hand it over with a hand-over slip"};
            const auto move = move_to(work, {now, from, what.to, "", *note, work.actor.name});
            if (!move)
                return move.error();
            const TrainingNoteId id{next_id(sql, "training_note")};
            execute(sql,
                    "INSERT INTO training_notes (id, move_id, ticket_number, level, article, "
                    "body, actor, at) VALUES (:i, :m, :n, :l, :d, :b, :a, :t)",
                    id, *move, number, what.to, *article, *note, work.actor.name, now);
            work.facts.push_back({"training_note", id.value});
            if (!article->empty())
                work.facts.push_back({"article", *article});
            return Done{};
        });
    });
}

Result<std::vector<HandedSlip>> LevelStore::slips(TicketNumber number) const {
    std::vector<HandedSlip> slips;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<MoveId, TimePoint, int, int, std::string, std::string, std::string>(
            sql,
            "SELECT m.id, m.at, m.from_level, m.to_level, f.fact, f.document, f.body "
            "FROM slip_facts f JOIN level_moves m ON m.id = f.move_id "
            "WHERE f.ticket_number = :n ORDER BY f.move_id, f.position",
            [&](MoveId move, TimePoint at, int from, int to, const std::string& fact,
                const std::string& document, const std::string& body) {
                if (slips.empty() || slips.back().move != move)
                    slips.push_back({move, at, from, to, {}});
                take_row(slips.back().slip, {fact, document, body});
            },
            number);
        return Done{};
    });
    if (!status)
        return status.error();
    return slips;
}

Result<std::vector<TrainingNote>> LevelStore::training_notes_of(TicketNumber number) const {
    std::vector<TrainingNote> notes;
    Status status = database_.read([&](soci::session& sql) -> Status {
        notes = load_notes(sql, "WHERE ticket_number = :n", number.value, 100);
        return Done{};
    });
    if (!status)
        return status.error();
    return notes;
}

Result<std::vector<TrainingNote>> LevelStore::training_notes_for(int level, int limit) const {
    std::vector<TrainingNote> notes;
    Status status = database_.read([&](soci::session& sql) -> Status {
        notes = load_notes(sql, "WHERE level = :l AND article <> ''", level, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return notes;
}

} // namespace lotse::tickets
