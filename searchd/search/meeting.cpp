#include "searchd/search/meeting.h"

#include <algorithm>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/engine.h"
#include "searchd/search/impl.h"
#include "searchd/search/snippet.h"

namespace lotse::search {
namespace {

constexpr std::size_t most_before = 3; // nobody rewrites an article for what stands further up

std::vector<MetWord> words_of(const Plan& plan, const std::vector<Reason>& why) {
    std::vector<MetWord> words;
    for (const Group& group : plan.groups) {
        if (group.function_word)
            continue;
        const auto met = std::find_if(why.begin(), why.end(), [&](const Reason& reason) {
            return reason.query_word == group.typed;
        });
        words.push_back({group.typed, met == why.end() ? std::nullopt : std::optional(*met)});
    }
    return words;
}

/// The document itself or, where translations collapse into one hit, the one that stands for it.
bool stands_for(const index::Forward& hit, const index::StoredDocument& wanted) {
    return hit.key == wanted.key.to_string() ||
           (!wanted.group.empty() && hit.group == wanted.group);
}

/// Which of them Engine::Impl::answer() shows to an asker who is shown nothing weak.
std::vector<bool> shown_of(const Ranking& ranking, double floor) {
    const bool confident = ranking.confidence() >= floor;
    std::vector<bool> shown;
    for (const Ranked& one : ranking.documents)
        shown.push_back(confident && one.scored.confidence >= floor * further_hits);
    return shown;
}

std::string content_of(const index::StoredDocument& document) {
    std::string content = document.title + "\n" + document.summary;
    for (const auto* list : {&document.tags, &document.aliases})
        for (const std::string& text : *list)
            content += "\n" + text;
    return content + "\n" + document.text;
}

} // namespace

Result<Meeting> Engine::meeting(const SearchRequest& request, const index::Key& key) const {
    const auto start = impl_->clock.steady();
    auto snapshot = impl_->snapshots.acquire(request.caller);
    if (!snapshot)
        return snapshot.error();
    return index::with_retry(*snapshot, [&]() -> Result<Meeting> {
        const auto wanted = snapshot->document(key);
        if (!wanted)
            return wanted.error();
        Ranking ranking = impl_->rank(*snapshot, request, start + request.deadline);
        const TermTable table(ranking.plan);
        const auto is_shown = shown_of(ranking, impl_->floor());
        Meeting meeting{.title = wanted->title, .content = content_of(*wanted)};
        const index::StoredDocument* shown = &*wanted;
        for (std::size_t i = 0; i < ranking.documents.size(); ++i) {
            Ranked& one = ranking.documents[i];
            if (stands_for(one.shown.forward, *wanted)) {
                meeting.rank = i + 1;
                meeting.confidence = one.scored.confidence;
                if (is_shown[i])
                    meeting.shown_rank = static_cast<std::size_t>(
                        std::count(is_shown.begin(),
                                   is_shown.begin() + static_cast<std::ptrdiff_t>(i) + 1, true));
                shown = &impl_->read(*snapshot, one);
                break;
            }
            if (meeting.before.size() < most_before) {
                const auto& document = impl_->read(*snapshot, one);
                meeting.before.push_back({document.key.id, document.key.kind, document.title,
                                          show(ranking.plan, table, document).why});
            }
        }
        meeting.words = words_of(ranking.plan, show(ranking.plan, table, *shown).why);
        return meeting;
    });
}

} // namespace lotse::search
