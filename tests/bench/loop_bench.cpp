// The figures of the loop: how failed searches come together in gaps, and what is found once gaps
// are solved.
//
//     ./run bench loop                      both
//     ./run bench loop "[gap-figures]"      100,000 failed searches; LOTSE_BENCH_SEARCHES says how
//     many
//     ./run bench loop "[loop-figures]"     gaps of the sample solved, their questions asked again

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <set>

#include "searchd/deflect/trails.h"
#include "searchd/search/content_words.h"
#include "tests/bench/failed_searches.h"
#include "tests/support/sqlite_rows.h"
#include "tests/unit/deflect/loop_trial.h"
#include "tickets/topic_index.h"

using namespace lotse;
using namespace lotse::deflect::testing;
using lotse::testing::FailedSearch;

namespace {

using Seconds = std::chrono::duration<double>;

std::size_t searches_wanted() {
    const char* given = std::getenv("LOTSE_BENCH_SEARCHES");
    return given != nullptr ? std::strtoul(given, nullptr, 10) : 100'000;
}

/// A desk with the sample knowledge base, whose searches all fail.
struct Desk {
    Desk() {
        const std::filesystem::path corpus = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";
        auto base = ok(content::read_folder(corpus / "articles"));
        const auto source = ok(index::KnowledgeSource::open(std::move(base.articles), nullptr));
        index::BuildOptions options;
        options.index = dir / "index";
        ok(index::build(*source, options, clock));
        engine = ok(search::Engine::create(
            {.index = options.index, .synonyms = corpus / "synonyms"}, clock));
        database = ok(tickets::Database::open({.path = dir / "tickets.db"}, clock, random));
        trails = std::make_unique<deflect::Trails>(*database, *engine, log);
    }

    void fail(const FailedSearch& search) {
        clock.advance(Milliseconds{6000}); // a hundred thousand in a week
        search::Draft draft;
        draft.body = search.text;
        draft.page_lang = search.page_lang == "de" ? search::Lang::de : search::Lang::en;
        search::SearchAnswer nothing;
        nothing.lang = ok(engine->content_words(draft)).lang;
        const std::string address = "10." + std::to_string(search.visitor / 250) + "." +
                                    std::to_string(search.visitor % 250) + ".1";
        trails->record({"", {address, "Browser"}, search.text, draft.page_lang}, nothing);
        trails->settle();
    }

    lotse::testing::TempDir dir;
    lotse::testing::ManualClock clock;
    SystemRandom random;
    NullLog log;
    std::unique_ptr<search::Engine> engine;
    std::unique_ptr<tickets::Database> database;
    std::unique_ptr<deflect::Trails> trails;
};

struct GapFigures {
    std::size_t tickets = 0;
    double purity = 0;              // of all searches: those of the commonest topic of their gap
    double together = 0;            // of all searches: those in their topic's largest gap
    double ticketed = 0;            // of all searches: those whose gap has a ticket
    std::size_t both_languages = 0; // gap tickets with questions in both
};

GapFigures figures(Desk& desk, const std::vector<std::size_t>& truth) {
    lotse::testing::SqliteFile file(desk.dir / "tickets.db");
    const auto gap_of = file.rows("SELECT COALESCE(gap_id, 0) FROM searches ORDER BY id");
    REQUIRE(gap_of.size() == truth.size());
    const auto ticketed = file.rows("SELECT id FROM gaps WHERE ticket_number IS NOT NULL");
    const std::set<std::string> with_ticket(ticketed.begin(), ticketed.end());
    std::map<std::string, std::map<std::size_t, std::size_t>> by_gap;
    std::map<std::size_t, std::map<std::string, std::size_t>> by_topic;
    std::size_t in_tickets = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        ++by_gap[gap_of[i]][truth[i]];
        ++by_topic[truth[i]][gap_of[i]];
        in_tickets += with_ticket.contains(gap_of[i]) ? 1U : 0U;
    }
    const auto largest = [](const auto& groups) {
        std::size_t sum = 0;
        for (const auto& [key, counts] : groups) {
            std::size_t most = 0;
            for (const auto& [other, count] : counts)
                most = std::max(most, count);
            sum += most;
        }
        return sum;
    };
    const auto all = static_cast<double>(truth.size());
    return {ticketed.size(), static_cast<double>(largest(by_gap)) / all,
            static_cast<double>(largest(by_topic)) / all, static_cast<double>(in_tickets) / all,
            file.rows("SELECT gap_id FROM searches WHERE gap_id IN (SELECT id FROM gaps WHERE "
                      "ticket_number IS NOT NULL) GROUP BY gap_id HAVING COUNT(DISTINCT lang) = 2")
                .size()};
}

/// Milliseconds to read the ticket of the gap that was asked for most, and the gap itself.
double opening(Desk& desk) {
    lotse::testing::SqliteFile file(desk.dir / "tickets.db");
    const auto largest = file.rows("SELECT ticket_number FROM gaps WHERE ticket_number IS NOT NULL "
                                   "ORDER BY searches DESC LIMIT 1");
    REQUIRE(largest.size() == 1);
    const tickets::TicketNumber number{std::stoll(largest[0])};
    const auto begun = std::chrono::steady_clock::now();
    ok(tickets::TicketStore(*desk.database).details(number));
    ok(tickets::SearchLog(*desk.database).gap_of(number));
    return Seconds(std::chrono::steady_clock::now() - begun).count() * 1000;
}

} // namespace

TEST_CASE("figures of gaps", "[gap-figures]") {
    Desk desk;
    lotse::testing::SearchStream stream;
    const std::size_t count = searches_wanted();
    std::vector<std::size_t> truth;
    std::vector<double> seconds; // of all so far, after an eighth, a quarter, a half, all
    std::printf("Gaps: %zu failed searches about %zu topics, both languages, other words, typing "
                "errors\n",
                count, stream.topics());
    double spent = 0;
    for (const std::size_t until : {count / 8, count / 4, count / 2, count}) {
        std::vector<FailedSearch> batch;
        while (truth.size() + batch.size() < until)
            batch.push_back(stream.next());
        const auto begun = std::chrono::steady_clock::now();
        for (const FailedSearch& search : batch)
            desk.fail(search);
        spent += Seconds(std::chrono::steady_clock::now() - begun).count();
        for (const FailedSearch& search : batch)
            truth.push_back(search.topic);
        seconds.push_back(spent);
        std::printf("  after %7zu: %7.1f s, %zu gaps\n", truth.size(), spent,
                    desk.database->topics().size().gaps);
        std::fflush(stdout);
    }
    const auto found = figures(desk, truth);
    std::printf("  gap tickets            %zu (of both languages: %zu)\n", found.tickets,
                found.both_languages);
    std::printf("  purity                 %.3f\n", found.purity);
    std::printf("  in the topic's own gap %.3f\n", found.together);
    std::printf("  counted into a ticket  %.3f\n", found.ticketed);
    std::printf("  exponent of the time   %.2f (1 is linear)\n",
                std::log(seconds.back() / seconds.front()) / std::log(8.0));
    std::printf("  opening its ticket     %.1f ms for the gap with most searches\n", opening(desk));
    CHECK(found.purity >= 0.9);
    CHECK(found.tickets <= 600);
}

TEST_CASE("figures of the closed loop", "[loop-figures]") {
    LoopTrial trial;
    const auto started = std::chrono::steady_clock::now();
    trial.solve_all();
    const double seconds = Seconds(std::chrono::steady_clock::now() - started).count();
    Tally original, unheard;
    trial.ask(original, unheard);
    std::printf("Loop: %zu gaps of the sample solved in %.1f s (a third each: article written, "
                "article linked, solution shared)\n",
                trial.gaps().size(), seconds);
    std::printf("  closed by their own questions: %zu\n", trial.closed_gaps());
    for (const auto& [name, tally] : {std::pair{"asked in vain before", &original},
                                      std::pair{"paraphrases never heard", &unheard}}) {
        std::printf("  %s: %zu of %zu shown among the first three (%.1f %%), %.1f %% with those "
                    "that are withheld as unsure\n",
                    name, tally->first_three, tally->asked, 100 * tally->share(),
                    100 * tally->ranked_share());
        for (const std::string& missed : tally->missed)
            std::printf("    missed %s\n", missed.c_str());
    }
}
