#include "searchd/deflect/replay.h"

#include "indexer/content/store.h"
#include "indexer/index/knowledge.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

namespace {

tickets::Replay as_replay(const tickets::Question& question, const Encounter& encounter,
                          std::uint64_t generation) {
    return {.question = question.text,
            .lang = question.lang,
            .found_rank = encounter.rank,
            .generation = std::to_string(generation),
            .cause = std::string(name(encounter.cause)),
            .missing = encounter.cause == MissCause::words_missing ? encounter.meeting.missing()
                                                                   : std::vector<std::string>{}};
}

/// Found before not found, the higher rank before the lower, what can be met before what cannot.
bool better(const Encounter& a, const Encounter& b) {
    if (a.rank.has_value() != b.rank.has_value())
        return a.rank.has_value();
    if (a.rank)
        return *a.rank < *b.rank;
    const bool met = !a.meeting.words.empty();
    return met && b.meeting.words.empty();
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
    const auto answers = answers_of(*ticket);
    if (answers.empty())
        return ReplayReport{};
    const auto asker = asker_of(number);
    if (!asker)
        return asker.error();
    ReplayReport report;
    std::vector<tickets::Replay> replays;
    std::vector<tickets::VerifiedAnswer> kept;
    for (const auto& question : ticket->questions) {
        const auto encounter = ask(question, answers, *asker);
        if (!encounter)
            return encounter.error();
        replays.push_back(as_replay(question, *encounter, generation));
        kept.push_back({.document = encounter->answer.to_string(),
                        .asker = std::string(index::name(*asker)),
                        .content_hash = content::content_hash(encounter->meeting.content),
                        .synonyms_hash = engine_.synonyms_fingerprint()});
        ++report.asked;
        report.found += encounter->rank ? 1U : 0U;
        report.verified += replays.back().verified() ? 1U : 0U;
    }
    if (const auto stored = store.record_replays(number, replays, kept); !stored)
        return stored.error();
    return report;
}

Result<search::Visibility> Replayer::asker_of(tickets::TicketNumber number) const {
    const auto ticket = tickets::TicketStore(database_).find(number);
    if (!ticket)
        return ticket.error();
    return ticket->requester ? search::Visibility::customer : search::Visibility::everyone;
}

std::vector<index::Key> Replayer::answers_of(const tickets::ResolvedTicket& ticket) const {
    if (ticket.shared)
        return {index::solution_key(ticket.number)};
    if (ticket.linked_article.empty())
        return {};
    std::vector<index::Key> keys{index::article_key(ticket.linked_article)};
    const auto view = catalog_.view();
    if (const auto* linked = view->find(ticket.linked_article))
        for (const search::Lang lang : analysis::all_langs)
            if (const auto* other = view->translation(*linked, analysis::name(lang));
                other != nullptr && other->id != linked->id)
                keys.push_back(index::article_key(other->id));
    return keys;
}

Result<Encounter> Replayer::ask(const tickets::Question& question,
                                const std::vector<index::Key>& answers,
                                search::Visibility asker) const {
    const Asked asked{question.text, analysis::parse_lang(question.lang).value_or(search::Lang::de),
                      asker};
    std::optional<Encounter> best;
    for (const auto& key : answers) {
        auto encounter = ask_for(engine_, asked, key);
        if (!encounter)
            return encounter.error();
        if (!best || better(*encounter, *best))
            best = std::move(*encounter);
        if (best->cause == MissCause::none)
            break;
    }
    return best ? std::move(*best) : Encounter{std::nullopt, MissCause::not_indexed, {}, {}};
}

} // namespace lotse::deflect
