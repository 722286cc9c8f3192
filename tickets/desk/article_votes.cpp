#include "tickets/desk/article_votes.h"

#include <algorithm>

#include "indexer/base/text.h"
#include "tickets/redact.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t most_remark = 1000; // characters
constexpr std::size_t most_remarks = 10;

void write(soci::session& sql, const std::string& article, const std::string& visitor, TimePoint at,
           bool helped, const std::string& reason, const std::string& remark) {
    execute(sql,
            "INSERT INTO article_votes (article, visitor, at, helped, reason, remark) "
            "VALUES (:a, :v, :at, :h, :r, :t) ON CONFLICT (article, visitor) DO UPDATE SET "
            "at = excluded.at, helped = excluded.helped, "
            // Who says once more that it did not help has not taken back why.
            "reason = CASE WHEN excluded.helped = 1 OR excluded.reason <> '' THEN excluded.reason "
            "ELSE article_votes.reason END, "
            "remark = CASE WHEN excluded.helped = 1 OR excluded.remark <> '' THEN excluded.remark "
            "ELSE article_votes.remark END",
            article, visitor, at, helped, reason, remark);
}

} // namespace

Status ArticleVotes::cast(const std::string& article, const std::string& visitor, bool helped) {
    return database_.write([&](soci::session& sql) -> Status {
        write(sql, article, visitor, database_.clock().now(), helped, "", "");
        return Done{};
    });
}

Status ArticleVotes::explain(const std::string& article, const std::string& visitor,
                             const std::string& reason, std::string_view remark) {
    if (!reason.empty() && std::ranges::find(vote_reasons, reason) == std::end(vote_reasons))
        return Error{Code::invalid_argument, "'" + reason + "' is no reason",
                     "outdated, unclear, off_topic or wrong"};
    const std::string kept = redact(utf8_prefix(trimmed(remark), most_remark),
                                    {.own_contacts = database_.options().own_contacts});
    return database_.write([&](soci::session& sql) -> Status {
        write(sql, article, visitor, database_.clock().now(), false, reason, kept);
        return Done{};
    });
}

Status ArticleVotes::forget_remarks_before(TimePoint before) {
    return database_.write([&](soci::session& sql) -> Status {
        execute(sql, "UPDATE article_votes SET remark = '' WHERE at < :before AND remark <> ''",
                before);
        return Done{};
    });
}

Result<Votes> ArticleVotes::of(const std::string& article, TimePoint since) const {
    Votes votes;
    Status status = database_.read([&](soci::session& sql) -> Status {
        votes = {};
        each_row<bool, std::string, std::string, TimePoint>(
            sql,
            "SELECT helped, reason, remark, at FROM article_votes WHERE article = :a AND at >= "
            ":since ORDER BY at DESC, visitor",
            [&](bool helped, const std::string& reason, const std::string& remark, TimePoint at) {
                ++(helped ? votes.helped : votes.not_helped);
                if (!reason.empty())
                    ++votes.reasons[reason];
                if (!remark.empty() && votes.remarks.size() < most_remarks)
                    votes.remarks.push_back({reason, remark, at});
            },
            article, since);
        return Done{};
    });
    if (!status)
        return status.error();
    return votes;
}

} // namespace lotse::tickets
