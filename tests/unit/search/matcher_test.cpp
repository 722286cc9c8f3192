// The first stage against Xapian's own matcher, which it has to agree with.

#include <algorithm>
#include <map>
#include <random>

#include "indexer/index/postings_internal.h"
#include "indexer/index/updater.h"
#include "indexer/index/xapian_internal.h"
#include "searchd/search/matcher.h"
#include "tests/unit/search/library.h"

using namespace lotse;
using namespace lotse::search;
using analysis::Lang;
using lotse::testing::article;
using lotse::testing::TempDir;

namespace {

/// "wort7" is among the more frequent ones.
std::string word(std::size_t number) {
    return "wort" + std::string(1, static_cast<char>('a' + number % 26)) +
           std::string(1, static_cast<char>('a' + number / 26));
}

/// Many documents of words that are as unequally frequent as in any language.
class Shelf {
  public:
    explicit Shelf(int size = 300) {
        std::vector<index::Document> documents;
        for (int i = 0; i < size; ++i)
            documents.push_back(document(i));
        for (const index::Document& one : documents)
            documents_[one.key.to_string()] = one;
        index::BuildOptions options;
        options.index = folder_ / "index";
        options.dictionary = folder_ / "none";
        REQUIRE(index::build(index::VectorSource(std::move(documents)), options, clock_));
        snapshots_ = std::make_unique<index::Snapshots>(options.index);
    }

    /// Another one with each call.
    index::Document document(int i) {
        std::string text;
        const auto length = 5 + random_() % 80;
        for (std::size_t w = 0; w < length; ++w)
            text += word(random_() % (1 + random_() % 60)) + " ";
        auto made = article("a" + std::to_string(i), Lang::de, word(random_() % 60), text);
        made.category = i % 3 == 0 ? "third" : "other";
        if (i % 4 == 0)
            made.key.kind = index::Kind::solution;
        return made;
    }
    void change(const std::vector<index::Change>& changes) {
        REQUIRE(index::Updater(folder_ / "index").apply(changes));
        for (const index::Change& one : changes)
            if (one.document)
                documents_[one.key.to_string()] = *one.document;
    }

    index::Snapshot snapshot(index::Visibility caller = index::Visibility::everyone) {
        auto taken = snapshots_->acquire(caller);
        REQUIRE(taken);
        return *taken;
    }
    BestDocuments best(const Plan& plan, CandidateRequest request = {},
                       index::Visibility caller = index::Visibility::everyone) {
        request.until = clock_.steady() + std::chrono::minutes{5};
        const index::Snapshot taken = snapshot(caller);
        auto found = best_documents(taken, plan, request, postings_, helpers_, clock_);
        // Several ranges find the same as one; their sums are made in another order.
        const auto by_ranges = best_documents(taken, plan, request, postings_, helpers_, clock_,
                                              DocumentLengths::multiple);
        CHECK(by_ranges.partial == found.partial);
        REQUIRE(by_ranges.best.size() == found.best.size());
        for (std::size_t i = 0; i < found.best.size(); ++i)
            CHECK(by_ranges.best[i].weight == Approx(found.best[i].weight).epsilon(1e-5));
        return found;
    }
    BestDocuments too_late(const Plan& plan) {
        return best_documents(snapshot(), plan, {.until = clock_.steady() - Milliseconds{1}},
                              postings_, helpers_, clock_);
    }
    std::vector<Weighted> by_xapian(const Xapian::Query& query, Xapian::doccount limit = 200,
                                    index::Visibility caller = index::Visibility::everyone) {
        Xapian::Enquire enquire(all_by_xapian(caller));
        enquire.set_query(query);
        enquire.set_weighting_scheme(Xapian::BM25Weight(1.2, 0, 1, 0.75, 0.5));
        std::vector<Weighted> found;
        const auto mset = enquire.get_mset(0, limit);
        for (auto hit = mset.begin(); hit != mset.end(); ++hit)
            found.push_back({hit.get_weight(), *hit});
        return found;
    }

  private:
    /// What the caller may read as Xapian would index it, all postings included, under the same
    /// numbers.
    Xapian::Database all_by_xapian(index::Visibility caller) {
        Xapian::WritableDatabase memory(std::string(), Xapian::DB_BACKEND_INMEMORY);
        const auto taken = snapshot(caller);
        const Xapian::Database& all = index::database(taken);
        for (auto it = all.postlist_begin(""); it != all.postlist_end(""); ++it) {
            const auto key =
                all.get_document(*it).get_value(static_cast<Xapian::valueno>(index::Slot::key));
            const index::Document& one = documents_.at(key);
            memory.replace_document(*it, index::to_xapian(one, *taken.analyzer(),
                                                          *snapshot(one.visibility).vocabulary()));
        }
        return memory;
    }

    TempDir folder_;
    SystemClock clock_;
    std::mt19937 random_{11};
    std::map<std::string, index::Document> documents_; // by key
    std::unique_ptr<index::Snapshots> snapshots_;
    PostingCache postings_{1U << 20U};
    Helpers helpers_{2};
};

Alternative way(const std::string& text, bool paraphrase = false) {
    Alternative one;
    one.text = text;
    one.paraphrase = paraphrase;
    return one;
}

Group group(std::vector<Alternative> ways) {
    Group group;
    group.alternatives = std::move(ways);
    return group;
}

Xapian::Query term(const std::string& text) {
    return Xapian::Query(index::term(Lang::de, TermKind::exact, text));
}

/// Weights within `share` of each other, document by document.
void check_alike(const std::vector<Weighted>& ours, const std::vector<Weighted>& theirs,
                 double share) {
    REQUIRE(ours.size() == theirs.size());
    std::map<Xapian::docid, double> weights;
    for (const auto& one : theirs)
        weights[one.document] = one.weight;
    for (const auto& one : ours) {
        INFO(one.document);
        REQUIRE(weights.contains(one.document));
        CHECK(one.weight == Approx(weights.at(one.document)).epsilon(share));
    }
}

} // namespace

TEST_CASE("words weigh what they weigh in Xapian, and documents come in its order",
          "[search][matcher]") {
    Shelf shelf;
    Plan plan;
    std::vector<Xapian::Query> terms;
    for (const std::size_t number : {1, 7, 23, 48, 59}) {
        plan.groups.push_back(group({way(word(number))}));
        terms.push_back(term(word(number)));
    }
    plan.groups.push_back(group({way("unknown")}));
    plan.groups.push_back(group({way(word(0))}));
    plan.groups.back().function_word = true; // is not searched for
    const auto theirs =
        shelf.by_xapian(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    const auto ours = shelf.best(plan);
    CHECK_FALSE(ours.partial);
    check_alike(ours.best, theirs, 1e-5);
    CHECK(std::ranges::is_sorted(ours.best, std::greater<>(), &Weighted::weight));
    CHECK(ours.best.front().document == theirs.front().document);
    // Asked again, what was read is in memory.
    CHECK(shelf.best(plan).best == ours.best);
}

TEST_CASE("a word that counts less weighs less", "[search][matcher]") {
    Shelf shelf;
    Plan plan;
    plan.groups.push_back(group({way(word(7))}));
    const auto full = shelf.best(plan).best;
    plan.groups.front().counts = 0.25;
    const auto less = shelf.best(plan).best;
    REQUIRE_FALSE(full.empty());
    REQUIRE(less.size() == full.size());
    for (std::size_t i = 0; i < full.size(); ++i)
        CHECK(less[i].weight == Approx(full[i].weight / 4));
}

TEST_CASE("words that cannot change who is among the best are looked up for those alone",
          "[search][matcher]") {
    // Enough documents that going through the longest lists is worth leaving out.
    Shelf shelf(2000);
    Plan plan;
    std::vector<Xapian::Query> terms;
    for (const std::size_t number : {59, 57, 55, 3, 2, 1}) {
        plan.groups.push_back(group({way(word(number))}));
        terms.push_back(term(word(number)));
    }
    plan.groups.push_back(group({way(word(0)), way(word(4))}));
    terms.push_back(Xapian::Query(Xapian::Query::OP_SYNONYM, term(word(0)), term(word(4))));
    const Xapian::Query any(Xapian::Query::OP_OR, terms.begin(), terms.end());
    for (const unsigned limit : {1U, 5U, 20U, 100U})
        check_alike(shelf.best(plan, {.limit = limit}).best, shelf.by_xapian(any, limit), 1e-3);
    // No limit and no word at all are fine, too.
    CHECK(shelf.best(plan, {.limit = 0}).best.empty());
    CHECK(shelf.best({}, {.limit = 5}).best.empty());
}

TEST_CASE("ways to say one word weigh as one, guesses and parts half", "[search][matcher]") {
    Shelf shelf;
    Plan plan;
    plan.groups.push_back(group({way(word(5)), way(word(40)), way(word(55), true)}));
    plan.groups.back().parts = {group({way(word(30))}), group({way(word(33)), way(word(34))})};
    const auto synonyms = [](const Xapian::Query& one, const Xapian::Query& other) {
        return Xapian::Query(Xapian::Query::OP_SYNONYM, one, other);
    };
    const std::vector<Xapian::Query> ways{synonyms(term(word(5)), term(word(40))),
                                          term(word(55)) * 0.5, term(word(30)) * 0.5,
                                          synonyms(term(word(33)), term(word(34))) * 0.5};
    // Xapian rounds its estimate to whole documents at each step; ours is rounded once.
    check_alike(
        shelf.best(plan, {.limit = 1000}).best,
        shelf.by_xapian(Xapian::Query(Xapian::Query::OP_OR, ways.begin(), ways.end()), 1000), 0.01);
}

TEST_CASE("live updates leave the weights as Xapian has them, for every caller",
          "[search][matcher]") {
    using index::Visibility;
    constexpr int size = 200;
    Shelf shelf(size);
    Plan plan;
    std::vector<Xapian::Query> terms;
    for (const std::size_t number : {0, 3, 17, 44}) {
        plan.groups.push_back(group({way(word(number))}));
        terms.push_back(term(word(number)));
    }
    const Xapian::Query any(Xapian::Query::OP_OR, terms.begin(), terms.end());
    std::mt19937 random(5);
    for (int round = 0; round < 25; ++round) {
        std::vector<index::Change> changes;
        for (std::size_t i = 0, count = 1 + random() % 6; i < count; ++i) {
            // Some are new, some change, some move to another class, some go and come again.
            auto document = shelf.document(static_cast<int>(random() % (size + 40)));
            document.visibility = index::all_visibilities[random() % 3];
            const index::Key key = document.key;
            if (random() % 4 == 0)
                changes.push_back({key, std::nullopt});
            else
                changes.push_back({key, std::move(document)});
        }
        shelf.change(changes);
        for (const Visibility caller : {Visibility::everyone, Visibility::staff}) {
            if (caller == Visibility::staff && round % 3 != 0)
                continue; // several updates at once
            INFO("round " << round);
            check_alike(shelf.best(plan, {.limit = 1000}, caller).best,
                        shelf.by_xapian(any, 1000, caller), 1e-5);
        }
    }
}

TEST_CASE("who reads an older state of the index finds nothing that came later",
          "[search][matcher]") {
    Shelf shelf(20);
    PostingCache cache(1U << 20U);
    const auto before = shelf.snapshot();
    shelf.change({{index::Key{index::Kind::article, "new"},
                   article("new", Lang::de, word(0), word(0) + " " + word(1))}});
    const auto after = shelf.snapshot();
    const std::string wanted = index::term(Lang::de, TermKind::exact, word(0));
    const auto now = cache.list(after, 0, wanted);
    const auto then = cache.list(before, 0, wanted);
    CHECK(now.size == then.size + 1);
    CHECK(now.list == then.list);
    CHECK(cache.lengths(after)->documents == cache.lengths(before)->documents + 1);
}

TEST_CASE("category and kinds leave out what is of neither", "[search][matcher]") {
    Shelf shelf;
    Plan plan;
    plan.groups.push_back(group({way(word(2))}));
    const auto filtered = [&](index::Filter filter, const char* value) {
        return shelf.by_xapian(Xapian::Query(Xapian::Query::OP_FILTER, term(word(2)),
                                             Xapian::Query(index::filter_term(filter, value))));
    };
    check_alike(shelf.best(plan, {.category = "third"}).best,
                filtered(index::Filter::category, "third"), 1e-5);
    check_alike(shelf.best(plan, {.kinds = {index::Kind::solution}}).best,
                filtered(index::Filter::kind, "solution"), 1e-5);
    CHECK(shelf.best(plan, {.category = "none"}).best.empty());
    // What a search has left out does not stay out.
    CHECK(shelf.best(plan).best.size() == shelf.by_xapian(term(word(2))).size());
}

TEST_CASE("a deadline that has passed ends the search and says so", "[search][matcher]") {
    Shelf shelf;
    Plan plan;
    plan.groups.push_back(group({way(word(2))}));
    const auto late = shelf.too_late(plan);
    CHECK(late.partial);
    CHECK(late.best.empty());
    CHECK_FALSE(shelf.best({}).partial);
}
