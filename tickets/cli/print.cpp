#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>

#include "indexer/base/text.h"
#include "tickets/cli/output.h"

namespace lotse::tickets::cli {

namespace {

/// Cut and filled up to a width counted in characters.
std::string column(std::string_view text, std::size_t width) {
    std::string cut;
    std::size_t length = 0;
    for (std::size_t at = 0; at < text.size() && length < width;) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        const std::string_view character = text.substr(at, bytes);
        cut.append(character == "\n" || character == "\t" ? " " : character);
        at += bytes;
        ++length;
    }
    return cut.append(width - length, ' ');
}

void print_message(std::ostream& out, const Voice& voice, const Message& message) {
    const char* inside =
        message.visibility == Visibility::internal ? voice.say(" (intern)", " (internal)") : "";
    fmt::print(out, "\n{}  {}{}\n", short_time(message.at), message.author, inside);
    for (const auto line : split(message.body, '\n'))
        fmt::print(out, "    {}\n", line);
}

void print_resolution(std::ostream& out, const Voice& voice, const Resolution& resolution) {
    fmt::print(out, "  {}  {}: {}\n", short_time(resolution.at), resolution.actor,
               voice.word(resolution.kind));
    for (const std::string* text :
         {&resolution.article, &resolution.title, &resolution.text, &resolution.reason})
        if (!text->empty())
            fmt::print(out, "    {}\n", *text);
}

std::string rank_of(const Voice& voice, const TicketDetails& details, const TrailSearch& search) {
    for (const Replay& replay : details.replays)
        if (replay.question == search.text && replay.lang == search.lang) {
            if (!replay.missing.empty()) {
                std::string words;
                for (const std::string& word : replay.missing)
                    words.append(words.empty() ? "" : ", ").append(word);
                return voice.say("; der Antwort fehlt: ", "; the answer lacks: ") + words;
            }
            if (!replay.found_rank)
                return voice.say("; wird noch nicht gefunden", "; still not found");
            return fmt::format(
                fmt::runtime(voice.say("; jetzt auf Platz {} gefunden", "; now found at rank {}")),
                *replay.found_rank);
        }
    return "";
}

void print_trail(std::ostream& out, const Voice& voice, const TicketDetails& details) {
    if (details.trail.empty())
        return;
    fmt::print(out, "\n{}\n", voice.say("Gesucht", "Searched"));
    for (const TrailSearch& search : details.trail)
        fmt::print(out, "  {}  \"{}\" ({}): {}{}\n", short_time(search.at), search.text,
                   search.lang, voice.word(search.outcome), rank_of(voice, details, search));
}

void print_moves(std::ostream& out, const Voice& voice, const TicketDetails& details) {
    if (details.moves.empty())
        return;
    fmt::print(out, "\n{}\n", voice.say("Übergaben", "Hand-overs"));
    for (const LevelMove& move : details.moves)
        fmt::print(out, "  {}  {}: {} → {}{}{}  {}\n", short_time(move.at), move.actor, move.from,
                   move.to, move.team.empty() ? "" : " ", move.team, move.reason);
}

void print_head(std::ostream& out, const Voice& voice, const Ticket& ticket) {
    fmt::print(out, "{} {}  {}\n", voice.word(ticket.kind), ticket.number.value, ticket.subject);
    fmt::print(out, "  {}, {} {}{}{}, {} {}, {}\n", voice.word(ticket.state),
               voice.say("Ebene", "level"), ticket.level, ticket.team.empty() ? "" : " ",
               ticket.team, voice.say("Priorität", "priority"), voice.word(ticket.priority),
               ticket.assignee ? ticket.assignee_name
                               : voice.say("niemandem zugewiesen", "assigned to nobody"));
    fmt::print(out, "  {} {} ({}, {})\n", voice.say("angelegt", "created"),
               short_time(ticket.created), name(ticket.channel), ticket.lang);
    if (!ticket.contact.name.empty() || !ticket.contact.email.empty())
        fmt::print(out, "  {} <{}> {}\n", ticket.contact.name, ticket.contact.email,
                   ticket.contact.phone);
}

} // namespace

void print_list(std::ostream& out, const Voice& voice, const std::vector<Ticket>& tickets) {
    fmt::print(out, "{} {} {} {} {} {}\n", column(voice.say("Nummer", "number"), 8),
               column(voice.say("Zustand", "state"), 16), column(voice.say("Eb.", "lvl"), 4),
               column(voice.say("Art", "kind"), 12),
               column(voice.say("Bearbeiter", "assignee"), 16), voice.say("Betreff", "subject"));
    for (const Ticket& ticket : tickets)
        fmt::print(out, "{} {} {} {} {} {}\n", column(std::to_string(ticket.number.value), 8),
                   column(voice.word(ticket.state), 16), column(std::to_string(ticket.level), 4),
                   column(voice.word(ticket.kind), 12), column(ticket.assignee_name, 16),
                   trimmed(column(ticket.subject, 60)));
}

void print_details(std::ostream& out, const Voice& voice, const TicketDetails& details) {
    print_head(out, voice, details.ticket);
    print_trail(out, voice, details);
    for (const Message& message : details.messages)
        print_message(out, voice, message);
    print_moves(out, voice, details);
    if (!details.resolutions.empty()) {
        fmt::print(out, "\n{}\n", voice.say("Lösung", "Resolution"));
        for (const Resolution& resolution : details.resolutions)
            print_resolution(out, voice, resolution);
    }
    fmt::print(out, "\n{}\n", voice.say("Verlauf", "History"));
    for (const HistoryRow& row : details.history)
        fmt::print(out, "  {}  {}  {}  {}\n", short_time(row.at), row.actor, row.event, row.detail);
}

void print_people(std::ostream& out, const std::vector<Person>& people) {
    for (const Person& person : people) {
        std::string roles;
        for (std::size_t i = 0; i < names<Role>().size(); ++i)
            if (person.roles.has(static_cast<Role>(i)))
                roles.append(roles.empty() ? "" : ",").append(names<Role>()[i]);
        fmt::print(out, "{} {} {} {} {}{}{}\n", column(std::to_string(person.id.value), 4),
                   column(person.name, 24), column(person.email, 32), column(roles, 20),
                   person.level, person.organisation.empty() ? "" : " ", person.organisation);
    }
}

} // namespace lotse::tickets::cli
