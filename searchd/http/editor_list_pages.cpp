// The list of articles: what is to be done for them, and what readers and agents make of them.

#include <algorithm>
#include <map>

#include "indexer/base/text.h"
#include "indexer/content/authoring.h"
#include "portal/desk/editor_pages.h"
#include "portal/render/urls.h"
#include "searchd/http/editor_internal.h"
#include "searchd/http/links.h"
#include "tickets/desk/article_figures.h"

namespace lotse::http {
namespace {

using portal::EditorRow;
using portal::Lang;
using tickets::Action;

/// An article that nobody has touched for so long should be read again.
constexpr std::chrono::hours review_after{24 * 365};
/// What readers did longer ago says little about the article as it is.
constexpr std::chrono::hours use_counts_for{24 * 90};

constexpr std::array todos{"faulty", "behind", "untranslated", "review"};
constexpr std::array orders{"title", "opened", "not_helped", "sent", "updated"};

EditorRow editor_row(const App& app, const content::CatalogView& view,
                     const content::Article& article, const tickets::ArticleFigures& use) {
    EditorRow row{.id = article.id,
                  .title = article.title,
                  .lang = article.lang,
                  .state = std::string(content::name(article.state)),
                  .audience = std::string(content::name(article.audience)),
                  .category = article.category,
                  .updated = article.updated,
                  .opened = static_cast<std::size_t>(use.opened),
                  .helped = static_cast<std::size_t>(use.helped),
                  .not_helped = static_cast<std::size_t>(use.not_helped),
                  .sent = static_cast<std::size_t>(use.sent)};
    if (article.state == content::State::archived)
        return row; // nothing is to be done for it
    row.no_translation = other_of(view, article) == nullptr;
    row.stale_translation = fell_behind(app.catalog, view, article).has_value();
    row.review_due = article.updated && *article.updated + review_after < app.clock.now();
    row.faulty = std::ranges::any_of(content::authoring_faults(article.body), [](const auto& one) {
        return content::bars_publishing(one.rule);
    });
    return row;
}

bool has_todo(const EditorRow& row, std::string_view todo) {
    return todo.empty() || (todo == "faulty" && row.faulty) ||
           (todo == "behind" && row.stale_translation) ||
           (todo == "untranslated" && row.no_translation) || (todo == "review" && row.review_due);
}

portal::DeskChoice choice_of(Lang lang, const Fields& query, const std::string& field,
                             const std::string& set, std::span<const char* const> words) {
    portal::DeskChoice choice{
        .field = field, .options = {}, .chosen = std::string(query.get(field))};
    for (const char* word : words)
        choice.options.emplace_back(word, portal::text(lang, "desk." + set + "." + word));
    return choice;
}

std::vector<portal::DeskChoice> list_filters(Lang lang, const Fields& query) {
    std::vector<portal::DeskChoice> filters{language_choice(lang, query.get("article_lang")),
                                            content_choice(lang, "article_state", "article_state",
                                                           article_states,
                                                           query.get("article_state")),
                                            choice_of(lang, query, "todo", "todo", todos)};
    for (auto& filter : filters)
        filter.options.insert(filter.options.begin(), {"", portal::text(lang, "desk.any")});
    filters.push_back(choice_of(lang, query, "article_order", "article_order", orders));
    return filters;
}

/// Whether the filters and the words looked for let it through.
bool is_wanted(const content::Article& article, const Fields& query, std::string_view words) {
    const auto is = [&](std::string_view field, std::string_view value) {
        return query.get(field).empty() || query.get(field) == value;
    };
    const bool named = words.empty() || article.id.find(words) != std::string::npos ||
                       ascii_lower(article.title).find(words) != std::string::npos;
    return named && is("article_lang", article.lang) &&
           is("article_state", content::name(article.state));
}

/// By title, or the most first and among equals by title.
void sort(std::vector<EditorRow>& rows, std::string_view order) {
    std::ranges::sort(rows, {}, [](const auto& row) { return ascii_lower(row.title); });
    const auto most_first = [&](auto of) {
        std::ranges::stable_sort(rows, std::ranges::greater{}, of);
    };
    if (order == "opened")
        most_first(&EditorRow::opened);
    else if (order == "not_helped")
        most_first(&EditorRow::not_helped);
    else if (order == "sent")
        most_first(&EditorRow::sent);
    else if (order == "updated")
        most_first(&EditorRow::updated);
}

} // namespace

portal::DeskChoice language_choice(Lang lang, std::string_view chosen) {
    return {.field = "article_lang",
            .options = {{"de", portal::text(lang, "language.name_de")},
                        {"en", portal::text(lang, "language.name_en")}},
            .chosen = std::string(chosen)};
}

Reply list_articles(const App& app, const Call& call) {
    const Lang lang = page_lang(call.request.tongue);
    const auto& query = call.request.query;
    const auto view = app.catalog.view();
    const auto use = tickets::article_figures(app.database, app.clock.now() - use_counts_for);
    if (!use)
        return problem_of(use.error());
    const std::string words = ascii_lower(trimmed(query.get("find")));
    portal::EditorListView list;
    list.filters = list_filters(lang, query);
    list.search = query.get("find");
    list.may_write = tickets::authorize(call.actor, Action::write_article).ok();
    for (const auto& article : view->articles()) {
        if (!may_read(call.actor, *article) || !is_wanted(*article, query, words))
            continue;
        const auto known = use->find(article->id);
        auto row = editor_row(app, *view, *article,
                              known == use->end() ? tickets::ArticleFigures{} : known->second);
        if (has_todo(row, query.get("todo")))
            list.rows.push_back(std::move(row));
    }
    sort(list.rows, query.get("article_order"));
    const auto frame =
        desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "articles"); });
    return desk_page(portal::editor_list_page(frame, list));
}

} // namespace lotse::http
