#include "searchd/deflect/proposals.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/tokenizer.h"
#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/store.h"
#include "indexer/index/generation.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t largest_list = 4U << 20U;
constexpr std::size_t longest_words = 120; // of an alias or a synonym, in bytes
constexpr std::size_t least_word = 4;      // shorter ones in a title seldom name its matter
constexpr std::size_t most_missing = 2;    // more words than that are no other name for one

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words)
        text.append(text.empty() ? "" : " ").append(word);
    return text;
}

/// The longest word of the title that no word of the question has met: in either language what a
/// title is about tends to be its longest noun.
std::string unmet_title_word(const search::Meeting& meeting) {
    std::string longest;
    for (const auto& word : analysis::written_words(meeting.title)) {
        const auto written = meeting.title.substr(word.begin, word.end - word.begin);
        const bool met = std::any_of(
            meeting.words.begin(), meeting.words.end(), [&](const search::MetWord& one) {
                return one.met && ascii_lower(one.met->document_word) == ascii_lower(written);
            });
        if (!met && utf8_length(written) >= least_word && written.size() > longest.size())
            longest = written;
    }
    return longest;
}

bool can_be_listed(const std::string& words) {
    return !words.empty() && words.size() <= longest_words && is_utf8(words) &&
           words.find_first_of(",#\r\n") == std::string::npos &&
           words.find("=>") == std::string::npos;
}

/// Whether a line of the list makes all of them equal already.
bool lists(std::string_view text, const std::vector<std::string>& words) {
    for (const auto line : split(text, '\n')) {
        std::vector<std::string> names;
        for (const auto part : split(line, ','))
            names.push_back(ascii_lower(trimmed(part)));
        if (std::all_of(words.begin(), words.end(), [&](const std::string& word) {
                return std::find(names.begin(), names.end(), ascii_lower(word)) != names.end();
            }))
            return true;
    }
    return false;
}

} // namespace

std::string_view name(ProposalKind kind) {
    return kind == ProposalKind::alias ? "alias" : "synonym";
}

Proposals::Proposals(const Parts& parts, std::filesystem::path index,
                     std::filesystem::path synonyms)
    : parts_(parts), index_(std::move(index)), synonyms_(std::move(synonyms)),
      replayer_(parts.database, parts.engine, parts.catalog) {}

Result<std::vector<Proposal>> Proposals::of(tickets::TicketNumber number) {
    const auto details = tickets::TicketStore(parts_.database).details(number);
    if (!details)
        return details.error();
    std::vector<Proposal> all;
    const auto solved = tickets::SolutionStore(parts_.database).resolved_ticket(number);
    if (!solved)
        return solved.error().code == Code::not_found ? Result<std::vector<Proposal>>(all)
                                                      : solved.error();
    for (const auto& replay : details->replays) {
        if (replay.verified())
            continue;
        auto some = of_question(*solved, replay);
        if (!some)
            return some;
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

Result<std::vector<Proposal>> Proposals::open(int tickets_looked_at) {
    const auto numbers = tickets::SolutionStore(parts_.database).unverified(tickets_looked_at);
    if (!numbers)
        return numbers.error();
    std::vector<Proposal> all;
    for (const auto number : *numbers) {
        auto some = of(number);
        if (!some)
            return some;
        all.insert(all.end(), some->begin(), some->end());
    }
    return all;
}

Result<std::vector<Proposal>> Proposals::of_question(const tickets::ResolvedTicket& ticket,
                                                     const tickets::Replay& replay) {
    const auto answers = replayer_.answers_of(ticket);
    const auto asker = replayer_.asker_of(ticket.number);
    if (!asker)
        return asker.error();
    const auto met = replayer_.ask({replay.question, replay.lang}, answers, *asker);
    if (!met)
        return met.error();
    std::vector<Proposal> proposals;
    // A draft is to be published, not to be named otherwise.
    if (met->cause == MissCause::none || met->meeting.words.empty())
        return proposals;
    const auto missing = met->meeting.missing();
    Proposal proposal{.ticket = ticket.number,
                      .question = replay.question,
                      .lang = replay.lang,
                      .article = met->answer.id,
                      .missing = missing,
                      .cause = met->cause};
    if (met->answer.kind == search::Kind::article) {
        proposal.kind = ProposalKind::alias;
        proposal.words = {missing.empty() ? replay.question : joined(missing)};
        proposals.push_back(proposal);
    }
    const std::string counterpart = unmet_title_word(met->meeting);
    if (!synonyms_.empty() && !missing.empty() && missing.size() <= most_missing &&
        !counterpart.empty()) {
        proposal.kind = ProposalKind::synonym;
        proposal.words = {joined(missing), counterpart};
        proposals.push_back(proposal);
    }
    return proposals;
}

Result<ReplayReport> Proposals::apply(const Proposal& proposal) {
    {
        const std::lock_guard lock(writing_);
        const auto written =
            proposal.kind == ProposalKind::alias ? add_alias(proposal) : add_synonym(proposal);
        if (!written)
            return written.error();
    }
    if (const auto indexed = parts_.loop.index_now(); !indexed)
        return indexed.error();
    parts_.loop.ask_again();
    if (!proposal.ticket)
        return ReplayReport{};
    const auto generation = index::current_number(index_);
    return replayer_.replay(proposal.ticket, generation ? *generation : 0);
}

Status Proposals::add_alias(const Proposal& proposal) {
    if (proposal.words.size() != 1 || trimmed(proposal.words.front()).empty() ||
        proposal.words.front().size() > longest_words)
        return Error{Code::invalid_argument, "an alias is one short text",
                     "at most " + std::to_string(longest_words) + " bytes"};
    const auto view = parts_.catalog.view();
    const auto* known = view->find(proposal.article);
    if (known == nullptr)
        return Error{Code::not_found, "there is no article '" + proposal.article + "'",
                     "check its id"};
    content::Article article = *known;
    const std::string alias(trimmed(proposal.words.front()));
    if (std::find(article.aliases.begin(), article.aliases.end(), alias) != article.aliases.end())
        return Done{};
    article.aliases.push_back(alias);
    const std::string revision = article.content_hash;
    const auto written =
        content::write_article(parts_.catalog.folder(), std::move(article), revision);
    return written ? Status(Done{}) : written.error();
}

Status Proposals::add_synonym(const Proposal& proposal) {
    if (synonyms_.empty())
        return Error{Code::conflict, "no folder of synonyms is configured",
                     "name one in the setting 'synonyms'"};
    if (!analysis::parse_lang(proposal.lang) || proposal.words.size() < 2 ||
        !std::all_of(proposal.words.begin(), proposal.words.end(), can_be_listed))
        return Error{Code::invalid_argument, "these words cannot be a line of synonyms",
                     "at least two names of a language, without commas"};
    const auto path = synonyms_ / (proposal.lang + ".txt");
    auto before = read_file(path, largest_list);
    if (!before && before.error().code != Code::not_found)
        return before.error();
    std::string text = before ? *before : "";
    if (lists(text, proposal.words))
        return Done{};
    if (!text.empty() && !text.ends_with('\n'))
        text += '\n';
    for (std::size_t i = 0; i < proposal.words.size(); ++i)
        text.append(i == 0 ? "" : ", ").append(trimmed(proposal.words[i]));
    text += '\n';
    if (const auto written = write_file(path, text); !written)
        return written;
    return parts_.engine.reload();
}

} // namespace lotse::deflect
