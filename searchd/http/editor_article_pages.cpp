// Articles for editors: the editor and former versions.

#include <algorithm>
#include <set>

#include "indexer/base/text.h"
#include "indexer/content/authoring.h"
#include "indexer/content/revisions.h"
#include "portal/desk/editor_pages.h"
#include "portal/render/urls.h"
#include "searchd/http/editor_internal.h"
#include "searchd/http/links.h"
#include "searchd/http/saving.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr std::array audiences{content::Audience::everyone, content::Audience::customer,
                               content::Audience::internal};

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
/// Of the last 90 days, as the list counts.
std::optional<portal::VoteView> votes_on(const App& app, const std::string& article) {
    const auto votes = app.votes().of(article, app.clock.now() - std::chrono::days{90});
    if (!votes || votes->helped + votes->not_helped == 0)
        return std::nullopt;
    portal::VoteView view{.helped = static_cast<std::size_t>(votes->helped),
                          .not_helped = static_cast<std::size_t>(votes->not_helped),
                          .reasons = {},
                          .remarks = {}};
    for (const auto& [reason, count] : votes->reasons)
        view.reasons.emplace_back(reason, static_cast<std::size_t>(count));
    for (const auto& remark : votes->remarks)
        view.remarks.push_back(remark.text);
    return view;
}

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
    view.former_ids = joined(article.former_ids, ", ");
    view.replaced_by = article.replaced_by;
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
    if (const auto behind = fell_behind(app.catalog, *catalog, article)) {
        view.behind = true;
        if (behind->before)
            view.changed_there = portal::line_diff(content::format_article(*behind->before),
                                                   content::format_article(*behind->other));
    }
    view.votes = votes_on(app, article.id);
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
    article.former_ids = listed(form.get("former_ids"), ',');
    article.replaced_by = text("replaced_by");
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
