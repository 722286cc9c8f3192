#include "searchd/http/voting.h"

#include "searchd/http/links.h"

namespace lotse::http {
namespace {

bool may_vote_on(const App& app, const Call& call, const std::string& id) {
    const auto view = app.catalog.view();
    const auto* article = view->find(id);
    return article != nullptr && may_read(call.actor, *article);
}

} // namespace

Status cast_vote(const App& app, const Call& call, const std::string& article, bool helped) {
    if (!may_vote_on(app, call, article))
        return Done{};
    return app.votes().cast(article, app.trails.visitor_key(visitor_of(call.request)), helped);
}

Status explain_vote(const App& app, const Call& call, const std::string& article,
                    const std::string& reason, std::string_view remark) {
    if (!may_vote_on(app, call, article))
        return Done{};
    return app.votes().explain(article, app.trails.visitor_key(visitor_of(call.request)), reason,
                               remark);
}

} // namespace lotse::http
