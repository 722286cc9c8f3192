#include "tickets/desk/sent_articles.h"

#include "tickets/history_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(SentArticle& s) {
    return std::tie(s.article, s.at, s.actor);
}

Status SentArticles::record(const Actor& actor, TicketNumber ticket,
                            const std::vector<std::string>& articles) {
    if (articles.empty())
        return Done{};
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (auto there = load_ticket(sql, ticket); !there)
            return there.error();
        for (const std::string& article : articles) {
            const auto known = one_value<long long>(
                sql,
                "SELECT COUNT(*) FROM ticket_articles WHERE ticket_number = :n AND article = :a",
                ticket, article);
            if (known > 0)
                continue;
            execute(sql,
                    "INSERT INTO ticket_articles (ticket_number, article, sent_at, actor) "
                    "VALUES (:n, :a, :t, :w)",
                    ticket, article, now, actor.name);
            append_history(sql, now,
                           {.ticket = ticket,
                            .actor = actor,
                            .event = "send_article",
                            .facts = {{"article", article}}});
        }
        return Done{};
    });
}

Result<std::vector<SentArticle>> SentArticles::of(TicketNumber ticket) const {
    std::vector<SentArticle> sent;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_record<SentArticle>(
            sql,
            "SELECT article, sent_at, actor FROM ticket_articles WHERE ticket_number = :n "
            "ORDER BY sent_at DESC, article",
            [&](const SentArticle& one) { sent.push_back(one); }, ticket);
        return Done{};
    });
    if (!status)
        return status.error();
    return sent;
}

} // namespace lotse::tickets
