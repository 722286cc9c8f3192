#pragma once
// Who may do what: one table of actions and roles, and one function that asks it. What the table
// does not grant is denied. Each route and each command names the action that it performs.

#include <cstdint>
#include <optional>
#include <span>

#include "tickets/actor.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

enum class Action : std::uint8_t {
    search_public,
    read_customer_articles,
    read_internal, // internal articles, drafts, redacted resolved tickets
    vote,
    create_ticket,
    read_ticket,  // with its public messages
    reply_ticket, // also reopens
    list_tickets,
    read_notes,  // internal messages, trail, history
    work_ticket, // assign, move between levels, prioritise, note, close
    resolve_ticket,
    draft_article, // from a ticket, redacted
    write_article, // edit, publish, archive
    read_gaps,
    read_reports, // figures; they name nobody
    reindex,
    manage_people,
    configure, // what administrators set at the desk
    read_audit,
    read_own_data, // everything that concerns the person who asks
};

/// How far a role's permission reaches. A stranger is somebody without any role.
enum class Grant : std::uint8_t {
    none,
    link, // the ticket whose secret link was shown
    own,  // tickets that the person asked for, or by link
    all,
};

struct Permission {
    Action action;
    Grant stranger;
    Grant customer;
    Grant agent;
    Grant editor;
    Grant admin;
};

std::span<const Permission> permissions();

/// The widest grant that the actor's roles give for `action`.
Grant grant_for(const Actor& actor, Action action);

/// Done, or
///   unauthenticated  a stranger asks for what somebody signed in may do
///   forbidden        no role of the actor's has the permission
///   not_found        the permission does not reach this ticket: its existence stays unsaid
/// Without a ticket the answer is whether the actor may do it at all (to some ticket).
Status authorize(const Actor& actor, Action action, const Ticket* ticket = nullptr);

} // namespace lotse::tickets
