// The description of the interface against the table of routes, both ways.

#include "searchd/http/openapi.h"

#include <nlohmann/json.hpp>
#include <set>

#include "indexer/base/text.h"
#include "tests/support/app_parts.h"

using namespace lotse;
using namespace lotse::http;

namespace {

std::set<std::string> described(const nlohmann::json& description) {
    std::set<std::string> operations;
    for (const auto& [path, methods] : description["paths"].items())
        for (const auto& [method, operation] : methods.items())
            operations.insert(method + " " + path);
    return operations;
}

void collect_references(const nlohmann::json& node, std::set<std::string>& found) {
    if (node.is_object() && node.contains("$ref"))
        found.insert(node["$ref"].get<std::string>());
    if (node.is_structured())
        for (const auto& child : node)
            collect_references(child, found);
}

} // namespace

TEST_CASE("OpenAPI and the route table hold the same", "[http][openapi]") {
    const lotse::testing::AppParts parts;
    const nlohmann::json description = nlohmann::json::parse(openapi_text());
    std::set<std::string> routed;
    for (const auto& route : parts.router.routes())
        if (route.face == Face::api)
            routed.insert(ascii_lower(route.method) + " " + std::string(route.pattern));
    CHECK(described(description) == routed);
}

TEST_CASE("OpenAPI says where to sign in exactly where one must", "[http][openapi]") {
    const lotse::testing::AppParts parts;
    const nlohmann::json description = nlohmann::json::parse(openapi_text());
    for (const auto& route : parts.router.routes()) {
        const auto& action = route.access.action();
        if (route.face != Face::api || !action)
            continue;
        const nlohmann::json& operation =
            description["paths"][std::string(route.pattern)][ascii_lower(route.method)];
        INFO(route.method << ' ' << route.pattern);
        CHECK(operation["summary"] == route.summary);
        const bool open =
            tickets::grant_for(tickets::Actor::stranger(), *action) == tickets::Grant::all;
        const bool must = operation.contains("security") &&
                          operation["security"] == nlohmann::json::parse(R"([{"bearer":[]}])");
        CHECK(must == !open);
    }
}

TEST_CASE("OpenAPI refers to nothing that is not there", "[http][openapi]") {
    const nlohmann::json description = nlohmann::json::parse(openapi_text());
    CHECK(description["openapi"] == "3.1.0");
    std::set<std::string> references;
    collect_references(description, references);
    for (const auto& reference : references) {
        INFO(reference);
        CHECK(description.contains(nlohmann::json::json_pointer(reference.substr(1))));
    }
    for (const auto& [name, schema] : description["components"]["schemas"].items()) {
        INFO(name);
        const bool used = references.contains("#/components/schemas/" + name);
        CHECK(used);
    }
}
