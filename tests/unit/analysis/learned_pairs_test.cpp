#include "indexer/analysis/learned_pairs.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse::analysis;

namespace {

struct Lesson {
    lotse::testing::TempDir folder;
    std::shared_ptr<const Analyzer> analyzer = Analyzer::create({}).value();
    std::shared_ptr<const Dictionary> dictionary =
        Dictionary::from_bytes(
            Dictionary::compile(folder.write("list", "sperren :: lock\nkündigen :: cancel\n"
                                                     "Rechnung {f} :: bill\nFarbe :: colour\n"))
                .value())
            .value();
    PairLearner learner{*analyzer, dictionary.get()};

    std::shared_ptr<const Dictionary> learnt() const {
        const std::string bytes = learner.learn();
        return bytes.empty() ? nullptr : Dictionary::from_bytes(bytes).value();
    }
};

} // namespace

TEST_CASE("a word of two linked articles is learnt, both ways", "[analysis][learned]") {
    Lesson lesson;
    lesson.learner.add({{"Vertragskonto sperren und Farbe", "Lock the ledger in colour", true}});
    lesson.learner.add({{"Vertragskonto kündigen", "Cancel the ledger", false}});
    const auto learnt = lesson.learnt();
    REQUIRE(learnt);
    REQUIRE(learnt->lookup("vertragskonto", Lang::de).size() == 1);
    CHECK(learnt->lookup("vertragskonto", Lang::de)[0].stem == "ledger");
    CHECK(learnt->lookup("ledger", Lang::en)[0].stem == "vertragskonto");
    CHECK(learnt->lookup("sperr", Lang::de).empty()); // the dictionary knows it
}

TEST_CASE("one title teaches the pair that is left over, a summary does not",
          "[analysis][learned]") {
    for (const bool title : {true, false}) {
        Lesson lesson;
        lesson.learner.add({{"Vertragskonto sperren", "Lock the ledger", title}});
        CHECK((lesson.learnt() != nullptr) == title);
    }
}

TEST_CASE("ordinary words that are left over teach nothing", "[analysis][learned]") {
    Lesson lesson;
    lesson.learner.add({{"Rechnung sperren", "Lock the colour", true}});
    CHECK_FALSE(lesson.learnt());
}

TEST_CASE("one title with two open words teaches nothing", "[analysis][learned]") {
    Lesson lesson;
    lesson.learner.add({{"Vertragskonto Tarifzeit sperren", "Lock ledger window", true}});
    CHECK_FALSE(lesson.learnt());
}
