// A small stream of failed searches about known topics; `./run bench loop` runs the large one.

#include <map>

#include "searchd/deflect/topics.h"
#include "tests/bench/failed_searches.h"
#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect::testing;

TEST_CASE("a question's topic is what search reads in it", "[deflect][gaps]") {
    World world;
    world.write("konto", "de", "Ein Konto anmelden", "Anmelden kann sich jeder.");
    world.build();
    const auto topic = [&](std::string_view question) {
        return ok(deflect::topic_of(*world.engine, question, search::Lang::de));
    };
    CHECK(topic("Rechnung herunterladen") == topic("herunterladen: die Rechnungen"));
    CHECK(topic("hallo Rechnung herunterladen") == topic("Rechnung herunterladen"));
    CHECK(topic("Rehcnung herunterladen") == topic("Rechnung herunterladen")); // mended
    CHECK(topic("Hallo") == "");
    CHECK(topic("wo melde ich mein Konto an") == topic("Konto anmelden"));
}

TEST_CASE("failed searches about forty topics become few gaps, and hardly any gap is of two topics",
          "[deflect][gaps]") {
    World world;
    lotse::testing::StreamOptions options;
    options.topics = 40;
    options.german = 1; // this world has no dictionary
    options.other_page = 0;
    lotse::testing::SearchStream stream(options);
    std::map<std::string, std::size_t> truth; // of a question
    constexpr std::size_t count = 2000;
    for (std::size_t i = 0; i < count; ++i) {
        const auto search = stream.next();
        truth[search.text] = search.topic;
        search::SearchAnswer nothing;
        nothing.lang = search::Lang::de;
        world.clock.advance(Milliseconds{6000});
        world.trails->record({"",
                              {"192.0.2." + std::to_string(search.visitor % 250),
                               "Browser " + std::to_string(search.visitor)},
                              search.text},
                             nothing);
    }
    world.trails->settle();
    const auto gaps = ok(tickets::SearchLog(*world.database).gaps({.limit = 500}));
    std::int64_t counted = 0, pure = 0, asked = 0;
    std::size_t with_ticket = 0;
    for (const auto& gap : gaps) {
        std::map<std::size_t, std::int64_t> topics;
        for (const auto& question : gap.questions) {
            const auto known = truth.find(question.text);
            if (known == truth.end())
                continue; // something in it was taken for a name
            topics[known->second] += question.count;
            asked += question.count;
        }
        std::int64_t most = 0;
        for (const auto& [topic, times] : topics)
            most = std::max(most, times);
        pure += most;
        counted += gap.count;
        with_ticket += gap.ticket ? 1U : 0U;
    }
    INFO("gaps " << gaps.size() << ", tickets " << with_ticket << ", pure " << pure << " of "
                 << asked);
    CHECK(counted >= static_cast<std::int64_t>(count) * 95 / 100); // one visitor counts once a day
    CHECK(asked >= counted / 2); // a gap shows its commonest questions
    CHECK(static_cast<double>(pure) >= 0.9 * static_cast<double>(asked));
    CHECK(with_ticket <= 120); // three a topic: wordings without a common word stay apart
}
