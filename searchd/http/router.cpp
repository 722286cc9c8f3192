#include "searchd/http/router.h"

#include <algorithm>
#include <array>

#include "indexer/base/text.h"

namespace lotse::http {
namespace {

bool is_placeholder(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

/// Arguments if the path fits. How many segments are fixed decides between two that do.
struct Fit {
    std::vector<std::string> arguments;
    std::size_t fixed = 0;
};

std::optional<Fit> fit(const std::vector<std::string_view>& segments,
                       const std::vector<std::string_view>& path) {
    if (segments.size() != path.size())
        return std::nullopt;
    Fit found;
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (is_placeholder(segments[i]) && !path[i].empty())
            found.arguments.emplace_back(path[i]);
        else if (segments[i] == path[i])
            ++found.fixed;
        else
            return std::nullopt;
    }
    return found;
}

} // namespace

std::string_view name(RateClass rate) {
    constexpr std::array<std::string_view, rate_classes> names{"none",   "search", "suggest",
                                                               "ticket", "vote",   "sign_in"};
    return names[static_cast<std::size_t>(rate)];
}

Status Router::add(Route route) {
    const std::string title = std::string(route.method) + " " + std::string(route.pattern);
    if (!route.access.stated())
        return Error{Code::invalid_argument, "route " + title + " does not say who may use it",
                     "name its permission in the route table"};
    if (!route.handler || route.summary.empty() || !route.pattern.starts_with('/'))
        return Error{Code::invalid_argument, "route " + title + " is incomplete",
                     "give it a path, a summary and a handler"};
    for (const auto& other : routes_)
        if (other.method == route.method && other.pattern == route.pattern)
            return Error{Code::invalid_argument, "route " + title + " is there twice", {}};
    segments_.push_back(split(route.pattern, '/'));
    routes_.push_back(std::move(route));
    return Done{};
}

Match Router::find(std::string_view method, std::string_view path) const {
    const auto segments = split(path, '/');
    const auto wanted = method == "HEAD" ? std::string_view("GET") : method;
    Match match;
    std::size_t best = 0;
    std::vector<std::string_view> others;
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        const Route& route = routes_[i];
        auto found = fit(segments_[i], segments);
        if (!found)
            continue;
        if (route.method != wanted) {
            others.push_back(route.method);
        } else if (match.route == nullptr || found->fixed > best) {
            match.route = &route;
            match.arguments = std::move(found->arguments);
            best = found->fixed;
        }
    }
    if (match.route != nullptr)
        return match;
    for (const auto other : others)
        match.allow += (match.allow.empty() ? "" : ", ") + std::string(other) +
                       (other == "GET" ? ", HEAD" : "");
    return match;
}

} // namespace lotse::http
