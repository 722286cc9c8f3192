#include <fmt/format.h>
#include <fmt/ostream.h>

#include <ostream>

#include "tickets/cli/output.h"

namespace lotse::tickets::cli {

namespace {

constexpr std::size_t questions_in_list = 3;

/// "5 (vorher 2)": the trend.
std::string week_of(const Voice& voice, const Gap& gap) {
    return fmt::format("{} ({} {})", gap.last_week, voice.say("davor", "before"), gap.week_before);
}

void print_nearest(std::ostream& out, const Voice& voice, const Gap& gap) {
    if (gap.nearest.empty())
        return;
    fmt::print(out, "  {}\n", voice.say("am nächsten", "nearest"));
    for (const NearArticle& near : gap.nearest)
        fmt::print(out, "    {}  {}\n", near.article, near.title);
}

/// All but its questions.
void print_head(std::ostream& out, const Voice& voice, const Gap& gap) {
    fmt::print(out, "{} {}  {}", voice.say("Lücke", "Gap"), gap.id.value, voice.word(gap.state));
    if (gap.merged_into)
        fmt::print(out, " {} {}", voice.say("mit", "into"), gap.merged_into->value);
    if (gap.ticket)
        fmt::print(out, "  Ticket {}", gap.ticket->value);
    fmt::print(out, "\n  {} {}, {} {}, {} {}\n", gap.count, voice.say("Suchen", "searches"),
               gap.visitors, voice.say("Personen", "visitors"),
               voice.say("diese Woche", "this week"), week_of(voice, gap));
}

void print_questions(std::ostream& out, const Gap& gap, std::size_t most) {
    for (const GapQuestion& question : gap.questions) {
        if (most-- == 0)
            return;
        fmt::print(out, "    {:>5}  {}  {}\n", question.count, question.lang, question.text);
    }
}

} // namespace

void print_gaps(std::ostream& out, const Voice& voice, const std::vector<Gap>& gaps) {
    for (const Gap& gap : gaps) {
        print_head(out, voice, gap);
        print_questions(out, gap, questions_in_list);
        print_nearest(out, voice, gap);
    }
}

void print_gap(std::ostream& out, const Voice& voice, const Gap& gap) {
    print_head(out, voice, gap);
    fmt::print(out, "  {}: {} – {}\n", voice.say("gefragt", "asked"), short_time(gap.first_seen),
               short_time(gap.last_seen));
    print_questions(out, gap, gap.questions.size());
    print_nearest(out, voice, gap);
    if (gap.requests.empty())
        return;
    fmt::print(out, "  {}:", voice.say("Anfragen", "requests"));
    for (const TicketNumber number : gap.requests)
        fmt::print(out, " {}", number.value);
    fmt::print(out, "; {} {}\n", gap.untold,
               voice.say("noch nicht benachrichtigt", "not told yet"));
}

} // namespace lotse::tickets::cli
