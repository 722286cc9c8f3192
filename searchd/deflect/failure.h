#pragma once
// When has a search failed? The one table that says so; everything else asks it.

#include <array>
#include <cstdint>
#include <string_view>

#include "searchd/search/engine.h"
#include "tickets/words.h"

namespace lotse::deflect {

/// What is seen of a search, at once or later.
enum class Signal : std::uint8_t {
    shown,               // answers above the confidence floor were shown
    opened,              // one of them was opened
    nothing_found,       // no document matched
    nothing_above_floor, // some matched, none well enough to be shown
    said_not_helped,     // the visitor said that it did not help
    left_for_form,       // the visitor left the results for the contact form
};

struct FailureRule {
    Signal signal;
    tickets::Outcome outcome; // as which it is recorded
    bool failed;
    std::string_view why;
};

/// In the order of Signal. A later signal of the same search replaces an earlier one, except that
/// leaving for the form does not blur how a search had failed before.
inline constexpr std::array<FailureRule, 6> failure_rules{{
    {Signal::shown, tickets::Outcome::answered, false, "there was something to read"},
    {Signal::opened, tickets::Outcome::opened, false, "and it was read"},
    {Signal::nothing_found, tickets::Outcome::no_results, true, "an empty page answers nothing"},
    {Signal::nothing_above_floor, tickets::Outcome::low_confidence, true,
     "a guess that is not even shown answers nothing"},
    {Signal::said_not_helped, tickets::Outcome::not_helped, true, "the visitor knows best"},
    {Signal::left_for_form, tickets::Outcome::left_for_form, true,
     "nobody writes to us with the answer in hand"},
}};

constexpr const FailureRule& rule(Signal signal) {
    return failure_rules[static_cast<std::size_t>(signal)];
}

/// The first signal of a search.
Signal signal_of(const search::SearchAnswer& answer);

} // namespace lotse::deflect
