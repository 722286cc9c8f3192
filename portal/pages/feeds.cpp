#include "portal/pages/feeds.h"

#include "portal/pages/frame.h"
#include "portal/render/assets.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

/// Whoever gave an article no date has not changed it lately.
std::string time_of(const std::optional<TimePoint>& time) {
    return to_iso8601(time.value_or(TimePoint{}));
}

} // namespace

std::string atom_feed(Lang lang, const FeedView& view) {
    std::vector<Values> entries;
    for (const EntryView& entry : view.entries)
        entries.push_back(Values()
                              .set("id", "urn:lotse:article:" + entry.id)
                              .set("title", entry.title)
                              .set("summary", entry.summary)
                              .set("category", entry.category)
                              .set("has_category", !entry.category.empty())
                              .set("category_label", category_label(lang, entry.category))
                              .set("url", entry.url)
                              .set("updated", time_of(entry.updated)));
    Values values;
    values.set("title", view.title)
        .set("url", view.url)
        .set("home", view.home)
        .set("updated", view.entries.empty() ? time_of({}) : time_of(view.entries.front().updated))
        .set("entries", entries);
    return render("atom", lang, values);
}

std::string sitemap(Lang first, const std::vector<PlaceView>& places) {
    std::vector<Values> list;
    for (const PlaceView& place : places) {
        const bool is_first = place.lang == first;
        list.push_back(
            Values()
                .set("url", place.url)
                .set("own_lang", code(place.lang))
                .set("other_lang", code(other(place.lang)))
                .set("other_url", place.other_url)
                .set("has_other", !place.other_url.empty())
                .set("first_url", is_first || place.other_url.empty() ? place.url : place.other_url)
                .set("has_updated", place.updated.has_value())
                .set("updated", time_of(place.updated)));
    }
    Values values;
    values.set("places", list);
    return render("sitemap", first, values);
}

std::string opensearch_description(const Frame& frame) {
    Values values;
    values.set("site_name", frame.site_name)
        .set("search_url", frame.base_url + search_url(frame.lang))
        .set("suggest_url",
             frame.base_url + "/api/v1/suggest/opensearch?lang=" + std::string(code(frame.lang)))
        .set("icon", frame.base_url + asset_url("icon.svg"));
    return render("opensearch", frame.lang, values);
}

} // namespace lotse::portal
