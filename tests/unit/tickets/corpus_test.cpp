// None of the sample tickets' personal data may leave the store in a value for the index.

#include <regex>

#include "tests/support/manual_clock.h"
#include "tests/support/temp_dir.h"
#include "tests/support/ticket_seeds.h"
#include "tickets/redact.h"
#include "tickets/solution_store.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;

namespace {

std::string all_text(const ResolvedTicket& ticket) {
    std::string text = ticket.title + "\n" + ticket.problem + "\n" + ticket.solution;
    if (ticket.shared)
        text += "\n" + ticket.shared->title + "\n" + ticket.shared->text;
    for (const Question& question : ticket.questions)
        text += "\n" + question.text;
    return text;
}

} // namespace

TEST_CASE("no personal data of the sample tickets reaches the index", "[redaction][corpus]") {
    const lotse::testing::TempDir folder;
    const lotse::testing::ManualClock clock;
    SystemRandom random;
    auto database =
        Database::open({.path = folder / "tickets.db", .own_contacts = {hotline}}, clock, random);
    REQUIRE(database);
    const auto samples = sample_tickets();
    REQUIRE(samples.size() >= 200);
    REQUIRE(import_tickets(**database, samples));

    const auto seeds = seeds_in(samples);
    CHECK(seeds.size() > 400);
    std::string everything;
    std::size_t count = 0;
    const Status walked =
        SolutionStore(**database).each_resolved([&](const ResolvedTicket& ticket) -> Status {
            ++count;
            const std::string text = all_text(ticket);
            CHECK_FALSE(text.empty());
            everything += text + "\n\n";
            return Done{};
        });
    REQUIRE(walked);
    CHECK(count == samples.size());
    for (const Seed& seed : seeds) {
        INFO(seed.ref << ": " << seed.kind << " " << seed.text);
        const bool found = holds(everything, seed);
        CHECK_FALSE(found);
    }
}

TEST_CASE("what names the problem survives redaction in the sample tickets",
          "[redaction][corpus]") {
    // Error codes with their prefix are the words that later searches will ask for.
    static const std::regex code(R"(\bFN-\d{3}\b|\b0x[0-9A-Fa-f]{8}\b|\bERR_[A-Z_]+\b)");
    std::size_t codes = 0;
    for (const auto& imported : sample_tickets())
        for (const Message& message : imported.messages) {
            const std::string clean =
                redact(message.body, {.names = {imported.ticket.contact.name}});
            for (std::sregex_iterator it(message.body.begin(), message.body.end(), code), end;
                 it != end; ++it) {
                ++codes;
                INFO(imported.ticket.import_ref << ": " << it->str());
                CHECK(clean.find(it->str()) != std::string::npos);
            }
        }
    CHECK(codes > 30);
}
