#pragma once
// The table of routes: method, pattern, who may, how often, which queue, handler, one sentence.
// Everything that the daemon answers stands in it; a route that does not say who may use it is
// refused, and then the daemon does not start.
//
//     router.add({.method = "GET", .pattern = "/api/v1/articles/{id}",
//                 .access = Access::needs(Action::search_public), …});

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "searchd/http/problems.h"
#include "searchd/http/request.h"
#include "tickets/permissions.h"

namespace lotse::http {

/// What a visitor's requests of one kind share a limit for.
enum class RateClass : std::uint8_t { none, search, suggest, ticket, vote, sign_in };
constexpr std::size_t rate_classes = 6;
std::string_view name(RateClass rate);

/// Who may use a route. Made by one of the two functions only; the default says nothing.
class Access {
  public:
    Access() = default;
    /// Needs no permission: pages about us, health, files.
    static Access everyone() { return Access(std::nullopt); }
    static Access needs(tickets::Action action) { return Access(action); }

    bool stated() const { return stated_; }
    const std::optional<tickets::Action>& action() const { return action_; }

  private:
    explicit Access(std::optional<tickets::Action> action) : stated_(true), action_(action) {}
    bool stated_ = false;
    std::optional<tickets::Action> action_;
};

/// Whom a route speaks with: programs (errors are JSON problems), visitors of the portal, or staff
/// at the desk (errors are pages). Each knows by a token of its own kind who it is that asks.
enum class Face : std::uint8_t { api, page, desk };

/// What a handler is called with.
struct Call {
    const Request& request;
    const tickets::Actor& actor;
};
using Reply = std::variant<Response, Problem>;
using Handler = std::function<Reply(const Call&)>;

struct Route {
    std::string_view method;
    std::string_view pattern; // "/api/v1/articles/{id}": a {…} takes one whole segment
    Access access{};
    RateClass rate = RateClass::none;
    Lane lane = Lane::interactive;
    Face face = Face::api;
    bool for_sites = false; // sites that embed us may read the answer
    std::string_view summary;
    Handler handler;
};

struct Match {
    const Route* route = nullptr;       // null: no such path, or not with this method
    std::vector<std::string> arguments; // decoded
    std::string allow;                  // methods of the path when the method was wrong
};

/// Filled once, then read by all threads.
class Router {
  public:
    /// invalid_argument for a route without access, handler or summary, or one that is there
    /// already.
    Status add(Route route);

    /// HEAD finds what GET does. Fixed segments win over {…}.
    Match find(std::string_view method, std::string_view path) const;

    const std::vector<Route>& routes() const { return routes_; }

  private:
    std::vector<Route> routes_;
    std::vector<std::vector<std::string_view>> segments_; // of their patterns
};

} // namespace lotse::http
