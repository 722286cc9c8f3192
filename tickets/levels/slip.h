#pragma once
// The hand-over slip: what the next level has to know so that nobody asks the customer twice. Most
// of it is known already and fills itself in; what is required and still missing is named.
//
//     HandoverSlip slip = drafted_slip(details, "de");     // from trail, messages, former
//     solutions slip.ruled_out = "Leitung gemessen, in Ordnung"; missing_facts(slip) ==
//     {"next_step"}

#include <string>
#include <string_view>
#include <vector>

#include "tickets/ticket_store.h"

namespace lotse::tickets {

/// An article that was in play, and why it did not help. How far it got decides whether that has to
/// be said: of one that nobody opened there is nothing to tell.
struct SlipArticle {
    std::string document{};
    ArticleUse use = ArticleUse::shown;
    std::string why_not{};

    bool operator==(const SlipArticle&) const = default;
};

struct HandoverSlip {
    std::string problem{};               // required
    std::vector<std::string> searched{}; // what the customer looked for
    std::vector<SlipArticle> articles{}; // required: why_not of each one opened or tried
    std::string ruled_out{};             // required: what it is not, and how that is known
    std::string next_step{};             // required: what is wanted of the next level

    bool operator==(const HandoverSlip&) const = default;
};

/// What the ticket itself knows: the problem in its own words, searches and articles of its trail,
/// articles that it had been solved with in vain, internal notes as what was ruled out. Sentences
/// of ours are in `lang` ("de" or "en").
HandoverSlip drafted_slip(const TicketDetails& details, std::string_view lang);

/// Takes over what `given` says and leaves the rest as the draft has it.
HandoverSlip completed_slip(HandoverSlip draft, const HandoverSlip& given);

/// The names of required facts that are empty: "problem", "why_not:wlan-passwort", "ruled_out",
/// "next_step".
std::vector<std::string> missing_facts(const HandoverSlip& slip);

} // namespace lotse::tickets
