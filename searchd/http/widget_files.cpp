// The script that puts <lotse-help> into other sites' pages, under an address that never changes.

#include "indexer/content/article.h"
#include "portal/render/assets.h"
#include "searchd/http/app.h"
#include "searchd/http/links.h"
#include "searchd/http/sites.h"

namespace lotse::http {
namespace {

constexpr std::string_view panel_place = "{panel}"; // in widget.js: where its other half is

/// With the fingerprinted address of what it loads once it is pressed.
std::string loader() {
    std::string text(portal::find_asset(portal::asset_url("widget.js"))->bytes);
    text.replace(text.find(panel_place), panel_place.size(), portal::asset_url("panel.js"));
    return text;
}

Reply widget(const Call& call, const std::string& text, const std::string& etag) {
    Response response;
    if (call.request.header("if-none-match") == etag) {
        response.status = 304;
    } else {
        response.content_type = "text/javascript; charset=utf-8";
        response.body = text;
    }
    response.set("ETag", etag);
    response.set("Cache-Control", "public, max-age=300");
    let_anyone_load(response);
    return response;
}

} // namespace

Status add_widget_files(Router& router, App&) {
    const std::string text = loader();
    const std::string etag = etag_of(content::content_hash(text).substr(0, 16));
    return add_routes(
        router, {{.method = "GET",
                  .pattern = "/widget.js",
                  .access = Access::everyone(),
                  .face = Face::page,
                  .summary = "The help for other sites' pages",
                  .handler = [text, etag](const Call& call) { return widget(call, text, etag); }}});
}

} // namespace lotse::http
