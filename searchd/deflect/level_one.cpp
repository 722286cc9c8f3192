#include "searchd/deflect/level_one.h"

#include "searchd/deflect/handover.h"
#include "tickets/solution_store.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t looked_at = 10; // hits of each question
constexpr Milliseconds search_patience{2000};

void add_finds(std::vector<tickets::Find>& finds, const std::string& question,
               const search::SearchAnswer& answer) {
    int rank = 0;
    for (const auto& hit : answer.hits)
        finds.push_back(
            {question, ++rank, std::string(name(hit.kind)), hit.id, hit.translation_key});
}

/// As an agent searches: everything that staff may read, and nothing held back.
Result<std::vector<tickets::Find>> ask_all(const search::Engine& engine,
                                           const tickets::TicketDetails& details) {
    std::vector<tickets::Find> finds;
    auto draft = own_words_of(details);
    draft.limit = looked_at;
    const auto by_text = engine.for_draft(draft);
    if (!by_text)
        return by_text.error();
    add_finds(finds, "", *by_text);
    for (const auto& search : details.trail) {
        search::SearchRequest request;
        request.query = search.text;
        request.page_lang = analysis::parse_lang(search.lang).value_or(search::Lang::de);
        request.per_page = looked_at;
        request.caller = search::Visibility::staff;
        request.deadline = search_patience;
        request.abstain = false;
        const auto answer = engine.search(request);
        if (!answer)
            return answer.error();
        add_finds(finds, search.text, *answer);
    }
    return finds;
}

} // namespace

Status look_up_hand_over(tickets::Database& database, const search::Engine& engine,
                         const tickets::Lookup& lookup, std::uint64_t generation) {
    const auto details = tickets::TicketStore(database).details(lookup.ticket);
    if (!details)
        return details.error().code == Code::not_found ? tickets::Lookups(database).drop(lookup)
                                                       : details.error();
    const auto finds = ask_all(engine, *details);
    if (!finds)
        return finds.error();
    return tickets::FindingStore(database).record(lookup, generation, *finds);
}

Status judge_level_one(tickets::Database& database, const content::Catalog& catalog,
                       tickets::TicketNumber number) {
    const auto ticket = tickets::SolutionStore(database).resolved_ticket(number);
    if (!ticket && ticket.error().code != Code::not_found)
        return ticket.error();
    std::optional<tickets::SolvedBy> solved;
    if (ticket && (ticket->shared || !ticket->linked_article.empty())) {
        solved = tickets::SolvedBy{ticket->linked_article, {}};
        const auto view = catalog.view();
        if (const auto* article = view->find(ticket->linked_article))
            solved->translations = article->translation_key;
    }
    return tickets::FindingStore(database).judge(number, solved);
}

} // namespace lotse::deflect
