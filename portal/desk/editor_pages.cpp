#include "portal/desk/editor_pages.h"

#include "portal/desk/frame.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> editor_rows(const std::vector<EditorRow>& rows, bool may_write, Lang lang) {
    std::vector<Values> out;
    for (const EditorRow& row : rows)
        out.push_back(
            Values()
                .set("id", row.id)
                .set("url", desk_url(lang, (may_write ? "edit/" : "articles/") + row.id))
                .set("title", row.title)
                .set("row_lang", row.lang)
                .set("state", word_text(lang, "article_state", row.state))
                .set("state_name", row.state)
                .set("audience", word_text(lang, "audience", row.audience))
                .set("category", row.category)
                .set("has_category", !row.category.empty())
                .set("updated", row.updated ? date_text(lang, *row.updated) : std::string())
                .set("stale_translation", row.stale_translation)
                .set("no_translation", row.no_translation)
                .set("review_due", row.review_due)
                .set("faulty", row.faulty)
                .set("opened", number_text(lang, row.opened))
                .set("helped", number_text(lang, row.helped))
                .set("not_helped", number_text(lang, row.not_helped))
                .set("sent", number_text(lang, row.sent)));
    return out;
}

std::vector<Values> fault_values(const std::vector<AuthoringFaultView>& faults, Lang lang) {
    std::vector<Values> out;
    for (const AuthoringFaultView& fault : faults)
        out.push_back(Values()
                          .set("rule", word_text(lang, "authoring", fault.rule))
                          .set("line", std::to_string(fault.line))
                          .set("text", fault.text)
                          .set("bars", fault.bars));
    return out;
}

std::vector<Values> diff_values(const std::vector<DiffLine>& lines) {
    std::vector<Values> out;
    for (const DiffLine& line : lines)
        out.push_back(Values()
                          .set("text", line.text)
                          .set("removed", line.fate == LineFate::removed)
                          .set("added", line.fate == LineFate::added)
                          .set("kept", line.fate == LineFate::kept));
    return out;
}

std::vector<Values> version_values(const std::vector<VersionLink>& versions, Lang lang) {
    std::vector<Values> out;
    for (const VersionLink& version : versions)
        out.push_back(
            Values().set("url", version.url).set("at", date_time_text(lang, version.replaced)));
    return out;
}

/// The rules of writing in the reader's language: the script names faults by them.
std::vector<Values> rule_values(Lang lang) {
    std::vector<Values> out;
    for (const char* rule : {"image_without_description", "skipped_heading", "heading_of_the_page",
                             "vague_link", "long_sentence", "too_complex"})
        out.push_back(
            Values().set("rule_name", rule).set("rule_text", word_text(lang, "authoring", rule)));
    return out;
}

std::vector<Values> list_values(const std::vector<WordList>& lists, Lang lang) {
    std::vector<Values> out;
    for (const WordList& list : lists) {
        std::vector<Values> faults;
        for (const ListFaultView& fault : list.faults)
            faults.push_back(
                Values().set("line", std::to_string(fault.line)).set("message", fault.message));
        out.push_back(Values()
                          .set("name", list.name)
                          .set("label", word_text(lang, "list", list.name))
                          .set("hint", word_text(lang, "list_hint", list.name))
                          .set("text", list.text)
                          .set("revision", list.revision)
                          .set("list_faults", faults)
                          .set("has_list_faults", !faults.empty())
                          .set("trouble", list.trouble)
                          .set("has_trouble", !list.trouble.empty()));
    }
    return out;
}

void set_build(Values& values, const IndexView& view, Lang lang) {
    const auto whole = [&](double number) {
        return number_text(lang, static_cast<std::size_t>(number < 0 ? 0 : number + 0.5));
    };
    values.set("building", view.building)
        .set("stage", word_text(lang, "stage", view.stage))
        .set("has_total", view.total > 0)
        .set("progress_done", std::to_string(view.done))
        .set("progress_total", std::to_string(view.total))
        .set("progress", text(lang, "desk.progress",
                              {{"done", number_text(lang, view.done)},
                               {"total", number_text(lang, view.total)},
                               {"rate", whole(view.per_second)},
                               {"left", whole(view.seconds_left)}}));
}

} // namespace

std::string editor_list_page(const DeskFrame& frame, const EditorListView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("filters", filter_list(view.filters, lang))
        .set("search", view.search)
        .set("rows", editor_rows(view.rows, view.may_write, lang))
        .set("has_rows", !view.rows.empty())
        .set("count",
             text(lang, "desk.article_count", {{"count", number_text(lang, view.rows.size())}}))
        .set("may_write", view.may_write)
        .set("new_article_url", desk_url(lang, "edit/new"));
    return desk_framed(frame, text(lang, "desk.articles"), "editor_list", std::move(values));
}

namespace {

void set_votes(Values& values, const std::optional<VoteView>& votes, Lang lang) {
    std::vector<Values> reasons, remarks;
    if (votes) {
        for (const auto& [reason, count] : votes->reasons)
            reasons.push_back(Values()
                                  .set("reason", word_text(lang, "vote_reason", reason))
                                  .set("count", number_text(lang, count)));
        for (const std::string& remark : votes->remarks)
            remarks.push_back(Values().set("remark", remark));
        values.set("votes", text(lang, "desk.votes",
                                 {{"helped", number_text(lang, votes->helped)},
                                  {"not_helped", number_text(lang, votes->not_helped)}}));
    }
    values.set("has_votes", votes.has_value())
        .set("reasons", reasons)
        .set("has_reasons", !reasons.empty())
        .set("remarks", remarks);
}

} // namespace

std::string editor_page(const DeskFrame& frame, const EditorView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> categories;
    for (const std::string& category : view.categories)
        categories.push_back(Values().set("category", category));
    Values values;
    set_votes(values, view.votes, lang);
    values.set("is_new", view.is_new)
        .set("id", view.id)
        .set("action", desk_url(lang, "edit/" + (view.is_new ? "new" : view.id)))
        .set("read_url", desk_url(lang, "articles/" + view.id))
        .set("revision", view.revision)
        .set("title", view.title)
        .set("summary", view.summary)
        .set("article_category", view.category)
        .set("categories", categories)
        .set("tags", view.tags)
        .set("aliases", view.aliases)
        .set("translation_key", view.translation_key)
        .set("former_ids", view.former_ids)
        .set("replaced_by", view.replaced_by)
        .set("langs", option_list(view.lang))
        .set("states", option_list(view.state))
        .set("audiences", option_list(view.audience))
        .set("article_lang", view.lang.chosen)
        .set("body", view.body)
        .set("trusted_html", view.preview_trusted_html)
        .set("faults", fault_values(view.faults, lang))
        .set("has_faults", !view.faults.empty())
        .set("rules", rule_values(lang))
        .set("versions", version_values(view.versions, lang))
        .set("has_versions", !view.versions.empty())
        .set("changes", diff_values(view.conflict))
        .set("has_conflict", !view.conflict.empty())
        .set("translation_url", view.translation.url)
        .set("translation_title", view.translation.label)
        .set("has_translation", !view.translation.url.empty())
        .set("behind", view.behind)
        .set("there", Values().set("changes", diff_values(view.changed_there)))
        .set("has_there", !view.changed_there.empty())
        .set("trouble", view.trouble)
        .set("has_trouble", !view.trouble.empty())
        .set("has_outlook", view.who_finds.has_value());
    if (view.who_finds)
        set_outlook(values, *view.who_finds, lang);
    set_done(values, view.done_key, lang);
    set_errors(values, view.errors, lang);
    const std::string title = view.is_new
                                  ? text(lang, "desk.new_article")
                                  : text(lang, "desk.edit_article", {{"title", view.title}});
    return desk_framed(frame, form_title(lang, title, view.errors), "editor", std::move(values));
}

std::string version_page(const DeskFrame& frame, const VersionView& view) {
    const Lang lang = frame.lang;
    const std::string title = text(lang, "desk.version_title", {{"title", view.title}});
    const std::string editor = desk_url(lang, "edit/" + view.id);
    Values values;
    values.set("heading", title)
        .set("at", date_time_text(lang, view.replaced))
        .set("changes", diff_values(view.changes))
        .set("may_write", view.may_write)
        .set("restore_url", editor + "?version=" + view.number)
        .set("edit_url", editor);
    return desk_framed(frame, title, "editor_version", std::move(values));
}

std::string words_page(const DeskFrame& frame, const WordsView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("lists", list_values(view.lists, lang)).set("has_lists", !view.lists.empty());
    set_done(values, view.done_key, lang);
    return desk_framed(frame, text(lang, "desk.words_title"), "editor_words", std::move(values));
}

std::string index_page(const DeskFrame& frame, const IndexView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> lost;
    for (const LossView& loss : view.lost)
        lost.push_back(Values().set("question", loss.question).set("detail", loss.detail));
    std::vector<Values> faults;
    for (const std::string& fault : view.faults)
        faults.push_back(Values().set("text", fault));
    Values values;
    set_build(values, view, lang);
    values.set("generation", number_text(lang, static_cast<std::size_t>(view.generation)))
        .set("built", date_time_text(lang, view.built))
        .set("articles", number_text(lang, view.articles))
        .set("has_last", view.last.has_value())
        .set("last", view.last ? date_time_text(lang, *view.last) : std::string())
        .set("last_served", view.last_served)
        .set("last_problem", view.last_problem)
        .set("asked", number_text(lang, view.asked))
        .set("lost", lost)
        .set("has_lost", !lost.empty())
        .set("file_faults", faults)
        .set("has_file_faults", !faults.empty());
    set_done(values, view.done_key, lang);
    return desk_framed(frame, text(lang, "desk.index"), "editor_index", std::move(values));
}

} // namespace lotse::portal
