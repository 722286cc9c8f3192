// The queue at the desk: views that everybody has, views that people keep, and filters.

#include <array>
#include <charconv>

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/deflect/training.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/json_internal.h"
#include "tickets/desk/views.h"
#include "tickets/intake/same_customer.h"
#include "tickets/levels/teams.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

/// What a view may fix; in this order they make its address.
constexpr std::array<std::string_view, 8> view_fields{"state",    "level", "assignee", "team",
                                                      "priority", "kind",  "tag",      "order"};

/// The view that an address shows, however its fields are ordered.
std::string canonical_query(const Fields& fields) {
    std::string query;
    for (const auto field : view_fields)
        query = portal::with_parameter(std::move(query), field, trimmed(fields.get(field)));
    return query.empty() ? query : query.substr(1);
}

std::string view_url(Lang lang, const std::string& query) {
    return portal::desk_url(lang) + (query.empty() ? "" : "?" + query);
}

portal::DeskLink view_link(Lang lang, std::string label, const std::string& query,
                           const std::string& current) {
    const auto fields = Fields::parse(query);
    const std::string canonical = fields ? canonical_query(*fields) : query;
    return {std::move(label), view_url(lang, canonical), canonical == current};
}

/// The views that everybody has, by his level and team.
std::vector<portal::DeskLink> common_views(Lang lang, const tickets::Person& person,
                                           const std::string& current) {
    const std::string level = std::to_string(std::max(person.level, tickets::first_level));
    std::vector<portal::DeskLink> links;
    const auto add = [&](const char* key, const std::string& query,
                         const portal::Places& places = {}) {
        links.push_back(view_link(lang, portal::text(lang, key, places), query, current));
    };
    add("desk.view.open", "");
    add("desk.view.mine", "assignee=me");
    add("desk.view.unassigned", "level=" + level + "&assignee=none", {{"level", level}});
    if (!person.team.empty())
        add("desk.view.team", "team=" + percent_encoded(person.team), {{"team", person.team}});
    add("desk.view.urgent", "priority=urgent");
    add("desk.view.waiting", "state=pending_reminder,pending_close&order=changed");
    add("desk.view.gaps", "kind=gap");
    add("desk.view.solved", "state=solved&order=changed");
    return links;
}

std::vector<portal::SavedViewLink> saved_views(const App& app, const Call& call, Lang lang,
                                               const std::string& current) {
    std::vector<portal::SavedViewLink> links;
    const auto views = tickets::ViewStore(app.database).seen_by(call.actor.person);
    if (!views)
        return links; // the queue is worth more than its views
    for (const auto& view : *views)
        links.push_back({view_link(lang, view.name, view.query, current), view.id.value,
                         view.owner == call.actor.person ? std::string() : view.owner_name});
    return links;
}

portal::DeskChoice with_any(portal::DeskChoice choice, Lang lang, const char* key) {
    choice.options.insert(choice.options.begin(), {"", portal::text(lang, key)});
    return choice;
}

std::vector<portal::DeskChoice> filters(const App& app, Lang lang, const Fields& query) {
    const auto chosen = [&](std::string_view field) { return std::string(query.get(field)); };
    std::vector<portal::DeskChoice> all;
    auto states = word_choice<tickets::State>(lang, "state", "state", chosen("state"));
    states.options.emplace_back("any", portal::text(lang, "desk.any"));
    if (states.chosen.find(',') != std::string::npos) // a view of several states
        states.options.emplace_back(states.chosen, portal::text(lang, "desk.view.waiting"));
    all.push_back(with_any(std::move(states), lang, "desk.unfinished"));
    portal::DeskChoice levels{.field = "level", .options = {}, .chosen = chosen("level")};
    for (int level = tickets::first_level; level <= tickets::last_level; ++level)
        levels.options.emplace_back(std::to_string(level), std::to_string(level));
    all.push_back(with_any(std::move(levels), lang, "desk.any"));
    portal::DeskChoice assignees{.field = "assignee",
                                 .options = {{"me", portal::text(lang, "desk.me")},
                                             {"none", portal::text(lang, "desk.nobody")}},
                                 .chosen = chosen("assignee")};
    all.push_back(with_any(std::move(assignees), lang, "desk.any"));
    portal::DeskChoice teams{.field = "team", .options = {}, .chosen = chosen("team")};
    if (const auto known = tickets::TeamStore(app.database).list())
        for (const auto& team : *known)
            teams.options.emplace_back(team.name, team.name);
    if (!teams.options.empty())
        all.push_back(with_any(std::move(teams), lang, "desk.any"));
    all.push_back(
        with_any(word_choice<tickets::Priority>(lang, "priority", "priority", chosen("priority")),
                 lang, "desk.any"));
    all.push_back(with_any(word_choice<tickets::Kind>(lang, "kind", "kind", chosen("kind")), lang,
                           "desk.any"));
    auto order = word_choice<tickets::Order>(lang, "order", "order", chosen("order"));
    if (order.chosen.empty())
        order.chosen = tickets::name(tickets::Order::priority);
    all.push_back(std::move(order));
    return all;
}

/// The queue's own reading of an address: what is finished is left out unless asked for, and the
/// most urgent comes first.
tickets::TicketFilter queue_filter(const Call& call, std::optional<Problem>& fault) {
    auto filter = filter_of(call, fault);
    if (call.request.query.get("state").empty())
        filter.states = tickets::unfinished_states();
    if (call.request.query.get("order").empty())
        filter.order = tickets::Order::priority;
    return filter;
}

/// What can be done to several tickets: each of it can be taken back exactly.
portal::DeskChoice bulk_choice(const App& app, const Call& call, Lang lang) {
    portal::DeskChoice choice{.field = "change", .options = {}, .chosen = {}};
    const auto assign = [&](const std::string& to, const std::string& who) {
        choice.options.emplace_back("assign:" + to,
                                    portal::text(lang, "desk.bulk.assign", {{"name", who}}));
    };
    assign(std::to_string(call.actor.person.value), portal::text(lang, "desk.me"));
    assign("nobody", portal::text(lang, "desk.nobody"));
    for (const auto& [id, who] : agent_options(app))
        if (id != std::to_string(call.actor.person.value))
            assign(id, who);
    for (const auto word : tickets::names<tickets::Priority>())
        choice.options.emplace_back(
            "priority:" + std::string(word),
            portal::text(lang, "desk.bulk.priority",
                         {{"priority", portal::text(lang, "desk.priority." + std::string(word))}}));
    return choice;
}

} // namespace

Reply queue_of(const App& app, const Call& call, std::optional<portal::BulkDone> bulk,
               bool none_chosen) {
    std::optional<Problem> fault;
    const auto filter = queue_filter(call, fault);
    if (fault)
        return *fault;
    const auto found = app.tickets().list(filter);
    if (!found)
        return problem_of(found.error());
    const auto person = app.people().find(call.actor.person);
    if (!person)
        return problem_of(person.error());
    const Lang lang = page_lang(call.request.tongue);
    const std::string current = canonical_query(call.request.query);
    portal::QueueView view;
    view.views = common_views(lang, *person, current);
    view.saved = saved_views(app, call, lang, current);
    view.filters = filters(app, lang, call.request.query);
    view.tag = call.request.query.get("tag");
    view.query = current;
    for (const auto& ticket : *found)
        view.rows.push_back(queue_row(ticket));
    if (found->size() == static_cast<std::size_t>(filter.limit))
        view.next_url = portal::with_parameter(view_url(lang, current), "after",
                                               tickets::to_string(tickets::mark_of(found->back())));
    view.done_key = done_key(call.request);
    view.bulk = bulk_choice(app, call, lang);
    view.bulk_done = std::move(bulk);
    view.none_chosen = none_chosen;
    const auto frame = desk_frame(app, call, [&](Lang to) { return view_url(to, current); });
    return desk_page(portal::queue_page(frame, view), none_chosen ? 422 : 200);
}

namespace {

Reply show_queue(const App& app, const Call& call) {
    return queue_of(app, call);
}

Reply keep_view(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    if (!is_own_form(call.request, form))
        return Problem{.id = ProblemId::cross_site};
    const std::string desk = portal::desk_url(page_lang(call.request.tongue));
    tickets::ViewStore views(app.database);
    const auto remove = form.get("remove");
    if (!remove.empty()) {
        tickets::ViewId id;
        std::from_chars(remove.data(), remove.data() + remove.size(), id.value);
        const auto gone = views.remove(call.actor, id);
        return gone ? Reply(redirect(desk + "?done=view_removed")) : problem_of(gone.error());
    }
    const auto fields = Fields::parse(form.get("query"));
    if (!fields)
        return invalid_field("query", "invalid_encoding");
    const std::string query = canonical_query(*fields);
    const auto kept = views.save(call.actor, form.get("name"), query, form.get("shared") == "1");
    return kept ? Reply(redirect(desk + "?" + query + (query.empty() ? "" : "&") + "done=view"))
                : problem_of(kept.error());
}

/// "4711" and "#4711" name a ticket.
std::optional<tickets::TicketNumber> number_typed(std::string_view text) {
    if (text.starts_with('#'))
        text.remove_prefix(1);
    tickets::TicketNumber number;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number.value);
    if (fault != std::errc{} || end != text.data() + text.size() || number.value <= 0)
        return std::nullopt;
    return number;
}

Reply find_at_desk(const App& app, const Call& call) {
    const Lang lang = page_lang(call.request.tongue);
    const std::string query(trimmed(call.request.query.get("q")));
    if (query.empty())
        return redirect(portal::desk_url(lang));
    if (const auto number = number_typed(query); number && app.tickets().find(*number))
        return redirect(portal::desk_ticket_url(lang, number->value));
    portal::DeskSearchView view;
    search::SearchRequest question;
    question.query = query;
    question.page_lang = search_lang(call.request.tongue);
    question.caller = visibility_of(call.actor);
    question.per_page = 20;
    question.deadline = app.config.search_time;
    const auto answer = app.engine.search(question);
    if (!answer)
        return problem_of(answer.error());
    for (const auto& hit : answer->hits)
        view.hits.push_back(solution_view(app, call, hit, name(call.request.tongue), {}));
    // An address or a telephone number is a customer's.
    const bool mail = query.find('@') != std::string::npos;
    if (mail || query.find_first_not_of("+0123456789 ()-/") == std::string::npos) {
        tickets::CustomerKeys keys;
        (mail ? keys.contact.email : keys.contact.phone) = query;
        if (const auto known = tickets::SameCustomer(app.database).tickets_of(keys))
            for (const auto& one : *known)
                view.tickets.push_back(queue_row(one.ticket));
    }
    const auto frame = desk_frame(app, call, [&](Lang to) {
        return portal::with_parameter(portal::desk_url(to, "search"), "q", query);
    });
    return desk_page(portal::desk_search_page(frame, view));
}

} // namespace

portal::QueueRow queue_row(const tickets::Ticket& ticket) {
    const auto& contact = ticket.contact;
    return {.number = ticket.number.value,
            .subject = ticket.subject,
            .customer = contact.name.empty()
                            ? (contact.email.empty() ? contact.phone : contact.email)
                            : contact.name,
            .state = std::string(tickets::name(ticket.state)),
            .priority = std::string(tickets::name(ticket.priority)),
            .level = ticket.level,
            .team = ticket.team,
            .assignee = ticket.assignee_name,
            .kind = std::string(tickets::name(ticket.kind)),
            .created = ticket.created,
            .updated = ticket.updated,
            .due = ticket.due};
}

Status add_desk_queue_pages(Router& router, App& app) {
    const auto to = [&app](Reply (*handler)(const App&, const Call&)) -> Handler {
        return [&app, handler](const Call& call) { return handler(app, call); };
    };
    std::vector<Route> routes;
    for (const auto& pair :
         {desk_routes("GET", "/de/desk", "/en/desk", Action::read_notes, "The queue",
                      to(show_queue)),
          desk_routes("POST", "/de/desk/views", "/en/desk/views", Action::read_notes,
                      "Keep or remove a view of the queue", to(keep_view)),
          desk_routes("GET", "/de/desk/search", "/en/desk/search", Action::read_notes,
                      "Search in knowledge, by ticket number, or for a customer's tickets",
                      to(find_at_desk))})
        routes.insert(routes.end(), pair.begin(), pair.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
