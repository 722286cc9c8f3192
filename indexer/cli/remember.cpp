#include "indexer/cli/remember.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "indexer/index/schema.h"

namespace lotse::cli {

namespace {

struct Pick {
    std::string document;
    const JudgedQuestion* question = nullptr;
};

// Chance that is the same on every machine and in every run.
std::uint32_t chance(const std::string& id, std::uint32_t seed) {
    return index::term_hash(id + "#" + std::to_string(seed));
}

void shuffle(std::vector<const JudgedQuestion*>& questions, std::uint32_t seed) {
    std::sort(
        questions.begin(), questions.end(), [&](const JudgedQuestion* a, const JudgedQuestion* b) {
            return std::pair(chance(a->id, seed), a->id) < std::pair(chance(b->id, seed), b->id);
        });
}

std::vector<Pick> pick(const JudgedSet& set, const RememberOptions& options) {
    std::map<std::string, std::vector<const JudgedQuestion*>> by_document;
    for (const auto& question : set.questions)
        for (const auto& [document, grade] : question.grades)
            if (grade > 0)
                by_document[document].push_back(&question);
    std::vector<Pick> picked;
    std::set<std::string> taken;
    for (auto& [document, questions] : by_document) {
        std::erase_if(questions, [&](const auto* one) { return taken.contains(one->id); });
        if (questions.size() <= options.questions)
            continue;
        shuffle(questions, options.seed);
        for (std::size_t i = 0; i < options.questions; ++i) {
            picked.push_back({document, questions[i]});
            taken.insert(questions[i]->id);
        }
    }
    return picked;
}

/// Links a share of the questions to other documents, of those that remember any.
void mislink(std::vector<Pick>& picked, const RememberOptions& options) {
    std::vector<std::size_t> order(picked.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return chance(picked[a].question->id, options.seed + 1) <
               chance(picked[b].question->id, options.seed + 1);
    });
    order.resize(
        static_cast<std::size_t>(std::lround(options.noise * static_cast<double>(picked.size()))));
    std::vector<std::string> documents;
    for (const Pick& one : picked)
        if (documents.empty() || documents.back() != one.document)
            documents.push_back(one.document);
    for (const std::size_t i : order) {
        // Any but a right one; where all are right, the link stays.
        std::size_t wrong = chance(picked[i].question->id, options.seed + 2) % documents.size();
        for (std::size_t tries = 0; tries < documents.size(); ++tries, ++wrong) {
            const auto& document = documents[wrong % documents.size()];
            if (!picked[i].question->grades.contains(document)) {
                picked[i].document = document;
                break;
            }
        }
    }
}

} // namespace

Remembered take_remembered(JudgedSet& set, const RememberOptions& options) {
    std::vector<Pick> picked = pick(set, options);
    mislink(picked, options);
    Remembered remembered;
    std::set<std::string> taken;
    for (const Pick& one : picked) {
        remembered[one.document].push_back(one.question->text);
        taken.insert(one.question->id);
    }
    std::erase_if(set.questions,
                  [&](const JudgedQuestion& question) { return taken.contains(question.id); });
    return remembered;
}

Result<std::optional<index::Document>> RememberingSource::load(std::size_t i) const {
    auto document = documents_.load(i);
    if (!document || !*document)
        return document;
    if (const auto found = remembered_.find((**document).key.id); found != remembered_.end())
        (**document)
            .questions.insert((**document).questions.end(), found->second.begin(),
                              found->second.end());
    return document;
}

} // namespace lotse::cli
