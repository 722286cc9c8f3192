#include "searchd/deflect/rebuild.h"

#include "indexer/index/knowledge.h"
#include "tickets/outbox.h"

namespace lotse::deflect {

Rebuilder::Rebuilder(RebuildOptions options, const content::Catalog& catalog,
                     tickets::Database& database, Log& log)
    : options_(std::move(options)), catalog_(catalog), database_(database), log_(log) {}

Status Rebuilder::run(bool forget) {
    const std::lock_guard building(building_);
    begin(forget);
    Rebuilt rebuilt{.at = database_.clock().now(), .failed = {}, .guard = {}};
    const auto report = build(forget, rebuilt.guard);
    for (const Loss& loss : rebuilt.guard.lost)
        log_.warning("verified_answer_lost", {{"answer", loss.pair.answer.document},
                                              {"cause", std::string(name(loss.cause))}});
    if (report)
        log_.info("index_rebuilt", {{"generation", std::to_string(report->generation.number)},
                                    {"documents", std::to_string(report->documents)}});
    else
        log_.warning("index_not_rebuilt", {{"why", report.error().to_string()}});
    if (!report)
        rebuilt.failed = report.error();
    Status emptied = Done{};
    if (report && forget)
        emptied = database_.forget_overwritten();
    const std::lock_guard lock(mutex_);
    progress_.reset();
    if (!emptied)
        return emptied; // tried again with the next round
    last_ = std::move(rebuilt);
    return report ? Status(Done{}) : report.error();
}

Result<index::BuildReport> Rebuilder::build(bool forget, GuardReport& guard) {
    const auto head = tickets::Outbox(database_).head();
    if (!head)
        return head.error();
    const auto view = catalog_.view();
    std::vector<content::Article> articles;
    for (const auto& article : view->articles())
        articles.push_back(*article);
    const auto source = index::KnowledgeSource::open(std::move(articles), &database_);
    if (!source)
        return source.error();
    index::BuildOptions options;
    options.index = options_.index;
    options.dictionary = options_.dictionary;
    if (const auto& lists = options_.guarding.engine.synonyms; !lists.empty())
        options.splitting = lists / index::splitting_file;
    options.positions = {{index::ticket_stream, static_cast<std::uint64_t>(head->value)}};
    options.threads = 1; // searches come first
    options.keep_previous = !forget;
    options.stop = &ending_;
    options.progress = [this](const index::Progress& progress) {
        const std::lock_guard lock(mutex_);
        progress_ = progress;
    };
    Guarding guarding = options_.guarding;
    if (forget)
        guarding.mode = GuardMode::off;
    return build_guarded(**source, std::move(options), database_, guarding, guard);
}

void Rebuilder::begin(bool forget) {
    const std::lock_guard lock(mutex_);
    forgetting_ = forget;
    progress_ = index::Progress{};
    ending_ = stopping_.load();
}

void Rebuilder::cancel() {
    const std::lock_guard lock(mutex_);
    if (progress_ && !forgetting_)
        ending_ = true;
}

std::optional<index::Progress> Rebuilder::progress() const {
    const std::lock_guard lock(mutex_);
    return progress_;
}

std::optional<Rebuilt> Rebuilder::last() const {
    const std::lock_guard lock(mutex_);
    return last_;
}

} // namespace lotse::deflect
