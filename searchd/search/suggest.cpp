#include <algorithm>
#include <set>

#include "indexer/analysis/fold.h"
#include "indexer/base/text.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"
#include "searchd/search/typed.h"

namespace lotse::search {
namespace {

constexpr std::size_t searched = 40; // documents ranked for a suggestion
// Of the floor: half a question is never sure, and a wrong line among five costs a glance. With
// half the floor 8 of the sample's 320 questions would lose their suggestion, and no keys be won.
constexpr double surer_than = 0.1;
constexpr std::size_t shortest_searched = 3; // letters of a word under way
constexpr std::size_t likely_words = 12;     // that a word under way may become

using index::Names;
using index::StoredDocument;

/// A document's own name is offered only while it is that: names are those of the build.
bool still_named(const index::Snapshot& snapshot, FoundDocument& found, const Names::View& name,
                 DocumentCache& cache) {
    if (found.forward.of_generation)
        return true; // as it was then
    const StoredDocument& document = read_found(snapshot, found, cache);
    switch (name.field) {
    case index::Field::title:
        return document.title == name.text;
    case index::Field::alias:
        return std::find(document.aliases.begin(), document.aliases.end(), name.text) !=
               document.aliases.end();
    default:
        return true;
    }
}

/// What shows the document; it is read only where its title is not the name itself.
Suggestion suggestion_of(const index::Snapshot& snapshot, FoundDocument& found,
                         const Names::View& name, std::vector<Mark> marks, DocumentCache& cache) {
    const auto key = index::parse_key(found.forward.key);
    const bool is_title = name.field == index::Field::title;
    return {key ? key->id : std::string(), key ? key->kind : Kind::article, found.forward.lang,
            is_title ? std::string(name.text) : read_found(snapshot, found, cache).title,
            is_title ? std::move(marks) : std::vector<Mark>()};
}

std::string group_of(const index::Forward& document) {
    return document.group.empty() ? std::string(document.key)
                                  : "group:" + std::string(document.group);
}

/// The list while it fills: no article twice, nor its translation, no name twice.
class List {
  public:
    explicit List(const SuggestRequest& request) : request_(request) {}

    bool full() const {
        return answer.hits.size() >= request_.hits &&
               answer.completions.size() >= request_.completions;
    }
    void complete(const std::string& text) {
        if (answer.completions.size() < request_.completions &&
            completed_.insert(analysis::fold(text)).second)
            answer.completions.push_back(text);
    }
    /// Whether there is room for it, and neither it nor its translation is there.
    bool takes(const index::Forward& document) {
        return answer.hits.size() < request_.hits && suggested_.insert(group_of(document)).second;
    }

    SuggestAnswer answer;

  private:
    const SuggestRequest& request_;
    std::set<std::string> completed_; // folded
    std::set<std::string> suggested_; // groups of translations
};

/// What is typed, its last word finished in the likeliest way when it is only begun.
struct Finished {
    std::string text;
    std::vector<Lookalike> may_be; // the last word, likeliest first
};

Finished finished(const index::Snapshot& snapshot, const SuggestRequest& request,
                  const Lexicon& lexicon) {
    const auto words = snapshot.analyzer()->words(request.query, request.page_lang).tokens;
    if (words.empty() || words.back().end != request.query.size() || words.back().code)
        return {request.query, {}};
    const std::string& last = words.back().folded;
    const bool known = index::frequency(snapshot, request.page_lang, last) > 0;
    Finished result{request.query.substr(0, words.back().begin), {}};
    if (last.size() < shortest_searched && !known)
        return result;
    for (Lookalike& one : lexicon.starting(last, request.page_lang, likely_words))
        if (!snapshot.analyzer()->is_stop_word(one.word, request.page_lang))
            result.may_be.push_back(std::move(one));
    result.text += known || result.may_be.empty() ? request.query.substr(words.back().begin)
                                                  : result.may_be.front().word;
    return result;
}

} // namespace

/// All names that the caller may see.
std::vector<std::shared_ptr<const Names>>
Engine::Impl::names(const index::Snapshot& snapshot) const {
    auto all = snapshot.names();
    if (auto changed = kept(snapshot).changed)
        all.push_back(std::move(changed));
    const std::lock_guard lock(mutex);
    if (const auto& questions = asked[static_cast<std::size_t>(snapshot.caller())])
        all.push_back(questions);
    return all;
}

/// Where titles and names do not fill the list: what a whole search for the words so far finds.
void Engine::Impl::suggest_by_search(const index::Snapshot& snapshot, const SuggestRequest& request,
                                     SuggestAnswer& answer) const {
    if (options.without(Idea::typed))
        return;
    const Finished typed = finished(snapshot, request, *lexicon(snapshot));
    const auto sets = synonym_sets();
    Planner planner(
        snapshot, *sets, memo, [&] { return lexicon(snapshot); }, options.without);
    Plan planned = planner.plan({typed.text, std::nullopt, request.page_lang});
    planner.last_may_be(planned, typed.may_be);
    Ranking ranking =
        rank(snapshot, std::move(planned), {searched, {}, {}, clock.steady() + request.deadline});
    answer.partial = answer.partial || ranking.partial;
    for (Ranked& one : ranking.documents) {
        if (answer.hits.size() >= request.hits || one.scored.confidence < surer_than * floor())
            return;
        const StoredDocument& document = read(snapshot, one);
        const bool there =
            std::any_of(answer.hits.begin(), answer.hits.end(), [&](const auto& hit) {
                return hit.id == document.key.id && hit.kind == document.key.kind;
            });
        if (!there)
            answer.hits.push_back(
                {document.key.id, document.key.kind, document.lang, document.title, {}});
    }
}

SuggestAnswer Engine::Impl::suggest(const index::Snapshot& snapshot,
                                    const SuggestRequest& request) const {
    const auto until = clock.steady() + request.deadline;
    const auto all = names(snapshot);
    List list(request);
    for (const Lang lang : {request.page_lang, analysis::other(request.page_lang)}) {
        const Typed typed = typed_words(request.query, lang, *snapshot.analyzer());
        std::vector<Fit> fits;
        for (const auto& some : all) {
            auto found = names_that_fit(typed, some->of(lang), *snapshot.analyzer());
            std::move(found.begin(), found.end(), std::back_inserter(fits));
        }
        std::stable_sort(fits.begin(), fits.end(),
                         [](const Fit& a, const Fit& b) { return a.cost < b.cost; });
        for (auto fit = fits.begin(); fit != fits.end() && !list.full(); ++fit) {
            if (clock.steady() > until) {
                list.answer.partial = true;
                break;
            }
            const Names::View name = fit->view();
            for (const std::string_view key : split(name.documents, '\n')) {
                auto found = document_of(snapshot, key, cache);
                if (!found || !still_named(snapshot, *found, name, cache))
                    continue;
                list.complete(std::string(name.text));
                if (list.takes(found->forward))
                    list.answer.hits.push_back(
                        suggestion_of(snapshot, *found, name, marks_of(*fit), cache));
                break;
            }
        }
    }
    SuggestAnswer answer = std::move(list.answer);
    if (answer.hits.size() >= request.hits)
        return answer;
    if (clock.steady() < until)
        suggest_by_search(snapshot, request, answer);
    else
        answer.partial = true;
    return answer;
}

Status Engine::offer(const std::vector<AskedQuestion>& questions) {
    auto snapshot = impl_->snapshots.acquire(Visibility::everyone);
    if (!snapshot)
        return snapshot.error();
    const std::string generation = std::to_string((*snapshot).generation().number);
    {
        const std::lock_guard lock(impl_->mutex);
        if (impl_->offered == questions && impl_->offered_for == generation)
            return Done{};
    }
    for (const Visibility caller : index::all_visibilities) {
        std::vector<index::Name> names;
        for (const AskedQuestion& question : questions) {
            if (!index::may_read(caller, question.audience))
                continue;
            index::Name name{
                question.text, question.lang, index::Field::question, {}, question.times};
            for (const std::string& id : question.answers)
                for (const Kind kind : {Kind::article, Kind::solution})
                    name.documents.push_back(index::Key{kind, id}.to_string());
            names.push_back(std::move(name));
        }
        auto made = Names::from_bytes(
            Names::to_bytes(std::move(names), *(*snapshot).analyzer(), *(*snapshot).vocabulary()));
        if (!made)
            return made.error();
        const std::lock_guard lock(impl_->mutex);
        impl_->asked[static_cast<std::size_t>(caller)] = std::move(*made);
    }
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->offered = questions;
        impl_->offered_for = generation;
    }
    ++impl_->offers;
    return Done{};
}

} // namespace lotse::search
