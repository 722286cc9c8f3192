#pragma once
// The lot that says what suggestions are worth. A set share of the visitors, by default none, is
// shown neither suggestions while typing nor solutions for a request that is being written; what
// they search for on purpose they find as everybody does, and known faults they are told of as
// everybody is. How many of them write a ticket, and how many of the others, is the causal figure
// of deflection (tickets/reports): it measures these two helpers, not search itself.
//
// The lot falls on the visitor's key of the day (visitors.h), so that it stays the same all day
// without a cookie. The keys are of a secret of their own: no row can be joined with a search. With
// several daemons behind one address a visitor has to be kept at the same one for the day. Any
// thread.

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

#include "indexer/base/log.h"
#include "searchd/deflect/visitors.h"
#include "tickets/reports/exposures.h"

namespace lotse::deflect {

/// Whether the lot falls on this key: the same answer each time, for about `percent` of all keys.
/// Whoever is held out at a small share is so at a greater one. `percent`: 0 to 100.
bool held_out(std::string_view visitor_key, double percent);

/// One request of a visitor who may be shown something.
struct Arrival {
    Visitor visitor;
    std::string lang; // of the page
    tickets::Channel channel = tickets::Channel::portal;
};

class Holdout {
  public:
    /// All must outlive the object. At 0 percent nobody is held out, and nothing is written.
    Holdout(tickets::Database& database, double percent, Log& log);

    /// Whether to withhold suggestions and solutions. Ask before showing any, and where a visitor
    /// searches or opens the form: his first arrival of a day is when he takes part. What cannot be
    /// written is logged; the visitor is then not counted.
    bool holds_out(const Arrival& arrival);

    /// The visitor wrote a ticket.
    void wrote_ticket(const Visitor& visitor);

  private:
    /// Whether it is the first arrival of this key, as far as is remembered.
    bool first_of(const std::string& key);

    tickets::Database& database_;
    const double percent_;
    Log& log_;
    VisitorKeys keys_;
    std::mutex mutex_;
    std::unordered_set<std::string> seen_; // guarded by mutex_; a repeated row would do no harm
};

} // namespace lotse::deflect
