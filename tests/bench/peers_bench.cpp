// The daemon against what a help desk would use instead: the same documents, the same questions.
// First one asker: all engines asked in turn in one run, each question once, so that nothing is
// answered from memory of an earlier answer; what is told are medians of five runs. Then many at
// once, each engine for itself. Read the ratios, not the times.
//
//     ./run bench peers DOCUMENTS.jsonl QUESTIONS [MOST]
//
// Documents are {"id","lang","title","body"} a line; QUESTIONS is a folder with short.txt,
// prefix.txt and long.txt, "lang<tab>text" a line. MOST: of each, 1000. An engine that has taken
// two minutes for questions of a kind is asked no more of them. LOTSE_BENCH_SECONDS says how long
// many ask each engine, 2; 0 leaves that out. Tables and plots: results.h.

#include <poll.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/http/request.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/results.h"
#include "tests/bench/sets.h"
#include "tests/support/daemon.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace lotse;
using bench::Ask;
using bench::Connection;
using bench::Peer;
using nlohmann::json;
namespace fs = std::filesystem;

double seconds_of(const auto& run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class LotseConnection final : public Connection {
  public:
    explicit LotseConnection(const std::string& address) : client_("http://" + address) {
        client_.set_keep_alive(true);
        client_.set_tcp_nodelay(true);
    }
    std::size_t search(const Ask& ask) override {
        return hits(client_.Get(target("/api/v1/search", ask)));
    }
    std::size_t suggest(const Ask& ask) override {
        return hits(client_.Get(target("/api/v1/suggest", ask)));
    }
    std::size_t draft(const Ask& ask) override {
        return hits(client_.Post(
            "/api/v1/solutions",
            json({{"subject", ""}, {"body", ask.text}, {"lang", analysis::name(ask.lang)}}).dump(),
            "application/json"));
    }

  private:
    static constexpr std::string_view hit_begin = R"({"id":")";

    /// With blanks before the question, others each time: no answer is one that was kept from the
    /// time before.
    static std::string target(const std::string& path, const Ask& ask) {
        static std::atomic<unsigned> asked = 0;
        std::string blanks;
        for (unsigned number = asked++; number > 0; number /= 2)
            blanks += number % 2 == 0 ? "%20" : "%09";
        return path + "?lang=" + std::string(analysis::name(ask.lang)) + "&q=" + blanks +
               http::percent_encoded(ask.text);
    }
    static std::size_t hits(const httplib::Result& answer) {
        if (!answer || answer->status != 200)
            throw std::runtime_error("the daemon does not answer");
        // What reads the answer is not measured.
        const std::string_view body = answer->body;
        std::size_t hits = 0;
        for (auto at = body.find(hit_begin); at != std::string_view::npos;
             at = body.find(hit_begin, at + hit_begin.size()))
            ++hits;
        return hits;
    }

    httplib::Client client_;
};

/// The daemon as it is installed: articles in files, whole answers over HTTP.
class Lotse final : public Peer {
  public:
    std::string name() const override { return "Lotse"; }
    /// As the others are given them.
    void build(const std::vector<index::Document>& documents) override {
        index::BuildOptions options;
        options.index = given();
        require(index::build(index::VectorSource(documents), options, clock_));
    }
    /// Again, of articles in files, as the daemon wants it; the dictionary is compiled already.
    void build_of_files() {
        index::BuildOptions options;
        options.index = index();
        options.positions = {{index::ticket_stream, 0}};
        options.dictionary_cache = fs::path(given()) / "cache";
        auto base = content::read_folder(dir_ / "articles");
        auto source =
            base ? index::KnowledgeSource::open(std::move(base->articles), nullptr) : base.error();
        require(source ? index::build(**source, options, clock_) : source.error());
    }
    /// The editors' files.
    void write(const std::vector<index::Document>& documents) const {
        for (const index::Document& document : documents)
            write(document);
    }
    void start() {
        daemon_ = std::make_unique<testing::Daemon>(std::vector<std::string>{
            "--content", articles(), "--index", index(), "--tickets",
            (dir_ / "tickets.db").string(), "--port-file", (dir_ / "port").string(),
            "--rate-search", "0", "--rate-suggest", "0"});
        settle();
    }
    double megabytes() const override {
        double dictionary = 0;
        double all = 0;
        for (const auto& entry : fs::directory_iterator(given()))
            if (entry.is_directory() && entry.path().filename() != "cache") {
                all += bench::megabytes(entry.path());
                if (const auto path = entry.path() / "dictionary"; fs::exists(path))
                    dictionary += static_cast<double>(fs::file_size(path)) / 1e6;
            }
        return all - dictionary; // which is the same for any number of documents
    }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<LotseConnection>(daemon_->address());
    }

  private:
    void write(const index::Document& document) const {
        content::Article article;
        article.id = document.key.id;
        article.lang = analysis::name(document.lang);
        article.title = document.title;
        article.body = document.text;
        const auto folder = dir_ / "articles" / article.lang;
        fs::create_directories(folder);
        std::ofstream(folder / (article.id + ".md")) << content::format_article(article);
    }
    /// A daemon that has just been started holds all files against the index, once: what is new
    /// is found after that.
    void settle() {
        index::Document sign;
        sign.key = {index::Kind::article, "settled"};
        sign.lang = index::Lang::en;
        sign.title = "Xqzwvkj";
        sign.text = "Xqzwvkj.";
        write(sign);
        while (connect()->search({sign.title, sign.lang}) == 0)
            ::poll(nullptr, 0, 50);
    }
    std::string articles() const { return (dir_ / "articles").string(); }
    std::string index() const { return (dir_ / "index").string(); }
    std::string given() const { return (dir_ / "given").string(); }
    static void require(const Result<index::BuildReport>& built) {
        if (!built)
            throw std::runtime_error(built.error().to_string());
    }

    SystemClock clock_;
    testing::TempDir dir_;
    std::unique_ptr<testing::Daemon> daemon_;
};

using Peers = std::vector<std::unique_ptr<Peer>>; // Lotse first
using How = std::size_t (Connection::*)(const Ask&);

struct Kind {
    const char* name;
    const char* file; // of its results
    How how;
    std::vector<Ask> questions;
    bool begun = false; // which not all complete
};

bool takes_part(const Peer& peer, const Kind& kind) {
    return !kind.begun || peer.suggests();
}

/// Of Lotse against each of the others.
double best_of(const Peers& peers, const Kind& kind, const std::vector<double>& values,
               bool more_is_better) {
    double best = 0;
    for (std::size_t p = 1; p < peers.size(); ++p)
        if (takes_part(*peers[p], kind) && !peers[p]->is_floor() &&
            (best == 0 || (more_is_better ? values[p] > best : values[p] < best)))
            best = values[p];
    return values[0] / best;
}

constexpr std::size_t runs = 5;
constexpr double most_milliseconds = 120'000; // of an engine, for questions of a kind

void ask_in_turn(const Peers& peers, const Kind& kind) {
    std::vector<std::unique_ptr<Connection>> connections;
    for (const auto& peer : peers)
        connections.push_back(peer->connect());
    std::vector<std::size_t> asked(peers.size());
    std::vector<double> spent(peers.size());
    std::vector<std::size_t> found(peers.size());
    std::vector<std::vector<double>> p50(peers.size());
    std::vector<std::vector<double>> p99(peers.size());
    for (std::size_t run = 0; run < runs; ++run) {
        std::vector<std::vector<double>> times(peers.size());
        for (std::size_t q = run; q < kind.questions.size(); q += runs)
            for (std::size_t i = 0; i < peers.size(); ++i) {
                const std::size_t p = (i + q) % peers.size(); // each comes first in its turn
                if (!takes_part(*peers[p], kind) || spent[p] > most_milliseconds)
                    continue;
                times[p].push_back(1000 * seconds_of([&] {
                                       found[p] += ((*connections[p]).*kind.how)(kind.questions[q]);
                                   }));
                spent[p] += times[p].back();
                ++asked[p];
            }
        for (std::size_t p = 0; p < peers.size(); ++p)
            if (!times[p].empty()) {
                p50[p].push_back(bench::percentile(times[p], .5));
                p99[p].push_back(bench::percentile(times[p], .99));
            }
    }
    std::printf("\n%-24s %9s %9s %9s %9s %9s %9s\n", kind.name, "p50 ms", "p99 ms", "Lotse p50",
                "Lotse p99", "hits", "asked");
    bench::Results results{std::string("peers-") + kind.file, "ms", false, {"", "p50", "p99"}, {}};
    std::vector<double> middle(peers.size());
    std::vector<double> tail(peers.size());
    for (std::size_t p = 0; p < peers.size(); ++p) {
        if (p50[p].empty())
            continue;
        middle[p] = bench::percentile(p50[p], .5);
        tail[p] = bench::percentile(p99[p], .5);
        std::printf("%-24s %9.2f %9.2f %8.2fx %8.2fx %9.1f %9zu\n", peers[p]->name().c_str(),
                    middle[p], tail[p], middle[0] / middle[p], tail[0] / tail[p],
                    static_cast<double>(found[p]) / static_cast<double>(asked[p]), asked[p]);
        results.rows.push_back({peers[p]->name(), {middle[p], tail[p]}});
    }
    std::printf("%-24s %9s %9s %8.2fx %8.2fx\n", "against the best", "", "",
                best_of(peers, kind, middle, false), best_of(peers, kind, tail, false));
    bench::keep(results);
}

/// Answers a second to so many who each ask on as soon as they have their answer, or are told that
/// there is too much to do; 0 where the engine does not take so many.
double answers_a_second(Peer& peer, const Kind& kind, std::size_t askers, double seconds) {
    std::vector<std::unique_ptr<Connection>> connections;
    try {
        for (std::size_t i = 0; i < askers; ++i)
            connections.push_back(peer.connect());
    } catch (const std::exception&) {
        return 0;
    }
    std::atomic<std::size_t> next = 0;
    std::atomic<std::size_t> answered = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
    const double took = seconds_of([&] {
        std::vector<std::jthread> threads;
        for (auto& connection : connections)
            threads.emplace_back([&] {
                while (std::chrono::steady_clock::now() < end)
                    try {
                        ((*connection).*kind.how)(kind.questions[next++ % kind.questions.size()]);
                        ++answered;
                    } catch (const std::exception&) {
                        continue; // no answer
                    }
            });
    });
    return static_cast<double>(answered) / took;
}

constexpr double longest_wait = 10; // seconds that so many would wait, each for his answer

void ask_at_once(const Peers& peers, const Kind& kind, double seconds) {
    constexpr std::array<std::size_t, 3> askers{4, 64, 256};
    std::array<std::vector<double>, askers.size()> reached;
    std::printf("\n%-24s %12s %12s %12s   answers a second\n", kind.name, "4 askers", "64", "256");
    bench::Results results{std::string("peers-at-once-") + kind.file,
                           "answers a second",
                           false,
                           {"", "4 askers", "64", "256"},
                           {}};
    for (const auto& peer : peers) {
        for (std::size_t n = 0; n < askers.size(); ++n) {
            const bool waits_too_long =
                n > 0 && reached[n - 1].back() * longest_wait < static_cast<double>(askers[n]);
            reached[n].push_back(takes_part(*peer, kind) && !waits_too_long
                                     ? answers_a_second(*peer, kind, askers[n], seconds)
                                     : 0);
        }
        std::printf("%-24s %12.0f %12.0f %12.0f\n", peer->name().c_str(), reached[0].back(),
                    reached[1].back(), reached[2].back());
        std::fflush(stdout);
        results.rows.push_back(
            {peer->name(), {reached[0].back(), reached[1].back(), reached[2].back()}});
    }
    std::printf("%-24s %11.2fx %11.2fx %11.2fx\n", "against the best",
                best_of(peers, kind, reached[0], true), best_of(peers, kind, reached[1], true),
                best_of(peers, kind, reached[2], true));
    bench::keep(results);
}

double seconds_wanted() {
    const char* given = std::getenv("LOTSE_BENCH_SECONDS");
    return given != nullptr ? std::strtod(given, nullptr) : 2;
}

Peers all_peers(const std::string& folder) {
    Peers peers;
    peers.push_back(bench::groonga_peer(folder));
    peers.push_back(bench::sphinx_peer(folder));
    peers.push_back(bench::lucene_peer(folder));
    peers.push_back(bench::sqlite_peer(folder));
    peers.push_back(bench::postgres_peer());
    peers.push_back(bench::omega_peer(folder));
    for (auto& peer : bench::node_peers(folder))
        peers.push_back(std::move(peer));
    peers.push_back(bench::bare_xapian(folder));
    peers.push_back(bench::empty_answers());
    return peers;
}

/// Each builds while no other does anything.
void build_all(const Peers& peers, Lotse& lotse, const std::vector<index::Document>& documents) {
    std::printf("%-24s %12s %12s %9s\n", "building", "seconds", "documents/s", "MB");
    bench::Results results{"peers-building", "documents a second", false, {"", "built"}, {}};
    const auto say = [&](const std::string& name, double seconds, double megabytes) {
        const double each_second = static_cast<double>(documents.size()) / seconds;
        std::printf("%-24s %12.1f %12.0f %9.0f\n", name.c_str(), seconds, each_second, megabytes);
        std::fflush(stdout);
        results.rows.push_back({name, {each_second}});
    };
    for (const auto& peer : peers) {
        const double seconds = seconds_of([&] { peer->build(documents); });
        if (peer->builds())
            say(peer->name(), seconds, peer->megabytes());
    }
    say("Lotse, again, of files", seconds_of([&] { lotse.build_of_files(); }), lotse.megabytes());
    bench::keep(results);
}

void compare(const std::vector<index::Document>& documents, const fs::path& questions,
             std::size_t most) {
    const testing::TempDir dir;
    auto ours = std::make_unique<Lotse>();
    Lotse& lotse = *ours;
    lotse.write(documents);
    Peers peers = all_peers(dir.path().string());
    peers.insert(peers.begin(), std::move(ours));
    build_all(peers, lotse, documents);
    lotse.start();
    const std::array kinds{Kind{"search, any word", "search", &Connection::search,
                                bench::questions_in(questions / "short.txt", most)},
                           Kind{"as typed", "typed", &Connection::suggest,
                                bench::questions_in(questions / "prefix.txt", most), true},
                           Kind{"draft", "draft", &Connection::draft,
                                bench::questions_in(questions / "long.txt", most)}};
    for (const Kind& kind : kinds)
        ask_in_turn(peers, kind);
    if (const double seconds = seconds_wanted(); seconds > 0)
        for (const Kind& kind : kinds)
            ask_at_once(peers, kind, seconds);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: bench peers DOCUMENTS.jsonl QUESTIONS [MOST]\n";
        return 2;
    }
    try {
        compare(bench::documents_in(argv[1]), argv[2], argc > 3 ? std::stoul(argv[3]) : 1000);
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
