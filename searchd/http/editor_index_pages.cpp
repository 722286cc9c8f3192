// The index for those who answer for it: which generation is served, building anew with progress,
// what the regression guard says, and the editors' own lists of words.

#include <array>

#include "indexer/analysis/glossary.h"
#include "indexer/analysis/split_rules.h"
#include "indexer/analysis/synonyms.h"
#include "indexer/base/file.h"
#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/generation.h"
#include "portal/desk/editor_pages.h"
#include "portal/render/urls.h"
#include "searchd/http/desk_internal.h"

namespace lotse::http {
namespace {

namespace fs = std::filesystem;

using portal::Lang;
using tickets::Action;

constexpr std::size_t largest_word_list = 512U << 10U;
constexpr std::size_t most_file_faults = 100;

const char* stage_word(index::Progress::Stage stage) {
    switch (stage) {
    case index::Progress::Stage::preparing:
        return "preparing";
    case index::Progress::Stage::reading:
        return "reading";
    case index::Progress::Stage::indexing:
        return "indexing";
    case index::Progress::Stage::merging:
        return "merging";
    }
    return "";
}

Reply show_index(const App& app, const Call& call) {
    const auto generation = index::current_generation(app.config.index);
    if (!generation)
        return problem_of(generation.error());
    portal::IndexView view;
    view.generation = generation->number;
    view.built = generation->manifest.built_at;
    const auto catalog = app.catalog.view();
    view.articles = catalog->articles().size();
    if (const auto progress = app.rebuilder.progress()) {
        view.building = true;
        view.stage = stage_word(progress->stage);
        view.done = progress->done;
        view.total = progress->total;
        view.per_second = progress->per_second;
        view.seconds_left = progress->seconds_left;
    }
    if (const auto last = app.rebuilder.last()) {
        view.last = last->at;
        view.last_served = !last->failed;
        view.last_problem = last->failed ? last->failed->message : std::string();
        view.asked = last->guard.asked;
        for (const auto& loss : last->guard.lost)
            view.lost.push_back({loss.pair.question.text, deflect::describe(loss)});
    }
    for (const auto& finding : catalog->findings())
        if (view.faults.size() < most_file_faults)
            view.faults.push_back(content::to_string(finding));
    view.done_key = done_key(call.request);
    const auto frame = desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "index"); });
    return desk_page(portal::index_page(frame, view));
}

Reply steer_index(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    if (!is_own_form(call.request, form))
        return Problem{.id = ProblemId::cross_site};
    const bool cancel = form.get("do") == "cancel";
    if (cancel) {
        app.rebuilder.cancel();
    } else {
        app.loop.wish_rebuild();
        app.wake_worker();
    }
    return redirect(portal::desk_url(page_lang(call.request.tongue), "index") +
                    (cancel ? "?done=cancel" : "?done=build"));
}

struct ListFile {
    std::string_view name;
    std::string_view file;
};
constexpr std::array list_files{ListFile{"de", "de.txt"}, ListFile{"en", "en.txt"},
                                ListFile{"glossary", "glossary.txt"},
                                ListFile{"splitting", index::splitting_file}};

Result<std::vector<analysis::ListFault>> faults_of(std::string_view list, std::string_view text) {
    if (list == "splitting")
        return analysis::SplitRules::faults(text);
    const auto analyzer = analysis::Analyzer::create({});
    if (!analyzer)
        return analyzer.error();
    if (list == "glossary")
        return analysis::Glossary::faults(text, **analyzer);
    return analysis::Synonyms::faults(text, list == "de" ? analysis::Lang::de : analysis::Lang::en,
                                      **analyzer);
}

/// The lists as they are; a file that is not there is an empty list.
Result<std::vector<portal::WordList>> read_lists(const fs::path& folder) {
    std::vector<portal::WordList> lists;
    for (const auto& one : list_files) {
        const auto text = read_file(folder / one.file, largest_word_list);
        if (!text && text.error().code != Code::not_found)
            return text.error();
        const std::string bytes = text ? *text : std::string();
        lists.push_back({.name = std::string(one.name),
                         .text = bytes,
                         .revision = content::content_hash(bytes)});
    }
    return lists;
}

Reply words_page_of(const App& app, const Call& call, const portal::WordsView& view, int status) {
    const auto frame = desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "words"); });
    return desk_page(portal::words_page(frame, view), status);
}

Reply show_words(const App& app, const Call& call) {
    portal::WordsView view;
    if (!app.config.synonyms.empty()) {
        auto lists = read_lists(app.config.synonyms);
        if (!lists)
            return problem_of(lists.error());
        view.lists = std::move(lists).value();
    }
    view.done_key = done_key(call.request);
    return words_page_of(app, call, view, 200);
}

/// Checked, then written, then in service; what fails is told, and the text stays on the page.
bool save_list(const App& app, const Fields& form, std::string_view file, portal::WordList& list,
               Lang lang) {
    list.text = form.get("text");
    std::erase(list.text, '\r');
    if (list.revision != form.get("revision")) {
        list.trouble = portal::text(lang, "desk.list_changed");
        return false;
    }
    const auto faults = faults_of(list.name, list.text);
    if (!faults || list.text.size() > largest_word_list) {
        list.trouble = portal::text(lang, "desk.trouble.other");
        return false;
    }
    for (const auto& fault : *faults)
        list.faults.push_back({fault.line, fault.message + " (" + fault.hint + ")"});
    if (!list.faults.empty())
        return false;
    const auto written = write_file(app.config.synonyms / file, list.text);
    const auto served = written ? app.proposals.reload_words() : written;
    if (!served)
        list.trouble =
            portal::text(lang, "desk.trouble.invalid", {{"why", served.error().to_string()}});
    return served.ok();
}

Reply send_words(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    if (!is_own_form(call.request, form))
        return Problem{.id = ProblemId::cross_site};
    if (app.config.synonyms.empty())
        return Problem{.id = ProblemId::not_found};
    auto lists = read_lists(app.config.synonyms);
    if (!lists)
        return problem_of(lists.error());
    const Lang lang = page_lang(call.request.tongue);
    portal::WordsView view;
    bool saved = false;
    for (std::size_t i = 0; i < list_files.size(); ++i)
        if (list_files[i].name == form.get("list"))
            saved = save_list(app, form, list_files[i].file, (*lists)[i], lang);
    if (saved)
        return redirect(portal::desk_url(lang, "words") + "?done=list");
    view.lists = std::move(lists).value();
    return words_page_of(app, call, view, 422);
}

} // namespace

Status add_editor_index_pages(Router& router, App& app) {
    std::vector<Route> routes;
    for (const auto& pair :
         {desk_routes("GET", "/de/desk/index", "/en/desk/index", Action::reindex,
                      "The index, and how a build goes",
                      [&app](const Call& call) { return show_index(app, call); }),
          desk_routes("POST", "/de/desk/index", "/en/desk/index", Action::reindex,
                      "Build the index anew, or cancel a build",
                      [&app](const Call& call) { return steer_index(app, call); }),
          desk_routes("GET", "/de/desk/words", "/en/desk/words", Action::write_article,
                      "The editors' own words",
                      [&app](const Call& call) { return show_words(app, call); }),
          desk_routes("POST", "/de/desk/words", "/en/desk/words", Action::write_article,
                      "Save a list of words",
                      [&app](const Call& call) { return send_words(app, call); })})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
