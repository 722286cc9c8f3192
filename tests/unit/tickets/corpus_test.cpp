// The sample tickets are full of invented personal data. None of it may leave the store in a value
// for the index. What counts as personal is said here by patterns of the test's own.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "indexer/base/text.h"
#include "tests/support/catch.h"
#include "tests/support/manual_clock.h"
#include "tests/support/temp_dir.h"
#include "tickets/cli/import_file.h"
#include "tickets/redact.h"
#include "tickets/solution_store.h"

using namespace lotse;
using namespace lotse::tickets;
namespace fs = std::filesystem;

namespace {

const std::string hotline = "0431 555 0100";

struct Seed {
    std::string ref, kind, text;
};

std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits.push_back(c);
    return digits;
}

/// The digits of a text with a blank wherever a letter stood between them.
std::string digits_without_letters(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits.push_back(c);
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\n')
            digits.push_back(' ');
    return digits;
}

void collect(std::vector<Seed>& seeds, const std::string& ref, const std::string& text) {
    static const std::vector<std::pair<std::string, std::regex>> patterns{
        {"email", std::regex(R"([A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]*[A-Za-z])")},
        {"iban", std::regex(R"(\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){3,7}( ?[A-Z0-9]{1,3})?\b)")},
        {"card", std::regex(R"(\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}\b|\b\d{15,16}\b)")},
        {"phone", std::regex(R"((\+\d|\b0[1-9])[\d /()-]{5,}\d)")},
        {"customer", std::regex(R"(\bKN[- ]?\d{5,})")},
    };
    for (const auto& [kind, pattern] : patterns)
        for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
            if (digits_of(it->str()) != digits_of(hotline))
                seeds.push_back({ref, kind, it->str()});
}

std::vector<tickets::ImportedTicket> sample_tickets() {
    std::vector<tickets::ImportedTicket> all;
    for (const auto& entry : fs::directory_iterator(LOTSE_SOURCE_DIR "/corpus/tickets")) {
        if (entry.path().extension() != ".jsonl")
            continue;
        auto read = cli::read_tickets(entry.path());
        INFO((read ? std::string() : read.error().to_string()));
        REQUIRE(read);
        all.insert(all.end(), read->begin(), read->end());
    }
    return all;
}

std::vector<Seed> seeds_in(const std::vector<tickets::ImportedTicket>& tickets) {
    std::vector<Seed> seeds;
    for (const auto& imported : tickets) {
        const std::string& ref = imported.ticket.import_ref;
        seeds.push_back({ref, "email", imported.ticket.contact.email});
        seeds.push_back({ref, "name", imported.ticket.contact.name});
        collect(seeds, ref, imported.ticket.subject);
        for (const Message& message : imported.messages)
            collect(seeds, ref, message.body);
        if (imported.resolution)
            collect(seeds, ref, imported.resolution->text);
    }
    std::erase_if(seeds, [](const Seed& seed) { return seed.text.size() < 4; });
    return seeds;
}

std::string all_text(const ResolvedTicket& ticket) {
    std::string text = ticket.title + "\n" + ticket.problem + "\n" + ticket.solution;
    if (ticket.shared)
        text += "\n" + ticket.shared->title + "\n" + ticket.shared->text;
    for (const Question& question : ticket.questions)
        text += "\n" + question.text;
    return text;
}

/// By its digits where it is a number, so that other spacing hides nothing.
bool holds(const std::string& text, const Seed& seed) {
    const bool number = seed.kind != "name" && seed.kind != "email";
    if (text.find(seed.text) != std::string::npos)
        return true;
    return number && digits_without_letters(text).find(digits_of(seed.text)) != std::string::npos;
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
