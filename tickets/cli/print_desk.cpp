// What hangs around a ticket, for people.

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <ostream>

#include "tickets/cli/output.h"

namespace lotse::tickets::cli {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

void print_verdict(std::ostream& out, const Voice& voice, const LevelOneVerdict& verdict) {
    if (!verdict.solvable)
        return;
    const std::string rank = verdict.rank ? std::to_string(*verdict.rank) : "–";
    fmt::print(out, "  {}: {} ({} {})\n",
               voice.say("Von Ebene 1 lösbar gewesen", "Solvable at level 1"),
               *verdict.solvable ? voice.say("ja", "yes") : voice.say("nein", "no"),
               voice.say("Platz bei der Übergabe", "rank at hand-over"), rank);
}

} // namespace

void print_slip(std::ostream& out, const Voice& voice, const HandoverSlip& slip) {
    fmt::print(out, "{}: {}\n", voice.say("Problem", "Problem"), slip.problem);
    if (!slip.searched.empty())
        fmt::print(out, "{}: {}\n", voice.say("Gesucht", "Searched"), joined(slip.searched));
    for (const SlipArticle& article : slip.articles)
        fmt::print(out, "{} {} ({}): {}\n", voice.say("Artikel", "Article"), article.document,
                   name(article.use), article.why_not);
    fmt::print(out, "{}: {}\n", voice.say("Ausgeschlossen", "Ruled out"), slip.ruled_out);
    fmt::print(out, "{}: {}\n", voice.say("Nächster Schritt", "Next step"), slip.next_step);
    const auto missing = missing_facts(slip);
    if (!missing.empty())
        fmt::print(out, "{}: {}\n", voice.say("Es fehlt", "Missing"), joined(missing));
}

void print_teams(std::ostream& out, const Voice& voice, const std::vector<Team>& teams) {
    for (const Team& team : teams)
        fmt::print(out, "{} {}  {}: {}; {}: {}; {}: {}\n", team.level, team.name,
                   voice.say("Themen", "topics"), joined(team.topics),
                   voice.say("Kategorien", "categories"), joined(team.categories),
                   voice.say("Mitglieder", "members"), team.members.size());
}

void print_problems(std::ostream& out, const Voice& voice, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
        fmt::print(out, "{} {} ({})  {}; {}: {}, {}: {}\n", voice.say("Problem", "Problem"),
                   problem.id.value, name(problem.state), problem.title,
                   voice.say("Störungen", "incidents"), problem.incidents.size(),
                   voice.say("ungelöst", "unsolved"), problem.unsolved.size());
    }
}

void print_relatives(std::ostream& out, const Voice& voice, const std::vector<Relative>& others) {
    for (const Relative& other : others)
        fmt::print(out, "{} {} ({}): {}\n", voice.say("Vom selben Kunden", "Of the same customer"),
                   other.ticket.number.value, name(other.why), other.ticket.subject);
}

namespace {

void print_relations(std::ostream& out, const Voice& voice, const TicketSheet& sheet) {
    if (!sheet.tags.empty())
        fmt::print(out, "\n{}: {}\n", voice.say("Schlagwörter", "Tags"), joined(sheet.tags));
    for (const TicketLink& link : sheet.links)
        fmt::print(out, "  {} {}  {}\n", reading(link.kind, link.outgoing), link.other.value,
                   link.subject);
    if (sheet.problem)
        fmt::print(out, "  {} {}\n", voice.say("Störung von Problem", "Incident of problem"),
                   sheet.problem->value);
    for (const Attachment& file : sheet.attachments)
        fmt::print(out, "  {} {}: {} ({}, {} B)\n", voice.say("Anhang", "Attachment"),
                   file.id.value, file.name, file.type, file.size);
    if (sheet.self_service)
        fmt::print(out, "  {}: {} {}\n",
                   voice.say("Selbsthilfe hätte geantwortet", "Self-service would have answered"),
                   sheet.self_service->answered ? voice.say("ja", "yes") : voice.say("nein", "no"),
                   sheet.self_service->article);
}

} // namespace

void print_sheet(std::ostream& out, const Voice& voice, const TicketSheet& sheet) {
    print_details(out, voice, sheet.details);
    for (const HandedSlip& handed : sheet.slips) {
        fmt::print(out, "\n{} {} → {}, {}\n", voice.say("Übergabe", "Hand-over"), handed.from,
                   handed.to, short_time(handed.at));
        print_slip(out, voice, handed.slip);
    }
    for (const TrainingNote& note : sheet.training_notes)
        fmt::print(out, "\n{} {}: {} {}\n", voice.say("Lernhinweis für Ebene", "Note for level"),
                   note.level, note.text, note.article);
    print_relations(out, voice, sheet);
    for (const LevelOneVerdict& verdict : sheet.level_one)
        print_verdict(out, voice, verdict);
}

} // namespace lotse::tickets::cli
