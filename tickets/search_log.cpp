#include "tickets/search_log.h"

#include "indexer/base/text.h"
#include "tickets/gaps_internal.h"
#include "tickets/redact.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Gap& g) {
    return std::tie(g.id, g.topic, g.state, g.ticket, g.count, g.visitors, g.first_seen,
                    g.last_seen);
}

static auto columns(GapQuestion& q) {
    return std::tie(q.text, q.lang, q.count);
}

namespace {

constexpr std::size_t max_search_bytes = 500;
constexpr std::size_t max_topic_bytes = 500;
constexpr std::size_t max_key_bytes = 100;
constexpr int most_questions = 20;

/// Searches fail for nothing: what is too long is cut, what is no text is repaired.
std::string scrubbed(std::string_view text, std::size_t bytes, const Database& database) {
    const std::string clean = redact(text, {.own_contacts = database.options().own_contacts});
    return std::string(trimmed(utf8_prefix(clean, bytes)));
}

Status count_if_failed(soci::session& sql, Outcome outcome, const CountedSearch& search,
                       const Database& database) {
    if (!failed(outcome))
        return Done{};
    const GapId gap = count_into_gap(sql, search);
    return gap ? follow_up_gap(sql, gap, database) : Status{Done{}};
}

constexpr const char* select_gaps = "SELECT id, topic, state, ticket_number, searches, visitors, "
                                    "first_seen, last_seen FROM gaps ";

void complete(soci::session& sql, Gap& gap) {
    each_row<TicketNumber>(
        sql, "SELECT ticket_number FROM gap_requests WHERE gap_id = :gap ORDER BY ticket_number",
        [&](TicketNumber number) { gap.requests.push_back(number); }, gap.id);
    each_row<std::string>(
        sql, "SELECT DISTINCT lang FROM searches WHERE gap_id = :gap ORDER BY lang",
        [&](const std::string& lang) { gap.langs.push_back(lang); }, gap.id);
    each_record<GapQuestion>(
        sql,
        "SELECT body, lang, COUNT(*) FROM searches WHERE gap_id = :gap AND body <> '' "
        "GROUP BY body, lang "
        "ORDER BY COUNT(*) DESC, MIN(id) LIMIT :k",
        [&](const GapQuestion& question) { gap.questions.push_back(question); }, gap.id,
        most_questions);
}

/// The latest search of the trail that showed the document, which is now marked as opened.
Result<SearchId> open_document(soci::session& sql, std::string_view trail,
                               std::string_view document) {
    const auto search = one_row<SearchId>(
        sql,
        "SELECT MAX(s.id) FROM searches s JOIN search_documents d ON d.search_id = s.id "
        "WHERE s.trail = :trail AND d.document = :document",
        trail, document);
    const SearchId id = search ? std::get<0>(*search) : SearchId{};
    if (!id)
        return Error{Code::not_found, "no search of this trail has shown that", ""};
    execute(sql, "UPDATE search_documents SET opened = 1 WHERE search_id = :id AND document = :d",
            id, document);
    execute(sql,
            "UPDATE searches SET outcome = 'opened' WHERE id = :id AND outcome IN "
            "('answered', 'no_click')",
            id);
    return id;
}

template <class... In>
std::vector<Gap> load_gaps(soci::session& sql, const std::string& where, const In&... in) {
    std::vector<Gap> gaps;
    each_record<Gap>(
        sql, select_gaps + where, [&](const Gap& gap) { gaps.push_back(gap); }, in...);
    for (Gap& gap : gaps)
        complete(sql, gap);
    return gaps;
}

template <class... In>
Result<Gap> one_gap(Database& database, const std::string& where, const In&... in) {
    std::vector<Gap> found;
    Status status = database.read([&](soci::session& sql) -> Status {
        found = load_gaps(sql, where, in...);
        return Done{};
    });
    if (!status)
        return status.error();
    if (found.empty())
        return Error{Code::not_found, "there is no such gap", "check the number"};
    return std::move(found.front());
}

} // namespace

Result<SearchId> SearchLog::record(const SearchRecord& search) {
    const std::string trail(utf8_prefix(search.trail, max_key_bytes));
    const std::string visitor(
        utf8_prefix(search.visitor.empty() ? search.trail : search.visitor, max_key_bytes));
    const std::string topic = scrubbed(search.topic, max_topic_bytes, database_);
    const TrailSearch row{.at = database_.clock().now(),
                          .text = scrubbed(search.text, max_search_bytes, database_),
                          .lang = search.lang,
                          .outcome = search.outcome,
                          .shown = search.shown};
    SearchId id;
    Status status = database_.write(
        [&](soci::session& sql) {
            id = insert_search(sql, row, trail, visitor, topic);
            if (!search.audience.empty())
                execute(sql, "UPDATE searches SET audience = :audience WHERE id = :id",
                        search.audience, id);
            if (search.channel)
                execute(sql, "UPDATE searches SET channel = :channel WHERE id = :id",
                        *search.channel, id);
            return count_if_failed(sql, row.outcome, {id, visitor, topic, row.at}, database_);
        },
        Durability::soon);
    if (!status)
        return status.error();
    return id;
}

Status SearchLog::mark_opened(std::string_view trail, std::string_view document) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto search = open_document(sql, trail, document);
            return search ? Status(Done{}) : search.error();
        },
        Durability::soon);
}

Status SearchLog::mark_helped(std::string_view trail, std::string_view document) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto search = open_document(sql, trail, document);
            if (!search)
                return search.error();
            execute(
                sql,
                "UPDATE search_documents SET helped = 1 WHERE search_id = :id AND document = :d",
                *search, document);
            return Done{};
        },
        Durability::soon);
}

Status SearchLog::mark_outcome(std::string_view trail, Outcome outcome) {
    const TimePoint since = database_.clock().now() - database_.options().trail_window;
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto row = one_row<SearchId, std::string, std::string, TimePoint>(
                sql,
                "SELECT id, visitor, topic, at FROM searches WHERE trail = :trail AND at >= :since "
                "ORDER BY id DESC LIMIT 1",
                trail, since);
            if (!row)
                return Error{Code::not_found, "this trail has no search", "search first"};
            const auto& [id, visitor, topic, at] = *row;
            execute(sql, "UPDATE searches SET outcome = :outcome WHERE id = :id", outcome, id);
            return count_if_failed(sql, outcome, {id, visitor, topic, at}, database_);
        },
        Durability::soon);
}

Result<std::vector<TrailSearch>> SearchLog::trail(std::string_view trail) const {
    const TimePoint since = database_.clock().now() - database_.options().trail_window;
    std::vector<TrailSearch> searches;
    Status status = database_.read([&](soci::session& sql) -> Status {
        searches = load_trail(sql, trail, since);
        return Done{};
    });
    if (!status)
        return status.error();
    return searches;
}

Result<std::vector<Gap>> SearchLog::gaps(const GapFilter& filter) const {
    std::vector<Gap> found;
    const std::string state = filter.state ? std::string(name(*filter.state)) : "";
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_gaps(sql,
                          "WHERE visitors >= :least AND (:any = '' OR state = :state) "
                          "ORDER BY visitors DESC, id LIMIT :k",
                          filter.min_visitors, state, state, filter.limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Result<Gap> SearchLog::gap(GapId id) const {
    return one_gap(database_, "WHERE id = :id", id);
}

Result<Gap> SearchLog::gap_of(TicketNumber ticket) const {
    return one_gap(database_, "WHERE ticket_number = :n ORDER BY id LIMIT 1", ticket);
}

} // namespace lotse::tickets
