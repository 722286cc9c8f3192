// Articles for editors: the list with what is to be done, the editor, former versions.

#include <algorithm>
#include <set>

#include "indexer/base/text.h"
#include "indexer/content/authoring.h"
#include "indexer/content/revisions.h"
#include "portal/desk/editor_pages.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/saving.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

/// An article that nobody has touched for so long should be read again.
constexpr std::chrono::hours review_after{24 * 365};
/// A translation may be saved a little later than the original without being behind.
constexpr std::chrono::hours translation_slack{24};

const content::Article* other_of(const content::CatalogView& view,
                                 const content::Article& article) {
    return view.translation(article, article.lang == "de" ? "en" : "de");
}

portal::EditorRow editor_row(const content::CatalogView& view, const content::Article& article,
                             TimePoint now) {
    portal::EditorRow row{.id = article.id,
                          .title = article.title,
                          .lang = article.lang,
                          .state = std::string(content::name(article.state)),
                          .audience = std::string(content::name(article.audience)),
                          .category = article.category,
                          .updated = article.updated};
    if (article.state == content::State::archived)
        return row; // nothing is to be done for it
    const auto* other = other_of(view, article);
    row.no_translation = other == nullptr;
    row.stale_translation = other != nullptr && article.updated && other->updated &&
                            *other->updated > *article.updated + translation_slack;
    row.review_due = article.updated && *article.updated + review_after < now;
    row.faulty = std::ranges::any_of(content::authoring_faults(article.body), [](const auto& one) {
        return content::bars_publishing(one.rule);
    });
    return row;
}

bool has_todo(const portal::EditorRow& row, std::string_view todo) {
    return todo.empty() || (todo == "faulty" && row.faulty) ||
           (todo == "behind" && row.stale_translation) ||
           (todo == "untranslated" && row.no_translation) || (todo == "review" && row.review_due);
}

template <class Word, std::size_t n>
portal::DeskChoice content_choice(Lang lang, const std::string& field, std::string_view set,
                                  const std::array<Word, n>& words, std::string_view chosen) {
    portal::DeskChoice choice{.field = field, .options = {}, .chosen = std::string(chosen)};
    for (const Word word : words) {
        const std::string written(content::name(word));
        choice.options.emplace_back(written,
                                    portal::text(lang, "desk." + std::string(set) + "." + written));
    }
    return choice;
}

constexpr std::array article_states{content::State::draft, content::State::published,
                                    content::State::archived};
constexpr std::array audiences{content::Audience::everyone, content::Audience::customer,
                               content::Audience::internal};

portal::DeskChoice language_choice(Lang lang, std::string_view chosen) {
    return {.field = "article_lang",
            .options = {{"de", portal::text(lang, "language.name_de")},
                        {"en", portal::text(lang, "language.name_en")}},
            .chosen = std::string(chosen)};
}

std::vector<portal::DeskChoice> list_filters(Lang lang, const Fields& query) {
    std::vector<portal::DeskChoice> filters{language_choice(lang, query.get("article_lang")),
                                            content_choice(lang, "article_state", "article_state",
                                                           article_states,
                                                           query.get("article_state"))};
    portal::DeskChoice todo{
        .field = "todo", .options = {}, .chosen = std::string(query.get("todo"))};
    for (const char* what : {"faulty", "behind", "untranslated", "review"})
        todo.options.emplace_back(what, portal::text(lang, "desk.todo." + std::string(what)));
    filters.push_back(std::move(todo));
    for (auto& filter : filters)
        filter.options.insert(filter.options.begin(), {"", portal::text(lang, "desk.any")});
    return filters;
}

Reply list_articles(const App& app, const Call& call) {
    const Lang lang = page_lang(call.request.tongue);
    const auto& query = call.request.query;
    const auto view = app.catalog.view();
    const TimePoint now = app.clock.now();
    const std::string wanted = ascii_lower(trimmed(query.get("find")));
    portal::EditorListView list;
    list.filters = list_filters(lang, query);
    list.search = query.get("find");
    list.may_write = tickets::authorize(call.actor, Action::write_article).ok();
    for (const auto& article : view->articles()) {
        if (!may_read(call.actor, *article))
            continue;
        const auto is = [&](std::string_view field, std::string_view value) {
            return query.get(field).empty() || query.get(field) == value;
        };
        const bool named = wanted.empty() || article->id.find(wanted) != std::string::npos ||
                           ascii_lower(article->title).find(wanted) != std::string::npos;
        if (!named || !is("article_lang", article->lang) ||
            !is("article_state", content::name(article->state)))
            continue;
        auto row = editor_row(*view, *article, now);
        if (has_todo(row, query.get("todo")))
            list.rows.push_back(std::move(row));
    }
    std::ranges::sort(list.rows, {}, [](const auto& row) { return ascii_lower(row.title); });
    const auto frame =
        desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "articles"); });
    return desk_page(portal::editor_list_page(frame, list));
}

std::string joined(const std::vector<std::string>& list, const char* between) {
    std::string text;
    for (const auto& one : list)
        text.append(text.empty() ? "" : between).append(one);
    return text;
}

std::vector<std::string> listed(std::string_view text, char between) {
    std::vector<std::string> list;
    for (const auto one : split(text, between))
        if (!trimmed(one).empty())
            list.emplace_back(trimmed(one));
    return list;
}

/// The editor with an article in it; `revision` is that of the file that it will replace.
portal::EditorView editor_view(const App& app, const Call& call, const content::Article& article,
                               const std::string& revision) {
    const Lang lang = page_lang(call.request.tongue);
    const auto catalog = app.catalog.view();
    portal::EditorView view;
    view.id = article.id;
    view.revision = revision;
    view.title = article.title;
    view.summary = article.summary;
    view.category = article.category;
    view.tags = joined(article.tags, ", ");
    view.aliases = joined(article.aliases, "\n");
    view.translation_key = article.translation_key;
    view.lang = language_choice(lang, article.lang);
    view.state = content_choice(lang, "state", "article_state", article_states,
                                content::name(article.state));
    view.audience =
        content_choice(lang, "audience", "audience", audiences, content::name(article.audience));
    view.body = article.body;
    const auto html = content::to_html(
        article.body, article_links(*catalog, article, call.actor, call.request.tongue));
    if (html)
        view.preview_trusted_html = without_ids(html->html);
    for (const auto& fault : content::authoring_faults(article.body))
        view.faults.push_back({std::string(content::name(fault.rule)), fault.line, fault.text,
                               content::bars_publishing(fault.rule)});
    std::set<std::string> categories;
    for (const auto& one : catalog->articles())
        if (!one->category.empty())
            categories.insert(one->category);
    view.categories.assign(categories.begin(), categories.end());
    if (const auto* other = other_of(*catalog, article))
        view.translation = {other->title, portal::desk_url(lang, "edit/" + other->id), false};
    if (const auto versions = content::revisions(app.catalog.folder(), article.id))
        for (auto at = versions->rbegin(); at != versions->rend(); ++at)
            view.versions.push_back(
                {at->number, at->replaced,
                 portal::desk_url(lang, "edit/" + article.id + "/versions/" + at->number)});
    return view;
}

Reply editor(const App& app, const Call& call, const portal::EditorView& view, int status = 200) {
    const std::string page = "edit/" + (view.is_new ? std::string("new") : view.id);
    const auto frame = desk_frame(app, call, [&](Lang to) { return portal::desk_url(to, page); });
    return desk_page(portal::editor_page(frame, view), status);
}

Reply new_article(const App& app, const Call& call) {
    content::Article article;
    article.lang = name(call.request.tongue);
    article.state = content::State::draft;
    article.title = utf8_prefix(trimmed(call.request.query.get("title")), 300);
    auto view = editor_view(app, call, article, {});
    view.is_new = true;
    return editor(app, call, view);
}

Reply edit_article(const App& app, const Call& call) {
    const auto catalog = app.catalog.view();
    const auto* article = catalog->find(call.request.argument(0));
    if (article == nullptr)
        return Problem{.id = ProblemId::not_found};
    content::Article shown = *article;
    if (const auto version = call.request.query.get("version"); !version.empty()) {
        const auto former = content::read_revision(app.catalog.folder(), article->id, version);
        if (!former)
            return problem_of(former.error());
        shown = former->article;
        shown.id = article->id;
    }
    auto view = editor_view(app, call, shown, article->content_hash);
    view.done_key = done_key(call.request);
    return editor(app, call, view);
}

content::Article sent_article(const Fields& form, content::Article article) {
    const auto text = [&](std::string_view field) { return std::string(trimmed(form.get(field))); };
    article.title = text("title");
    article.summary = text("summary");
    article.category = text("category");
    article.tags = listed(form.get("tags"), ',');
    article.aliases = listed(form.get("aliases"), '\n');
    article.translation_key = text("translation_key");
    article.lang = form.get("article_lang") == "en" ? "en" : "de";
    article.state = content::parse_state(form.get("state")).value_or(content::State::draft);
    article.audience =
        content::parse_audience(form.get("audience")).value_or(content::Audience::internal);
    article.body = form.get("body"); // browsers end lines with CRLF
    std::erase(article.body, '\r');
    return article;
}

void check_article(const content::Article& article, portal::EditorView& view) {
    if (article.title.empty())
        view.errors.push_back({"title", "desk.article_title_missing"});
    if (trimmed(article.body).empty())
        view.errors.push_back({"body", "desk.article_text_missing"});
    const bool barred =
        std::ranges::any_of(view.faults, [](const auto& fault) { return fault.bars; });
    if (article.state == content::State::published && barred)
        view.errors.push_back({"state", "desk.barred"});
}

/// Why it was not saved, on the form with all that was written.
Reply not_saved(const App& app, const Call& call, const content::Article& article,
                portal::EditorView view, const Problem& problem) {
    const Lang lang = page_lang(call.request.tongue);
    for (const auto& fault : problem.faults)
        if (fault.what == "personal_data")
            view.errors.push_back(
                {fault.field == "/title" ? "title" : "body", "desk.personal_data"});
    if (problem.id == ProblemId::stale_edit) {
        const auto catalog = app.catalog.view();
        const auto* now = catalog->find(article.id);
        if (now != nullptr) {
            view.conflict = portal::line_diff(now->body, content::format_body(article.body));
            view.revision = now->content_hash; // who saves again has seen it
        }
        view.trouble = portal::text(lang, "desk.conflict");
    } else if (view.errors.empty()) {
        view.trouble = portal::text(
            lang, problem.detail.empty() ? "desk.trouble.other" : "desk.trouble.invalid",
            problem.detail.empty() ? portal::Places{} : portal::Places{{"why", problem.detail}});
    }
    return editor(app, call, view, problem.id == ProblemId::stale_edit ? 409 : 422);
}

Reply save(const App& app, const Call& call, const content::Article& article,
           portal::EditorView view) {
    auto saved = save_article(app, article, view.revision);
    if (const auto* problem = std::get_if<Problem>(&saved))
        return not_saved(app, call, article, std::move(view), *problem);
    return redirect(
        portal::desk_url(page_lang(call.request.tongue), "edit/" + article.id + "?done=article"));
}

Reply send_article(const App& app, const Call& call, bool is_new) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    const auto catalog = app.catalog.view();
    const auto* known = is_new ? nullptr : catalog->find(call.request.argument(0));
    if (!is_new && known == nullptr)
        return Problem{.id = ProblemId::not_found};
    auto article = sent_article(form, is_new ? content::Article{} : *known);
    if (is_new) {
        const std::string wish(trimmed(form.get("id")));
        article.id = wish.empty() ? content::slug(article.title) : wish;
    }
    auto view =
        editor_view(app, call, article, is_new ? std::string() : std::string(form.get("revision")));
    view.is_new = is_new;
    if (!form.get("look").empty())
        return editor(app, call, view);
    if (!is_own_form(call.request, form)) {
        view.trouble = portal::text(page_lang(call.request.tongue), "desk.trouble.form_token");
        return editor(app, call, view, 422);
    }
    if (!form.get("who").empty()) {
        if (is_new && catalog->find(article.id) != nullptr)
            article.id.clear(); // it will not be that one
        return editor(app, call, with_outlook(app, call, article, std::move(view)));
    }
    check_article(article, view);
    if (is_new && !article.title.empty() && !content::is_article_id(article.id))
        view.errors.push_back({"id", "desk.bad_id"});
    else if (is_new && catalog->find(article.id) != nullptr)
        view.errors.push_back({"id", "desk.id_taken"});
    if (!view.errors.empty())
        return editor(app, call, view, 422);
    return save(app, call, article, std::move(view));
}

Reply show_version(const App& app, const Call& call) {
    const auto catalog = app.catalog.view();
    const auto* article = catalog->find(call.request.argument(0));
    if (article == nullptr)
        return Problem{.id = ProblemId::not_found};
    const std::string& number = call.request.argument(1);
    const auto former = content::read_revision(app.catalog.folder(), article->id, number);
    if (!former)
        return problem_of(former.error());
    portal::VersionView view{.id = article->id,
                             .title = article->title,
                             .number = number,
                             .replaced = {},
                             .changes = portal::line_diff(content::format_article(former->article),
                                                          content::format_article(*article)),
                             .may_write = true};
    if (const auto versions = content::revisions(app.catalog.folder(), article->id))
        for (const auto& version : *versions)
            if (version.number == number)
                view.replaced = version.replaced;
    const auto frame = desk_frame(app, call, [&](Lang to) {
        return portal::desk_url(to, "edit/" + article->id + "/versions/" + number);
    });
    return desk_page(portal::version_page(frame, view));
}

} // namespace

Status add_editor_article_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {desk_routes("GET", "/de/desk/articles", "/en/desk/articles", Action::read_internal,
                      "Articles, and what is to be done for them",
                      [&app](const Call& call) { return list_articles(app, call); }),
          desk_routes("GET", "/de/desk/edit/new", "/en/desk/edit/new", Action::write_article,
                      "The editor with a new article",
                      [&app](const Call& call) { return new_article(app, call); }),
          desk_routes("POST", "/de/desk/edit/new", "/en/desk/edit/new", Action::write_article,
                      "Save or preview a new article",
                      [&app](const Call& call) { return send_article(app, call, true); }),
          desk_routes("GET", "/de/desk/edit/{id}", "/en/desk/edit/{id}", Action::write_article,
                      "The editor with an article",
                      [&app](const Call& call) { return edit_article(app, call); }),
          desk_routes("POST", "/de/desk/edit/{id}", "/en/desk/edit/{id}", Action::write_article,
                      "Save or preview an article",
                      [&app](const Call& call) { return send_article(app, call, false); }),
          desk_routes("GET", "/de/desk/edit/{id}/versions/{number}",
                      "/en/desk/edit/{id}/versions/{number}", Action::write_article,
                      "A former version of an article, against the one of today",
                      [&app](const Call& call) { return show_version(app, call); })})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
