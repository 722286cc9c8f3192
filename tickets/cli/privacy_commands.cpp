// What may leave the house of a ticket and of a person, and what has to go.

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "indexer/base/file.h"
#include "tickets/cli/commands.h"
#include "tickets/cli/output.h"
#include "tickets/files/forget.h"
#include "tickets/privacy.h"
#include "tickets/resolution_draft.h"

namespace lotse::tickets::cli {

namespace {

void print_section(std::ostream& out, const char* heading, const std::string& text) {
    if (!text.empty())
        fmt::print(out, "\n## {}\n\n{}\n", heading, text);
}

std::string as_json(const ResolutionDraft& draft) {
    nlohmann::ordered_json questions = nlohmann::ordered_json::array();
    for (const Question& question : draft.questions)
        questions.push_back({{"text", question.text}, {"lang", question.lang}});
    const nlohmann::ordered_json json{{"ticket", draft.ticket.value}, {"lang", draft.lang},
                                      {"category", draft.category},   {"title", draft.title},
                                      {"symptom", draft.symptom},     {"cause", draft.cause},
                                      {"solution", draft.solution},   {"questions", questions}};
    return json.dump(2);
}

} // namespace

int draft(const Context& context) {
    const TicketNumber number{context.arguments.number};
    auto ticket = TicketStore(context.database).find(number);
    if (!ticket)
        return failed_with(context.streams, ticket.error());
    if (Status may = authorize(context.actor, Action::read_notes, &*ticket); !may)
        return failed_with(context.streams, may.error());
    const auto made = draft_resolution(context.database, number);
    if (!made)
        return failed_with(context.streams, made.error());
    std::ostream& out = context.streams.out;
    if (context.arguments.json) {
        out << as_json(*made) << '\n';
        return exit_ok;
    }
    const bool german = made->lang != "en"; // the draft's language, not the reader's
    fmt::print(out, "---\nlang: {}\ntitle: {}\ncategory: {}\nstate: draft\n---\n", made->lang,
               nlohmann::json(made->title).dump(), made->category);
    print_section(out, "Symptom", made->symptom);
    print_section(out, german ? "Ursache" : "Cause", made->cause);
    print_section(out, german ? "Lösung" : "Solution", made->solution);
    return exit_ok;
}

int export_data(const Context& context) {
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const auto text = export_person(context.database, context.actor, context.arguments.who);
    if (!text)
        return failed_with(context.streams, text.error());
    if (context.arguments.out.empty()) {
        context.streams.out << *text;
        return exit_ok;
    }
    if (const auto written = write_file(context.arguments.out, *text); !written)
        return failed_with(context.streams, written.error());
    fmt::print(context.streams.out, "{}\n", context.arguments.out);
    return exit_ok;
}

int erase(const Context& context) {
    if (Status may = authorize(context.actor, Action::manage_people); !may)
        return failed_with(context.streams, may.error());
    const auto report = erase_person(context.database, context.actor, context.arguments.who);
    if (!report)
        return failed_with(context.streams, report.error());
    if (const auto gone =
            forget_files(context.database, context.arguments.attachments, report->attachments);
        !gone)
        return failed_with(context.streams, gone.error());
    const Voice& voice = context.voice;
    if (!report->log_emptied)
        fmt::print(
            context.streams.err, "lotse-tickets: {}\n",
            voice.say("Jemand liest noch einen alten Stand; er vergeht mit dem nächsten Lauf "
                      "des Dienstes.",
                      "Somebody still reads an old state; it goes with the daemon's next "
                      "round."));
    fmt::print(context.streams.out, "{}: {}, {}: {}, {}: {}, {}: {}\n",
               voice.say("Tickets", "tickets"), report->tickets,
               voice.say("Nachrichten", "messages"), report->messages,
               voice.say("Suchen", "searches"), report->searches,
               voice.say("Erwähnungen", "mentions"), report->mentions);
    fmt::print(
        context.streams.out, "{}\n",
        voice.say("Der Index vergisst es, sobald der Dienst läuft oder lotse-indexer build "
                  "gelaufen ist.",
                  "The index forgets it once the daemon runs or lotse-indexer build has run."));
    return exit_ok;
}

} // namespace lotse::tickets::cli
