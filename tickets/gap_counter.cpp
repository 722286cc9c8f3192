#include "tickets/gaps_internal.h"

#include "tickets/gap_rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/topic_index.h"

namespace lotse::tickets {

namespace {

void count_visitor(soci::session& sql, GapId gap, const CountedSearch& search) {
    const auto seen = execute(
        sql, "UPDATE gap_visitors SET last_at = :at WHERE gap_id = :gap AND visitor = :visitor",
        search.at, gap, search.visitor);
    if (seen > 0)
        return;
    execute(sql, "INSERT INTO gap_visitors (gap_id, visitor, last_at) VALUES (:gap, :v, :at)", gap,
            search.visitor, search.at);
    execute(sql, "UPDATE gaps SET visitors = visitors + 1 WHERE id = :gap", gap);
}

void uncount_visitor(soci::session& sql, GapId gap, const std::string& visitor) {
    if (one_row<long long>(sql,
                           "SELECT 1 FROM searches WHERE gap_id = :gap AND visitor = :v LIMIT 1",
                           gap, visitor))
        return;
    if (execute(sql, "DELETE FROM gap_visitors WHERE gap_id = :gap AND visitor = :v", gap,
                visitor) > 0)
        execute(sql, "UPDATE gaps SET visitors = visitors - 1 WHERE id = :gap", gap);
}

void count_question(soci::session& sql, GapId gap, const CountedSearch& search) {
    execute(sql,
            "INSERT INTO gap_questions (gap_id, lang, body, asked, first_search) "
            "SELECT gap_id, lang, body, 1, id FROM searches WHERE id = :id AND body <> '' "
            "ON CONFLICT (gap_id, lang, body) DO UPDATE SET asked = gap_questions.asked + 1",
            search.id);
    execute(sql,
            "INSERT INTO gap_days (gap_id, day, searches) VALUES (:gap, :day, 1) "
            "ON CONFLICT (gap_id, day) DO UPDATE SET searches = gap_days.searches + 1",
            gap, gap_day(search.at));
}

void uncount_question(soci::session& sql, GapId gap, const GapQuestion& question, TimePoint at) {
    execute(sql,
            "UPDATE gap_questions SET asked = asked - 1 WHERE gap_id = :gap AND lang = :lang AND "
            "body = :body",
            gap, question.lang, question.text);
    execute(sql,
            "DELETE FROM gap_questions WHERE gap_id = :gap AND lang = :lang AND body = :body AND "
            "asked < 1",
            gap, question.lang, question.text);
    execute(sql, "UPDATE gap_days SET searches = searches - 1 WHERE gap_id = :gap AND day = :day",
            gap, gap_day(at));
}

void drop_if_empty(soci::session& sql, GapId gap) {
    const auto kept = one_value<long long>(
        sql,
        "SELECT COUNT(*) FROM gaps g WHERE g.id = :gap AND (g.searches > 0 OR g.ticket_number IS "
        "NOT NULL OR g.state <> 'open' OR EXISTS (SELECT 1 FROM gaps m WHERE m.merged_into = g.id) "
        "OR EXISTS (SELECT 1 FROM gap_requests r WHERE r.gap_id = g.id))",
        gap);
    if (kept > 0)
        return;
    for (const char* table :
         {"gap_topics", "gap_visitors", "gap_questions", "gap_days", "gap_articles"})
        execute(sql, std::string("DELETE FROM ") + table + " WHERE gap_id = :gap", gap);
    execute(sql, "DELETE FROM gaps WHERE id = :gap", gap);
}

} // namespace

void put_topic(soci::session& sql, const std::string& topic, const std::string& lang, GapId gap) {
    execute(sql, "DELETE FROM gap_topics WHERE topic = :t AND lang = :l", topic, lang);
    execute(sql, "INSERT INTO gap_topics (id, topic, lang, gap_id) VALUES (:i, :t, :l, :g)",
            next_id(sql, "gap_topic"), topic, lang, gap);
}

void GapCounter::learn() {
    if (learned_)
        return;
    learned_ = true;
    std::vector<TopicRow> rows;
    each_row<std::int64_t, std::string, std::string, GapId>(
        sql_, "SELECT id, topic, lang, gap_id FROM gap_topics WHERE id > :last ORDER BY id",
        [&](std::int64_t id, const std::string& topic, const std::string& lang, GapId gap) {
            rows.push_back({id, topic, lang, gap});
        },
        database_.topics().learned());
    database_.topics().learn(rows);
}

GapId GapCounter::gap_like(const CountedSearch& search) {
    learn();
    for (const NearGap& near : database_.topics().nearest(search.topic, search.lang)) {
        // What the index remembers may have gone meanwhile, or been merged by somebody else.
        const auto there = one_row<GapId>(
            sql_, "SELECT COALESCE(merged_into, id) FROM gaps WHERE id = :gap", near.gap);
        if (there)
            return std::get<0>(*there);
    }
    return {};
}

GapId GapCounter::new_gap(const CountedSearch& search) {
    const GapId id{next_id(sql_, "gap")};
    const bool taken = one_value<long long>(sql_, "SELECT COUNT(*) FROM gaps WHERE topic = :topic",
                                            search.topic) > 0;
    execute(sql_,
            "INSERT INTO gaps (id, topic, state, searches, visitors, first_seen, last_seen, "
            "answered_at) VALUES (:id, :topic, :state, 0, 0, :first, :last, 0)",
            id, taken ? search.topic + " #" + std::to_string(id.value) : search.topic,
            GapState::open, search.at, search.at);
    return id;
}

GapId GapCounter::gap_of(const CountedSearch& search) {
    const auto known =
        one_row<GapId>(sql_, "SELECT gap_id FROM gap_topics WHERE topic = :topic AND lang = :lang",
                       search.topic, search.lang);
    if (known)
        return std::get<0>(*known);
    GapId gap = gap_like(search);
    if (!gap)
        gap = new_gap(search);
    put_topic(sql_, search.topic, search.lang, gap);
    return gap;
}

GapId GapCounter::count(const CountedSearch& search) {
    if (search.topic.empty())
        return {};
    const auto counted = one_row<GapId>(
        sql_, "SELECT gap_id FROM searches WHERE id = :search AND gap_id IS NOT NULL", search.id);
    if (counted)
        return std::get<0>(*counted);
    const GapId gap = gap_of(search);
    execute(sql_, "UPDATE searches SET gap_id = :gap WHERE id = :search", gap, search.id);
    execute(sql_, "UPDATE gaps SET searches = searches + 1, last_seen = :at WHERE id = :gap",
            search.at, gap);
    count_visitor(sql_, gap, search);
    count_question(sql_, gap, search);
    return gap;
}

Status GapCounter::count_and_follow_up(const CountedSearch& search) {
    const GapId gap = count(search);
    return gap ? follow_up_gap(sql_, gap, database_) : Status{Done{}};
}

void GapCounter::uncount(SearchId search) {
    const auto row = one_row<GapId, std::string, std::string, std::string, TimePoint>(
        sql_,
        "SELECT gap_id, visitor, body, lang, at FROM searches WHERE id = :s AND gap_id IS NOT NULL",
        search);
    if (!row)
        return;
    const auto& [gap, visitor, body, lang, at] = *row;
    execute(sql_, "UPDATE searches SET gap_id = NULL WHERE id = :s", search);
    execute(sql_, "UPDATE gaps SET searches = searches - 1 WHERE id = :gap", gap);
    uncount_visitor(sql_, gap, visitor);
    uncount_question(sql_, gap, {body, lang}, at);
    drop_if_empty(sql_, gap);
}

} // namespace lotse::tickets
