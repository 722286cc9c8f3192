#include "indexer/analysis/word_memo_internal.h"

#include <algorithm>

namespace lotse::analysis {

namespace {

constexpr std::size_t most_memos = 4; // a build alternates between the classes of documents

} // namespace

WordMemo& WordMemo::of(std::uint64_t analyzer, std::uint64_t vocabulary, std::size_t most) {
    // The one used last stands in front.
    thread_local std::vector<WordMemo> memos;
    const auto found = std::find_if(memos.begin(), memos.end(), [&](const WordMemo& memo) {
        return memo.analyzer_ == analyzer && memo.vocabulary_ == vocabulary;
    });
    if (found != memos.end()) {
        std::rotate(memos.begin(), found, found + 1);
        if (memos.front().words_.size() >= most)
            memos.front().words_.clear();
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

} // namespace lotse::analysis
