#include "tickets/search_log.h"

#include "indexer/base/text.h"
#include "tickets/failure.h"
#include "tickets/gaps_internal.h"
#include "tickets/redact.h"
#include "tickets/rows_internal.h"
#include "tickets/settling_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t max_search_bytes = 500;
constexpr std::size_t max_topic_bytes = 500;
constexpr std::size_t max_key_bytes = 100;

/// Searches fail for nothing: what is too long is cut, what is no text is repaired.
std::string scrubbed(std::string_view text, std::size_t bytes, const Database& database) {
    const std::string clean = redact(text, {.own_contacts = database.options().own_contacts});
    return std::string(trimmed(utf8_prefix(clean, bytes)));
}

/// The latest search of the trail that showed the document, which is now marked as opened.
Result<SearchId> open_document(soci::session& sql, const Database& database, std::string_view trail,
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
    execute(sql, "UPDATE searches SET opened_at = :at, returned_at = NULL WHERE id = :id",
            database.clock().now(), id);
    const auto turned = execute(sql,
                                "UPDATE searches SET outcome = 'opened' WHERE id = :id AND outcome "
                                "IN ('answered', 'no_click', 'back_at_once') AND "
                                "ticket_number IS NULL",
                                id);
    if (turned > 0)
        GapCounter(sql, database).uncount(id);
    return id;
}

} // namespace

namespace {

Result<SearchId> write_search(soci::session& sql, const Database& database,
                              const SearchRecord& search) {
    const std::string trail(utf8_prefix(search.trail, max_key_bytes));
    const std::string visitor(
        utf8_prefix(search.visitor.empty() ? search.trail : search.visitor, max_key_bytes));
    const std::string topic = scrubbed(search.topic, max_topic_bytes, database);
    const TrailSearch row{.at = search.at ? *search.at : database.clock().now(),
                          .text = scrubbed(search.text, max_search_bytes, database),
                          .lang = search.lang,
                          .outcome = search.outcome,
                          .shown = search.shown};
    const SearchFacts facts{.trail = trail,
                            .visitor = visitor,
                            .topic = topic,
                            .audience = search.audience.empty() ? "staff" : search.audience,
                            .settled = failed(row.outcome) || search.unseen,
                            .customer = search.customer,
                            .channel = search.channel ? std::string(name(*search.channel)) : ""};
    GapCounter counter(sql, database);
    Result<std::optional<SearchId>> typed = std::optional<SearchId>();
    if (!search.first)
        typed = settle_before(sql, database, counter, {trail, row.text, topic, row.lang, row.at});
    if (!typed)
        return typed.error();
    SearchId id;
    if (*typed) {
        id = **typed;
        counter.uncount(id);
        replace_search(sql, id, row, facts);
    } else {
        id = insert_search(sql, row, facts);
    }
    if (failed(row.outcome))
        if (Status counted = counter.count_and_follow_up({id, visitor, topic, row.lang, row.at});
            !counted)
            return counted.error();
    return id;
}

} // namespace

Result<SearchId> SearchLog::record(const SearchRecord& search) {
    SearchId id;
    Status status = database_.write(
        [&](soci::session& sql) -> Status {
            const auto written = write_search(sql, database_, search);
            if (written)
                id = *written;
            return written ? Status(Done{}) : written.error();
        },
        Durability::soon);
    if (!status)
        return status.error();
    return id;
}

Status SearchLog::record_all(std::span<const SearchRecord> searches) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            for (const SearchRecord& search : searches)
                if (const auto written = write_search(sql, database_, search); !written)
                    return written.error();
            return Done{};
        },
        Durability::soon);
}

Status SearchLog::mark_opened(std::string_view trail, std::string_view document) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto search = open_document(sql, database_, trail, document);
            return search ? Status(Done{}) : search.error();
        },
        Durability::soon);
}

Status SearchLog::mark_helped(std::string_view trail, std::string_view document) {
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto search = open_document(sql, database_, trail, document);
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

Status SearchLog::mark_not_helped(std::string_view trail, std::string_view document) {
    Status noted = database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql,
                    "UPDATE search_documents SET helped = -1 WHERE document = :document AND "
                    "search_id = (SELECT MAX(s.id) FROM searches s JOIN search_documents d ON "
                    "d.search_id = s.id WHERE s.trail = :trail AND d.document = :same)",
                    document, trail, document);
            return Done{};
        },
        Durability::soon);
    return noted ? mark_outcome(trail, Outcome::not_helped) : noted;
}

Status SearchLog::mark_outcome(std::string_view trail, Outcome outcome) {
    const TimePoint since = database_.clock().now() - database_.options().trail_window;
    return database_.write(
        [&](soci::session& sql) -> Status {
            const auto row = one_row<SearchId, std::string, std::string, std::string, TimePoint>(
                sql,
                "SELECT id, visitor, topic, lang, at FROM searches WHERE trail = :trail AND "
                "at >= :since ORDER BY id DESC LIMIT 1",
                trail, since);
            if (!row)
                return Error{Code::not_found, "this trail has no search", "search first"};
            const auto& [id, visitor, topic, lang, at] = *row;
            execute(sql, "UPDATE searches SET outcome = :outcome, settled = 1 WHERE id = :id",
                    outcome, id);
            return failed(outcome) ? GapCounter(sql, database_)
                                         .count_and_follow_up({id, visitor, topic, lang, at})
                                   : Status{Done{}};
        },
        Durability::soon);
}

Status SearchLog::mark_returned(std::string_view trail) {
    const TimePoint now = database_.clock().now();
    return database_.write(
        [&](soci::session& sql) -> Status {
            execute(sql,
                    "UPDATE searches SET returned_at = :now WHERE settled = 0 AND opened_at > :t "
                    "AND id = (SELECT MAX(id) FROM searches WHERE trail = :trail)",
                    now, now - shortest_reading, trail);
            return Done{};
        },
        Durability::soon);
}

Result<std::size_t> SearchLog::settle_due(int limit) {
    const TimePoint until = database_.clock().now() - database_.options().trail_window;
    long long waiting = 0;
    Status looked = database_.read([&](soci::session& sql) -> Status {
        waiting = one_value<long long>(
            sql,
            "SELECT COUNT(*) FROM (SELECT id FROM searches WHERE settled = 0 AND at <= :a UNION "
            "SELECT id FROM searches WHERE customer_id IS NOT NULL AND at <= :b) late",
            until, until);
        return Done{};
    });
    if (!looked)
        return looked.error();
    std::size_t settled = 0;
    if (waiting == 0)
        return settled;
    Status done = database_.write(
        [&](soci::session& sql) -> Status {
            const auto count = settle_by_time(sql, database_, limit);
            if (!count)
                return count.error();
            settled = *count;
            return Done{};
        },
        Durability::soon);
    if (!done)
        return done.error();
    return settled;
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

} // namespace lotse::tickets
