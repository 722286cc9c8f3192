// A hit of search as the desk shows it: with its reasons, the article's text to read on the spot,
// and the sentence that sends it to the customer.

#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/links.h"

namespace lotse::http {
namespace {

using portal::Lang;

/// The sentence for the answer, in the customer's language; the article in that language if there
/// is one.
std::string article_sentence(const App& app, const content::CatalogView& view,
                             const content::Article& article, std::string_view lang) {
    const auto* theirs = view.translation(article, lang);
    const bool translated = theirs != nullptr && may_read(some_customer(), *theirs);
    const content::Article& named = translated ? *theirs : article;
    const Lang page = portal::lang_of(lang);
    return portal::text(
        page, "desk.insert_text",
        {{"title", named.title}, {"url", app.base_url + portal::article_url(page, named.id)}});
}

void fill_article(const App& app, const Call& call, std::string_view lang,
                  portal::DeskSolution& solution) {
    const auto view = app.catalog.view();
    const auto* article = view->find(solution.id);
    solution.url = portal::desk_url(page_lang(call.request.tongue),
                                    "articles/" + portal::url_encoded(solution.id));
    if (article == nullptr || !may_read(call.actor, *article))
        return;
    const auto html = content::to_html(
        article->body, article_links(*view, *article, call.actor, call.request.tongue));
    if (html)
        solution.trusted_html = without_ids(html->html);
    solution.internal = !may_read(some_customer(), *article);
    if (!solution.internal)
        solution.insert = article_sentence(app, *view, *article, lang);
}

} // namespace

std::string without_ids(std::string html) {
    constexpr std::string_view id = " id=\"";
    for (std::size_t at = html.find(id); at != std::string::npos; at = html.find(id, at)) {
        const auto end = html.find('"', at + id.size());
        html.erase(at, end == std::string::npos ? end : end + 1 - at);
    }
    return html;
}

tickets::Actor some_customer() {
    return {.name = "customer", .roles = {tickets::Role::customer}};
}

portal::DeskSolution solution_view(const App& app, const Call& call, const search::Hit& hit,
                                   std::string_view lang, const std::string& base) {
    portal::DeskSolution view;
    view.id = hit.id;
    view.kind = index::name(hit.kind);
    view.title = hit.title;
    view.lang = analysis::name(hit.lang);
    view.snippet = hit.snippet;
    view.marks = marked_ranges(hit.marks);
    for (const auto& reason : hit.why)
        view.why.push_back(
            {reason.query_word, reason.document_word, std::string(search::name(reason.rule))});
    if (hit.kind == index::Kind::article) {
        fill_article(app, call, lang, view);
    } else if (hit.kind == index::Kind::solution) {
        const Lang page = portal::lang_of(lang);
        view.url = portal::solution_url(page, hit.id);
        view.insert = portal::text(page, "desk.insert_text",
                                   {{"title", hit.title}, {"url", app.base_url + view.url}});
    } else {
        view.url = portal::desk_url(page_lang(call.request.tongue), "tickets/" + hit.id);
    }
    if (base.empty())
        view.insert.clear();
    view.insert_url = portal::with_parameter(base, "insert", hit.id) + "#reply";
    return view;
}

} // namespace lotse::http
