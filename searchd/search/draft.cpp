#include <algorithm>

#include "indexer/base/text.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_words = 12; // of a draft that are searched for
constexpr double subject_counts = 1.6; // against the body

bool ends_the_message(std::string_view line) {
    for (const std::string_view sign :
         {"-- ", "mit freundlichen", "viele grüße", "liebe grüße", "beste grüße", "mfg",
          "kind regards", "best regards", "regards", "yours sincerely", "cheers", "-----original",
          "von: ", "from: "})
        if (line.starts_with(sign))
            return true;
    return line == "--";
}

/// The asker's own words: without quoted mail, greeting at the end and signature.
std::string own_words(std::string_view body) {
    std::string kept;
    for (const std::string_view line : split(body, '\n')) {
        const std::string lowered = ascii_lower(trimmed(line));
        if (lowered.starts_with(">"))
            continue;
        if (ends_the_message(lowered) && !kept.empty())
            break;
        kept += std::string(line) + "\n";
    }
    return kept;
}

/// Keeps the words that say most: rare ones the index knows, those of the subject first.
void keep_meaning(Plan& plan, std::size_t subject_bytes) {
    std::vector<std::pair<double, std::size_t>> worth;
    for (std::size_t g = 0; g < plan.groups.size(); ++g) {
        const Group& group = plan.groups[g];
        if (group.function_word || (group.alternatives.empty() && group.parts.empty()))
            continue;
        const bool in_subject = plan.question.tokens[group.token].begin < subject_bytes;
        worth.emplace_back(
            -std::max(group.rarity[0], group.rarity[1]) * (in_subject ? subject_counts : 1.0), g);
    }
    std::sort(worth.begin(), worth.end());
    worth.resize(std::min(worth.size(), most_words));
    std::sort(worth.begin(), worth.end(),
              [](const auto& a, const auto& b) { return a.second < b.second; });
    std::vector<Group> kept;
    for (const auto& one : worth)
        kept.push_back(std::move(plan.groups[one.second]));
    plan.groups = std::move(kept);
}

} // namespace

Result<SearchAnswer> Engine::for_draft(const Draft& draft) const {
    const auto start = impl_->clock.steady();
    auto snapshot = impl_->snapshots.acquire(draft.caller);
    if (!snapshot)
        return snapshot.error();
    const std::string text = draft.subject + "\n" + own_words(draft.body);
    return index::with_retry(*snapshot, [&]() -> Result<SearchAnswer> {
        Plan plan = impl_->plan(*snapshot, {text, draft.lang, draft.page_lang, true, 100});
        keep_meaning(plan, draft.subject.size());
        Ranking ranking =
            impl_->rank(*snapshot, std::move(plan), {100, {}, {}, start + draft.deadline});
        SearchAnswer answer = impl_->answer(*snapshot, std::move(ranking), 1, draft.limit, false);
        answer.took = std::chrono::duration_cast<Milliseconds>(impl_->clock.steady() - start);
        return answer;
    });
}

} // namespace lotse::search
