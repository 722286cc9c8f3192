#pragma once
// Who is acting: a signed-in person, the holder of a ticket's secret link, or the system itself.
// Every change is handed one, and its name goes into the history.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>

#include "tickets/ids.h"
#include "tickets/words.h"

namespace lotse::tickets {

/// A set of roles. A person may hold several; nobody holds one implicitly.
class RoleSet {
  public:
    constexpr RoleSet() = default;
    constexpr RoleSet(std::initializer_list<Role> roles) {
        for (const Role role : roles)
            add(role);
    }

    constexpr void add(Role role) { bits_ = static_cast<std::uint8_t>(bits_ | bit(role)); }
    constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    /// Agent, editor or admin.
    constexpr bool staff() const { return (bits_ & ~bit(Role::customer)) != 0; }
    bool operator==(const RoleSet&) const = default;

  private:
    static constexpr std::uint8_t bit(Role role) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(role));
    }
    std::uint8_t bits_ = 0;
};

struct Actor {
    std::string name{}; // for the history
    PersonId person{};  // zero for link holders, strangers and the system
    RoleSet roles{};
    std::optional<TicketNumber> link{}; // the one ticket whose secret link was shown
    bool system = false;                // the program itself, or its operator at the command line

    bool operator==(const Actor&) const = default;

    /// Nobody in particular: may search, read public articles and send a request.
    static Actor stranger() { return {.name = "visitor"}; }
    static Actor link_holder(TicketNumber ticket) { return {.name = "customer", .link = ticket}; }
    static Actor program(std::string name) { return {.name = std::move(name), .system = true}; }
};

} // namespace lotse::tickets
