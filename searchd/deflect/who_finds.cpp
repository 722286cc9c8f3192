#include "searchd/deflect/who_finds.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "indexer/base/text.h"
#include "indexer/index/knowledge.h"
#include "tickets/past_searches.h"
#include "tickets/ticket.h"
#include "tickets/verified_pairs.h"

namespace lotse::deflect {

namespace {

constexpr Milliseconds one_search{2000};
constexpr int first_page = 10;
constexpr int verified_share = 3; // every so many questions may be a verified one

search::Visibility asker_named(const std::string& word) {
    for (const auto asker : index::all_visibilities)
        if (word == index::name(asker))
            return asker;
    return search::Visibility::staff;
}

/// The newest first, each question once for each asker with all its answers.
Result<std::vector<PastQuestion>> verified_questions(tickets::Database& database,
                                                     std::size_t most) {
    std::vector<tickets::VerifiedPair> pairs;
    const auto read = tickets::VerifiedPairs(database).each([&](const auto& pair) -> Status {
        pairs.push_back(pair);
        return Done{};
    });
    if (!read)
        return read.error();
    std::ranges::stable_sort(pairs, std::ranges::greater{}, &tickets::VerifiedPair::at);
    std::vector<PastQuestion> questions;
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> place;
    for (const auto& pair : pairs) {
        const auto [found, first] = place.try_emplace(
            {pair.question.text, pair.question.lang, pair.answer.asker}, questions.size());
        if (first && questions.size() == most)
            break;
        if (first)
            questions.push_back(
                {pair.question.text, pair.question.lang, asker_named(pair.answer.asker)});
        questions[found->second].verified.push_back(pair.answer.document);
    }
    return questions;
}

/// Searches and verified questions in the order in which they are worth asking, none twice.
Result<std::vector<PastQuestion>> questions_of(tickets::Database& database, int most) {
    const auto past = tickets::past_searches(database, most);
    if (!past)
        return past.error();
    auto verified = verified_questions(database, static_cast<std::size_t>(most));
    if (!verified)
        return verified.error();
    std::vector<PastQuestion> all;
    for (const auto& one : *past) {
        PastQuestion search{one.text, one.lang, asker_named(one.audience), one.times, one.failed};
        const auto same = std::ranges::find_if(*verified, [&](const PastQuestion& other) {
            return other.text == search.text && other.lang == search.lang &&
                   other.asker == search.asker;
        });
        if (same != verified->end()) {
            search.verified = std::move(same->verified);
            verified->erase(same);
        }
        all.push_back(std::move(search));
    }
    std::vector<PastQuestion> mixed;
    auto one = all.begin();
    auto other = verified->begin();
    while (mixed.size() < static_cast<std::size_t>(most) &&
           (one != all.end() || other != verified->end())) {
        const bool turn = mixed.size() % verified_share == verified_share - 1;
        auto& next = one == all.end() || (turn && other != verified->end()) ? other : one;
        mixed.push_back(std::move(*next++));
    }
    return mixed;
}

Result<search::SearchAnswer> ask_past(const search::Engine& engine, const PastQuestion& question) {
    search::SearchRequest request;
    request.query = question.text;
    request.page_lang = analysis::parse_lang(question.lang).value_or(search::Lang::de);
    request.caller = question.asker;
    request.per_page = first_page;
    request.deadline = one_search;
    return engine.search(request);
}

std::optional<int> rank_of(const search::SearchAnswer& answer, const index::Key& key) {
    for (std::size_t i = 0; i < answer.hits.size(); ++i)
        if (answer.hits[i].kind == key.kind && answer.hits[i].id == key.id)
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

bool among_the_first(std::optional<int> rank) {
    return rank && *rank <= tickets::verified_rank;
}

/// What stood first and does not any more, or among the first three and is outside. A translation
/// of the article gives way to it, which is no loss.
std::vector<Displaced> displaced_by(const content::Article& article, const PastQuestion& question,
                                    const search::SearchAnswer& before,
                                    const search::SearchAnswer& after) {
    std::vector<Displaced> gone;
    for (std::size_t i = 0; i < before.hits.size() && i < tickets::verified_rank; ++i) {
        const auto& hit = before.hits[i];
        const index::Key key{hit.kind, hit.id};
        const bool same =
            key == index::article_key(article.id) ||
            (!hit.translation_key.empty() && hit.translation_key == article.translation_key);
        const auto now = rank_of(after, key);
        if (same || (among_the_first(now) && !(i == 0 && now != 1)))
            continue;
        const auto& known = question.verified;
        gone.push_back({key, hit.title, std::string(analysis::name(hit.lang)),
                        static_cast<int>(i) + 1, now,
                        std::ranges::find(known, key.to_string()) != known.end()});
    }
    return gone;
}

bool gained(const Outlook& one) {
    return one.after && (!one.before || *one.after < *one.before);
}

bool lost(const Outlook& one) {
    return one.before &&
           (!one.after || (among_the_first(one.before) && !among_the_first(one.after)));
}

bool loses_verified(const Outlook& one) {
    return std::ranges::any_of(one.displaced, &Displaced::verified);
}

void sort(WhoFinds& report) {
    std::ranges::stable_sort(report.gained, {}, [](const Outlook& one) {
        return std::tuple(one.search.failed == 0, *one.after, -one.search.times);
    });
    std::ranges::stable_sort(report.lost, {}, [](const Outlook& one) { return -one.search.times; });
    std::ranges::stable_sort(report.displacing, {}, [](const Outlook& one) {
        return std::tuple(!loses_verified(one), -one.search.times);
    });
}

Result<std::optional<index::Document>> document_of(tickets::Database& database,
                                                   const content::Article& article) {
    const auto remembered = tickets::SolutionStore(database).remembered(article.id);
    if (!remembered)
        return remembered.error();
    return index::from_article(article, index::kept_questions(*remembered));
}

} // namespace

Result<WhoFinds> who_finds(tickets::Database& database, const search::Engine& engine,
                           content::Article article, const Clock& clock,
                           const WhoFindsOptions& options) {
    if (article.state == content::State::archived)
        return Error{Code::invalid_argument, "nobody finds an archived article",
                     "ask for it as a draft or as published"};
    if (trimmed(article.title).empty() && trimmed(article.body).empty())
        return Error{Code::invalid_argument, "the article is empty", "give it a title or a text"};
    article.state = content::State::published;
    if (article.id.empty())
        article.id = "-"; // which no article can have
    const auto until = clock.steady() + options.budget;
    auto questions = questions_of(database, options.most);
    if (!questions)
        return questions.error();
    auto document = document_of(database, article);
    if (!document)
        return document.error();
    const auto key = (*document)->key;
    const auto trial = engine.with(std::move(**document));
    WhoFinds report{.known = questions->size()};
    for (PastQuestion& question : *questions) {
        if (clock.steady() >= until)
            break;
        const auto after = ask_past(*trial, question);
        const auto before = after ? ask_past(engine, question) : after;
        if (!before)
            return before.error();
        ++report.asked;
        Outlook one{std::move(question), rank_of(*before, key), rank_of(*after, key)};
        if (one.after)
            one.displaced = displaced_by(article, one.search, *before, *after);
        if (gained(one))
            report.gained.push_back(one);
        else if (lost(one))
            report.lost.push_back(one);
        else if (one.after)
            ++report.kept;
        if (!one.displaced.empty())
            report.displacing.push_back(std::move(one));
    }
    sort(report);
    return report;
}

} // namespace lotse::deflect
