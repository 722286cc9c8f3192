#include "searchd/deflect/intake.h"

#include <algorithm>

#include "searchd/deflect/handover.h"
#include "searchd/deflect/similarity.h"
#include "searchd/deflect/topics.h"
#include "tickets/levels/findings.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t most_shown = 10;

/// The surest of the first three, when one of them is sure enough to be shown.
tickets::SelfService found_in(const search::SearchAnswer& answer) {
    tickets::SelfService found{.answered = answer.confident};
    if (!answer.confident)
        return found;
    const auto first = std::min<std::size_t>(answer.hits.size(), tickets::findable_rank);
    const auto best = std::max_element(
        answer.hits.begin(), answer.hits.begin() + static_cast<std::ptrdiff_t>(first),
        [](const auto& a, const auto& b) { return a.confidence < b.confidence; });
    found.article = best->id;
    found.rank = static_cast<int>(best - answer.hits.begin()) + 1;
    return found;
}

tickets::SearchRecord search_of(const search::Engine& engine, const search::Draft& draft,
                                const search::SearchAnswer& answer, tickets::TicketNumber ticket) {
    using tickets::Outcome;
    const std::string trail = "ticket-" + std::to_string(ticket.value);
    tickets::SearchRecord record{.trail = trail,
                                 .visitor = trail,
                                 .text = draft.subject,
                                 .lang = std::string(analysis::name(answer.lang)),
                                 .outcome = answer.hits.empty() ? Outcome::no_results
                                                                : Outcome::low_confidence,
                                 .unseen = true};
    if (answer.confident)
        record.outcome = Outcome::answered;
    if (auto topic = topic_of(engine, draft.subject, answer.lang))
        record.topic = std::move(*topic);
    // What is below the floor would not have been shown.
    for (const auto& hit : answer.hits)
        if (answer.confident)
            record.shown.push_back(hit.id);
    return record;
}

} // namespace

Status look_up_intake(tickets::Database& database, const search::Engine& engine,
                      const tickets::Lookup& lookup, std::uint64_t generation) {
    const auto details = tickets::TicketStore(database).details(lookup.ticket);
    if (!details)
        return details.error().code == Code::not_found ? tickets::Lookups(database).drop(lookup)
                                                       : details.error();
    auto draft = own_words_of(*details);
    draft.limit = most_shown;
    draft.caller =
        details->ticket.requester ? search::Visibility::customer : search::Visibility::everyone;
    const auto answer = engine.for_draft(draft);
    if (!answer)
        return answer.error();
    auto found = found_in(*answer);
    found.generation = generation;
    return tickets::SelfServiceStore(database).record(
        lookup, found, search_of(engine, draft, *answer, lookup.ticket));
}

Result<std::vector<Duplicate>> possible_duplicates(tickets::Database& database,
                                                   const search::Engine& engine,
                                                   const tickets::CustomerKeys& keys,
                                                   const search::Draft& draft) {
    const auto relatives = tickets::SameCustomer(database).tickets_of(keys);
    if (!relatives)
        return relatives.error();
    std::vector<Duplicate> found;
    if (relatives->empty())
        return found;
    auto words = engine.content_words(draft);
    if (!words)
        return words.error();
    for (const auto& relative : *relatives) {
        search::Draft theirs = draft;
        theirs.subject = relative.ticket.subject;
        theirs.body = relative.text;
        theirs.lang = words->lang; // one customer's few words may be read in either
        const auto other = engine.content_words(theirs);
        if (!other)
            return other.error();
        const auto how = similarity(*other, *words);
        if (how.same_matter())
            found.push_back({relative.ticket, relative.why, how.score, how.shared});
    }
    // Among equals the customer's own come before the organisation's.
    std::ranges::stable_sort(found, [](const Duplicate& a, const Duplicate& b) {
        return a.score != b.score ? a.score > b.score : a.whose < b.whose;
    });
    return found;
}

} // namespace lotse::deflect
