// What a ticket costs among few and among many: opening one, a page of a queue, a change. Databases
// of several sizes are made as the first version left them, upgraded, and then asked in turn, so
// that a busy machine slows all of them. Read the ratios, not the times.
//
//     ./run bench tickets [NUMBER …]     how many tickets; 1000 100000 1000000 when none are named

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <functional>
#include <map>
#include <memory>

#include "tests/support/old_tickets.h"
#include "tests/support/temp_dir.h"
#include "tickets/ticket_store.h"

namespace {

using namespace lotse;
using namespace lotse::tickets;
using Times = std::vector<double>; // milliseconds

constexpr int rounds = 400;

double milliseconds(const auto& run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

double percentile(Times times, double share) {
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

/// Stops the measurement when something fails: a wrong figure is worse than none.
template <class T>
T good(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().to_string().c_str());
        std::exit(1);
    }
    return std::move(*result);
}

/// A finished ticket may refuse a change; it was read and asked all the same.
template <class T>
void tried(const Result<T>& result) {
    if (!result && result.error().code != Code::conflict)
        good(result);
}

class Place {
  public:
    explicit Place(std::int64_t tickets) : count_(tickets) {
        const auto file = folder_ / "tickets.db";
        made_ =
            milliseconds([&] { lotse::testing::write_old_tickets(file, {.tickets = tickets}); });
        upgraded_ = milliseconds(
            [&] { database_ = good(Database::open({.path = file}, clock_, random_)); });
        std::printf("%9lld tickets: written in %.1f s, upgraded in %.2f s, %.0f MB\n",
                    static_cast<long long>(tickets), made_ / 1000, upgraded_ / 1000,
                    static_cast<double>(std::filesystem::file_size(file)) / 1e6);
        std::fflush(stdout);
    }

    std::int64_t count() const { return count_; }
    TicketStore store() { return TicketStore(*database_); }

    /// Any ticket, by a fraction of their number.
    TicketNumber at(double share) const {
        return {lotse::testing::first_old_number +
                static_cast<std::int64_t>(share * static_cast<double>(count_ - 1))};
    }

  private:
    std::int64_t count_;
    lotse::testing::TempDir folder_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Database> database_;
    double made_ = 0, upgraded_ = 0;
};

struct Queue {
    const char* name;
    TicketFilter filter;
};

std::vector<Queue> queues() {
    const auto unfinished = unfinished_states();
    const PersonId me{7};
    const std::string team = lotse::testing::old_team(3);
    return {
        {"everything, newest", {}},
        {"unfinished, newest", {.states = unfinished}},
        {"unfinished, by priority", {.states = unfinished, .order = Order::priority}},
        {"unfinished, last changed", {.states = unfinished, .order = Order::changed}},
        {"new, oldest", {.states = {State::new_}, .order = Order::oldest}},
        {"level 2, by priority", {.states = unfinished, .level = 2, .order = Order::priority}},
        {"level 1, nobody's, by priority",
         {.states = unfinished, .level = 1, .unassigned = true, .order = Order::priority}},
        {"level 1, high priority", {.states = unfinished, .level = 1, .priority = Priority::high}},
        {"a team, by priority", {.states = unfinished, .team = team, .order = Order::priority}},
        {"a team, last changed", {.states = unfinished, .team = team, .order = Order::changed}},
        {"mine, by priority", {.states = unfinished, .assignee = me, .order = Order::priority}},
        {"mine, last changed", {.states = unfinished, .assignee = me, .order = Order::changed}},
        {"mine, level 2, urgent",
         {.states = unfinished, .level = 2, .assignee = me, .priority = Priority::urgent}},
        {"closed, level 3, high",
         {.states = {State::closed}, .level = 3, .priority = Priority::high}},
        {"knowledge gaps", {.states = unfinished, .kind = Kind::gap}},
        {"a category, oldest",
         {.states = unfinished, .category = "category3", .order = Order::oldest}},
    };
}

using Step = std::function<void(Place&, double)>; // the second: where among the tickets, 0 to 1

struct Measured {
    std::string name;
    Step step;
};

/// A page, and the one behind a ticket from anywhere in the queue.
Step page(const TicketFilter& filter) {
    return [filter](Place& place, double share) {
        TicketFilter paged = filter;
        if (share > 0.5)
            paged.after = mark_of(good(place.store().find(place.at(share))));
        good(place.store().list(paged));
    };
}

std::vector<Measured> steps() {
    std::vector<Measured> all{{"open a ticket", [](Place& place, double share) {
                                   good(place.store().details(place.at(share)));
                               }}};
    for (const Queue& queue : queues())
        all.push_back({std::string("queue: ") + queue.name, page(queue.filter)});
    const Actor agent = Actor::program("bench");
    all.push_back({"change: a note", [agent](Place& place, double share) {
                       tried(place.store().note(agent, place.at(share), "gesehen"));
                   }});
    all.push_back({"change: priority", [agent](Place& place, double share) {
                       (void)place.store().prioritize(
                           agent, place.at(share), share < 0.5 ? Priority::high : Priority::normal);
                   }});
    all.push_back({"a new ticket", [agent](Place& place, double) {
                       good(place.store().create(
                           agent, {.subject = "Kein Internet", .body = "Seit gestern."}));
                   }});
    return all;
}

void print_row(const std::string& name, const std::vector<Times>& times) {
    std::printf("%-38s", name.c_str());
    for (const Times& each : times)
        std::printf("  %7.3f %8.3f", percentile(each, .5), percentile(each, .99));
    for (std::size_t i = 1; i < times.size(); ++i)
        std::printf("  %6.2f", percentile(times[i], .5) / percentile(times[0], .5));
    std::printf("\n");
    std::fflush(stdout);
}

std::vector<std::int64_t> sizes(const std::vector<std::string>& arguments) {
    std::vector<std::int64_t> numbers;
    for (const std::string& word : arguments) {
        std::int64_t number = 0;
        const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (fault != std::errc() || end != word.data() + word.size() || number < 1) {
            std::fprintf(stderr, "bench tickets: '%s' is no number of tickets\n", word.c_str());
            std::exit(2);
        }
        numbers.push_back(number);
    }
    return numbers.empty() ? std::vector<std::int64_t>{1'000, 100'000, 1'000'000} : numbers;
}

} // namespace

int main(int argc, char** argv) {
    std::vector<std::unique_ptr<Place>> places;
    for (const std::int64_t size : sizes({argv + 1, argv + argc}))
        places.push_back(std::make_unique<Place>(size));
    std::printf("\n%-38s", "milliseconds");
    for (const auto& place : places)
        std::printf("  %16lld", static_cast<long long>(place->count()));
    std::printf("  times the first\n%-38s", "");
    for (std::size_t i = 0; i < places.size(); ++i)
        std::printf("  %7s %8s", "p50", "p99");
    std::printf("  p50\n");
    for (const Measured& measured : steps()) {
        std::vector<Times> times(places.size());
        for (int round = 0; round < rounds; ++round) {
            // Spread evenly, in an order that jumps about.
            const double share = static_cast<double>(round * 149 % rounds) / rounds;
            for (std::size_t i = 0; i < places.size(); ++i)
                times[i].push_back(milliseconds([&] { measured.step(*places[i], share); }));
        }
        print_row(measured.name, times);
    }
    return 0;
}
