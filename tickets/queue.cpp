#include "tickets/queue.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>

#include "indexer/base/text.h"
#include "tickets/queue_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

namespace {

constexpr int most_listed = 500;

// How a page is found. An index holds tickets in order only where all columns before the order's
// own are fixed. So the filter is taken apart into branches in which they are: one for each state,
// level, priority that it allows, each a walk along an index. The database merges the branches and
// stops when the page is full. What has no place in the chosen index is looked at on the way.

std::string is(const char* column, std::int64_t value) {
    return std::string(" AND ") + column + " = " + std::to_string(value);
}
template <class Word>
std::string is_word(const char* column, Word word) {
    return std::string(" AND ") + column + " = '" + std::string(name(word)) + "'";
}

constexpr const char* tagged =
    " AND number IN (SELECT ticket_number FROM ticket_tags WHERE tag = :tag)";

/// The columns that the chosen index has between its first one and the order's.
struct Walk {
    std::string lead{}; // what fixes the first column; empty when that is the state
    bool states = true;
    bool levels = false;
    bool priorities = false;
};

Walk walk_for(const TicketFilter& filter) {
    const bool by_change = filter.order == Order::changed;
    if (filter.requester) // has few tickets, as each tag has
        return {.lead = is("requester_id", filter.requester->value), .states = false};
    if (!filter.tag.empty())
        return {.lead = tagged, .states = false};
    if (filter.assignee && !filter.unassigned)
        return {.lead = is("assignee_id", filter.assignee->value), .priorities = !by_change};
    if (!filter.team.empty())
        return {.lead = " AND team = :team AND team <> ''", .priorities = !by_change};
    if (by_change)
        return {.levels = true};
    if (filter.kind == Kind::gap)
        return {.lead = is_word("kind", Kind::gap), .priorities = true};
    if (filter.unassigned || filter.level || filter.category.empty())
        return {.levels = true,
                .priorities = filter.unassigned || filter.priority.has_value() ||
                              filter.order == Order::priority};
    return {.lead = " AND category = :category", .priorities = true};
}

/// What the walk does not fix, and where the page begins.
std::string rest_of(const TicketFilter& filter, const Walk& walk) {
    std::string rest;
    const auto also = [&](const std::string& condition) {
        if (walk.lead != condition)
            rest += condition;
    };
    if (filter.unassigned)
        also(" AND assignee_id IS NULL");
    else if (filter.assignee)
        also(is("assignee_id", filter.assignee->value));
    if (filter.requester)
        also(is("requester_id", filter.requester->value));
    if (filter.kind)
        also(is_word("kind", *filter.kind));
    if (filter.level && !walk.levels)
        also(is("level", *filter.level));
    if (filter.priority && !walk.priorities)
        also(is_word("priority", *filter.priority));
    if (!filter.team.empty() && walk.lead.find(":team") == std::string::npos)
        also(" AND team = :team");
    if (!filter.category.empty())
        also(" AND category = :category");
    if (!filter.tag.empty())
        also(tagged);
    return rest;
}

std::string beginning(const TicketFilter& filter) {
    if (!filter.after)
        return "";
    const std::string number = std::to_string(filter.after->number.value);
    switch (filter.order) {
    case Order::newest:
        return " AND number < " + number;
    case Order::oldest:
    case Order::priority:
        return " AND number > " + number;
    case Order::changed:
        return " AND (updated_at, number) < (" +
               std::to_string(filter.after->updated.time_since_epoch().count()) + ", " + number +
               ")";
    }
    return "";
}

const char* order_by(Order order) {
    switch (order) {
    case Order::newest:
        return "number DESC";
    case Order::oldest:
    case Order::priority: // each priority is a pass of its own
        return "number";
    case Order::changed:
        return "updated_at DESC, number DESC";
    }
    return "";
}

/// Multiplies the branches by the values that a column may have.
template <class Values, class Condition>
std::vector<std::string> times(const std::vector<std::string>& branches, const Values& values,
                               const Condition& condition) {
    std::vector<std::string> more;
    for (const std::string& branch : branches)
        for (const auto& value : values)
            more.push_back(branch + condition(value));
    return more;
}

template <class Word>
std::vector<Word> all_words() {
    std::vector<Word> words;
    for (std::size_t i = 0; i < names<Word>().size(); ++i)
        words.push_back(static_cast<Word>(i));
    return words;
}

std::vector<std::string> branches_of(const TicketFilter& filter, const Walk& walk) {
    std::vector<std::string> branches{walk.lead};
    const auto states = filter.states.empty() ? all_words<State>() : filter.states;
    const auto levels = filter.level ? std::vector{*filter.level} : std::vector{1, 2, 3};
    const auto priorities = filter.priority ? std::vector{*filter.priority} : all_words<Priority>();
    if (walk.states)
        branches = times(branches, states, [](State state) { return is_word("state", state); });
    if (walk.levels)
        branches = times(branches, levels, [](int level) { return is("level", level); });
    if (walk.priorities)
        branches = times(branches, priorities,
                         [](Priority priority) { return is_word("priority", priority); });
    return branches;
}

std::string states_in(const std::vector<State>& states) {
    std::string words;
    for (const State state : states)
        words.append(words.empty() ? "'" : ", '").append(name(state)).append("'");
    return " AND state IN (" + words + ")";
}

/// All tickets in the order of numbers: the primary key has that.
bool unfiltered(const TicketFilter& filter) {
    return filter.states.empty() && !filter.kind && !filter.level && filter.team.empty() &&
           !filter.assignee && !filter.unassigned && !filter.requester && !filter.priority &&
           filter.category.empty() && filter.tag.empty() && filter.order != Order::changed;
}

std::string query_of(const TicketFilter& filter) {
    Walk walk = walk_for(filter);
    if (unfiltered(filter))
        walk = {.states = false};
    std::string rest = rest_of(filter, walk) + beginning(filter);
    if (!walk.states && !filter.states.empty())
        rest += states_in(filter.states);
    const char* columns = filter.order == Order::changed ? "updated_at, number" : "number";
    std::string query;
    for (const std::string& branch : branches_of(filter, walk)) {
        const std::string conditions = branch + rest;
        query.append(query.empty() ? "" : " UNION ALL ")
            .append("SELECT ")
            .append(columns)
            .append(" FROM tickets")
            .append(conditions.empty() ? "" : " WHERE " + conditions.substr(5)); // without " AND "
    }
    return query + " ORDER BY " + order_by(filter.order) + " LIMIT " +
           std::to_string(std::clamp(filter.limit, 1, most_listed));
}

/// Urgent tickets first, all of them, then the next: one filter for each.
std::vector<TicketFilter> passes(const TicketFilter& filter) {
    if (filter.order != Order::priority)
        return {filter};
    std::vector<TicketFilter> out;
    auto priorities = all_words<Priority>();
    std::ranges::reverse(priorities);
    for (const Priority priority : priorities) {
        TicketFilter pass = filter;
        pass.priority = priority;
        if (filter.priority && *filter.priority != priority)
            continue;
        if (filter.after && priority > filter.after->priority)
            continue;
        if (filter.after && priority < filter.after->priority)
            pass.after.reset();
        out.push_back(std::move(pass));
    }
    return out;
}

/// Runs a query whose named parameters may stand in it several times.
std::vector<TicketNumber> numbers_of(soci::session& sql, const std::string& query,
                                     const TicketFilter& filter) {
    TicketNumber number;
    std::string updated; // only ordered by
    std::vector<TicketNumber> found;
    soci::statement statement(sql);
    if (filter.order == Order::changed)
        statement.exchange(soci::into(updated));
    statement.exchange(soci::into(number));
    if (query.find(":team") != std::string::npos)
        statement.exchange(soci::use(filter.team, "team"));
    if (query.find(":category") != std::string::npos)
        statement.exchange(soci::use(filter.category, "category"));
    if (query.find(":tag") != std::string::npos)
        statement.exchange(soci::use(filter.tag, "tag"));
    statement.alloc();
    statement.prepare(query, soci::details::st_one_time_query);
    statement.define_and_bind();
    statement.execute(false);
    while (statement.fetch())
        found.push_back(number);
    return found;
}

std::vector<Ticket> load_in_order(soci::session& sql, const std::vector<TicketNumber>& numbers) {
    if (numbers.empty())
        return {};
    std::string list;
    std::unordered_map<TicketNumber, std::size_t> place;
    for (const TicketNumber number : numbers) {
        list.append(list.empty() ? "" : ", ").append(std::to_string(number.value));
        place.emplace(number, place.size());
    }
    std::vector<Ticket> tickets(numbers.size());
    for (Ticket& ticket : load_tickets(sql, "WHERE t.number IN (" + list + ")"))
        tickets[place.at(ticket.number)] = std::move(ticket);
    return tickets;
}

} // namespace

PageMark mark_of(const Ticket& ticket) {
    return {ticket.number, ticket.priority, ticket.updated};
}

std::string to_string(const PageMark& mark) {
    return std::to_string(mark.number.value) + "." + std::string(name(mark.priority)) + "." +
           std::to_string(mark.updated.time_since_epoch().count());
}

Result<PageMark> parse_page_mark(std::string_view text) {
    const Error unclear{Code::invalid_argument, "the page's mark is not understood",
                        "take it from the page before"};
    const auto parts = split(text, '.');
    const auto number = [](std::string_view digits) -> std::optional<std::int64_t> {
        std::int64_t value = 0;
        const auto [end, fault] =
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (fault != std::errc() || end != digits.data() + digits.size())
            return std::nullopt;
        return value;
    };
    const auto first = number(parts.empty() ? "" : parts[0]);
    if (!first || (parts.size() != 1 && parts.size() != 3))
        return unclear;
    PageMark mark{.number = {*first}};
    if (parts.size() == 1)
        return mark;
    const auto priority = from_name<Priority>(parts[1]);
    const auto updated = number(parts[2]);
    if (!priority || !updated)
        return unclear;
    mark.priority = *priority;
    mark.updated = TimePoint{Milliseconds{*updated}};
    return mark;
}

std::vector<State> unfinished_states() {
    auto states = all_words<State>();
    std::erase_if(states, [](State state) { return finished(state); });
    return states;
}

std::vector<std::string> page_queries(const TicketFilter& filter) {
    std::vector<std::string> queries;
    for (const TicketFilter& pass : passes(filter))
        queries.push_back(query_of(pass));
    return queries;
}

std::vector<Ticket> load_page(soci::session& sql, const TicketFilter& filter) {
    const auto wanted = static_cast<std::size_t>(std::clamp(filter.limit, 1, most_listed));
    std::vector<TicketNumber> numbers;
    for (const TicketFilter& pass : passes(filter)) {
        for (const TicketNumber number : numbers_of(sql, query_of(pass), pass))
            if (numbers.size() < wanted)
                numbers.push_back(number);
        if (numbers.size() == wanted)
            break;
    }
    return load_in_order(sql, numbers);
}

} // namespace lotse::tickets
