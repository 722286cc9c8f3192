// Engines that are libraries of other languages: each behind its language's own HTTP server, in a
// program that stands beside this file.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "tests/bench/measure.h"
#include "tests/bench/peers/lines.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"
#include "tests/support/daemon.h"

namespace lotse::bench {

namespace {

namespace fs = std::filesystem;

const fs::path programs = fs::path(LOTSE_SOURCE_DIR) / "tests/bench/peers";

struct Program {
    std::string name;
    std::string path;
    std::vector<std::string> arguments; // the folders of rows and of the index come behind
    testing::Process::Environment environment;
};

/// A program that is given a folder of rows ("id, title, text" in de.tsv and en.tsv) and one for
/// its index, says whatever it likes while it builds, then "port N".
class Served final : public Peer {
  public:
    Served(Program program, const fs::path& folder)
        : program_(std::move(program)), rows_(folder / "rows"), index_(folder / "index") {
        fs::create_directories(rows_);
        fs::create_directories(index_);
    }
    std::string name() const override { return program_.name; }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages)
            write(documents, lang);
        std::vector<std::string> arguments = program_.arguments;
        arguments.push_back(rows_.string());
        arguments.push_back(index_.string());
        server_ =
            std::make_unique<testing::Process>(program_.path, arguments, program_.environment);
        const std::string sign = "port ";
        std::string line = server_->read_line();
        while (!line.empty() && !line.starts_with(sign))
            line = server_->read_line();
        if (line.empty())
            throw std::runtime_error(program_.name + " does not start: " + server_->errors());
        port_ = std::stoi(line.substr(sign.size()));
    }
    double megabytes() const override { return bench::megabytes(index_); }
    std::unique_ptr<Connection> connect() override { return lines_connection(port_); }

  private:
    void write(const std::vector<index::Document>& documents, index::Lang lang) const {
        std::ofstream out(rows_ / (std::string(analysis::name(lang)) + ".tsv"));
        for (const index::Document& one : documents)
            if (one.lang == lang)
                out << one.key.id << '\t' << flat(one.title) << '\t' << flat(one.text) << '\n';
    }

    Program program_;
    fs::path rows_;
    fs::path index_;
    std::unique_ptr<testing::Process> server_;
    int port_ = 0;
};

void compile_java(const std::string& class_path, const fs::path& source, const fs::path& into) {
    testing::Process compiler("/usr/bin/javac",
                              {"-cp", class_path, "-d", into.string(), source.string()});
    if (compiler.wait() != 0)
        throw std::runtime_error("javac: " + compiler.errors());
}

std::string version_of(const fs::path& package) {
    std::ifstream in(package / "package.json");
    return nlohmann::json::parse(in).value("version", "");
}

} // namespace

std::unique_ptr<Peer> lucene_peer(const std::string& folder) {
    const std::string version = "4.10.4";
    const fs::path classes = fs::path(folder) / "lucene" / "classes";
    fs::create_directories(classes);
    std::string class_path = classes.string();
    for (const char* part : {"core", "analyzers-common", "suggest", "misc"})
        class_path += ":/usr/share/java/lucene-" + std::string(part) + "-" + version + ".jar";
    compile_java(class_path, programs / "lucene/LuceneServer.java", classes);
    return std::make_unique<Served>(
        Program{"Lucene " + version,
                "/usr/bin/java",
                {"-Dsun.net.httpserver.nodelay=true", "-cp", class_path, "LuceneServer"},
                {}},
        fs::path(folder) / "lucene");
}

std::vector<std::unique_ptr<Peer>> node_peers(const std::string& folder) {
    std::vector<std::unique_ptr<Peer>> peers;
    const char* packages = std::getenv("LOTSE_NODE_ENGINES");
    if (packages == nullptr)
        return peers;
    struct Engine {
        const char* name;
        const char* argument;
        const char* package;
    };
    for (const Engine& engine : {Engine{"FlexSearch", "flexsearch", "flexsearch"},
                                 Engine{"MiniSearch", "minisearch", "minisearch"},
                                 Engine{"Orama", "orama", "@orama/orama"}})
        peers.push_back(std::make_unique<Served>(
            Program{std::string(engine.name) + " " +
                        version_of(fs::path(packages) / "node_modules" / engine.package),
                    "/usr/bin/env",
                    {"node", "--max-old-space-size=8192", (programs / "node/engines.mjs").string(),
                     engine.argument},
                    {{"LOTSE_NODE_ENGINES", packages}}},
            fs::path(folder) / engine.argument));
    return peers;
}

} // namespace lotse::bench
