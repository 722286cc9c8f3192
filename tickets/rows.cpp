#include "tickets/rows_internal.h"

#include <numeric>

#include <set>

#include "tickets/contact_keys.h"
#include "tickets/gap_rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Ticket& t) {
    return std::tie(t.number, t.kind, t.subject, t.lang, t.category, t.channel, t.contact.name,
                    t.contact.email, t.contact.phone, t.requester, t.level, t.team, t.assignee,
                    t.assignee_name, t.state, t.priority, t.created, t.updated, t.resolved, t.due,
                    t.merged_into, t.worked, t.clock_since, t.import_ref, t.version);
}

static auto columns(Message& m) {
    return std::tie(m.id, m.at, m.sender, m.visibility, m.author_id, m.author, m.body);
}

static auto columns(LevelMove& m) {
    return std::tie(m.at, m.from, m.to, m.team, m.reason, m.actor);
}

static auto columns(Resolution& r) {
    return std::tie(r.kind, r.article, r.lang, r.title, r.text, r.reason, r.at, r.actor, r.cause);
}

static auto columns(HistoryRow& h) {
    return std::tie(h.id, h.at, h.actor, h.event, h.detail, h.hash);
}

static auto columns(TrailSearch& s) {
    return std::tie(s.id, s.at, s.text, s.lang, s.outcome);
}

static auto columns(Question& q) {
    return std::tie(q.text, q.lang);
}

namespace {

constexpr const char* select_tickets =
    "SELECT t.number, t.kind, t.subject, t.lang, t.category, t.channel, t.contact_name, "
    "t.contact_email, t.contact_phone, t.requester_id, t.level, t.team, t.assignee_id, "
    "COALESCE(p.name, ''), t.state, t.priority, t.created_at, t.updated_at, t.resolved_at, "
    "t.due_at, t.merged_into, t.worked_ms, t.clock_since_at, "
    "COALESCE(t.import_ref, ''), t.version "
    "FROM tickets t LEFT JOIN people p ON p.id = t.assignee_id ";

template <class Record, class... In>
std::vector<Record> load(soci::session& sql, const std::string& query, const In&... in) {
    std::vector<Record> records;
    each_record<Record>(
        sql, query, [&](const Record& record) { records.push_back(record); }, in...);
    return records;
}

void add_documents(soci::session& sql, std::vector<TrailSearch>& searches) {
    for (TrailSearch& search : searches)
        each_row<std::string, int>(
            sql,
            "SELECT document, opened FROM search_documents WHERE search_id = :s ORDER BY position",
            [&](const std::string& document, int opened) {
                search.shown.push_back(document);
                if (opened != 0)
                    search.opened.push_back(document);
            },
            search.id);
}

constexpr int most_searches = 200;

std::vector<GapId> gaps_of(soci::session& sql, TicketNumber number) {
    std::vector<GapId> gaps;
    each_row<GapId>(
        sql, "SELECT id FROM gaps WHERE ticket_number = :n ORDER BY id",
        [&](GapId gap) { gaps.push_back(gap); }, number);
    return gaps;
}

/// The latest, so that a ticket opens as fast whatever its gap has seen.
template <class Key>
void add_latest(soci::session& sql, std::set<SearchId>& ids, const char* whose, Key key) {
    each_row<SearchId>(
        sql,
        std::string("SELECT id FROM searches WHERE ") + whose + " = :key ORDER BY id DESC LIMIT :k",
        [&](SearchId search) { ids.insert(search); }, key, most_searches);
}

} // namespace

std::vector<Ticket> load_tickets(soci::session& sql, const std::string& where) {
    return load<Ticket>(sql, select_tickets + where);
}

Result<Ticket> load_ticket(soci::session& sql, TicketNumber number) {
    auto found = load<Ticket>(sql, std::string(select_tickets) + "WHERE t.number = :n", number);
    if (found.empty())
        return Error{Code::not_found, "there is no ticket " + std::to_string(number.value),
                     "check the number"};
    return std::move(found.front());
}

std::vector<Message> load_messages(soci::session& sql, TicketNumber number, Audience audience) {
    const std::string only = audience == Audience::customer ? "AND visibility = 'public' " : "";
    return load<Message>(sql,
                         "SELECT id, at, sender, visibility, author_id, author, body FROM messages "
                         "WHERE ticket_number = :n " +
                             only + "ORDER BY id",
                         number);
}

std::vector<LevelMove> load_moves(soci::session& sql, TicketNumber number) {
    return load<LevelMove>(sql,
                           "SELECT at, from_level, to_level, team, reason, actor FROM level_moves "
                           "WHERE ticket_number = :n ORDER BY id",
                           number);
}

std::vector<Resolution> load_resolutions(soci::session& sql, TicketNumber number) {
    return load<Resolution>(sql,
                            "SELECT kind, article, lang, title, body, reason, at, actor, "
                            "cause FROM resolutions WHERE ticket_number = :n ORDER BY id",
                            number);
}

std::vector<HistoryRow> load_history(soci::session& sql, TicketNumber number) {
    return load<HistoryRow>(sql,
                            "SELECT h.id, h.at, "
                            "CASE WHEN h.actor = '' THEN COALESCE(p.name, '') ELSE h.actor END, "
                            "h.event, h.detail, h.hash FROM history h "
                            "LEFT JOIN people p ON p.id = h.actor_id "
                            "WHERE h.ticket_number = :n ORDER BY h.id",
                            number);
}

std::vector<TrailSearch> load_searches_of(soci::session& sql, TicketNumber number) {
    // A ticket carries the searches of its own trail and, when it stands for a gap, those of it.
    std::set<SearchId> ids;
    add_latest(sql, ids, "ticket_number", number);
    for (const GapId gap : gaps_of(sql, number))
        add_latest(sql, ids, "gap_id", gap);
    while (ids.size() > static_cast<std::size_t>(most_searches))
        ids.erase(ids.begin());
    std::vector<TrailSearch> searches;
    for (const SearchId id : ids)
        each_record<TrailSearch>(
            sql, "SELECT id, at, body, lang, outcome FROM searches WHERE id = :id",
            [&](const TrailSearch& search) { searches.push_back(search); }, id);
    add_documents(sql, searches);
    return searches;
}

std::vector<TrailSearch> load_trail(soci::session& sql, std::string_view trail, TimePoint since) {
    auto searches = load<TrailSearch>(sql,
                                      "SELECT id, at, body, lang, outcome FROM searches "
                                      "WHERE trail = :trail AND at >= :since ORDER BY id",
                                      trail, since);
    add_documents(sql, searches);
    return searches;
}

std::vector<Question> load_failed_questions(soci::session& sql, TicketNumber number) {
    auto questions = load<Question>(sql,
                                    "SELECT body, lang FROM searches WHERE ticket_number = :n AND "
                                    "outcome NOT IN ('answered', 'opened') AND body <> '' "
                                    "GROUP BY body, lang ORDER BY MIN(id) LIMIT :k",
                                    number, most_searches);
    std::set<std::pair<std::string, std::string>> known;
    for (const Question& question : questions)
        known.emplace(question.text, question.lang);
    for (const GapId gap : gaps_of(sql, number))
        for (const GapQuestion& one : questions_of(sql, gap, most_gap_questions))
            if (known.emplace(one.text, one.lang).second)
                questions.push_back({one.text, one.lang});
    return questions;
}

TicketNumber insert_ticket(soci::session& sql, const Ticket& t, const std::string& link_hash) {
    const TicketNumber number{next_id(sql, "ticket")};
    const auto none_if_empty = [](const std::string& text) {
        return text.empty() ? std::optional<std::string>() : text;
    };
    const auto since =
        clock_running(t.state) ? std::optional(t.clock_since.value_or(t.created)) : std::nullopt;
    execute(sql,
            "INSERT INTO tickets (number, kind, subject, lang, category, channel, contact_name, "
            "contact_email, contact_phone, contact_domain, contact_phone_key, requester_id, level, "
            "team, assignee_id, state, priority, created_at, updated_at, resolved_at, worked_ms, "
            "clock_since_at, import_ref, "
            "link_hash, version) "
            "VALUES (:number, :kind, :subject, :lang, :category, :channel, :name, :email, :phone, "
            ":domain, :phone_key, "
            ":requester, :level, :team, :assignee, :state, :priority, :created, :updated, "
            ":resolved, :worked, :since, :ref, :link, 1)",
            number, t.kind, t.subject, t.lang, t.category, t.channel, t.contact.name,
            t.contact.email, t.contact.phone, email_domain(t.contact.email),
            phone_key(t.contact.phone), t.requester, t.level, t.team, t.assignee, t.state,
            t.priority, t.created, t.updated, t.resolved, t.worked, since,
            none_if_empty(t.import_ref), none_if_empty(link_hash));
    return number;
}

void update_ticket(soci::session& sql, const Ticket& t) {
    execute(sql,
            "UPDATE tickets SET level = :level, team = :team, assignee_id = :assignee, "
            "state = :state, priority = :priority, updated_at = :updated, "
            "resolved_at = :resolved, due_at = :due, merged_into = :into, worked_ms = :worked, "
            "clock_since_at = :since, version = version + 1 WHERE number = :number",
            t.level, t.team, t.assignee, t.state, t.priority, t.updated, t.resolved, t.due,
            t.merged_into, t.worked, t.clock_since, t.number);
}

MessageId insert_message(soci::session& sql, TicketNumber number, const Message& m) {
    const MessageId id{next_id(sql, "message")};
    execute(sql,
            "INSERT INTO messages (id, ticket_number, at, sender, visibility, author_id, author, "
            "body) VALUES (:id, :ticket, :at, :sender, :visibility, :author_id, :author, :body)",
            id, number, m.at, m.sender, m.visibility, m.author_id, m.author, m.body);
    return id;
}

MoveId insert_move(soci::session& sql, TicketNumber number, const LevelMove& m) {
    const MoveId id{next_id(sql, "move")};
    execute(sql,
            "INSERT INTO level_moves (id, ticket_number, at, from_level, to_level, team, reason, "
            "actor) VALUES (:id, :ticket, :at, :from, :to, :team, :reason, :actor)",
            id, number, m.at, m.from, m.to, m.team, m.reason, m.actor);
    return id;
}

void insert_resolution(soci::session& sql, TicketNumber number, const Resolution& r) {
    execute(sql,
            "INSERT INTO resolutions (id, ticket_number, at, kind, article, lang, title, body, "
            "reason, actor, cause) VALUES (:id, :ticket, :at, :kind, :article, :lang, :title, "
            ":body, :reason, :actor, :cause)",
            next_id(sql, "resolution"), number, r.at, r.kind, r.article, r.lang, r.title, r.text,
            r.reason, r.actor, r.cause);
}

namespace {

void insert_documents(soci::session& sql, SearchId id, const std::vector<std::string>& shown) {
    if (shown.empty())
        return;
    const std::vector<long long> ids(shown.size(), id.value);
    std::vector<long long> positions(shown.size());
    std::iota(positions.begin(), positions.end(), 1);
    execute_each(sql,
                 "INSERT INTO search_documents (search_id, position, document, opened) "
                 "VALUES (:id, :position, :document, 0)",
                 ids, positions, shown);
}

} // namespace

SearchId insert_search(soci::session& sql, const TrailSearch& search, const SearchFacts& facts) {
    const SearchId id{next_id(sql, "search")};
    execute(sql,
            "INSERT INTO searches (id, trail, visitor, at, body, lang, topic, outcome, audience, "
            "settled, customer_id, channel) VALUES (:id, :trail, :visitor, :at, :body, :lang, "
            ":topic, :outcome, :audience, :settled, :customer, :channel)",
            id, facts.trail, facts.visitor, search.at, search.text, search.lang, facts.topic,
            search.outcome, facts.audience, facts.settled, facts.customer, facts.channel);
    insert_documents(sql, id, search.shown);
    return id;
}

void replace_search(soci::session& sql, SearchId id, const TrailSearch& search,
                    const SearchFacts& facts) {
    execute(sql,
            "UPDATE searches SET at = :at, body = :body, lang = :lang, topic = :topic, "
            "outcome = :outcome, audience = :audience, settled = :settled WHERE id = :id",
            search.at, search.text, search.lang, facts.topic, search.outcome, facts.audience,
            facts.settled, id);
    if (!facts.channel.empty())
        execute(sql, "UPDATE searches SET channel = :channel WHERE id = :id", facts.channel, id);
    execute(sql, "DELETE FROM search_documents WHERE search_id = :id", id);
    insert_documents(sql, id, search.shown);
}

void insert_job(soci::session& sql, const Job& job) {
    execute(sql,
            "INSERT INTO outbox (id, kind, ticket_number, article, at, findable_at) "
            "VALUES (:id, :kind, :ticket, :article, :at, 0)",
            next_id(sql, "job"), job.kind, job.ticket, job.article, job.at);
}

} // namespace lotse::tickets
