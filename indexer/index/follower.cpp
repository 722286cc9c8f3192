#include "indexer/index/follower.h"

#include "indexer/index/generation.h"

#include <set>

namespace lotse::index {

namespace {

constexpr int jobs_at_once = 100;

} // namespace

Follower::Follower(std::filesystem::path index, content::Catalog& catalog,
                   tickets::Database* database)
    : index_(index), catalog_(catalog), database_(database), updater_(std::move(index)) {}

Result<StepReport> Follower::step() {
    StepReport report;
    if (const auto done = follow_articles(report); !done) {
        compared_with_ = 0;
        return done.error();
    }
    if (database_ != nullptr)
        if (const auto done = follow_tickets(report); !done)
            return done.error();
    return report;
}

Status Follower::follow_articles(StepReport& report) {
    const auto generation = current_number(index_);
    if (!generation)
        return generation.error();
    report.generation = *generation;
    const auto news = catalog_.refresh();
    if (!news)
        return news.error();
    std::vector<Change> changes;
    if (compared_with_ != *generation) {
        auto all = all_article_changes(report);
        if (!all)
            return all.error();
        changes = std::move(*all);
    } else {
        const auto view = catalog_.view(); // of two files with one id it knows which one counts
        for (const auto& article : news->changed)
            if (const auto done = add_article(*view->find(article->id), changes, report); !done)
                return done.error();
        for (const auto& id : news->removed)
            changes.push_back({article_key(id), std::nullopt});
    }
    if (const auto done = apply(changes, std::nullopt, report); !done)
        return done.error();
    compared_with_ = *generation;
    return Done{};
}

Result<std::vector<Change>> Follower::all_article_changes(StepReport& report) {
    const auto indexed = updater_.fingerprints(Kind::article);
    if (!indexed)
        return indexed.error();
    QuestionsByArticle questions;
    if (database_ != nullptr) {
        auto all = all_questions(*database_);
        if (!all)
            return all.error();
        questions = std::move(*all);
    }
    std::vector<Change> changes;
    const auto view = catalog_.view();
    std::set<Key> seen;
    for (const auto& article : view->articles()) {
        // Of two files with one id the first counts, here as in a full build.
        if (!seen.insert(article_key(article->id)).second)
            continue;
        Change change = change_of(*article, questions[article->id], report);
        const auto found = indexed->find(change.key);
        const bool same = change.document ? found != indexed->end() &&
                                                found->second == change.document->fingerprint()
                                          : found == indexed->end();
        if (!same)
            changes.push_back(std::move(change));
    }
    for (const auto& [key, hash] : *indexed)
        if (!seen.contains(key))
            changes.push_back({key, std::nullopt});
    return changes;
}

Status Follower::add_article(const content::Article& article, std::vector<Change>& changes,
                             StepReport& report) const {
    std::vector<tickets::Question> questions;
    if (database_ != nullptr) {
        auto remembered = tickets::SolutionStore(*database_).remembered(article.id);
        if (!remembered)
            return remembered.error();
        questions = std::move(*remembered);
    }
    changes.push_back(change_of(article, questions, report));
    return Done{};
}

/// One that cannot be rendered leaves the index, and is in the report.
Change Follower::change_of(const content::Article& article,
                           const std::vector<tickets::Question>& questions, StepReport& report) {
    auto document = from_article(article, kept_questions(questions));
    if (document)
        return {article_key(article.id), std::move(*document)};
    report.left_out.push_back({content::Severity::error, article.path, 0, "cannot-render",
                               document.error().message, document.error().hint});
    return {article_key(article.id), std::nullopt};
}

Status Follower::follow_tickets(StepReport& report) {
    const tickets::Outbox outbox(*database_);
    while (true) {
        const auto stands = updater_.position(ticket_stream);
        if (!stands)
            return stands.error();
        const tickets::JobId from{static_cast<std::int64_t>(*stands)};
        const auto jobs = outbox.since(from, jobs_at_once);
        if (!jobs)
            return jobs.error();
        if (jobs->empty())
            return Done{};
        std::vector<Change> changes;
        for (const auto& job : *jobs)
            if (const auto done = add_job(job, changes, report); !done)
                return done.error();
        const tickets::JobId last = jobs->back().id;
        const Position position{ticket_stream, *stands, static_cast<std::uint64_t>(last.value)};
        if (const auto done = apply(changes, position, report); !done)
            return done.error();
        report.jobs.insert(report.jobs.end(), jobs->begin(), jobs->end());
    }
}

Status Follower::add_job(const tickets::Job& job, std::vector<Change>& changes,
                         StepReport& report) const {
    if (job.kind == tickets::JobKind::questions_changed) {
        const auto* article = catalog_.view()->find(job.article);
        return article == nullptr ? Status(Done{}) : add_article(*article, changes, report);
    }
    // What the ticket is now counts, not what it was when the job was written.
    const auto ticket = tickets::SolutionStore(*database_).resolved_ticket(job.ticket);
    if (!ticket && ticket.error().code != Code::not_found)
        return ticket.error();
    const auto solved = ticket ? std::optional(*ticket) : std::nullopt;
    for (auto& change : ticket_changes(job.ticket, solved))
        changes.push_back(std::move(change));
    return Done{};
}

Status Follower::apply(const std::vector<Change>& changes, const std::optional<Position>& position,
                       StepReport& report) {
    if (changes.empty() && !position)
        return Done{};
    const auto applied = updater_.apply(changes, position);
    if (!applied)
        return applied.error();
    report.put += applied->put;
    report.removed += applied->removed;
    report.generation = applied->generation;
    return Done{};
}

} // namespace lotse::index
