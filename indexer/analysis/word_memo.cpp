#include "indexer/analysis/word_memo_internal.h"

#include <algorithm>

namespace lotse::analysis {

namespace {

constexpr std::size_t most_known_words = 30'000; // some six megabytes
constexpr std::size_t most_memos = 4; // a build alternates between the classes of documents

} // namespace

WordMemo& WordMemo::of(std::uint64_t analyzer, std::uint64_t vocabulary) {
    // The one used last stands in front.
    thread_local std::vector<WordMemo> memos;
    const auto found = std::find_if(memos.begin(), memos.end(), [&](const WordMemo& memo) {
        return memo.analyzer_ == analyzer && memo.vocabulary_ == vocabulary;
    });
    if (found != memos.end()) {
        std::rotate(memos.begin(), found, found + 1);
        return memos.front();
    }
    if (memos.size() == most_memos)
        memos.pop_back();
    WordMemo fresh;
    fresh.analyzer_ = analyzer;
    fresh.vocabulary_ = vocabulary;
    memos.insert(memos.begin(), std::move(fresh));
    return memos.front();
}

KnownWord& WordMemo::word(std::string_view folded) {
    if (const auto found = words_.find(folded); found != words_.end())
        return found->second;
    if (words_.size() >= most_known_words)
        words_.clear();
    return words_.try_emplace(std::string(folded)).first->second;
}

} // namespace lotse::analysis
