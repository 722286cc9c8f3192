#include "searchd/http/presence.h"

#include <algorithm>

namespace lotse::http {

void Presence::note(const Seen& seen, TimePoint now) {
    const std::lock_guard lock(mutex_);
    std::erase_if(entries_, [&](const auto& one) { return one.second.last + lasts <= now; });
    Entry& entry = entries_[{seen.ticket.value, seen.person.value}];
    if (entry.name.empty())
        entry.came = now;
    entry.name = seen.name;
    entry.last = now;
    if (!seen.writing)
        entry.writes_since.reset();
    else if (!entry.writes_since)
        entry.writes_since = now;
}

void Presence::leave(tickets::TicketNumber ticket, tickets::PersonId person) {
    const std::lock_guard lock(mutex_);
    entries_.erase({ticket.value, person.value});
}

std::vector<Present> Presence::others(tickets::TicketNumber ticket, tickets::PersonId me,
                                      TimePoint now) const {
    std::vector<Present> found;
    const std::lock_guard lock(mutex_);
    for (auto at = entries_.lower_bound({ticket.value, 0});
         at != entries_.end() && at->first.first == ticket.value; ++at) {
        const Entry& entry = at->second;
        if (at->first.second != me.value && entry.last + lasts > now)
            found.push_back({entry.name, entry.writes_since.has_value(),
                             entry.writes_since.value_or(entry.came)});
    }
    std::ranges::sort(found, {}, &Present::name);
    return found;
}

} // namespace lotse::http
