#include "indexer/cli/asking.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace lotse::cli {

namespace {

constexpr Milliseconds no_deadline{60'000}; // the ranking is measured, not the machine
constexpr std::size_t depth = 10;           // hits that are judged
constexpr std::size_t decisive = 3;         // hits, of which one has to be sure enough
constexpr std::size_t quoted_ahead = 7; // the question further on that stands in the quoted mail

Result<search::SearchAnswer> as_search(const search::Engine& engine, const JudgedQuestion& question,
                                       std::size_t) {
    search::SearchRequest request;
    request.query = question.text;
    request.page_lang = question.lang;
    request.kinds = {index::Kind::article};
    request.deadline = no_deadline;
    request.abstain = false; // the ranking is measured; whether it would be shown is counted apart
    return engine.search(request);
}

Result<search::SearchAnswer> as_message(const search::Engine& engine,
                                        const JudgedQuestion& question, std::size_t) {
    search::Draft draft;
    draft.subject = question.subject;
    draft.body = question.text;
    draft.page_lang = question.lang;
    draft.limit = depth;
    draft.deadline = no_deadline;
    return engine.for_draft(draft);
}

} // namespace

Way as_it_came(const JudgedSet& set) {
    return set.messages ? as_message : as_search;
}

Way as_letter(LetterWriter writer, const std::vector<JudgedQuestion>& questions) {
    return [writer = std::move(writer), &questions](
               const search::Engine& engine, const JudgedQuestion& question, std::size_t number) {
        const auto& other = questions[(number + quoted_ahead) % questions.size()];
        Letter letter = writer.wrap(question.text, other.text, question.lang, number);
        JudgedQuestion message = question;
        message.subject = std::move(letter.subject);
        message.text = std::move(letter.body);
        return as_message(engine, message, number);
    };
}

Status ask_all(const search::Engine& engine, const std::vector<JudgedQuestion>& questions,
               const Way& way, std::vector<Asked>& into) {
    for (std::size_t i = 0; i < questions.size(); ++i) {
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = way(engine, questions[i], i);
        const auto ended = std::chrono::steady_clock::now();
        if (!answer)
            return answer.error();
        Asked asked;
        asked.question = questions[i];
        asked.milliseconds = std::chrono::duration<double, std::milli>(ended - begun).count();
        asked.confident = answer->confident;
        for (std::size_t h = 0; h < std::min(decisive, answer->hits.size()); ++h)
            asked.confidence = std::max(asked.confidence, answer->hits[h].confidence);
        for (const auto& hit : answer->hits)
            asked.hits.push_back({hit.id, hit.score});
        into.push_back(std::move(asked));
    }
    return Done{};
}

} // namespace lotse::cli
