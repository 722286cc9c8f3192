#include "tickets/ticket_store.h"

#include "tickets/mail_internal.h"
#include "tickets/people.h"
#include "tickets/redactor_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

namespace {

constexpr auto longest_wait = std::chrono::days{730};
constexpr int most_turned = 100; // tickets in one transaction

Status change(Database& database, const Change& what, const Step& step) {
    const TimePoint now = database.clock().now();
    return database.write([&](soci::session& sql) { return apply_event(sql, now, what, step); });
}

Status nothing_more(Work&) {
    return Done{};
}

Sender sender_of(Party party) {
    if (party == Party::customer)
        return Sender::customer;
    return party == Party::agent ? Sender::agent : Sender::system;
}

} // namespace

Result<MessageId> add_message(soci::session& sql, TimePoint now, const Change& what,
                              const std::string& text) {
    MessageId id;
    const auto step = [&](Work& work) -> Status {
        const bool customer = what.event == Event::customer_reply;
        const bool internal = what.event == Event::note;
        const Actor& actor = work.actor;
        id = insert_message(
            work.sql, work.ticket.number,
            {.at = work.now,
             .sender = sender_of(party_of(actor)),
             .visibility = internal ? Visibility::internal : Visibility::public_,
             .author_id = actor.person ? std::optional(actor.person) : std::nullopt,
             .author = customer && !actor.person ? work.ticket.contact.name : actor.name,
             .body = text});
        work.facts.push_back({"message", id.value});
        if (work.ticket.number != what.ticket)
            work.facts.push_back({"sent_to", what.ticket.value});
        if (what.event == Event::agent_reply)
            tell_by_mail(work.sql, work.now, MailKind::answer_arrived, work.ticket);
        return Done{};
    };
    const TicketNumber to = standing_ticket(sql, what.ticket);
    if (Status applied = apply_event(sql, now, {what.actor, to, what.event}, step); !applied)
        return applied.error();
    return id;
}

namespace {

Result<MessageId> write_message(Database& database, const Change& what, std::string_view body) {
    auto text = checked_text(body, "message", max_body_bytes);
    if (!text)
        return text.error();
    MessageId id;
    const TimePoint now = database.clock().now();
    Status status = database.write([&](soci::session& sql) -> Status {
        const auto written = add_message(sql, now, what, *text);
        if (!written)
            return written.error();
        id = *written;
        return Done{};
    });
    if (!status)
        return status.error();
    return id;
}

Error missing(const char* what, const char* hint) {
    return {Code::invalid_argument, std::string("the ") + what + " is missing", hint};
}

std::string kinds_of(const std::vector<Finding>& findings) {
    std::string kinds;
    for (const Finding& finding : findings)
        kinds.append(kinds.empty() ? "" : ", ")
            .append(name(finding.kind))
            .append(" at byte ")
            .append(std::to_string(finding.begin));
    return kinds;
}

/// What is published for everybody must name nobody.
Status check_impersonal(const Resolution& resolution, const RedactionContext& context) {
    for (const auto& [field, text] :
         {std::pair<const char*, const std::string&>{"title", resolution.title},
          {"text", resolution.text}}) {
        const auto findings = find_personal(text, context);
        if (!findings.empty())
            return Error{Code::invalid_argument,
                         std::string("the solution's ") + field + " holds personal data (" +
                             kinds_of(findings) + ")",
                         "take it out: others will read this solution"};
    }
    return Done{};
}

Result<Resolution> checked_resolution(const Resolution& given, const RedactionContext& context) {
    Resolution resolution = given;
    for (auto [field, what] : {std::pair<std::string*, const char*>{&resolution.article, "article"},
                               {&resolution.title, "title"},
                               {&resolution.text, "solution"},
                               {&resolution.reason, "reason"}}) {
        auto text = checked_optional_text(*field, what, max_body_bytes);
        if (!text)
            return text.error();
        *field = std::move(*text);
    }
    switch (resolution.kind) {
    case ResolutionKind::linked_article:
    case ResolutionKind::written_article:
    case ResolutionKind::drafted_article:
        if (resolution.article.empty())
            return missing("article", "give the id of the article that helped");
        break;
    case ResolutionKind::shared_solution:
        if (resolution.title.empty() || resolution.text.empty())
            return missing("title or text", "write what other customers shall find");
        if (Status lang = check_lang(resolution.lang); !lang)
            return lang.error();
        if (Status clean = check_impersonal(resolution, context); !clean)
            return clean.error();
        break;
    case ResolutionKind::no_knowledge:
        resolution.cause = resolution.cause.value_or(NoKnowledge::other);
        if (resolution.cause == NoKnowledge::other && resolution.reason.empty())
            return missing("reason", "say why nobody else can use this solution");
        break;
    }
    return resolution;
}

} // namespace

Result<MessageId> TicketStore::reply(const Actor& actor, TicketNumber number,
                                     std::string_view body) {
    const Event event =
        party_of(actor) == Party::customer ? Event::customer_reply : Event::agent_reply;
    return write_message(database_, {actor, number, event}, body);
}

Result<MessageId> TicketStore::note(const Actor& actor, TicketNumber number,
                                    std::string_view body) {
    return write_message(database_, {actor, number, Event::note}, body);
}

Status TicketStore::assign(const Actor& actor, TicketNumber number, std::optional<PersonId> to) {
    return change(database_, {actor, number, Event::assign}, [&](Work& work) -> Status {
        if (to)
            if (Status known = check_agent(work.sql, *to); !known)
                return known;
        work.ticket.assignee = to;
        work.facts.push_back({"assignee", to ? to->value : 0});
        return Done{};
    });
}

Status TicketStore::move(const Actor& actor, TicketNumber number, int level, std::string_view team,
                         std::string_view reason) {
    auto why = checked_text(reason, "reason for the hand-over", max_body_bytes);
    auto group = checked_optional_text(team, "team", max_subject_bytes);
    if (!why)
        return why.error();
    if (!group)
        return group.error();
    if (level < first_level || level > last_level)
        return Error{Code::invalid_argument, "there is no such level", "1, 2 or 3"};
    return change(database_, {actor, number, Event::move_level}, [&](Work& work) -> Status {
        const auto moved =
            move_to(work, {work.now, work.ticket.level, level, *group, *why, work.actor.name});
        return moved ? Status(Done{}) : moved.error();
    });
}

Status TicketStore::prioritize(const Actor& actor, TicketNumber number, Priority priority) {
    return change(database_, {actor, number, Event::prioritize}, [&](Work& work) -> Status {
        work.ticket.priority = priority;
        work.facts.push_back({"priority", std::string(name(priority))});
        return Done{};
    });
}

Status TicketStore::close(const Actor& actor, TicketNumber number) {
    return change(database_, {actor, number, Event::close}, nothing_more);
}

Status TicketStore::await(const Actor& actor, TicketNumber number, State waiting, TimePoint until) {
    if (!states()[static_cast<std::size_t>(waiting)].waits)
        return Error{Code::invalid_argument, "a ticket does not wait in this state",
                     "pending_reminder or pending_close"};
    const TimePoint now = database_.clock().now();
    if (until <= now || until > now + longest_wait)
        return Error{Code::invalid_argument, "the time to wait until is not ahead of us",
                     "give a time within the next two years"};
    const Event event =
        waiting == State::pending_reminder ? Event::await_reminder : Event::await_close;
    return change(database_, {actor, number, event}, [&](Work& work) -> Status {
        work.ticket.due = until;
        work.facts.push_back({"until", to_iso8601(until)});
        return Done{};
    });
}

Result<std::size_t> TicketStore::turn_due() {
    static const Actor clock = Actor::program("clock");
    const TimePoint now = database_.clock().now();
    std::vector<TicketNumber> come;
    const auto look = [&](soci::session& sql) -> Status {
        each_row<TicketNumber>(
            sql, "SELECT number FROM tickets WHERE due_at <= :now ORDER BY due_at, number LIMIT :k",
            [&](TicketNumber number) { come.push_back(number); }, now, most_turned);
        return Done{};
    };
    if (Status looked = database_.read(look); !looked || come.empty())
        return looked ? Result<std::size_t>(std::size_t{0}) : looked.error();
    Status turned = database_.write([&](soci::session& sql) -> Status {
        come.clear(); // another process may have been quicker
        if (Status looked = look(sql); !looked)
            return looked;
        for (const TicketNumber number : come)
            if (Status done = apply_event(sql, now, {clock, number, Event::due}, nothing_more);
                !done)
                return done;
        return Done{};
    });
    if (!turned)
        return turned.error();
    return come.size();
}

Status TicketStore::resolve(const Actor& actor, TicketNumber number, const Resolution& resolution,
                            const std::function<Status()>& publish) {
    return change(database_, {actor, number, Event::resolve}, [&](Work& work) -> Status {
        const auto messages = load_messages(work.sql, number, Audience::staff);
        const Redactor known(work.ticket, messages, database_.options().own_contacts);
        auto checked = checked_resolution(resolution, known.context());
        if (!checked)
            return checked.error();
        checked->at = work.now;
        checked->actor = work.actor.name;
        if (publish)
            if (Status published = publish(); !published)
                return published;
        work.ticket.resolved = work.now;
        put_resolution_in_force(work.sql, work.ticket, *checked);
        work.facts.push_back({"kind", std::string(name(checked->kind))});
        if (!checked->article.empty())
            work.facts.push_back({"article", checked->article});
        return Done{};
    });
}

Status TicketStore::reopen(const Actor& actor, TicketNumber number, std::string_view reason) {
    auto why = checked_optional_text(reason, "reason", max_body_bytes);
    if (!why)
        return why.error();
    return change(database_, {actor, number, Event::reopen}, [&](Work& work) -> Status {
        const bool customer = party_of(work.actor) == Party::customer;
        if (!why->empty())
            insert_message(work.sql, number,
                           {.at = work.now,
                            .sender = sender_of(party_of(work.actor)),
                            .visibility = customer ? Visibility::public_ : Visibility::internal,
                            .author = customer ? work.ticket.contact.name : work.actor.name,
                            .body = *why});
        return Done{};
    });
}

} // namespace lotse::tickets
