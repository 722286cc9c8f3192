// How much of a question one passage holds, over documents made by hand.

#include "searchd/search/passage.h"

#include "searchd/search/courtesy.h"
#include "tests/support/catch.h"

using namespace lotse;
using namespace lotse::search;
using lotse::testing::Approx;

namespace {

Group word(const std::string& text, double worth = 1) {
    Group group;
    group.alternatives.push_back({text, TermKind::exact, Lang::de, worth, Rule::exact, 1});
    group.rarity = {2, 2};
    return group;
}

/// Words of the text at these positions.
index::StoredDocument document(const std::vector<std::pair<std::string, int>>& words) {
    index::StoredDocument made;
    for (const auto& [text, position] : words)
        made.tokens.push_back({index::term_hash(index::term(Lang::de, TermKind::exact, text)),
                               index::Field::body, static_cast<std::uint16_t>(position)});
    return made;
}

Passage read(const Plan& plan, const index::StoredDocument& document,
             std::vector<double> counts = {}) {
    counts.resize(plan.groups.size(), 1);
    return best_passage(plan, TermTable(plan), document.lang, document.tokens, counts);
}

bool courtesy(const std::string& text, Lang lang) {
    static const auto analyzer = analysis::Analyzer::create({}).value();
    static const analysis::Letters letters;
    return only_courtesy(analyzer->words(text, lang), letters);
}

} // namespace

TEST_CASE("words near each other are held by one passage, words far apart are not",
          "[search][confidence]") {
    Plan plan;
    plan.groups = {word("router"), word("neustart"), word("lampe")};
    CHECK(read(plan, document({{"router", 3}, {"neustart", 9}})).unmet == Approx(2));
    CHECK(read(plan, document({{"router", 3}, {"neustart", 90}})).unmet == Approx(4));
    CHECK(read(plan, document({{"router", 3}, {"neustart", 90}, {"router", 95}, {"lampe", 99}}))
              .unmet == Approx(0));
    CHECK(read(plan, document({{"router", 3}, {"neustart", 90}})).words == 2);
    CHECK(read(plan, document({})).unmet == Approx(6));
    CHECK(read(plan, document({})).words == 0);
}

TEST_CASE("a document that holds the best translation there is holds the word",
          "[search][confidence]") {
    Plan plan;
    plan.groups = {word("passwort", 0.6)};
    const auto found = read(plan, document({{"passwort", 0}}));
    CHECK(found.unmet == Approx(0));
    CHECK(found.direct == Approx(0.6)); // but not as it was asked
}

TEST_CASE("a compound is held by its parts", "[search][confidence]") {
    Plan plan;
    Group compound;
    compound.rarity = {2, 2};
    compound.parts = {word("funk"), word("netz")};
    plan.groups = {compound};
    const double none = read(plan, document({})).unmet;
    const double one = read(plan, document({{"netz", 0}})).unmet;
    const double both = read(plan, document({{"funk", 0}, {"netz", 1}})).unmet;
    CHECK(none > one);
    CHECK(one > both);
}

TEST_CASE("words of no matter count for little, function words for nothing",
          "[search][confidence]") {
    Plan plan;
    plan.groups = {word("router"), word("danke"), word("mit")};
    plan.groups[2].function_word = true;
    const auto found = read(plan, document({{"router", 0}}), {1, 0.3});
    CHECK(found.unmet == Approx(0.6));
    CHECK(found.words == 1);
}

TEST_CASE("a greeting asks nothing, a greeting before a question does not hide it",
          "[search][abstains]") {
    for (const char* text : {"Hallo", "Guten Morgen", "Moin moin", "Hallo, wie geht es Ihnen?"})
        CHECK(courtesy(text, Lang::de));
    for (const char* text :
         {"hello", "good morning", "Hi there, how are you today?", "many thanks"})
        CHECK(courtesy(text, Lang::en));
    CHECK_FALSE(courtesy("Hallo, mein Router blinkt", Lang::de));
    CHECK_FALSE(courtesy("good morning, the router is broken", Lang::en));
    CHECK_FALSE(courtesy("Problem", Lang::de));
    CHECK_FALSE(courtesy("", Lang::de));
}
