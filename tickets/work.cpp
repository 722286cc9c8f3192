#include "tickets/work_internal.h"

#include "indexer/base/text.h"
#include "tickets/search_log.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

void remember_questions(soci::session& sql, TicketNumber number, const std::string& article) {
    for (const Question& question : load_failed_questions(sql, number))
        execute(sql,
                "INSERT INTO remembered_questions (article, ticket_number, body, lang) "
                "VALUES (:article, :ticket, :body, :lang)",
                article, number, question.text, question.lang);
}

/// What a solution had brought about is taken back when the ticket is work again.
void take_resolution_back(soci::session& sql, TimePoint now, TicketNumber number) {
    std::vector<std::string> articles;
    each_row<std::string>(
        sql, "SELECT DISTINCT article FROM remembered_questions WHERE ticket_number = :n",
        [&](const std::string& article) { articles.push_back(article); }, number);
    execute(sql, "DELETE FROM remembered_questions WHERE ticket_number = :n", number);
    execute(sql, "DELETE FROM verified_pairs WHERE ticket_number = :n", number);
    execute(sql, "UPDATE gaps SET state = :open WHERE ticket_number = :n", GapState::open, number);
    insert_job(sql, {.kind = JobKind::ticket_reopened, .ticket = number, .at = now});
    for (const std::string& article : articles)
        insert_job(
            sql,
            {.kind = JobKind::questions_changed, .ticket = number, .article = article, .at = now});
}

/// Starts or stops the clock as the state that was just entered wants it.
void keep_time(Ticket& ticket, TimePoint now) {
    const bool runs = clock_running(ticket.state);
    if (ticket.clock_since && !runs) {
        ticket.worked += now - *ticket.clock_since;
        ticket.clock_since.reset();
    } else if (!ticket.clock_since && runs) {
        ticket.clock_since = now;
    }
}

std::string without_control_characters(std::string_view text) {
    std::string kept;
    kept.reserve(text.size());
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
            kept.push_back(c == '\x7f' ? ' ' : c);
    return kept;
}

} // namespace

Status apply_event(soci::session& sql, TimePoint now, const Change& change, const Step& step) {
    auto loaded = load_ticket(sql, change.ticket);
    if (!loaded)
        return loaded.error();
    Work work{sql, change.actor, now, std::move(*loaded), {}};
    const State before = work.ticket.state;
    auto next = next_state(before, change.event, party_of(change.actor));
    if (!next)
        return next.error();
    work.ticket.state = *next;
    work.ticket.updated = now;
    if (!states()[static_cast<std::size_t>(*next)].waits)
        work.ticket.due.reset();
    keep_time(work.ticket, now);
    if (Status done = step(work); !done)
        return done;
    if (finished(before) && !finished(*next)) {
        work.ticket.resolved.reset();
        take_resolution_back(sql, now, change.ticket);
    }
    if (before != *next) {
        work.facts.push_back({"from", std::string(name(before))});
        work.facts.push_back({"to", std::string(name(*next))});
    }
    update_ticket(sql, work.ticket);
    append_history(sql, now,
                   {.ticket = change.ticket,
                    .actor = change.actor,
                    .event = name(change.event),
                    .facts = std::move(work.facts)});
    return Done{};
}

Status check_agent(soci::session& sql, PersonId person) {
    const auto agents = one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM people p JOIN person_roles r ON r.person_id = p.id "
        "WHERE p.id = :id AND p.active = 1 AND r.role = :role",
        person, Role::agent);
    if (agents == 0)
        return Error{Code::invalid_argument, "there is no active agent with that id",
                     "tickets are worked on by agents"};
    return Done{};
}

TicketNumber standing_ticket(soci::session& sql, TicketNumber number) {
    // A ticket is merged once and never into a merged one, so that the chain ends.
    while (const auto row = one_row<TicketNumber>(
               sql, "SELECT merged_into FROM tickets WHERE number = :n AND merged_into IS NOT NULL",
               number))
        number = std::get<0>(*row);
    return number;
}

Result<MoveId> move_to(Work& work, const LevelMove& move) {
    Ticket& ticket = work.ticket;
    if (ticket.level == move.to && ticket.team == move.team)
        return Error{Code::conflict, "the ticket is there already", ""};
    const MoveId id = insert_move(work.sql, ticket.number, move);
    work.facts = {{"from_level", std::int64_t{ticket.level}},
                  {"to_level", std::int64_t{move.to}},
                  {"team", move.team}};
    ticket.level = move.to;
    ticket.team = move.team;
    ticket.assignee.reset(); // whoever takes it there decides
    return id;
}

void put_resolution_in_force(soci::session& sql, const Ticket& ticket,
                             const Resolution& resolution) {
    insert_resolution(sql, ticket.number, resolution);
    const bool useful = resolution.kind != ResolutionKind::no_knowledge;
    execute(sql, "UPDATE gaps SET state = :state, answered_at = :at WHERE ticket_number = :ticket",
            useful ? GapState::answered : GapState::ignored, resolution.at, ticket.number);
    insert_job(sql,
               {.kind = JobKind::ticket_resolved, .ticket = ticket.number, .at = resolution.at});
    if (!has_article(resolution.kind))
        return;
    remember_questions(sql, ticket.number, resolution.article);
    insert_job(sql, {.kind = JobKind::questions_changed,
                     .ticket = ticket.number,
                     .article = resolution.article,
                     .at = resolution.at});
}

Result<std::string> checked_optional_text(std::string_view text, std::string_view what,
                                          std::size_t max_bytes) {
    const std::string field(what);
    if (text.size() > max_bytes)
        return Error{Code::too_large, "the " + field + " is too long",
                     "at most " + std::to_string(max_bytes) + " bytes"};
    if (!is_utf8(text))
        return Error{Code::invalid_argument, "the " + field + " is not UTF-8", "send it as UTF-8"};
    return std::string(trimmed(without_control_characters(text)));
}

Result<std::string> checked_text(std::string_view text, std::string_view what,
                                 std::size_t max_bytes) {
    auto checked = checked_optional_text(text, what, max_bytes);
    if (checked && checked->empty())
        return Error{Code::invalid_argument, "the " + std::string(what) + " is missing",
                     "write a few words"};
    return checked;
}

Status check_lang(std::string_view lang) {
    if (lang == "de" || lang == "en")
        return Done{};
    return Error{Code::invalid_argument, "the language is not known", "\"de\" or \"en\""};
}

} // namespace lotse::tickets
