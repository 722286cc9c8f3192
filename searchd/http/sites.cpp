#include "searchd/http/sites.h"

#include <algorithm>

namespace lotse::http {

std::string content_policy(const std::vector<std::string>& framers) {
    std::string ancestors;
    for (const std::string& origin : framers)
        ancestors += " " + origin;
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src "
           "'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors" +
           (ancestors.empty() ? " 'none'" : ancestors) + "; require-trusted-types-for 'script'";
}

void let_sites_read(Response& response, const std::vector<std::string>& origins,
                    std::string_view origin) {
    if (origins.empty())
        return;
    vary_by(response, "Origin");
    if (std::ranges::find(origins, origin) != origins.end())
        response.set("Access-Control-Allow-Origin", origin);
}

void let_anyone_load(Response& response) {
    response.set("Access-Control-Allow-Origin", "*");
    response.set("Cross-Origin-Resource-Policy", "cross-origin");
}

void vary_by(Response& response, std::string_view header) {
    const std::string before(response.get("Vary"));
    response.set("Vary",
                 before.empty() ? std::string(header) : before + ", " + std::string(header));
}

} // namespace lotse::http
