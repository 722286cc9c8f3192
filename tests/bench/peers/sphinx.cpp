#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "tests/bench/measure.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"
#include "tests/support/daemon.h"

namespace lotse::bench {

namespace {

namespace fs = std::filesystem;

/// As much of MySQL's protocol (version 10) as asking for rows takes: packets of a length in three
/// bytes, a number, and what they say.
class MySql {
  public:
    explicit MySql(int port) : fd_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            throw std::runtime_error("searchd does not listen");
        const int yes = 1;
        ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        read_packet(); // its greeting
        constexpr std::uint32_t protocol_41 = 0x8200;
        std::string login;
        for (const std::uint32_t number : {protocol_41, 1U << 24U})
            login.append(reinterpret_cast<const char*>(&number), sizeof number);
        login += '\x21'; // UTF-8
        login += std::string(23, '\0');
        login += std::string(2, '\0'); // no name, no password
        send_packet(login, 1);
        if (read_packet().front() != '\0')
            throw std::runtime_error("searchd lets nobody in");
    }
    ~MySql() { ::close(fd_); }
    MySql(const MySql&) = delete;
    MySql& operator=(const MySql&) = delete;

    std::size_t rows(const std::string& statement) {
        send_packet('\x03' + statement, 0);
        const std::string first = read_packet();
        if (first.front() == error)
            throw std::runtime_error(statement + ": " + first.substr(1));
        while (read_packet().front() != end)
            ; // what the columns are called
        std::size_t count = 0;
        for (std::string row = read_packet(); row.front() != end; row = read_packet())
            ++count;
        return count;
    }

  private:
    static constexpr char error = '\xFF';
    static constexpr char end = '\xFE';

    void send_packet(const std::string& body, int number) const {
        std::string packet;
        for (unsigned shift = 0; shift < 24; shift += 8)
            packet += static_cast<char>(body.size() >> shift);
        packet += static_cast<char>(number);
        packet += body;
        if (::send(fd_, packet.data(), packet.size(), MSG_NOSIGNAL) !=
            static_cast<ssize_t>(packet.size()))
            throw std::runtime_error("searchd takes nothing");
    }
    std::string read_packet() {
        const std::string head = read(4);
        std::size_t size = 0;
        for (unsigned i = 0; i < 3; ++i)
            size |= static_cast<std::size_t>(static_cast<unsigned char>(head[i])) << 8 * i;
        std::string body = read(size);
        return body.empty() ? std::string(1, '\0') : body;
    }
    std::string read(std::size_t size) {
        char bytes[65536];
        while (received_.size() < size) {
            const ssize_t got = ::recv(fd_, bytes, sizeof bytes, 0);
            if (got <= 0)
                throw std::runtime_error("searchd hangs up");
            received_.append(bytes, static_cast<std::size_t>(got));
        }
        std::string taken = received_.substr(0, size);
        received_.erase(0, size);
        return taken;
    }

    int fd_;
    std::string received_;
};

class SphinxConnection final : public Connection {
  public:
    explicit SphinxConnection(int port) : server_(port) {}
    std::size_t search(const Ask& ask) override {
        return found(ask, joined(plain_words(ask.text), " | ",
                                 [](const auto& word, bool) { return "\"" + word + "\""; }));
    }
    std::size_t suggest(const Ask& ask) override {
        const std::string words =
            joined(plain_words(ask.text), " ",
                   [](const auto& word, bool last) { return word + (last ? "*" : ""); });
        return found(ask, words.empty() ? words : "@title " + words);
    }

  private:
    std::size_t found(const Ask& ask, const std::string& query) {
        if (query.empty())
            return 0;
        return server_.rows("SELECT id, title FROM " + table(ask.lang) + " WHERE MATCH('" + query +
                            "') LIMIT 10 OPTION ranker=bm25, field_weights=(title=3, body=1)");
    }

    MySql server_;
};

class Sphinx final : public Peer {
  public:
    explicit Sphinx(const std::string& folder)
        : folder_(fs::path(folder) / "sphinx"), port_(free_port()) {
        fs::create_directories(folder_ / "index");
    }
    std::string name() const override { return "Sphinx 2.2"; }
    void build(const std::vector<index::Document>& documents) override {
        std::ofstream config(folder_ / "sphinx.conf");
        for (const index::Lang lang : languages) {
            const fs::path rows = folder_ / (table(lang) + ".tsv");
            write(rows, documents, lang);
            config << "source " << table(lang) << " {\n type = tsvpipe\n tsvpipe_command = cat "
                   << rows.string()
                   << "\n tsvpipe_field_string = title\n tsvpipe_field = body\n}\nindex "
                   << table(lang) << " {\n source = " << table(lang)
                   << "\n path = " << (folder_ / "index" / table(lang)).string()
                   << "\n morphology = libstemmer_" << analysis::name(lang)
                   << "\n dict = keywords\n min_prefix_len = 2\n}\n";
        }
        config << "indexer {\n mem_limit = 1024M\n}\nsearchd {\n listen = 127.0.0.1:" << port_
               << ":mysql41\n pid_file = " << (folder_ / "pid").string()
               << "\n log = " << (folder_ / "log").string()
               << "\n binlog_path =\n workers = threads\n max_children = 300\n}\n";
        config.close();
        testing::Process indexer("/usr/bin/indexer", {"--all", "--quiet", "--config", path()});
        while (!indexer.read_line().empty())
            ;
        if (indexer.wait() != 0)
            throw std::runtime_error("Sphinx does not index: " + indexer.errors());
        server_ = std::make_unique<testing::Process>(
            "/usr/bin/searchd", std::vector<std::string>{"--nodetach", "--config", path()});
        if (!listens(port_))
            throw std::runtime_error("searchd does not answer");
    }
    double megabytes() const override { return bench::megabytes(folder_ / "index"); }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<SphinxConnection>(port_);
    }

  private:
    std::string path() const { return (folder_ / "sphinx.conf").string(); }
    static void write(const fs::path& path, const std::vector<index::Document>& documents,
                      index::Lang lang) {
        std::ofstream out(path);
        for (std::size_t i = 0; i < documents.size(); ++i)
            if (documents[i].lang == lang)
                out << i + 1 << '\t' << flat(documents[i].title) << '\t' << flat(documents[i].text)
                    << '\n';
    }

    fs::path folder_;
    int port_;
    std::unique_ptr<testing::Process> server_;
};

} // namespace

std::unique_ptr<Peer> sphinx_peer(const std::string& folder) {
    return std::make_unique<Sphinx>(folder);
}

} // namespace lotse::bench
