#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <xapian.h>

#include "searchd/http/request.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"
#include "tests/support/daemon.h"

namespace lotse::bench {

namespace {

namespace fs = std::filesystem;

class OmegaConnection final : public Connection {
  public:
    explicit OmegaConnection(std::string config) : config_(std::move(config)) {}
    std::size_t search(const Ask& ask) override {
        const std::string words =
            joined(plain_words(ask.text), " ", [](const auto& word, bool) { return word; });
        const std::string answer =
            run({"OMEGA_CONFIG_FILE=" + config_, "REQUEST_METHOD=GET",
                 "QUERY_STRING=DB=" + table(ask.lang) + "&FMT=" + language(ask.lang) +
                     "&DEFAULTOP=or&HITSPERPAGE=10&P=" + http::percent_encoded(words)});
        std::size_t hits = 0;
        for (auto at = answer.find("hit:"); at != std::string::npos;
             at = answer.find("hit:", at + 1))
            ++hits;
        return hits;
    }
    std::size_t suggest(const Ask&) override { return 0; }

  private:
    /// What it says. Not forked: a copy of this process, full of documents, would be what takes the
    /// time.
    static std::string run(std::vector<std::string> environment) {
        int pipe[2];
        if (::pipe2(pipe, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        std::string program = "/usr/lib/cgi-bin/omega/omega";
        std::vector<char*> variables;
        for (std::string& one : environment)
            variables.push_back(one.data());
        variables.push_back(nullptr);
        std::array<char*, 2> arguments{program.data(), nullptr};
        pid_t pid = 0;
        const int failed = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments.data(),
                                         variables.data());
        posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        std::string answer;
        std::array<char, 65536> bytes{};
        for (ssize_t got = 0; (got = ::read(pipe[0], bytes.data(), bytes.size())) > 0;)
            answer.append(bytes.data(), static_cast<std::size_t>(got));
        ::close(pipe[0]);
        if (failed != 0)
            throw std::runtime_error("no omega");
        ::waitpid(pid, nullptr, 0);
        return answer;
    }

    std::string config_;
};

class Omega final : public Peer {
  public:
    explicit Omega(const std::string& folder) : folder_(fs::path(folder) / "omega") {
        fs::create_directories(folder_);
    }
    std::string name() const override {
        return std::string("Xapian Omega ") + Xapian::version_string();
    }
    bool suggests() const override { return false; }
    void build(const std::vector<index::Document>& documents) override {
        const std::string here = folder_.string();
        std::ofstream(folder_ / "omega.conf")
            << "database_dir " << here << "\ntemplate_dir " << here << "\nlog_dir " << here
            << "\ncdb_dir " << here << "\n";
        std::ofstream(folder_ / "fields")
            << "id : boolean=Q unique=Q\ntitle : field weight=3 index=S index\nbody : index\n";
        for (const index::Lang lang : languages) {
            std::ofstream(folder_ / language(lang))
                << "$set{stemmer," << language(lang) << "}$hitlist{hit:$id $field{title}\n}";
            const fs::path rows = folder_ / (table(lang) + ".txt");
            write(rows, documents, lang);
            testing::Process index("/usr/bin/scriptindex",
                                   {"--overwrite", "--stemmer=" + language(lang),
                                    (folder_ / table(lang)).string(), (folder_ / "fields").string(),
                                    rows.string()});
            while (!index.read_line().empty())
                ;
            if (index.wait() != 0)
                throw std::runtime_error("scriptindex: " + index.errors());
        }
    }
    double megabytes() const override {
        double all = 0;
        for (const index::Lang lang : languages)
            all += bench::megabytes(folder_ / table(lang));
        return all;
    }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<OmegaConnection>((folder_ / "omega.conf").string());
    }

  private:
    static void write(const fs::path& path, const std::vector<index::Document>& documents,
                      index::Lang lang) {
        std::ofstream out(path);
        for (const index::Document& one : documents)
            if (one.lang == lang)
                out << "id=" << one.key.id << "\ntitle=" << flat(one.title)
                    << "\nbody=" << flat(one.text) << "\n\n";
    }

    fs::path folder_;
};

} // namespace

std::unique_ptr<Peer> omega_peer(const std::string& folder) {
    return std::make_unique<Omega>(folder);
}

} // namespace lotse::bench
