#include "tickets/desk/article_figures.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

Result<std::map<std::string, ArticleFigures>> article_figures(Database& database, TimePoint since) {
    std::map<std::string, ArticleFigures> use;
    Status status = database.read([&](soci::session& sql) -> Status {
        use.clear();
        each_row<std::string, long long>(
            sql,
            "SELECT d.document, COUNT(*) FROM searches s JOIN search_documents d ON "
            "d.search_id = s.id WHERE s.at >= :since AND d.opened = 1 GROUP BY d.document",
            [&](const std::string& article, long long opened) { use[article].opened = opened; },
            since);
        each_row<std::string, long long, long long>(
            sql,
            "SELECT article, CAST(SUM(helped) AS BIGINT), CAST(SUM(1 - helped) AS BIGINT) "
            "FROM article_votes WHERE at >= :since GROUP BY article",
            [&](const std::string& article, long long helped, long long not_helped) {
                use[article].helped = helped;
                use[article].not_helped = not_helped;
            },
            since);
        each_row<std::string, long long>(
            sql,
            "SELECT article, COUNT(*) FROM ticket_articles WHERE sent_at >= :since "
            "GROUP BY article",
            [&](const std::string& article, long long sent) { use[article].sent = sent; }, since);
        return Done{};
    });
    if (!status)
        return status.error();
    return use;
}

} // namespace lotse::tickets
