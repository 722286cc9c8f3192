#include "tickets/desk/article_figures.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

Result<std::map<std::string, ArticleFigures>> article_figures(Database& database, TimePoint since) {
    std::map<std::string, ArticleFigures> use;
    Status status = database.read([&](soci::session& sql) -> Status {
        use.clear();
        each_row<std::string, long long, long long, long long>(
            sql,
            "SELECT d.document, CAST(SUM(d.opened) AS BIGINT), "
            "CAST(SUM(CASE WHEN d.helped > 0 THEN 1 ELSE 0 END) AS BIGINT), "
            "CAST(SUM(CASE WHEN d.helped < 0 THEN 1 ELSE 0 END) AS BIGINT) "
            "FROM searches s JOIN search_documents d ON d.search_id = s.id "
            "WHERE s.at >= :since AND (d.opened = 1 OR d.helped <> 0) GROUP BY d.document",
            [&](const std::string& article, long long opened, long long helped,
                long long not_helped) {
                use[article] = {opened, helped, not_helped, 0};
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
