#pragma once
// What administrators set of the portal: one form, in sections. All functions are pure.

#include <string>
#include <vector>

#include "portal/desk/views.h"

namespace lotse::portal {

enum class InputKind : unsigned char { line, number, text, language };

struct SettingRow {
    std::string name; // texts "desk.setting.NAME", "desk.setting_wrong.NAME", perhaps "…_hint.NAME"
    std::string section;
    InputKind kind = InputKind::line;
    std::string lang; // of what is written; empty: either
    std::string value;
    bool wrong = false;
};

struct SiteView {
    std::vector<SettingRow> rows; // those of a section side by side
    bool not_saved = false;
    std::string done_key;
};

std::string site_page(const DeskFrame& frame, const SiteView& view);

} // namespace lotse::portal
