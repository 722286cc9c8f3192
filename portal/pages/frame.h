#pragma once
// What the pages share: the frame around them and lists of hits. Internal to this room.

#include <string>
#include <vector>

#include "portal/pages/views.h"
#include "portal/render/form.h"
#include "portal/render/template.h"

namespace lotse::portal {

/// The whole document: `content` is a template's name, filled with `values`.
std::string framed(const Frame& frame, const std::string& title, std::string_view content,
                   Values values);

/// The slim document around what is shown in a frame of another site.
std::string framed_for_sites(const Frame& frame, const std::string& title, std::string_view content,
                             const EmbedView& embed, Values values);

Values hit_values(const HitView& hit, Lang page_lang);
std::vector<Values> hit_list(const std::vector<HitView>& hits, Lang page_lang);
std::vector<Values> category_list(const std::vector<CategoryView>& categories, Lang lang);

/// What the partial _faults shows.
void set_faults(Values& values, const std::vector<FaultView>& faults, Lang lang);

/// The label of a category: its text if the catalogue has one, else its own name.
std::string category_label(Lang lang, const std::string& category);

} // namespace lotse::portal
