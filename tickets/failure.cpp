#include "tickets/failure.h"

#include <array>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr auto table = std::to_array<FailureRule>({
    {Outcome::answered, false, "answers sure enough to be shown were found",
     "at once, until more is seen", "there is something to read"},
    {Outcome::opened, false, "one of them was opened, for at least 10 seconds",
     "with the next search of the trail, or after 30 minutes", "and it was read"},
    {Outcome::no_results, true, "no document matches", "at once", "an empty page answers nothing"},
    {Outcome::low_confidence, true, "documents match, none of them surely enough to be shown",
     "at once", "a guess that is not even shown answers nothing"},
    {Outcome::no_click, true, "answers were shown, none was opened",
     "with the next search of the trail, or after 30 minutes",
     "nothing in the list looked like the answer"},
    {Outcome::not_helped, true, "the visitor says that it did not help", "at once",
     "the visitor knows best"},
    {Outcome::left_for_form, true, "the trail ends in the contact form, or comes with a ticket",
     "when the ticket is made", "nobody writes to us with the answer in hand"},
    {Outcome::back_at_once, true,
     "an answer was opened, and within 10 seconds the visitor is back at the results or searches "
     "on",
     "with the next search of the trail, or after 30 minutes",
     "nobody reads an answer in so short a time"},
    {Outcome::asked_otherwise, true,
     "within 2 minutes the same trail asks for the same in other words",
     "with the next search of the trail", "who has the answer does not ask again"},
    {Outcome::ticket_soon, true,
     "within 30 minutes the signed-in customer has a ticket through any channel, the phone "
     "included",
     "when the ticket is made", "the search has not spared us the ticket"},
});

constexpr bool in_order_and_agreed() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table[i].outcome) != i ||
            table[i].failed != failed(table[i].outcome))
            return false;
    return table.size() == static_cast<std::size_t>(Outcome::ticket_soon) + 1;
}
static_assert(in_order_and_agreed(), "every outcome has its row, and failed() says the same");

} // namespace

std::span<const FailureRule> failure_rules() {
    return table;
}

std::string failure_as_markdown() {
    std::string page =
        "# When a search has failed\n\n"
        "Printed by `lotse-tickets outcomes`. Keystrokes of one typing are one search: what goes "
        "on "
        "writing\n(or takes letters back) within 5 seconds replaces what stood there before.\n\n"
        "| outcome | failed | when | decided | why |\n|---|---|---|---|---|\n";
    for (const FailureRule& row : table)
        page.append("| ")
            .append(name(row.outcome))
            .append(row.failed ? " | yes | " : " | no | ")
            .append(row.when)
            .append(" | ")
            .append(row.decided)
            .append(" | ")
            .append(row.why)
            .append(" |\n");
    return page;
}

Outcome outcome_by_next(const SeenSearch& search, TimePoint next, bool same) {
    const bool fled =
        search.opened && (search.returned || next - *search.opened < shortest_reading);
    if (search.outcome == Outcome::opened && fled)
        return Outcome::back_at_once;
    if (same && next - search.at <= asks_again_within)
        return Outcome::asked_otherwise;
    return outcome_by_time(search);
}

Outcome outcome_by_time(const SeenSearch& search) {
    if (search.outcome == Outcome::answered)
        return Outcome::no_click;
    return search.outcome == Outcome::opened && search.returned ? Outcome::back_at_once
                                                                : search.outcome;
}

bool same_typing(std::string_view text, TimePoint at, std::string_view next, TimePoint next_at) {
    if (next_at - at > one_typing || text.empty() || next.empty())
        return false;
    const std::string before = ascii_lower(text);
    const std::string after = ascii_lower(next);
    return after.starts_with(before) || before.starts_with(after);
}

} // namespace lotse::tickets
