// How fast the pages feel: from a key to the list that is painted, whether anything jumps, and how
// long an agent waits for a ticket with its solutions among many resolved ones.
//
//     ./run bench portal             LOTSE_BENCH_TICKETS says how many resolved ones: 100,000
//     ./run bench portal "[typing]"  only what customers see
//
// In headless Chromium over loopback. Times end with the first task after the frame that shows the
// change. Read them beside the machine's load.

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <random>

#include "indexer/base/text.h"
#include "tests/bench/sample_desk.h"
#include "tests/support/ticket_seeds.h"
#include "tests/support/webdriver.h"
#include "tickets/import.h"
#include "tickets/people.h"
#include "tickets/ticket_store.h"

using namespace lotse;
using lotse::testing::Browser;

namespace {

constexpr const char* password = "correct horse battery";
constexpr std::size_t opened_tickets = 60;

std::size_t tickets_wanted() {
    const char* given = std::getenv("LOTSE_BENCH_TICKETS");
    return given != nullptr ? std::strtoul(given, nullptr, 10) : 100'000;
}

double percentile(std::vector<double> times, double share) {
    REQUIRE_FALSE(times.empty());
    std::ranges::sort(times);
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
}

void print_times(const char* what, const std::vector<double>& times) {
    std::printf("%-52s n %4zu   p50 %6.1f   p95 %6.1f   p99 %6.1f   max %6.1f ms\n", what,
                times.size(), percentile(times, .5), percentile(times, .95), percentile(times, .99),
                percentile(times, 1));
    std::fflush(stdout);
}

std::vector<double> numbers(const std::string& joined) {
    std::vector<double> out;
    for (const auto part : split(joined, ','))
        if (!part.empty())
            out.push_back(std::strtod(std::string(part).c_str(), nullptr));
    return out;
}

/// Sentences of the sample's tickets put together anew, so that no two are the same and words are
/// as frequent as they are.
class Inventor {
  public:
    Inventor() : sample_(tickets::testing::sample_tickets()) {
        for (std::size_t i = 0; i < sample_.size(); ++i)
            if (sample_[i].resolution && !sample_[i].messages.empty())
                usable_.push_back(i);
        for (const auto& one : sample_)
            for (const auto& message : one.messages)
                for (const auto line : split(message.body, '\n'))
                    if (line.size() > 20)
                        lines_[one.ticket.lang].emplace_back(line);
    }

    tickets::ImportedTicket ticket(std::size_t number) {
        tickets::ImportedTicket one = sample_[usable_[number % usable_.size()]];
        one.ticket.import_ref = "bench-" + std::to_string(number);
        one.ticket.subject += " " + std::string(utf8_prefix(line(one.ticket.lang), 40));
        one.ticket.subject = std::string(utf8_prefix(one.ticket.subject, 180));
        one.messages.front().body += "\n" + line(one.ticket.lang) + "\n" + line(one.ticket.lang);
        one.trail.clear();
        one.moves.clear();
        one.resolution =
            tickets::Resolution{.kind = tickets::ResolutionKind::shared_solution,
                                .article = {},
                                .lang = one.ticket.lang,
                                .title = one.ticket.subject,
                                .text = line(one.ticket.lang) + "\n\n" + line(one.ticket.lang)};
        return one;
    }

  private:
    const std::string& line(const std::string& lang) {
        const auto& all = lines_.at(lang);
        return all[random_() % all.size()];
    }

    std::vector<tickets::ImportedTicket> sample_;
    std::vector<std::size_t> usable_;
    std::map<std::string, std::vector<std::string>> lines_;
    std::mt19937 random_{7}; // the same tickets every time
};

/// The sample desk with so many resolved tickets, and some that wait.
class Place {
  public:
    explicit Place(std::size_t resolved)
        : desk_([&](tickets::Database& database) { fill(database, resolved); }) {}

    std::string address(const std::string& path) const { return desk_.address(path); }
    const std::vector<std::int64_t>& waiting() const { return waiting_; }

  private:
    void fill(tickets::Database& database, std::size_t resolved) {
        Inventor inventor;
        import(database, inventor, resolved);
        write_waiting(database, inventor, resolved);
        add_agent(database);
    }
    static void import(tickets::Database& database, Inventor& inventor, std::size_t resolved) {
        constexpr std::size_t at_once = 1000;
        for (std::size_t done = 0; done < resolved;) {
            std::vector<tickets::ImportedTicket> some;
            for (; some.size() < at_once && done < resolved; ++done)
                some.push_back(inventor.ticket(done));
            const auto imported = tickets::import_tickets(database, some);
            INFO((imported ? std::string() : imported.error().to_string()));
            REQUIRE(imported);
        }
    }
    void write_waiting(tickets::Database& database, Inventor& inventor, std::size_t from) {
        for (std::size_t i = 0; i < opened_tickets; ++i) {
            const auto like = inventor.ticket(from + i);
            const auto made = tickets::TicketStore(database).create(
                tickets::Actor::stranger(), {.subject = like.ticket.subject,
                                             .body = like.messages.front().body,
                                             .lang = like.ticket.lang});
            REQUIRE(made);
            waiting_.push_back(made->number.value);
        }
    }
    static void add_agent(tickets::Database& database) {
        tickets::PersonDraft draft;
        draft.name = "M. Weber";
        draft.email = "agent@example.org";
        draft.roles = {tickets::Role::agent};
        draft.level = 1;
        draft.password = password;
        REQUIRE(tickets::PeopleStore(database).add(tickets::Actor::program("bench"), draft));
    }

    std::vector<std::int64_t> waiting_; // before the desk, which fills it
    bench::SampleDesk desk_;
};

/// From each key to the task after the frame in which the list has changed, and every layout shift,
/// counted or not. A key that changes nothing in the list is not timed.
constexpr const char* watch = R"((() => {
    window.painted = []; window.shift = 0; window.waits = 0;
    new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value; }))
        .observe({ type: 'layout-shift', buffered: true });
    const input = document.querySelector('#q');
    let pressed = 0;
    input.addEventListener('input', e => { pressed = e.timeStamp; window.waits = 1; }, true);
    new MutationObserver(() => {
        if (!pressed) return;
        const from = pressed; pressed = 0;
        requestAnimationFrame(() => {
            const after = new MessageChannel(); // the first task behind the frame
            after.port1.onmessage = () => {
                window.painted.push(performance.now() - from); window.waits = 0;
            };
            after.port2.postMessage(0);
        });
    }).observe(document.querySelector('#suggestions'), { childList: true, attributes: true });
    return 'ok';
})())";

const std::vector<std::string> typed{"passwort zurücksetzen", "rechnung nicht erhalten",
                                     "pasword vergessen",     "router blinkt rot",
                                     "change wifi password",  "slow internet"};

/// Types each question key by key, as fast as answers come, never faster than they are painted.
void type_all(Browser& browser) {
    for (const std::string& question : typed) {
        browser.clear("#q");
        for (std::size_t at = 0; at < question.size();) {
            std::size_t next = at + 1;
            while (next < question.size() && (question[next] & 0xC0) == 0x80)
                ++next;
            browser.type("#q", question.substr(at, next - at));
            if (next >= 2)
                browser.evaluate(
                    "new Promise(done => { const from = performance.now(); const ask = "
                    "() => !window.waits || performance.now() - from > 400 ? done('ok')"
                    " : requestAnimationFrame(ask); ask(); })");
            at = next;
        }
    }
}

} // namespace

TEST_CASE("from a key to the painted list, and nothing jumps", "[typing]") {
    Place place(0);
    for (const double slower : {1.0, 4.0}) {
        Browser browser;
        browser.open(place.address("/de/"));
        browser.slow_down(slower);
        browser.evaluate(watch);
        type_all(browser);
        const auto times = numbers(browser.evaluate("window.painted.join(',')"));
        print_times(slower > 1 ? "key to painted list, processor slowed four times"
                               : "key to painted list",
                    times);
        std::printf("%-52s %s\n", "layout shift while typing",
                    browser.evaluate("window.shift.toFixed(4)").c_str());
    }
    Browser browser;
    for (const char* path :
         {"/de/", "/de/suche?q=wlan+passwort", "/de/artikel/wlan-passwort-aendern",
          "/de/kontakt?q=rechnung+nicht+erhalten"}) {
        browser.open(place.address(path));
        const std::string figures = browser.evaluate(R"(new Promise(done => {
            let paint = 0, shift = 0;
            new PerformanceObserver(l => l.getEntries().forEach(e => { paint = e.startTime; }))
                .observe({ type: 'largest-contentful-paint', buffered: true });
            new PerformanceObserver(l => l.getEntries().forEach(e => { shift += e.value; }))
                .observe({ type: 'layout-shift', buffered: true });
            const tell = () => paint === 0 ? setTimeout(tell, 20) : setTimeout(() => {
                const all = [performance.getEntriesByType('navigation')[0],
                             ...performance.getEntriesByType('resource')];
                done('largest paint ' + paint.toFixed(0) + ' ms, layout shift ' + shift.toFixed(4)
                    + ', ' + all.filter(e => e.transferSize).length + ' requests, '
                    + (all.reduce((n, e) => n + e.transferSize, 0) / 1024).toFixed(1) + ' KiB');
            }, 50); tell(); }))");
        std::printf("%-52s %s\n", path, figures.c_str());
    }
}

TEST_CASE("a ticket with its solutions among many resolved ones", "[panel]") {
    Place place(tickets_wanted());
    Browser browser;
    browser.open(place.address("/de/anmelden"));
    browser.type("#email", "agent@example.org");
    browser.type("#password", std::string(password) + Browser::enter);
    browser.wait_for_page("/de/desk");
    std::vector<double> painted, answered;
    std::size_t filled = 0;
    for (const auto number : place.waiting()) {
        browser.open(place.address("/de/desk/tickets/" + std::to_string(number)));
        filled += browser.count("[data-solution]") > 0 ? 1 : 0;
        painted.push_back(numbers(browser.evaluate(R"(new Promise(done =>
            new PerformanceObserver(l => done(String(l.getEntries().at(-1).startTime)))
                .observe({ type: 'largest-contentful-paint', buffered: true })))"))
                              .at(0));
        answered.push_back(
            numbers(browser.evaluate(
                        "String(performance.getEntriesByType('navigation')[0].responseEnd)"))
                .at(0));
    }
    print_times("a ticket's page, until its bytes are there", answered);
    print_times("a ticket's page, until it is painted", painted);
    std::printf("%zu of %zu tickets had solutions beside them\n", filled, place.waiting().size());
}
