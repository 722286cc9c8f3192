#include "tickets/house/answer_time.h"

#include <algorithm>
#include <vector>

#include "tickets/sql_internal.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

namespace {

constexpr std::chrono::hours looked_back{28 * 24};
constexpr std::size_t fewest_answers = 30;
constexpr double still_waiting = 0.2; // of those who wrote

struct Wait {
    Milliseconds lasted{0};
    bool answered = false;
};

/// When four of five had their answer; nothing where so many never did.
std::optional<Milliseconds> four_of_five(std::vector<Wait> waits) {
    // Answers come before those that waited just as long: they were at risk then.
    std::ranges::sort(waits, {},
                      [](const Wait& wait) { return std::pair(wait.lasted, !wait.answered); });
    double waiting = 1;
    for (std::size_t i = 0; i < waits.size(); ++i) {
        if (!waits[i].answered)
            continue;
        waiting *= 1 - 1 / static_cast<double>(waits.size() - i);
        if (waiting <= still_waiting + 1e-9)
            return waits[i].lasted;
    }
    return std::nullopt;
}

} // namespace

Result<std::optional<AnswerTime>> answer_time(Database& database, const OpeningHours& hours,
                                              Milliseconds target, TimePoint now) {
    std::vector<Wait> waits;
    Status status = database.read([&](soci::session& sql) -> Status {
        waits.clear();
        // Finished without a word of ours: by its sender, or as spam. Nobody waited for us there.
        each_row<TimePoint, std::optional<TimePoint>, State>(
            sql,
            "SELECT t.created_at, (SELECT MIN(m.at) FROM messages m WHERE m.ticket_number = "
            "t.number AND m.sender = 'agent' AND m.visibility = 'public'), t.state "
            "FROM tickets t WHERE t.created_at >= :since AND t.kind = 'request'",
            [&](TimePoint created, std::optional<TimePoint> answered, State state) {
                if (answered)
                    waits.push_back({hours.between(created, *answered), true});
                else if (!finished(state))
                    waits.push_back({hours.between(created, now), false});
            },
            now - looked_back);
        return Done{};
    });
    if (!status)
        return status.error();
    const auto answers = static_cast<std::size_t>(std::ranges::count_if(waits, &Wait::answered));
    AnswerTime time{.within = target, .by = {}, .open = hours.open_at(now), .measured = 0};
    if (answers >= fewest_answers)
        if (const auto measured = four_of_five(std::move(waits))) {
            time.within = *measured;
            time.measured = answers;
        }
    if (time.within <= Milliseconds{0} && time.measured == 0)
        return std::optional<AnswerTime>();
    time.by = hours.after(now, time.within);
    return std::optional(time);
}

} // namespace lotse::tickets
