// Who would find the article that stands in the editor.

#include "portal/render/urls.h"
#include "searchd/deflect/who_finds.h"
#include "searchd/http/editor_internal.h"

namespace lotse::http {
namespace {

/// Customers' tickets are not for editors to open.
portal::DeskLink link_to(portal::Lang lang, const deflect::Displaced& document) {
    switch (document.key.kind) {
    case index::Kind::article:
        return {document.title, portal::desk_url(lang, "articles/" + document.key.id), false};
    case index::Kind::solution:
        return {document.title, portal::solution_url(lang, document.key.id), false};
    case index::Kind::ticket:
        break;
    }
    return {document.title, {}, false};
}

std::vector<portal::OutlookView> outlooks(portal::Lang lang,
                                          const std::vector<deflect::Outlook>& found) {
    std::vector<portal::OutlookView> views;
    for (const auto& one : found) {
        portal::OutlookView view{.text = one.search.text,
                                 .lang = one.search.lang,
                                 .asker = std::string(index::name(one.search.asker)),
                                 .times = static_cast<std::size_t>(one.search.times),
                                 .failed = static_cast<std::size_t>(one.search.failed),
                                 .verified = !one.search.verified.empty(),
                                 .before = one.before,
                                 .after = one.after,
                                 .displaced = {}};
        for (const auto& behind : one.displaced)
            view.displaced.push_back(
                {link_to(lang, behind), behind.lang, behind.before, behind.after, behind.verified});
        views.push_back(std::move(view));
    }
    return views;
}

} // namespace

portal::EditorView with_outlook(const App& app, const Call& call, const content::Article& article,
                                portal::EditorView view) {
    const auto lang = page_lang(call.request.tongue);
    const auto found = deflect::who_finds(app.database, app.engine, article, app.clock);
    if (!found) {
        view.trouble =
            portal::text(lang, found.error().code == Code::invalid_argument ? "desk.who.cannot"
                                                                            : "desk.trouble.other");
        return view;
    }
    view.who_finds = portal::WhoFindsView{.known = found->known,
                                          .asked = found->asked,
                                          .kept = found->kept,
                                          .gained = outlooks(lang, found->gained),
                                          .lost = outlooks(lang, found->lost),
                                          .displacing = outlooks(lang, found->displacing)};
    return view;
}

} // namespace lotse::http
