#include "searchd/http/daemon.h"

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "searchd/deflect/asked.h"
#include "searchd/deflect/worker.h"
#include "searchd/http/app.h"
#include "searchd/http/server.h"
#include "searchd/mail/post.h"
#include "tickets/desk/held_replies.h"
#include "tickets/mail_queue.h"
#include "tickets/outbox.h"

namespace lotse::http {
namespace {

constexpr auto keep_letters = std::chrono::days{30}; // that are done with
constexpr std::size_t max_password_bytes = 4096;
constexpr auto post_poll = std::chrono::seconds{2};
constexpr Milliseconds worth_waiting{300}; // rather than to be asked again

search::EngineOptions engine_options(const Config& config) {
    return {.index = config.index,
            .synonyms = config.synonyms,
            .floor = config.confidence_floor,
            .most_useless = config.most_useless};
}

deflect::RebuildOptions rebuild_options(const Config& config) {
    return {.index = config.index,
            .dictionary = config.dictionary,
            .guarding = {.mode = config.guard, .engine = engine_options(config)}};
}

tickets::DatabaseOptions database_options(const Config& config) {
    tickets::DatabaseOptions options = tickets::database_at(config.tickets);
    options.min_gap_visitors = config.min_gap_visitors;
    options.trail_window = config.trail_time;
    options.own_contacts = config.own_contacts;
    return options;
}

/// The first line; empty where there is no file to read.
Result<std::string> password_of(const Config& config) {
    if (config.mail_password_file.empty())
        return std::string();
    auto text = read_file(config.mail_password_file, max_password_bytes);
    if (!text)
        return text.error();
    return std::string(trimmed(text->substr(0, text->find('\n'))));
}

} // namespace

/// In the order of making; members are taken apart from the last to the first.
struct Daemon::Parts {
    Parts(const Config& settings, StderrLog& sink,
          std::unique_ptr<tickets::Database> tickets_database,
          std::unique_ptr<search::Engine> search_engine)
        : config(settings), log(sink), database(std::move(tickets_database)),
          engine(std::move(search_engine)), catalog(config.content),
          trails(*database, *engine, log), holdout(*database, config.holdout_percent, log),
          requests(*database), training(*database, *engine, catalog),
          loop(config.index, catalog, *database, *engine, log), asked(*database, *engine),
          proposals({*database, *engine, catalog, loop}, config.index, config.synonyms),
          rebuilder(rebuild_options(config), catalog, *database, log), site(config, *database),
          expected(site, *database, clock), limiter(config.rates, clock) {}

    Config config;
    StderrLog& log;
    SystemClock clock;
    SystemRandom random;
    Metrics metrics;
    std::unique_ptr<tickets::Database> database;
    std::unique_ptr<search::Engine> engine;
    content::Catalog catalog;
    deflect::Trails trails;
    deflect::Holdout holdout;
    deflect::Requests requests;
    deflect::Training training;
    deflect::Loop loop;
    deflect::AskedBefore asked;
    deflect::Proposals proposals;
    deflect::Rebuilder rebuilder;
    Presence presence;
    SiteKeeper site;
    ExpectedAnswer expected;
    RateLimiter limiter;
    std::unique_ptr<App> app;
    std::optional<std::chrono::steady_clock::time_point> tidied; // only the worker's
    Router router;
    std::unique_ptr<Server> server;
    bool reads_later = false; // the articles: the worker's first round does
    std::unique_ptr<deflect::Worker> worker;
    std::unique_ptr<deflect::Worker> sender;  // apart: a build of the index holds up no answer
    std::unique_ptr<mail::Post> post;         // where mail goes out
    std::unique_ptr<deflect::Worker> postman; // apart: a slow mail server holds up nothing else
    std::unique_ptr<Front> front;

    /// Once an hour: bytes that never became an attachment, jobs that nobody waits for any more.
    Status tidy() {
        const auto now = clock.steady();
        if (tidied && now - *tidied < std::chrono::hours{1})
            return Done{};
        tidied = now;
        const auto gone = app->attachments().collect_orphans();
        if (!gone)
            return gone.error();
        if (*gone > 0)
            log.info("attachments_collected", {{"files", std::to_string(*gone)}});
        if (const auto letters = tickets::MailQueue(*database).clear(keep_letters); !letters)
            return letters.error();
        const auto cleared = tickets::Outbox(*database).clear(config.keep_jobs);
        if (cleared && *cleared > 0)
            log.info("jobs_cleared", {{"jobs", std::to_string(*cleared)}});
        return cleared ? forget_searches() : Status(cleared.error());
    }

    Status forget_searches() {
        const auto keep = site.now()->keep_searches;
        if (keep == std::chrono::days{0})
            return Done{};
        const auto forgotten = tickets::SearchLog(*database).forget_before(clock.now() - keep);
        if (!forgotten)
            return forgotten.error();
        if (Status gone = app->votes().forget_remarks_before(clock.now() - keep); !gone)
            return gone;
        if (*forgotten > 0) {
            tidied.reset(); // there may be more
            log.info("searches_forgotten", {{"searches", std::to_string(*forgotten)}});
        }
        return Done{};
    }

    void make_app() {
        app.reset(new App{.config = config,
                          .clock = clock,
                          .random = random,
                          .log = log,
                          .metrics = metrics,
                          .engine = *engine,
                          .catalog = catalog,
                          .database = *database,
                          .trails = trails,
                          .holdout = holdout,
                          .requests = requests,
                          .training = training,
                          .loop = loop,
                          .proposals = proposals,
                          .rebuilder = rebuilder,
                          .presence = presence,
                          .site = site,
                          .expected = expected,
                          .wake_worker =
                              [this] {
                                  if (worker)
                                      worker->wake();
                              },
                          .wake_post =
                              [this] {
                                  if (postman)
                                      postman->wake();
                              },
                          .metrics_text =
                              [this] {
                                  return metrics.text(front.get(), {engine->kept_answers(),
                                                                    engine->kept_suggestions()});
                              },
                          .base_url = config.base_url});
    }

    /// Before anything but a question is answered. A large folder is still being read when the
    /// daemon begins to answer questions.
    bool settled() const {
        if (reads_later && !catalog.has_been_read(worth_waiting) && !worker->trouble())
            return false;
        trails.settle();
        return true;
    }

    Status make_post() {
        if (Status known = tickets::MailQueue(*database).goes_out(config.sends_mail()); !known)
            return known;
        if (!config.sends_mail())
            return Done{};
        auto password = password_of(config);
        if (!password)
            return password.error();
        post = std::make_unique<mail::Post>(
            mail::PostOptions{.server = {.url = config.mail_server,
                                         .user = config.mail_user,
                                         .password = std::move(*password),
                                         .tls = config.mail_tls},
                              .from = config.mail_from,
                              .base_url = config.base_url,
                              .site_name = [this] { return site.now()->site_name; }},
            *database, log);
        return Done{};
    }

    void make_server() {
        auto proxies = TrustedProxies::parse(config.trusted_proxies);
        server = std::make_unique<Server>(
            Server::Parts{router, limiter, metrics, log, clock, random},
            ServerOptions{config.base_url, [this] { return site.now()->default_language; },
                          proxies ? std::move(proxies).value() : TrustedProxies{},
                          config.embed_origins, [this] { return settled(); }},
            [this](const Request& request, Face face) { return identify(*app, request, face); },
            [this](const Problem& problem, const Request& request) {
                return problem_page(*app, problem, request);
            });
    }
};

Daemon::Daemon(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Daemon::~Daemon() {
    stop();
}

Result<std::unique_ptr<Daemon>> Daemon::create(const Config& config, StderrLog& log) {
    static const SystemClock clock;
    static SystemRandom random;
    auto database = tickets::Database::open(database_options(config), clock, random);
    if (!database)
        return database.error();
    auto engine = search::Engine::create(engine_options(config), clock);
    if (!engine)
        return engine.error();
    auto parts = std::make_unique<Parts>(config, log, std::move(database).value(),
                                         std::move(engine).value());
    const auto unread = parts->site.load();
    if (!unread)
        return unread.error();
    for (const std::string& name : *unread)
        log.warning("setting_unread", {{"name", name}});
    parts->make_server();
    auto front = Front::open(config.listen, config.front, *parts->server, parts->clock);
    if (!front)
        return front.error();
    parts->front = std::move(front).value();
    if (parts->config.base_url.empty())
        parts->config.base_url = "http://" + parts->front->address();
    parts->make_app();
    if (Status ready = parts->make_post(); !ready)
        return ready.error();
    if (auto added = add_all_routes(parts->router, *parts->app); !added)
        return added.error();
    return std::unique_ptr<Daemon>(new Daemon(std::move(parts)));
}

Status Daemon::start() {
    Parts& parts = *parts_;
    parts.loop.rebuild_with([&parts](bool forget) { return parts.rebuilder.run(forget); });
    // The first round reads the articles; what it cannot do yet, the worker tries again. Questions
    // are answered from the index: where there are many files, they do not wait for them.
    parts.reads_later = parts.catalog.is_large();
    if (!parts.reads_later)
        if (const auto first = parts.loop.step(); !first)
            parts.log.warning("index_behind", {{"why", first.error().to_string()}});
    parts.worker = std::make_unique<deflect::Worker>(
        [&parts]() -> Status {
            auto round = parts.loop.step();
            if (!round)
                return round.error();
            const Status refreshed = parts.asked.refresh();
            const Status tidied = parts.tidy();
            return refreshed ? tidied : refreshed;
        },
        deflect::WorkerOptions{}, parts.log);
    parts.sender = std::make_unique<deflect::Worker>(
        [&parts]() -> Status {
            const auto sent = tickets::HeldReplies(*parts.database).send_due();
            if (sent && *sent > 0) {
                parts.worker->wake();
                parts.app->wake_post();
            }
            return sent ? Status(Done{}) : Status(sent.error());
        },
        deflect::WorkerOptions{}, parts.log);
    if (parts.post)
        parts.postman =
            std::make_unique<deflect::Worker>([&parts] { return parts.post->send_due(); },
                                              deflect::WorkerOptions{.poll = post_poll}, parts.log);
    parts.front->start();
    parts.log.info("listening", {{"address", address()}});
    if (parts.config.port_file.empty())
        return Done{};
    return write_file(parts.config.port_file, address() + "\n");
}

const std::string& Daemon::address() const {
    return parts_->front->address();
}

void Daemon::reload(const Config& config) {
    parts_->limiter.change(config.rates);
    parts_->log.change_level(config.log_level);
    if (const auto synonyms = parts_->engine->reload(); !synonyms)
        parts_->log.warning("synonyms_kept", {{"why", synonyms.error().to_string()}});
    parts_->log.info("reloaded");
}

void Daemon::stop() {
    parts_->front->stop();
    parts_->rebuilder.stop();
    if (parts_->post)
        parts_->post->stop();
    if (parts_->postman)
        parts_->postman->stop();
    if (parts_->sender)
        parts_->sender->stop();
    if (parts_->worker)
        parts_->worker->stop();
}

} // namespace lotse::http
