#include "searchd/http/structured_data.h"

#include "indexer/base/clock.h"
#include "portal/render/urls.h"
#include "searchd/http/json_internal.h"

namespace lotse::http {
namespace {

std::string in_script(const Json& json) {
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    for (auto at = text.find('<'); at != std::string::npos; at = text.find('<', at))
        text.replace(at, 1, "\\u003c");
    return text;
}

Json step(std::size_t position, std::string_view name, const std::string& url) {
    return {{"@type", "ListItem"}, {"position", position}, {"name", name}, {"item", url}};
}

} // namespace

std::string site_data(const portal::Frame& frame) {
    const std::string search = frame.base_url + portal::search_url(frame.lang);
    return in_script({{"@context", "https://schema.org"},
                      {"@type", "WebSite"},
                      {"name", frame.site_name},
                      {"url", frame.base_url + portal::home_url(frame.lang)},
                      {"inLanguage", portal::code(frame.lang)},
                      {"potentialAction",
                       {{"@type", "SearchAction"},
                        {"target", search + "?q={search_term_string}"},
                        {"query-input", "required name=search_term_string"}}}});
}

std::vector<std::string> article_data(const portal::Frame& frame, const portal::ArticleView& view) {
    const std::string url = frame.base_url + frame.path;
    Json article{{"@context", "https://schema.org"},
                 {"@type", "TechArticle"},
                 {"headline", view.title},
                 {"description", view.summary},
                 {"inLanguage", view.lang},
                 {"url", url},
                 {"publisher", {{"@type", "Organization"}, {"name", frame.site_name}}}};
    if (view.updated)
        article["dateModified"] = to_iso8601(*view.updated);
    Json path = Json::array();
    path.push_back(step(1, frame.site_name, frame.base_url + portal::home_url(frame.lang)));
    path.push_back(step(2, view.title, url));
    return {in_script(article), in_script({{"@context", "https://schema.org"},
                                           {"@type", "BreadcrumbList"},
                                           {"itemListElement", path}})};
}

} // namespace lotse::http
