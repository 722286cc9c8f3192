#pragma once
// The sample tickets are full of invented personal data. What counts as personal is said here by
// patterns of the tests' own, so that redaction cannot agree with itself.

#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/catch.h"
#include "tickets/cli/import_file.h"
#include "tickets/import.h"

namespace lotse::tickets::testing {

inline const std::string hotline = "0431 555 0100";

struct Seed {
    std::string ref, kind, text;
};

inline std::string digits_of(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits.push_back(c);
    return digits;
}

/// The digits of a text with a blank wherever a letter stood between them.
inline std::string digits_without_letters(std::string_view text) {
    std::string digits;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            digits.push_back(c);
        else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\n')
            digits.push_back(' ');
    return digits;
}

inline void collect(std::vector<Seed>& seeds, const std::string& ref, const std::string& text) {
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

inline std::vector<ImportedTicket> sample_tickets() {
    std::vector<ImportedTicket> all;
    for (const auto& entry :
         std::filesystem::directory_iterator(LOTSE_SOURCE_DIR "/corpus/tickets")) {
        if (entry.path().extension() != ".jsonl")
            continue;
        auto read = cli::read_tickets(entry.path());
        INFO((read ? std::string() : read.error().to_string()));
        REQUIRE(read);
        all.insert(all.end(), read->begin(), read->end());
    }
    return all;
}

inline std::vector<Seed> seeds_in(const std::vector<ImportedTicket>& tickets) {
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

/// By its digits where it is a number, so that other spacing hides nothing.
inline bool holds(const std::string& text, const Seed& seed) {
    const bool number = seed.kind != "name" && seed.kind != "email";
    if (text.find(seed.text) != std::string::npos)
        return true;
    return number && digits_without_letters(text).find(digits_of(seed.text)) != std::string::npos;
}

} // namespace lotse::tickets::testing
