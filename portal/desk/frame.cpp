#include "portal/desk/frame.h"

#include "indexer/base/text.h"
#include "portal/desk/pages.h"
#include "portal/render/assets.h"
#include "portal/render/urls.h"

namespace lotse::portal {

std::string word_text(Lang lang, std::string_view set, std::string_view word) {
    const std::string key = "desk." + std::string(set) + "." + std::string(word);
    return has_text(key) ? text(lang, key) : std::string(word);
}

std::vector<Values> option_list(const DeskChoice& choice) {
    std::vector<Values> out;
    for (const auto& [value, label] : choice.options)
        out.push_back(
            Values().set("value", value).set("label", label).set("chosen", value == choice.chosen));
    return out;
}

std::vector<Values> filter_list(const std::vector<DeskChoice>& filters, Lang lang) {
    std::vector<Values> out;
    for (const DeskChoice& filter : filters)
        out.push_back(Values()
                          .set("field", filter.field)
                          .set("label", text(lang, "desk.filter." + filter.field))
                          .set("options", option_list(filter)));
    return out;
}

void set_done(Values& values, const std::string& key, Lang lang) {
    values.set("done", key.empty() ? std::string() : text(lang, key)).set("has_done", !key.empty());
}

std::vector<Values> desk_paragraphs(const std::string& body) {
    std::vector<Values> out;
    for (const auto line : split(body, '\n'))
        if (!trimmed(line).empty())
            out.push_back(Values().set("text", trimmed(line)));
    return out;
}

std::vector<Values> link_list(const std::vector<DeskLink>& links) {
    std::vector<Values> out;
    for (const DeskLink& link : links)
        out.push_back(
            Values().set("url", link.url).set("label", link.label).set("current", link.current));
    return out;
}

std::string desk_framed(const DeskFrame& frame, const std::string& title, std::string_view content,
                        Values values) {
    const Lang lang = frame.lang;
    const Lang target = other(lang);
    values.set("site_name", frame.site_name)
        .set("page_title", title)
        .set("person", frame.person)
        .set("signed_in", !frame.person.empty())
        .set("form_token", frame.form_token)
        .set("query", frame.query)
        .set("other_url", frame.other_url)
        .set("other_lang", code(target))
        .set("other_name", text(target, "language.own_name"))
        .set("see_tickets", frame.tickets)
        .set("see_articles", frame.articles)
        .set("see_words", frame.words)
        .set("see_index", frame.index)
        .set("see_reports", frame.reports)
        .set("see_gaps", frame.gaps)
        .set("see_people", frame.people)
        .set("see_site", frame.site)
        .set("site_link", desk_url(lang, "site"))
        .set("people_link", desk_url(lang, "people"))
        .set("gaps_url", desk_url(lang, "gaps"))
        .set("reports_url", desk_url(lang, "reports"))
        .set("articles_url", desk_url(lang, "articles"))
        .set("words_url", desk_url(lang, "words"))
        .set("index_url", desk_url(lang, "index"))
        .set("desk_url", frame.tickets ? desk_url(lang) : desk_url(lang, "articles"))
        .set("new_url", desk_url(lang, "new"))
        .set("find_url", desk_url(lang, "search"))
        .set("home_url", home_url(lang))
        .set("sign_in_url", sign_in_url(lang))
        .set("sign_out_url", sign_out_url(lang))
        .set("imprint_url", legal_url(lang, "imprint"))
        .set("privacy_url", legal_url(lang, "privacy"))
        .set("accessibility_url", legal_url(lang, "accessibility"))
        .set("css", frame.look.css_url())
        .set("desk_css", asset_url("desk.css"))
        .set("js", asset_url("desk.js"))
        .set("icon", frame.look.icon_url());
    return render("desk_head", lang, values) + render(content, lang, values) +
           render("desk_foot", lang, values);
}

std::string desk_message_page(const DeskFrame& frame, const std::string& key) {
    const std::string title = text(frame.lang, key + ".title");
    Values values;
    values.set("heading", title).set("message", text(frame.lang, key + ".text"));
    return desk_framed(frame, title, "desk_message", std::move(values));
}

} // namespace lotse::portal
