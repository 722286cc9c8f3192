#include "searchd/deflect/loop.h"

#include <utility>

#include "indexer/index/knowledge.h"
#include "searchd/deflect/intake.h"
#include "searchd/deflect/level_one.h"
#include "searchd/deflect/nearest.h"
#include "tickets/outbox.h"
#include "tickets/search_log.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

namespace {

constexpr int jobs_at_once = 50;           // acknowledged together
constexpr std::size_t most_unfound = 1000; // tickets that are asked again with each change

} // namespace

Loop::Loop(std::filesystem::path index, content::Catalog& catalog, tickets::Database& database,
           const search::Engine& engine, Log& log)
    : database_(database), catalog_(catalog), engine_(engine), replayer_(database, engine, catalog),
      log_(log), follower_(index, catalog, &database), positions_(std::move(index)) {}

Result<RoundReport> Loop::step() {
    const auto followed = follow();
    if (!followed)
        return followed.error();
    RoundReport report;
    report.put = followed->put;
    report.removed = followed->removed;
    report.generation = followed->generation;
    // What goes wrong with it is told by whoever builds; the loop turns on.
    if (rebuild_wished_.exchange(false) && rebuild_)
        (void)rebuild_(false);
    if (const auto done = remember_unfound(); !done)
        return done.error();
    if (changed_.exchange(false))
        if (const auto done = replay_unfound(report); !done) {
            changed_ = true;
            return done.error();
        }
    if (const auto done = replay_solved(report); !done)
        return done.error();
    const auto turned = tickets::TicketStore(database_).turn_due();
    if (!turned)
        return turned.error();
    report.turned = *turned;
    const auto settled = tickets::SearchLog(database_).settle_due();
    if (!settled)
        return settled.error();
    report.settled = *settled;
    if (const auto near = keep_nearest_articles(engine_, database_); !near)
        return near.error();
    if (const auto done = look_up(report); !done)
        return done.error();
    return report;
}

Status Loop::index_now() {
    const auto followed = follow();
    return followed ? Status(Done{}) : followed.error();
}

Result<index::StepReport> Loop::follow() {
    const std::lock_guard lock(following_);
    auto report = follower_.step();
    if (!report)
        return report;
    for (const auto& finding : report->left_out)
        log_.warning("article_left_out", {{"finding", content::to_string(finding)}});
    if (report->changed() || report->generation != generation_seen_) {
        changed_ = true;
        generation_seen_ = report->generation;
        log_.info("index_updated", {{"put", std::to_string(report->put)},
                                    {"removed", std::to_string(report->removed)},
                                    {"generation", std::to_string(report->generation)}});
    }
    return report;
}

/// What an earlier run of the program had left unfound is asked again with the first change.
Status Loop::remember_unfound() {
    if (remembered_)
        return Done{};
    const auto numbers =
        tickets::SolutionStore(database_).unverified(static_cast<int>(most_unfound));
    if (!numbers)
        return numbers.error();
    unfound_.insert(numbers->begin(), numbers->end());
    remembered_ = true;
    return Done{};
}

/// The jobs that are in the index (whoever put them there) but not acknowledged yet.
Status Loop::replay_solved(RoundReport& report) {
    tickets::Outbox outbox(database_);
    const auto done_until = outbox.acknowledged();
    if (!done_until)
        return done_until.error();
    const auto jobs = outbox.since(*done_until, jobs_at_once);
    if (!jobs || jobs->empty())
        return jobs ? Status(Done{}) : jobs.error();
    const auto indexed = positions_.position(index::ticket_stream);
    if (!indexed)
        return indexed.error();
    const tickets::JobId findable{static_cast<std::int64_t>(*indexed)};
    if (findable < jobs->front().id)
        return Done{};
    if (const auto marked = outbox.mark_findable(findable); !marked)
        return marked.error();
    std::set<tickets::TicketNumber> asked;
    tickets::JobId last;
    bool erased = false;
    for (const auto& job : *jobs) {
        if (job.id.value > static_cast<std::int64_t>(*indexed))
            break;
        if (job.kind == tickets::JobKind::person_erased)
            erased = true;
        if (job.kind == tickets::JobKind::ticket_resolved && asked.insert(job.ticket).second)
            if (const auto done = replay(job.ticket, report); !done)
                return done.error();
        if (job.kind != tickets::JobKind::questions_changed)
            if (const auto done = judge_level_one(database_, catalog_, job.ticket); !done)
                return done.error();
        last = job.id;
        ++report.jobs;
    }
    // Acknowledged only when it is gone: after a crash the next run forgets.
    if (erased && rebuild_)
        if (const auto forgotten = rebuild_(true); !forgotten)
            return forgotten;
    return last ? outbox.acknowledge(last) : Status(Done{});
}

Status Loop::look_up(RoundReport& report) {
    const auto waiting = tickets::Lookups(database_).waiting();
    if (!waiting)
        return waiting.error();
    for (const auto& lookup : *waiting) {
        const bool intake = lookup.kind == tickets::LookupKind::intake;
        const Status done = intake
                                ? look_up_intake(database_, engine_, lookup, report.generation)
                                : look_up_hand_over(database_, engine_, lookup, report.generation);
        if (!done)
            return done.error();
        ++report.lookups;
    }
    return Done{};
}

/// An answer may come later than its ticket was solved: the linked article is written or improved.
Status Loop::replay_unfound(RoundReport& report) {
    for (const auto ticket : std::set<tickets::TicketNumber>(unfound_))
        if (const auto done = replay(ticket, report); !done)
            return done;
    return Done{};
}

Status Loop::replay(tickets::TicketNumber ticket, RoundReport& report) {
    const auto replayed = replayer_.replay(ticket, report.generation);
    if (!replayed)
        return replayed.error();
    report.replays.asked += replayed->asked;
    report.replays.found += replayed->found;
    report.replays.verified += replayed->verified;
    if (replayed->all_verified())
        unfound_.erase(ticket);
    else if (unfound_.size() < most_unfound)
        unfound_.insert(ticket);
    if (replayed->asked > 0)
        log_.info("searches_replayed", {{"ticket", std::to_string(ticket.value)},
                                        {"asked", std::to_string(replayed->asked)},
                                        {"found", std::to_string(replayed->verified)}});
    return Done{};
}

} // namespace lotse::deflect
