#include "searchd/http/saving.h"

#include "indexer/content/store.h"
#include "searchd/deflect/authoring.h"
#include "searchd/http/personal_faults.h"

namespace lotse::http {
namespace {

/// What was written for a ticket goes out only without what names its people.
std::optional<Problem> names_somebody(const App& app, const content::Article& article) {
    if (article.state != content::State::published)
        return std::nullopt;
    const auto behind = tickets::tickets_behind(app.database, article.id);
    const auto context = deflect::publishing_context(app.database, article.id);
    if (!behind || !context)
        return problem_of(behind ? context.error() : behind.error());
    if (behind->empty())
        return std::nullopt;
    auto places = deflect::personal_places(article, *context);
    for (auto& place : places)
        if (place.field == "text")
            place.field = "body"; // as requests call it
    return personal_problem(places);
}

} // namespace

std::variant<content::Article, Problem> save_article(const App& app, content::Article article,
                                                     const std::string& expected_hash) {
    if (auto refused = names_somebody(app, article))
        return *refused;
    article.updated = app.clock.now();
    auto written = content::write_article(app.catalog.folder(), std::move(article), expected_hash);
    if (!written)
        return written.error().code == Code::conflict ? Problem{.id = ProblemId::stale_edit}
                                                      : problem_of(written.error());
    // Saved is saved: should the index be busy, the worker follows in a moment.
    if (const auto indexed = app.loop.index_now(); !indexed)
        app.log.warning("index_later", {{"why", name(indexed.error().code)}});
    return std::move(written).value();
}

} // namespace lotse::http
