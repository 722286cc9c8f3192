#pragma once
// German verbs whose prefix stands at the end of the clause: "richten Sie das Postfach ein" is
// about einrichten, "schalten Sie ihn aus und wieder ein" about ausschalten and einschalten. A
// prefix that is followed by what it governs ("an den Router") is a preposition and joins nothing.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"
#include "indexer/analysis/forms.h"

namespace lotse::analysis {

/// And English verbs whose particle stands behind them, where both make a noun that is written in
/// one word: "log in" is what a login does.
struct PhrasalVerb {
    std::uint32_t verb = 0; // index of a token
    std::string noun;       // login

    bool operator==(const PhrasalVerb&) const = default;
};

struct SeparatedVerb {
    std::uint32_t verb = 0;   // index of a token
    std::uint32_t prefix = 0; // index of a token behind it
    std::string infinitive;   // einrichten

    bool operator==(const SeparatedVerb&) const = default;
};

/// Whether somebody knows a folded word: what is joined must be a real verb.
using IsWord = std::function<bool(std::string_view)>;

/// In order of the prefixes. `tokens` are all those of `text`; only German ones are looked at.
std::vector<SeparatedVerb> separated_verbs(std::string_view text, const std::vector<Token>& tokens,
                                           const Forms& forms, const IsWord& is_word);

/// In order of the particles; only English tokens are looked at.
std::vector<PhrasalVerb> phrasal_verbs(std::string_view text, const std::vector<Token>& tokens,
                                       const IsWord& is_word);

} // namespace lotse::analysis
