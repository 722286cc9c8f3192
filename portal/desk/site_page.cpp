#include "portal/desk/site_page.h"

#include "portal/desk/frame.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> languages(const std::string& chosen) {
    std::vector<Values> options;
    for (const Lang lang : {Lang::de, Lang::en})
        options.push_back(Values()
                              .set("option", code(lang))
                              .set("option_label", text(lang, "language.own_name"))
                              .set("chosen", code(lang) == chosen));
    return options;
}

Values row_values(const SettingRow& row, Lang lang) {
    const std::string hint_key = "desk.setting_hint." + row.name;
    const bool hinted = has_text(hint_key);
    std::string described;
    if (hinted)
        described = row.name + "-hint";
    if (row.wrong)
        described += (described.empty() ? "" : " ") + row.name + "-error";
    return Values()
        .set("name", row.name)
        .set("label", text(lang, "desk.setting." + row.name))
        .set("has_hint", hinted)
        .set("hint", hinted ? text(lang, hint_key) : std::string())
        .set("is_wrong", row.wrong)
        .set("wrong", text(lang, "desk.setting_wrong." + row.name))
        .set("value", row.value)
        .set("is_line", row.kind == InputKind::line || row.kind == InputKind::number)
        .set("is_count", row.kind == InputKind::number)
        .set("is_text", row.kind == InputKind::text)
        .set("is_choice", row.kind == InputKind::language)
        .set("options", languages(row.value))
        .set("has_lang", !row.lang.empty())
        .set("setting_lang", row.lang)
        .set("described", !described.empty())
        .set("described_by", described);
}

} // namespace

std::string site_page(const DeskFrame& frame, const SiteView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> sections;
    std::vector<FieldError> errors;
    if (view.not_saved)
        errors.push_back({"main", "desk.site_not_saved"});
    for (std::size_t at = 0; at < view.rows.size();) {
        const std::string& section = view.rows[at].section;
        std::vector<Values> rows;
        for (; at < view.rows.size() && view.rows[at].section == section; ++at) {
            rows.push_back(row_values(view.rows[at], lang));
            if (view.rows[at].wrong)
                errors.push_back({view.rows[at].name, "desk.setting_wrong." + view.rows[at].name});
        }
        sections.push_back(Values()
                               .set("section", section)
                               .set("heading", text(lang, "desk.site_section." + section))
                               .set("settings", rows));
    }
    Values values;
    values.set("sections", sections).set("site_url", desk_url(lang, "site"));
    set_errors(values, errors, lang);
    set_done(values, view.done_key, lang);
    return desk_framed(frame, form_title(lang, text(lang, "desk.site"), errors), "desk_site",
                       std::move(values));
}

} // namespace lotse::portal
