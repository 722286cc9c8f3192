#include "tickets/cli/commands.h"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>
#include <iterator>

#include "tickets/audit.h"
#include "tickets/cli/import_file.h"
#include "tickets/cli/output.h"
#include "tickets/intake/same_customer.h"
#include "tickets/people.h"

namespace lotse::tickets::cli {

namespace {

int exit_code(Code code) {
    switch (code) {
    case Code::io:
    case Code::no_space:
    case Code::locked:
    case Code::corrupt:
    case Code::mismatch:
    case Code::unavailable:
    case Code::internal:
        return exit_trouble;
    default:
        return exit_refused;
    }
}

/// What was typed, or standard input when that is "-".
std::string text_of(const Context& context) {
    if (context.arguments.text != "-")
        return context.arguments.text;
    return {std::istreambuf_iterator<char>(context.streams.in), {}};
}

TicketNumber number_of(const Context& context) {
    return {context.arguments.number};
}

Result<TicketFilter> filter_of(const Context& context) {
    const Arguments& typed = context.arguments;
    TicketFilter filter{.level = typed.level,
                        .team = typed.team,
                        .unassigned = typed.nobody,
                        .category = typed.category,
                        .tag = typed.tag,
                        .limit = typed.limit};
    if (!typed.only_priority.empty()) {
        auto priority = from_name<Priority>(typed.only_priority);
        if (!priority)
            return priority.error();
        filter.priority = *priority;
    }
    auto order = from_name<Order>(typed.order);
    if (!order)
        return order.error();
    filter.order = *order;
    for (const std::string& word : typed.states) {
        auto state = from_name<State>(word);
        if (!state)
            return state.error();
        filter.states.push_back(*state);
    }
    if (!typed.kind.empty()) {
        auto kind = from_name<Kind>(typed.kind);
        if (!kind)
            return kind.error();
        filter.kind = *kind;
    }
    if (!typed.assignee.empty()) {
        auto person = PeopleStore(context.database).find_by_email(typed.assignee);
        if (!person)
            return person.error();
        filter.assignee = person->id;
    }
    return filter;
}

} // namespace

Resolution resolution_of(const Arguments& typed) {
    Resolution resolution{.lang = typed.solution_lang,
                          .title = typed.title,
                          .text = typed.solution.value_or(typed.text)};
    if (typed.article) {
        resolution.kind = ResolutionKind::linked_article;
        resolution.article = *typed.article;
    } else if (typed.solution) {
        resolution.kind = ResolutionKind::shared_solution;
    } else {
        resolution.kind = ResolutionKind::no_knowledge;
        resolution.reason = typed.no_knowledge.value_or("");
        if (const auto cause = from_name<NoKnowledge>(typed.cause))
            resolution.cause = *cause;
    }
    return resolution;
}

int told(const Context& context, const char* german, const char* english, const Status& status) {
    if (!status)
        return failed_with(context.streams, status.error());
    fmt::print(context.streams.out, "{} {}: {}\n", "Ticket", context.arguments.number,
               context.voice.say(german, english));
    return exit_ok;
}

Status allowed(const Context& context, Action action) {
    if (context.arguments.number == 0)
        return authorize(context.actor, action);
    TicketStore tickets(context.database);
    auto ticket = tickets.find({context.arguments.number});
    if (!ticket)
        return ticket.error();
    return authorize(context.actor, action, &*ticket);
}

int failed_with(const Streams& streams, const Error& error) {
    fmt::print(streams.err, "lotse-tickets: {}\n", error.to_string());
    return exit_code(error.code);
}

int list(const Context& context) {
    if (Status may = allowed(context, Action::list_tickets); !may)
        return failed_with(context.streams, may.error());
    auto filter = filter_of(context);
    if (!filter)
        return failed_with(context.streams, filter.error());
    auto found = TicketStore(context.database).list(*filter);
    if (!found)
        return failed_with(context.streams, found.error());
    if (context.arguments.json)
        context.streams.out << list_as_json(*found) << '\n';
    else
        print_list(context.streams.out, context.voice, *found);
    return exit_ok;
}

int show(const Context& context) {
    if (Status may = allowed(context, Action::read_notes); !may)
        return failed_with(context.streams, may.error());
    auto sheet = read_sheet(context.database, number_of(context));
    if (!sheet)
        return failed_with(context.streams, sheet.error());
    if (context.arguments.json)
        context.streams.out << sheet_as_json(*sheet) << '\n';
    else
        print_sheet(context.streams.out, context.voice, *sheet);
    return exit_ok;
}

int create(const Context& context) {
    TicketDraft draft = context.arguments.draft;
    draft.body = text_of(context);
    auto channel = from_name<Channel>(context.arguments.channel);
    auto priority = from_name<Priority>(context.arguments.priority);
    if (!channel)
        return failed_with(context.streams, channel.error());
    if (!priority)
        return failed_with(context.streams, priority.error());
    draft.channel = *channel;
    draft.priority = *priority;
    if (Status may = allowed(context, Action::create_ticket); !may)
        return failed_with(context.streams, may.error());
    auto created = TicketStore(context.database).create(context.actor, draft);
    if (!created)
        return failed_with(context.streams, created.error());
    if (const auto others = SameCustomer(context.database)
                                .tickets_of({draft.contact, draft.requester, created->number}, 5))
        print_relatives(context.streams.err, context.voice, *others);
    fmt::print(context.streams.out, "Ticket {}\n{}: /t/{}\n", created->number.value,
               context.voice.say("Link für den Kunden", "Link for the customer"),
               created->link_token);
    return exit_ok;
}

int assign(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    std::optional<PersonId> to;
    if (!context.arguments.nobody) {
        auto person = PeopleStore(context.database).find_by_email(context.arguments.assignee);
        if (!person)
            return failed_with(context.streams, person.error());
        to = person->id;
    }
    return told(context, "zugewiesen", "assigned",
                TicketStore(context.database).assign(context.actor, number_of(context), to));
}

int note(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    auto written =
        TicketStore(context.database).note(context.actor, number_of(context), text_of(context));
    return told(context, "notiert", "noted", written ? Status(Done{}) : Status(written.error()));
}

int reply(const Context& context) {
    if (Status may = allowed(context, Action::reply_ticket); !may)
        return failed_with(context.streams, may.error());
    auto written =
        TicketStore(context.database).reply(context.actor, number_of(context), text_of(context));
    return told(context, "geantwortet", "answered",
                written ? Status(Done{}) : Status(written.error()));
}

int resolve(const Context& context) {
    if (Status may = allowed(context, Action::resolve_ticket); !may)
        return failed_with(context.streams, may.error());
    if (const auto& cause = context.arguments.cause; !cause.empty())
        if (const auto word = from_name<NoKnowledge>(cause); !word)
            return failed_with(context.streams, word.error());
    return told(context, "gelöst", "solved",
                TicketStore(context.database)
                    .resolve(context.actor, number_of(context), resolution_of(context.arguments)));
}

int reopen(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told(context, "wieder geöffnet", "reopened",
                TicketStore(context.database)
                    .reopen(context.actor, number_of(context), context.arguments.reason));
}

int close(const Context& context) {
    if (Status may = allowed(context, Action::work_ticket); !may)
        return failed_with(context.streams, may.error());
    return told(context, "geschlossen", "closed",
                TicketStore(context.database).close(context.actor, number_of(context)));
}

int import(const Context& context) {
    if (Status may = allowed(context, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    for (const std::string& file : context.arguments.files) {
        auto tickets = read_tickets(file);
        if (!tickets)
            return failed_with(context.streams, tickets.error());
        auto report = import_tickets(context.database, *tickets);
        if (!report)
            return failed_with(context.streams, report.error());
        fmt::print(context.streams.out, "{}: {} {}, {} {}\n", file, report->added,
                   context.voice.say("übernommen", "added"), report->known,
                   context.voice.say("schon da", "known already"));
    }
    return exit_ok;
}

int audit_verify(const Context& context) {
    if (Status may = allowed(context, Action::read_audit); !may)
        return failed_with(context.streams, may.error());
    auto report = verify_history(context.database);
    if (!report)
        return failed_with(context.streams, report.error());
    if (report->first_bad)
        return failed_with(context.streams,
                           {Code::conflict, "the history is broken: " + report->fault,
                            "compare with a backup from before"});
    fmt::print(context.streams.out, "{} {}\n", report->rows,
               context.voice.say("Zeilen, die Kette ist heil", "rows, the chain is whole"));
    return exit_ok;
}

} // namespace lotse::tickets::cli
