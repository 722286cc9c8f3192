#include "searchd/deflect/replay.h"

#include "indexer/index/knowledge.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

namespace {

// Nobody waits for a replay: a busy machine must not make an answer look lost.
constexpr Milliseconds replay_deadline{5000};

Result<search::Visibility> caller_of(tickets::Database& database, tickets::TicketNumber number) {
    const auto ticket = tickets::TicketStore(database).find(number);
    if (!ticket)
        return ticket.error();
    return ticket->requester ? search::Visibility::customer : search::Visibility::everyone;
}

bool has_answer(const tickets::ResolvedTicket& ticket) {
    return ticket.shared.has_value() || !ticket.linked_article.empty();
}

} // namespace

Replayer::Replayer(tickets::Database& database, const search::Engine& engine,
                   const content::Catalog& catalog)
    : database_(database), engine_(engine), catalog_(catalog) {}

Result<ReplayReport> Replayer::replay(tickets::TicketNumber number, std::uint64_t generation) {
    tickets::SolutionStore store(database_);
    const auto ticket = store.resolved_ticket(number);
    if (!ticket)
        return ticket.error().code == Code::not_found ? Result<ReplayReport>(ReplayReport{})
                                                      : ticket.error();
    if (!has_answer(*ticket))
        return ReplayReport{};
    const auto caller = caller_of(database_, number);
    if (!caller)
        return caller.error();
    ReplayReport report;
    std::vector<tickets::Replay> replays;
    for (const auto& question : ticket->questions) {
        auto replay = ask(question, *ticket, *caller);
        if (!replay)
            return replay.error();
        replay->generation = std::to_string(generation);
        ++report.asked;
        report.found += replay->found_rank ? 1U : 0U;
        replays.push_back(std::move(*replay));
    }
    if (const auto stored = store.record_replays(number, replays); !stored)
        return stored.error();
    return report;
}

Result<tickets::Replay> Replayer::ask(const tickets::Question& question,
                                      const tickets::ResolvedTicket& ticket,
                                      search::Visibility caller) const {
    search::SearchRequest request;
    request.query = question.text;
    request.page_lang = analysis::parse_lang(question.lang).value_or(search::Lang::de);
    request.per_page = deepest_rank;
    request.caller = caller;
    request.deadline = replay_deadline;
    const auto answer = engine_.search(request);
    if (!answer)
        return answer.error();
    tickets::Replay replay{.question = question.text, .lang = question.lang};
    for (std::size_t i = 0; i < answer->hits.size() && !replay.found_rank; ++i)
        if (answers(answer->hits[i], ticket))
            replay.found_rank = static_cast<int>(i) + 1;
    return replay;
}

bool Replayer::answers(const search::Hit& hit, const tickets::ResolvedTicket& ticket) const {
    if (ticket.shared)
        return hit.kind == search::Kind::solution &&
               hit.id == index::solution_key(ticket.number).id;
    if (hit.kind != search::Kind::article)
        return false;
    if (hit.id == ticket.linked_article)
        return true;
    const auto view = catalog_.view();
    const auto* linked = view->find(ticket.linked_article);
    return linked != nullptr && !linked->translation_key.empty() &&
           linked->translation_key == hit.translation_key;
}

} // namespace lotse::deflect
