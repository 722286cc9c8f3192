#include <algorithm>

#include "portal/desk/editor_views.h"
#include "portal/desk/frame.h"
#include "portal/render/format.h"

namespace lotse::portal {

namespace {

constexpr std::size_t most_shown = 30; // of each kind

std::string rank_text(Lang lang, std::optional<int> rank) {
    return rank ? text(lang, "desk.who.rank",
                       {{"rank", number_text(lang, static_cast<std::size_t>(*rank))}})
                : text(lang, "desk.who.not_found");
}

/// "not found → rank 1".
std::string change_text(Lang lang, std::optional<int> before, std::optional<int> after) {
    return rank_text(lang, before) + " → " + rank_text(lang, after);
}

std::vector<Values> displaced_values(const std::vector<DisplacedView>& displaced, Lang lang) {
    std::vector<Values> out;
    for (const DisplacedView& one : displaced)
        out.push_back(Values()
                          .set("url", one.document.url)
                          .set("has_url", !one.document.url.empty())
                          .set("label", one.document.label)
                          .set("document_lang", one.lang)
                          .set("change", change_text(lang, one.before, one.after))
                          .set("verified", one.verified));
    return out;
}

Values search_values(const OutlookView& search, bool displacing, Lang lang) {
    const std::string key = search.failed > 0 ? "desk.who.counts_failed" : "desk.who.counts";
    return Values()
        .set("rank", search.after ? std::to_string(*search.after) : std::string("–"))
        .set("text", search.text)
        .set("search_lang", search.lang)
        .set("failed", search.failed > 0)
        .set("verified", search.verified)
        .set("change", change_text(lang, search.before, search.after))
        .set("has_counts", search.times > 0)
        .set("counts", text(lang, key,
                            {{"times", number_text(lang, search.times)},
                             {"failed", number_text(lang, search.failed)}}))
        .set("has_asker", search.asker != "public")
        .set("asker",
             search.asker == "public" ? std::string() : word_text(lang, "who.asker", search.asker))
        .set("displaced",
             displacing ? displaced_values(search.displaced, lang) : std::vector<Values>());
}

Values list_of(const std::string& key, const std::vector<OutlookView>& searches, bool displacing,
               Lang lang) {
    std::vector<Values> shown;
    for (std::size_t i = 0; i < std::min(searches.size(), most_shown); ++i)
        shown.push_back(search_values(searches[i], displacing, lang));
    const std::size_t more = searches.size() - shown.size();
    return Values()
        .set("heading", text(lang, key, {{"count", number_text(lang, searches.size())}}))
        .set("searches", shown)
        .set("has_searches", !shown.empty())
        .set("has_more", more > 0)
        .set("more", text(lang, "desk.who.more", {{"count", number_text(lang, more)}}));
}

} // namespace

void set_outlook(Values& values, const WhoFindsView& view, Lang lang) {
    std::vector<Values> lists;
    lists.push_back(list_of("desk.who.gained", view.gained, false, lang));
    lists.push_back(list_of("desk.who.displacing", view.displacing, true, lang));
    if (!view.lost.empty())
        lists.push_back(list_of("desk.who.lost", view.lost, false, lang));
    if (view.known == 0)
        lists.clear();
    values
        .set("outlook_asked", view.known == 0 ? text(lang, "desk.who.nothing_searched")
                                              : text(lang, "desk.who.asked",
                                                     {{"count", number_text(lang, view.asked)}}))
        .set("has_left_out", view.asked < view.known)
        .set("left_out", text(lang, "desk.who.left_out",
                              {{"count", number_text(lang, view.known - view.asked)}}))
        .set("kept", view.kept == 0
                         ? std::string()
                         : text(lang, "desk.who.kept", {{"count", number_text(lang, view.kept)}}))
        .set("outlooks", lists);
}

} // namespace lotse::portal
