#include "searchd/deflect/nearest.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t most_near = 5;

} // namespace

Result<std::vector<tickets::NearArticle>> nearest_articles(const search::Engine& engine,
                                                           const tickets::Gap& gap) {
    std::vector<tickets::NearArticle> nearest;
    if (gap.questions.empty())
        return nearest;
    search::SearchRequest request;
    request.query = gap.questions.front().text;
    request.page_lang = analysis::parse_lang(gap.questions.front().lang).value_or(search::Lang::de);
    request.per_page = most_near;
    request.caller = search::Visibility::staff;
    request.kinds = {index::Kind::article};
    request.abstain = false;
    const auto answer = engine.search(request);
    if (!answer)
        return answer.error();
    for (const auto& hit : answer->hits)
        nearest.push_back({hit.id, std::string(analysis::name(hit.lang)), hit.title});
    return nearest;
}

Result<std::size_t> keep_nearest_articles(const search::Engine& engine, tickets::Database& database,
                                          int limit) {
    tickets::SearchLog log(database);
    const auto waiting = log.without_nearest(limit);
    if (!waiting)
        return waiting.error();
    for (const tickets::Gap& gap : *waiting) {
        const auto nearest = nearest_articles(engine, gap);
        if (!nearest)
            return nearest.error();
        if (const auto kept = log.keep_nearest(gap.id, *nearest); !kept)
            return kept.error();
    }
    return waiting->size();
}

} // namespace lotse::deflect
