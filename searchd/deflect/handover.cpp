#include "searchd/deflect/handover.h"

#include <algorithm>
#include <unordered_map>

#include "searchd/search/content_words.h"

namespace lotse::deflect {

namespace {

constexpr double category_counts = 6; // as much as a word that hardly any document has
constexpr Milliseconds patience{2000};

/// A topic is met by the word itself and by a compound that it is part of.
const search::ContentWord* met_by(const search::ContentWord& topic,
                                  const search::ContentWords& ticket) {
    for (const auto& word : ticket.words)
        if (word.term == topic.term ||
            std::ranges::find(word.parts, topic.term) != word.parts.end())
            return &word;
    return nullptr;
}

Result<TeamProposal> weighed(const search::Engine& engine, const tickets::Team& team,
                             const tickets::TicketDetails& details,
                             const search::ContentWords& ticket) {
    TeamProposal proposal{.team = team, .score = 0, .words = {}, .category = false};
    proposal.category =
        std::ranges::find(team.categories, details.ticket.category) != team.categories.end();
    if (proposal.category)
        proposal.score += category_counts;
    search::Draft topics;
    topics.lang = ticket.lang;
    topics.caller = search::Visibility::staff;
    for (const std::string& topic : team.topics)
        topics.body += topic + "\n\n";
    const auto words = engine.content_words(topics);
    if (!words)
        return words.error();
    for (const auto& topic : words->words)
        if (const auto* word = met_by(topic, ticket)) {
            proposal.score += topic.rarity;
            if (std::ranges::find(proposal.words, word->word) == proposal.words.end())
                proposal.words.push_back(word->word);
        }
    return proposal;
}

} // namespace

search::Draft own_words_of(const tickets::TicketDetails& details) {
    search::Draft draft;
    draft.subject = details.ticket.subject;
    draft.page_lang = analysis::parse_lang(details.ticket.lang).value_or(search::Lang::de);
    draft.caller = search::Visibility::staff;
    draft.deadline = patience;
    for (const auto& message : details.messages)
        if (message.sender == tickets::Sender::customer) {
            draft.body = message.body;
            break;
        }
    return draft;
}

Result<std::vector<TeamProposal>> propose_teams(tickets::Database& database,
                                                const search::Engine& engine,
                                                const tickets::TicketDetails& details) {
    const auto teams = tickets::TeamStore(database).list();
    if (!teams)
        return teams.error();
    const auto words = engine.content_words(own_words_of(details));
    if (!words)
        return words.error();
    std::vector<TeamProposal> proposals;
    for (const auto& team : *teams) {
        if (team.level != tickets::last_level)
            continue;
        auto proposal = weighed(engine, team, details, *words);
        if (!proposal)
            return proposal.error();
        if (proposal->score > 0)
            proposals.push_back(std::move(*proposal));
    }
    std::ranges::stable_sort(proposals, std::ranges::greater{}, &TeamProposal::score);
    return proposals;
}

Result<HandoverDraft> handover_draft(tickets::Database& database, const search::Engine& engine,
                                     tickets::TicketNumber number, std::string_view lang) {
    const auto details = tickets::TicketStore(database).details(number);
    if (!details)
        return details.error();
    HandoverDraft draft;
    draft.slip = tickets::drafted_slip(*details, lang);
    draft.missing = tickets::missing_facts(draft.slip);
    auto teams = propose_teams(database, engine, *details);
    if (teams)
        draft.teams = std::move(*teams);
    else if (teams.error().code != Code::not_found) // without an index nothing is proposed
        return teams.error();
    return draft;
}

} // namespace lotse::deflect
