#include "portal/pages/frame.h"
#include "portal/pages/pages.h"

namespace lotse::portal {

std::string home_page(const Frame& frame, const HomeView& view) {
    Values values;
    values.set("is_home", true)
        .set("categories", category_list(view.categories, frame.lang))
        .set("recent", hit_list(view.recent, frame.lang))
        .set("has_recent", !view.recent.empty());
    set_faults(values, view.faults, frame.lang);
    return framed(frame, text(frame.lang, "home.title"), "home", std::move(values));
}

} // namespace lotse::portal
