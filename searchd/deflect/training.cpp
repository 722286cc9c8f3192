#include "searchd/deflect/training.h"

#include <algorithm>

#include "searchd/deflect/handover.h"
#include "searchd/deflect/similarity.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t most_put_first = 3;
constexpr std::size_t most_known = 2'000;

} // namespace

Training::Training(tickets::Database& database, const search::Engine& engine,
                   const content::Catalog& catalog)
    : database_(database), engine_(engine), catalog_(catalog) {}

Result<Solutions> Training::solutions_for(int level, const search::Draft& draft) {
    auto answer = engine_.for_draft(draft);
    if (!answer)
        return answer.error();
    const auto taught = matches(level, draft);
    if (!taught)
        return taught.error();
    Solutions found{.solutions = {}, .confident = answer->confident, .took = answer->took};
    for (const Match& match : *taught) {
        auto& hits = answer->hits;
        const auto place = std::ranges::find_if(hits, [&](const auto& hit) {
            return hit.kind == search::Kind::article && hit.id == match.note.article;
        });
        std::optional<search::Hit> hit;
        if (place != hits.end()) {
            hit = std::move(*place);
            hits.erase(place);
        } else {
            hit = hit_of(match.note);
        }
        if (hit)
            found.solutions.push_back({std::move(*hit), match.note});
    }
    found.confident = found.confident || !found.solutions.empty();
    for (auto& hit : answer->hits)
        if (found.solutions.size() < std::max(draft.limit, most_put_first))
            found.solutions.push_back({std::move(hit), std::nullopt});
    return found;
}

Result<std::vector<Training::Match>> Training::matches(int level, const search::Draft& draft) {
    std::vector<Match> found;
    const auto notes = tickets::LevelStore(database_).training_notes_for(level);
    if (!notes || notes->empty())
        return notes ? Result(found) : notes.error();
    const auto asked = engine_.content_words(draft);
    if (!asked)
        return asked.error();
    for (const auto& note : *notes) {
        const bool had = std::ranges::any_of(
            found, [&](const Match& match) { return match.note.article == note.article; });
        if (had)
            continue;
        const auto words = words_of(note);
        if (!words)
            return words.error();
        if (const auto how = similarity(*words, *asked); how.same_matter())
            found.push_back({note, how.score});
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &Match::score);
    found.resize(std::min(found.size(), most_put_first));
    return found;
}

/// Of the ticket that the note came with.
Result<search::ContentWords> Training::words_of(const tickets::TrainingNote& note) {
    {
        const std::lock_guard lock(mutex_);
        if (const auto known = known_.find(note.id.value); known != known_.end())
            return known->second;
    }
    const auto details = tickets::TicketStore(database_).details(note.ticket);
    if (!details)
        return details.error();
    auto draft = own_words_of(*details);
    for (const auto& search : details->trail)
        draft.body += "\n\n" + search.text;
    auto words = engine_.content_words(draft);
    if (!words)
        return words;
    const std::lock_guard lock(mutex_);
    if (known_.size() >= most_known)
        known_.clear();
    return known_.insert_or_assign(note.id.value, std::move(*words)).first->second;
}

/// An article that search itself did not find for these words.
std::optional<search::Hit> Training::hit_of(const tickets::TrainingNote& note) const {
    const auto view = catalog_.view();
    const auto* article = view->find(note.article);
    if (article == nullptr || article->state != content::State::published)
        return std::nullopt;
    search::Hit hit;
    hit.id = article->id;
    hit.lang = analysis::parse_lang(article->lang).value_or(search::Lang::de);
    hit.title = article->title;
    hit.category = article->category;
    hit.snippet = article->summary;
    hit.translation_key = article->translation_key;
    return hit;
}

} // namespace lotse::deflect
