#include "tickets/gap_rows_internal.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(GapQuestion& q) {
    return std::tie(q.text, q.lang, q.count);
}

std::int64_t gap_day(TimePoint at) {
    return std::chrono::floor<std::chrono::days>(at.time_since_epoch()).count();
}

std::vector<GapQuestion> questions_of(soci::session& sql, GapId gap, int most) {
    std::vector<GapQuestion> questions;
    each_record<GapQuestion>(
        sql,
        "SELECT body, lang, asked FROM gap_questions WHERE gap_id = :gap "
        "ORDER BY asked DESC, first_search LIMIT :k",
        [&](const GapQuestion& question) { questions.push_back(question); }, gap, most);
    return questions;
}

Result<GapRow> load_gap(soci::session& sql, GapId id) {
    const auto row = one_row<GapState, std::optional<TicketNumber>, std::optional<GapId>>(
        sql, "SELECT state, ticket_number, merged_into FROM gaps WHERE id = :id", id);
    if (!row)
        return Error{Code::not_found, "there is no such gap", "check the number"};
    const auto& [state, ticket, merged_into] = *row;
    if (merged_into)
        return Error{Code::conflict, "gap " + std::to_string(id.value) + " is merged",
                     "work on gap " + std::to_string(merged_into->value)};
    return GapRow{id, state, ticket};
}

void recount_gap(soci::session& sql, GapId id) {
    for (const char* table : {"gap_visitors", "gap_questions", "gap_days", "gap_articles"})
        execute(sql, std::string("DELETE FROM ") + table + " WHERE gap_id = :gap", id);
    execute(sql,
            "INSERT INTO gap_questions (gap_id, lang, body, asked, first_search) "
            "SELECT gap_id, lang, body, COUNT(*), MIN(id) FROM searches "
            "WHERE gap_id = :gap AND body <> '' GROUP BY gap_id, lang, body",
            id);
    execute(sql,
            "INSERT INTO gap_days (gap_id, day, searches) SELECT gap_id, at / 86400000, COUNT(*) "
            "FROM searches WHERE gap_id = :gap GROUP BY gap_id, at / 86400000",
            id);
    execute(sql,
            "INSERT INTO gap_visitors (gap_id, visitor, last_at) SELECT gap_id, visitor, MAX(at) "
            "FROM searches WHERE gap_id = :gap GROUP BY gap_id, visitor",
            id);
    execute(sql,
            "UPDATE gaps SET near_at = NULL, searches = (SELECT COUNT(*) FROM searches WHERE "
            "gap_id = :a), "
            "visitors = (SELECT COUNT(*) FROM gap_visitors WHERE gap_id = :b), "
            "first_seen = COALESCE((SELECT MIN(at) FROM searches WHERE gap_id = :c), first_seen), "
            "last_seen = COALESCE((SELECT MAX(at) FROM searches WHERE gap_id = :d), last_seen) "
            "WHERE id = :gap",
            id, id, id, id, id);
}

std::vector<Wording> wordings_of(soci::session& sql, GapId gap) {
    std::vector<Wording> found;
    each_row<std::string, std::string>(
        sql, "SELECT topic, lang FROM gap_topics WHERE gap_id = :gap ORDER BY id",
        [&](const std::string& topic, const std::string& lang) {
            found.push_back({topic, lang});
        },
        gap);
    return found;
}

std::optional<TicketNumber> first_request(soci::session& sql, GapId gap) {
    const auto row = one_row<TicketNumber>(sql,
                                           "SELECT ticket_number FROM gap_requests WHERE "
                                           "gap_id = :gap ORDER BY ticket_number LIMIT 1",
                                           gap);
    return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

} // namespace lotse::tickets
