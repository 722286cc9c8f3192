#include "tickets/permissions.h"

#include <algorithm>
#include <array>
#include <string>

namespace lotse::tickets {

namespace {

constexpr Grant no = Grant::none;
constexpr Grant link = Grant::link;
constexpr Grant own = Grant::own;
constexpr Grant all = Grant::all;

// Administrators run the installation; they do not read what customers wrote.
constexpr auto permission_table = std::to_array<Permission>({
    //                               stranger customer agent editor admin
    {Action::search_public, all, all, all, all, all},
    {Action::read_customer_articles, no, all, all, all, all},
    {Action::read_internal, no, no, all, all, all},
    {Action::vote, all, all, all, all, all},
    {Action::create_ticket, all, all, all, no, all},
    {Action::read_ticket, link, own, all, no, no},
    {Action::reply_ticket, link, own, all, no, no},
    {Action::list_tickets, no, own, all, no, no},
    {Action::read_notes, no, no, all, no, no},
    {Action::work_ticket, no, no, all, no, no},
    {Action::resolve_ticket, no, no, all, no, no},
    {Action::draft_article, no, no, all, all, no},
    {Action::write_article, no, no, no, all, no},
    {Action::read_gaps, no, no, all, all, all},
    {Action::read_reports, no, no, all, all, all},
    {Action::reindex, no, no, no, all, all},
    {Action::manage_people, no, no, no, no, all},
    {Action::configure, no, no, no, no, all},
    {Action::read_audit, no, no, no, no, all},
    {Action::read_own_data, no, all, no, no, no},
});

constexpr bool in_order_of_actions() {
    for (std::size_t i = 0; i < permission_table.size(); ++i)
        if (static_cast<std::size_t>(permission_table[i].action) != i)
            return false;
    return permission_table.size() == static_cast<std::size_t>(Action::read_own_data) + 1;
}
static_assert(in_order_of_actions(), "every action has its row, in the order of the enum");

bool reaches(Grant grant, const Actor& actor, const Ticket& ticket) {
    const bool by_link = actor.link == ticket.number;
    switch (grant) {
    case Grant::none:
        return false;
    case Grant::link:
        return by_link;
    case Grant::own:
        return by_link || (actor.person && ticket.requester == actor.person);
    case Grant::all:
        return true;
    }
    return false;
}

Error denied(const Actor& actor, Action action) {
    const std::string what = "'" + std::string(name(action)) + "'";
    if (actor.roles.empty())
        return {Code::unauthenticated, what + " needs somebody signed in", "sign in first"};
    return {Code::forbidden, "your roles do not include " + what, "ask an administrator"};
}

} // namespace

std::span<const Permission> permissions() {
    return permission_table;
}

Grant grant_for(const Actor& actor, Action action) {
    if (actor.system)
        return Grant::all;
    const Permission& row = permission_table[static_cast<std::size_t>(action)];
    // Whoever signs in, or holds another role, keeps what a stranger may do.
    Grant widest = row.stranger;
    const auto widen = [&](Role role, Grant grant) {
        if (actor.roles.has(role))
            widest = std::max(widest, grant);
    };
    widen(Role::customer, row.customer);
    widen(Role::agent, row.agent);
    widen(Role::editor, row.editor);
    widen(Role::admin, row.admin);
    return widest;
}

Status authorize(const Actor& actor, Action action, const Ticket* ticket) {
    const Grant grant = grant_for(actor, action);
    if (grant == Grant::none || (grant == Grant::link && !actor.link && actor.roles.empty()))
        return denied(actor, action);
    if (ticket == nullptr) {
        if (grant == Grant::link && !actor.link)
            return denied(actor, action);
        return Done{};
    }
    if (!reaches(grant, actor, *ticket))
        return Error{Code::not_found, "there is no such ticket", "check the number"};
    return Done{};
}

} // namespace lotse::tickets
