// The daemon against what a help desk would use instead: the same documents, the same questions,
// all asked in turn in one run, each question once, so that nothing is answered from memory of an
// earlier answer. Read the ratios, not the times.
//
//     ./run bench peers DOCUMENTS.jsonl QUESTIONS [MOST]
//
// Documents are {"id","lang","title","body"} a line; QUESTIONS is a folder with short.txt,
// prefix.txt and long.txt, "lang<tab>text" a line. MOST: of each, 1000.

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/http/request.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers.h"
#include "tests/bench/sets.h"
#include "tests/support/daemon.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace lotse;
using bench::Ask;
using bench::Peer;
using nlohmann::json;
namespace fs = std::filesystem;

double seconds_of(const auto& run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

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
        client_ = std::make_unique<httplib::Client>("http://" + daemon_->address());
        client_->set_keep_alive(true);
        client_->set_tcp_nodelay(true);
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
    std::size_t search(const Ask& ask) override {
        return hits(client_->Get(target("/api/v1/search", ask)));
    }
    std::size_t suggest(const Ask& ask) override {
        return hits(client_->Get(target("/api/v1/suggest", ask)));
    }
    std::size_t draft(const Ask& ask) override {
        return hits(client_->Post(
            "/api/v1/solutions",
            json({{"subject", ""}, {"body", ask.text}, {"lang", analysis::name(ask.lang)}}).dump(),
            "application/json"));
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
        while (search({sign.title, sign.lang}) == 0)
            ::poll(nullptr, 0, 50);
    }
    std::string articles() const { return (dir_ / "articles").string(); }
    std::string index() const { return (dir_ / "index").string(); }
    std::string given() const { return (dir_ / "given").string(); }
    static void require(const Result<index::BuildReport>& built) {
        if (!built)
            throw std::runtime_error(built.error().to_string());
    }
    static std::string target(const std::string& path, const Ask& ask) {
        return path + "?lang=" + std::string(analysis::name(ask.lang)) +
               "&q=" + http::percent_encoded(ask.text);
    }
    static std::size_t hits(const httplib::Result& answer) {
        if (!answer || answer->status != 200)
            throw std::runtime_error("the daemon does not answer");
        return json::parse(answer->body).at("hits").size();
    }

    SystemClock clock_;
    testing::TempDir dir_;
    std::unique_ptr<testing::Daemon> daemon_;
    std::unique_ptr<httplib::Client> client_;
};

void ask_all(const char* what, const std::vector<std::unique_ptr<Peer>>& peers,
             const std::vector<Ask>& questions, std::size_t (Peer::*how)(const Ask&)) {
    std::vector<std::vector<double>> times(peers.size());
    std::vector<std::size_t> found(peers.size());
    for (std::size_t q = 0; q < questions.size(); ++q)
        for (std::size_t i = 0; i < peers.size(); ++i) {
            const std::size_t p = (i + q) % peers.size(); // each comes first in its turn
            times[p].push_back(1000 *
                               seconds_of([&] { found[p] += ((*peers[p]).*how)(questions[q]); }));
        }
    std::printf("\n%-24s %9s %9s %9s %9s %9s\n", what, "p50 ms", "p99 ms", "Lotse p50", "Lotse p99",
                "hits");
    for (std::size_t p = 0; p < peers.size(); ++p)
        std::printf("%-24s %9.2f %9.2f %8.2fx %8.2fx %9.1f\n", peers[p]->name().c_str(),
                    bench::percentile(times[p], .5), bench::percentile(times[p], .99),
                    bench::percentile(times[0], .5) / bench::percentile(times[p], .5),
                    bench::percentile(times[0], .99) / bench::percentile(times[p], .99),
                    static_cast<double>(found[p]) / static_cast<double>(questions.size()));
    std::fflush(stdout);
}

void compare(const std::vector<index::Document>& documents, const fs::path& questions,
             std::size_t most) {
    const testing::TempDir dir;
    std::vector<std::unique_ptr<Peer>> peers;
    auto ours = std::make_unique<Lotse>();
    Lotse& lotse = *ours;
    lotse.write(documents);
    peers.push_back(std::move(ours));
    peers.push_back(bench::groonga_peer(dir.path().string()));
    peers.push_back(bench::sqlite_peer(dir.path().string()));
    peers.push_back(bench::postgres_peer());
    std::printf("%-24s %12s %12s %9s\n", "building", "seconds", "documents/s", "MB");
    const auto say = [&](const std::string& name, double seconds, double megabytes) {
        std::printf("%-24s %12.1f %12.0f %9.0f\n", name.c_str(), seconds,
                    static_cast<double>(documents.size()) / seconds, megabytes);
        std::fflush(stdout);
    };
    for (const auto& peer : peers) {
        const double seconds = seconds_of([&] { peer->build(documents); });
        say(peer->name(), seconds, peer->megabytes());
    }
    say("Lotse, again, of files", seconds_of([&] { lotse.build_of_files(); }), lotse.megabytes());
    lotse.start();
    ask_all("search, any word", peers, bench::questions_in(questions / "short.txt", most),
            &Peer::search);
    ask_all("as typed", peers, bench::questions_in(questions / "prefix.txt", most), &Peer::suggest);
    ask_all("draft", peers, bench::questions_in(questions / "long.txt", most), &Peer::draft);
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
