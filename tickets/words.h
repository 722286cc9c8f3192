#pragma once
// The closed sets of words that tickets are described with. The word of name() is what is stored,
// sent over the API and logged; it never changes. Translations for people live with the pages.
//
//     name(State::pending_reminder)         == "pending_reminder"
//     from_name<State>("pending_reminder")  == State::pending_reminder

#include <cstdint>
#include <span>
#include <string_view>

#include "indexer/base/result.h"

namespace lotse::tickets {

enum class Kind : std::uint8_t { request, gap };

/// `new_` is the only word that differs from its name ("new").
enum class State : std::uint8_t {
    new_,
    open,
    pending_reminder,
    pending_close,
    solved,
    closed,
    merged,
};

enum class Priority : std::uint8_t { low, normal, high, urgent };
enum class Role : std::uint8_t { customer, agent, editor, admin };
enum class Channel : std::uint8_t { portal, api, email, phone, chat, fax, letter, in_person };
enum class Visibility : std::uint8_t { public_, internal };
enum class Sender : std::uint8_t { customer, agent, system };
enum class ResolutionKind : std::uint8_t {
    linked_article,  // an article that was there already
    written_article, // an article written with the resolution
    drafted_article, // a draft made from the ticket: found by staff now, by customers once
                     // published
    shared_solution,
    no_knowledge,
};

/// Why a ticket leaves nothing to know behind.
enum class NoKnowledge : std::uint8_t {
    one_off,   // concerns this customer's contract or data alone
    outage,    // a fault that has passed
    done,      // an order that was carried out
    opinion,   // praise, complaint, a wish
    duplicate, // answered in another ticket
    not_ours,  // somebody else's matter
    spam,
    other, // said in words
};

/// How far an article got that did not help: it stood in a list, was opened, or was tried.
enum class ArticleUse : std::uint8_t { shown, opened, tried };
/// What one ticket is to another; the other way round each has its own reading (relations/links.h).
enum class LinkKind : std::uint8_t { duplicate_of, follows, caused_by };
enum class ProblemState : std::uint8_t { open, solved };
/// What search is still to be asked for a ticket: the words it came with, or what level 1 could
/// have found when it was handed over.
enum class LookupKind : std::uint8_t { intake, hand_over };

/// How a search ended, as far as is known. `answered` and `opened` did not fail, all others did;
/// failure.h says when which of them holds.
enum class Outcome : std::uint8_t {
    answered,        // hits above the confidence floor were shown
    opened,          // and one of them was opened
    no_results,      // nothing found
    low_confidence,  // nothing above the floor
    no_click,        // hits, none opened
    not_helped,      // the visitor said so
    left_for_form,   // the visitor left the hits for the contact form
    back_at_once,    // opened, and back again after a moment
    asked_otherwise, // asked again at once in other words
    ticket_soon,     // the customer wrote or called soon after
};

constexpr bool failed(Outcome outcome) {
    return outcome != Outcome::answered && outcome != Outcome::opened;
}

/// All words of a set in the order of the enum, for help texts and checks.
template <class Enum>
std::span<const std::string_view> names();

template <class Enum>
std::string_view name(Enum word) {
    return names<Enum>()[static_cast<std::size_t>(word)];
}

/// invalid_argument with the possible words as the hint.
template <class Enum>
Result<Enum> from_name(std::string_view word);

} // namespace lotse::tickets
