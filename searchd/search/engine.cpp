#include "searchd/search/engine.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <span>
#include <unordered_map>

#include "indexer/base/file.h"
#include "indexer/content/store.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/answer_kind.h"
#include "searchd/search/confidence.h"
#include "searchd/search/impl.h"
#include "searchd/search/snippet.h"

namespace lotse::search {
namespace {

constexpr std::size_t candidate_limit = 80;
constexpr std::size_t most_per_page = 50;
constexpr std::size_t cache_bytes = 40U << 20U;
constexpr std::size_t posting_bytes = 96U << 20U;
constexpr std::size_t posting_bytes_per_document = 256; // 256 MB at a million
constexpr std::size_t looked_up_translations = 20;      // of the best hits
constexpr std::size_t largest_synonym_file = 4U << 20U;

/// Function words are not translated, so that a document in the other language can have none of the
/// question's: it gets what those in the asker's language have on average.
void even_out_function_words(std::vector<Ranked>& documents, Lang lang) {
    double sum = 0;
    double count = 0;
    for (const Ranked& one : documents)
        if (one.lang() == lang) {
            sum += one.scored.function_words;
            count += 1;
        }
    if (sum <= 0)
        return;
    for (Ranked& one : documents)
        if (one.lang() != lang) {
            one.scored.function_words = sum / count;
            add_up(one.scored);
        }
}

/// One document for each set of translations: the one in `lang` where it is among them.
void collapse(std::vector<Ranked>& documents, Lang lang) {
    std::unordered_map<std::string_view, std::size_t> place;
    std::vector<Ranked> kept;
    for (Ranked& one : documents) {
        const std::string_view group = one.shown.forward.group;
        const auto [found, first] = place.try_emplace(group, kept.size());
        if (first || group.empty()) {
            kept.push_back(std::move(one));
            continue;
        }
        Ranked& there = kept[found->second];
        if (there.lang() == lang || one.lang() != lang)
            continue;
        // At the better one's score, but it is this one that meets the question's words.
        there.shown = std::move(one.shown);
        there.scored.coverage = std::max(there.scored.coverage, one.scored.coverage);
        there.scored.title_coverage =
            std::max(there.scored.title_coverage, one.scored.title_coverage);
    }
    documents = std::move(kept);
}

constexpr std::size_t scored_at_once = 10; // documents that a worker takes

/// In the order of the documents. Each worker makes a scorer of its own, so that none waits for
/// another.
std::vector<Scored> scores_of(const std::function<Scorer()>& make_scorer,
                              const std::vector<FoundDocument>& documents,
                              const std::array<Lengths, 2>& lengths, Helpers& helpers) {
    std::vector<Scored> scored(documents.size());
    std::vector<std::optional<Scorer>> scorers(helpers.workers());
    helpers.share_out(documents.size(), scored_at_once, [&](std::size_t i, std::size_t worker) {
        std::optional<Scorer>& scorer = scorers[worker];
        if (!scorer)
            scorer.emplace(make_scorer());
        const Lengths& own = lengths[static_cast<std::size_t>(documents[i].forward.lang)];
        scored[i] = scorer->score(documents[i], own);
    });
    return scored;
}

/// Empty where the editors keep no such list.
Result<std::string> text_of(const std::filesystem::path& folder,
                            const std::filesystem::path& path) {
    if (folder.empty() || !std::filesystem::exists(path))
        return std::string();
    return read_file(path, largest_synonym_file);
}

/// Everything of a question that its answer depends on, its text last.
std::string key_of(const SearchRequest& request) {
    std::string key = " " + std::to_string(request.lang ? static_cast<int>(*request.lang) : 2) +
                      std::to_string(static_cast<int>(request.page_lang)) +
                      (request.exact ? "x" : "") + (request.abstain ? "a" : "") + " " +
                      std::to_string(request.page) + " " + std::to_string(request.per_page) + " " +
                      std::to_string(request.category.size()) + request.category + " ";
    for (const Kind kind : request.kinds)
        key += std::to_string(static_cast<int>(kind));
    return key + " " + request.query;
}

std::string key_of(const SuggestRequest& request) {
    return " " + std::to_string(static_cast<int>(request.page_lang)) + " " +
           std::to_string(request.completions) + " " + std::to_string(request.hits) + " " +
           request.query;
}

Hit make_hit(const Ranked& ranked, const index::StoredDocument& document, Shown shown) {
    Hit hit;
    hit.id = document.key.id;
    hit.kind = document.key.kind;
    hit.lang = document.lang;
    hit.title = document.title;
    hit.category = document.category;
    hit.snippet = std::move(shown.snippet);
    hit.marks = std::move(shown.marks);
    hit.title_marks = std::move(shown.title_marks);
    hit.score = ranked.scored.score;
    for (const ScoreRow& row : score_rows)
        hit.score_parts.push_back({std::string(row.name), ranked.scored.*row.value});
    hit.confidence = ranked.scored.confidence;
    hit.why = std::move(shown.why);
    hit.translation_key = document.group;
    hit.updated = document.updated;
    return hit;
}

} // namespace

Engine::Impl::Impl(EngineOptions given, const Clock& its_clock)
    : options(std::move(given)), clock(its_clock), snapshots(options.index, options.generation),
      cache(cache_bytes), postings(posting_bytes, posting_bytes_per_document),
      answers(options.answers_kept), suggestions(2 * options.answers_kept),
      synonyms(std::make_shared<SynonymSets>()) {}

Engine::Impl::Impl(const Impl& live, index::Document laid_over)
    : options(live.options), clock(live.clock), helpers(live.helpers),
      snapshots(live.snapshots, std::move(laid_over)), cache(cache_bytes),
      postings(posting_bytes, posting_bytes_per_document), answers(0), suggestions(0),
      synonyms(live.synonym_sets()) {}

double Engine::Impl::floor() const {
    return options.floor ? *options.floor : floor_for(options.most_useless);
}

std::string Engine::Impl::state_of(const index::Snapshot& snapshot) const {
    return search::state_of(snapshot) + " " + std::to_string(lists);
}

std::shared_ptr<const SynonymSets> Engine::Impl::synonym_sets() const {
    const std::lock_guard lock(mutex);
    return synonyms;
}

Result<std::shared_ptr<const SynonymSets>> Engine::Impl::read_synonyms() const {
    auto sets = std::make_shared<SynonymSets>();
    auto analyzer = analysis::Analyzer::create({});
    if (!analyzer)
        return analyzer.error();
    for (const Lang lang : analysis::all_langs) {
        const auto path = options.synonyms / (std::string(analysis::name(lang)) + ".txt");
        const auto text = text_of(options.synonyms, path);
        if (!text)
            return text.error();
        auto parsed = analysis::Synonyms::parse(*text, lang, **analyzer, path.string());
        if (!parsed)
            return parsed.error();
        sets->by_lang[static_cast<std::size_t>(lang)] = std::move(*parsed);
    }
    const auto path = options.synonyms / "glossary.txt";
    const auto text = text_of(options.synonyms, path);
    if (!text)
        return text.error();
    auto parsed = analysis::Glossary::parse(*text, **analyzer, path.string());
    if (!parsed)
        return parsed.error();
    sets->glossary = std::move(*parsed);
    return std::shared_ptr<const SynonymSets>(std::move(sets));
}

std::string Engine::Impl::hash_of_synonyms() const {
    std::string all;
    for (const char* file : {"de.txt", "en.txt", "glossary.txt"})
        if (const auto text = text_of(options.synonyms, options.synonyms / file))
            all += *text;
    return all.empty() ? std::string() : content::content_hash(all);
}

Plan Engine::Impl::plan(const index::Snapshot& snapshot, const PlanRequest& request) const {
    const auto sets = synonym_sets();
    return Planner(
               snapshot, *sets, memo, [&] { return lexicon(snapshot); }, options.without)
        .plan(request);
}

Ranking Engine::Impl::rank(const index::Snapshot& snapshot, Plan plan,
                           const CandidateRequest& request) const {
    Ranking ranking;
    ranking.plan = std::move(plan);
    Candidates found =
        find_candidates(snapshot, ranking.plan, request, cache, postings, *helpers, clock);
    ranking.partial = found.partial;
    const TermTable table(ranking.plan);
    const Kept known = kept(snapshot);
    const GramQuery grams(ranking.plan, *known.grams);
    const MayMeet may_meet(index::reading_index(snapshot), table, &grams);
    const auto scored = scores_of([&] { return Scorer(ranking.plan, table, grams, may_meet); },
                                  found.documents, known.lengths, *helpers);
    for (std::size_t i = 0; i < scored.size(); ++i)
        if (scored[i].score > 0)
            ranking.documents.push_back({found.documents[i], scored[i], found.documents[i], {}});
    even_out_function_words(ranking.documents, ranking.plan.lang);
    const auto better = [](const Ranked& a, const Ranked& b) {
        return a.scored.score != b.scored.score ? a.scored.score > b.scored.score
                                                : a.shown.forward.key < b.shown.forward.key;
    };
    std::sort(ranking.documents.begin(), ranking.documents.end(), better);
    prefer_answers(
        ranking.plan, ranking.documents,
        [&](Ranked& one) -> const index::StoredDocument& { return read(snapshot, one); });
    std::sort(ranking.documents.begin(), ranking.documents.end(), better);
    collapse(ranking.documents, ranking.plan.answers);
    prefer_language(snapshot, ranking.plan, ranking.documents);
    std::stable_sort(ranking.documents.begin(), ranking.documents.end(), better);
    judge(ranking, table, letters, *helpers);
    return ranking;
}

/// A hit in the other language gives way to its translation, though that one may not have matched.
void Engine::Impl::prefer_language(const index::Snapshot& snapshot, const Plan& plan,
                                   std::vector<Ranked>& documents) const {
    const std::size_t count = std::min(documents.size(), looked_up_translations);
    for (std::size_t i = 0; i < count; ++i) {
        FoundDocument& shown = documents[i].shown;
        if (shown.forward.lang == plan.answers || shown.forward.group.empty())
            continue;
        if (auto own = translation_of(snapshot, shown.forward, plan.answers, cache))
            shown = std::move(*own);
    }
}

Ranking Engine::Impl::rank(const index::Snapshot& snapshot, const SearchRequest& request,
                           std::chrono::steady_clock::time_point until) const {
    Plan planned = plan(snapshot, {request.query, request.lang, request.page_lang, request.exact});
    return rank(snapshot, std::move(planned),
                {candidate_limit, request.category, request.kinds, until});
}

SearchAnswer Engine::Impl::answer(const index::Snapshot& snapshot, Ranking ranking,
                                  std::size_t page, std::size_t per_page, bool abstain) const {
    SearchAnswer answer;
    answer.lang = ranking.plan.lang;
    answer.partial = ranking.partial;
    answer.searched_for = ranking.plan.searched_for;
    auto& documents = ranking.documents;
    answer.confident = !documents.empty() && ranking.confidence() >= floor();
    answer.abstained = abstain && !answer.confident && !documents.empty();
    if (abstain) {
        if (!answer.confident)
            answer.did_you_mean = std::exchange(answer.searched_for, {});
        std::erase_if(documents, [&](const Ranked& one) {
            return !answer.confident || one.scored.confidence < floor() * further_hits;
        });
    }
    answer.total = documents.size();
    per_page = std::clamp<std::size_t>(per_page, 1, most_per_page);
    const std::size_t first =
        std::min((std::max<std::size_t>(page, 1) - 1) * per_page, documents.size());
    const TermTable table(ranking.plan);
    const auto here =
        std::span(documents).subspan(first).first(std::min(per_page, documents.size() - first));
    for (Ranked& one : here)
        read(snapshot, one);
    answer.hits.resize(here.size());
    helpers->share(here.size(), [&](std::size_t i, std::size_t) {
        const auto& document = *here[i].shown.document;
        answer.hits[i] = make_hit(here[i], document, show(ranking.plan, table, document));
    });
    return answer;
}

Engine::Engine(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Engine::~Engine() = default;

Result<std::unique_ptr<Engine>> Engine::create(EngineOptions options, const Clock& clock) {
    std::unique_ptr<Engine> engine(new Engine(std::make_unique<Impl>(std::move(options), clock)));
    if (Status read = engine->reload(); !read)
        return read.error();
    return engine;
}

std::unique_ptr<Engine> Engine::with(index::Document document) const {
    return std::unique_ptr<Engine>(new Engine(std::make_unique<Impl>(*impl_, std::move(document))));
}

Status Engine::reload() {
    auto sets = impl_->read_synonyms();
    if (!sets)
        return sets.error();
    std::string hash = impl_->hash_of_synonyms();
    const std::lock_guard lock(impl_->mutex);
    impl_->synonyms = std::move(*sets);
    impl_->synonyms_hash = std::move(hash);
    ++impl_->lists;
    return Done{};
}

std::string Engine::synonyms_fingerprint() const {
    const std::lock_guard lock(impl_->mutex);
    return impl_->synonyms_hash;
}

Result<SearchAnswer> Engine::search(const SearchRequest& request) const {
    const auto start = impl_->clock.steady();
    const auto since = [&] {
        return std::chrono::duration_cast<Milliseconds>(impl_->clock.steady() - start);
    };
    auto snapshot = impl_->snapshots.acquire(request.caller);
    if (!snapshot)
        return snapshot.error();
    const std::string key = impl_->state_of(*snapshot) + key_of(request);
    if (auto known = impl_->answers.find(key)) {
        known->took = since();
        return std::move(*known);
    }
    const bool settled = impl_->is_settled(*snapshot);
    const Helpers::Asker asker(*impl_->helpers);
    return index::with_retry(*snapshot, [&]() -> Result<SearchAnswer> {
        Ranking ranking = impl_->rank(*snapshot, request, start + request.deadline);
        SearchAnswer answer = impl_->answer(*snapshot, std::move(ranking), request.page,
                                            request.per_page, request.abstain);
        answer.took = since();
        if (settled && !answer.partial)
            impl_->answers.keep(key, answer);
        return answer;
    });
}

Result<std::vector<Witness>> Engine::witnesses(const SearchRequest& request) const {
    const auto start = impl_->clock.steady();
    auto snapshot = impl_->snapshots.acquire(request.caller);
    if (!snapshot)
        return snapshot.error();
    return index::with_retry(*snapshot, [&]() -> Result<std::vector<Witness>> {
        const Ranking ranking = impl_->rank(*snapshot, request, start + request.deadline);
        std::vector<Witness> witnesses;
        for (std::size_t i = 0; i < std::min(decisive_hits, ranking.documents.size()); ++i)
            if (const auto key = index::parse_key(ranking.documents[i].shown.forward.key))
                witnesses.push_back({*key, ranking.documents[i].evidence});
        return witnesses;
    });
}

Result<SuggestAnswer> Engine::suggest(const SuggestRequest& request) const {
    auto snapshot = impl_->snapshots.acquire(request.caller);
    if (!snapshot)
        return snapshot.error();
    const std::string key =
        impl_->state_of(*snapshot) + " " + std::to_string(impl_->offers) + key_of(request);
    if (auto known = impl_->suggestions.find(key))
        return std::move(*known);
    const bool settled = impl_->is_settled(*snapshot);
    const Helpers::Asker asker(*impl_->helpers);
    return index::with_retry(*snapshot, [&]() -> Result<SuggestAnswer> {
        SuggestAnswer answer = impl_->suggest(*snapshot, request);
        if (settled && !answer.partial)
            impl_->suggestions.keep(key, answer);
        return answer;
    });
}

CacheFigures Engine::kept_answers() const {
    return impl_->answers.figures();
}

CacheFigures Engine::kept_suggestions() const {
    return impl_->suggestions.figures();
}

} // namespace lotse::search
