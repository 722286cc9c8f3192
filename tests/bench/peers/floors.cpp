// No engines, but what anything behind cpp-httplib, or Xapian, costs at least.

#include <stdexcept>
#include <thread>

#include <httplib.h>
#include <xapian.h>

#include "searchd/http/request.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"

namespace lotse::bench {

namespace {

/// A server of this process.
class Server {
  public:
    template <class Answer>
    explicit Server(const Answer& answer) {
        server_.set_tcp_nodelay(true);
        server_.set_keep_alive_max_count(1'000'000);
        server_.new_task_queue = [] { return new httplib::ThreadPool(256); };
        server_.Get("/.*", [answer](const httplib::Request& request, httplib::Response& response) {
            response.set_content(answer(request), "text/plain");
        });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
        if (!listens(port_))
            throw std::runtime_error("no server");
    }
    ~Server() {
        server_.stop();
        thread_.join();
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    int port() const { return port_; }

  private:
    httplib::Server server_;
    int port_ = 0;
    std::thread thread_;
};

/// Each line of an answer is a hit.
class LinesConnection final : public Connection {
  public:
    explicit LinesConnection(int port) : client_("127.0.0.1", port) {
        client_.set_keep_alive(true);
        client_.set_tcp_nodelay(true);
        client_.set_read_timeout(600);
    }
    std::size_t search(const Ask& ask) override { return lines("/search", ask); }
    std::size_t suggest(const Ask& ask) override { return lines("/suggest", ask); }

  private:
    std::size_t lines(const std::string& path, const Ask& ask) {
        const auto answer = client_.Get(path + "?lang=" + std::string(analysis::name(ask.lang)) +
                                        "&q=" + http::percent_encoded(ask.text));
        if (!answer || answer->status != 200)
            throw std::runtime_error("the floor does not answer");
        return static_cast<std::size_t>(std::count(answer->body.begin(), answer->body.end(), '\n'));
    }

    httplib::Client client_;
};

class Empty final : public Peer {
  public:
    std::string name() const override { return "an empty answer"; }
    bool is_floor() const override { return true; }
    void build(const std::vector<index::Document>&) override {}
    double megabytes() const override { return 0; }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<LinesConnection>(server_.port());
    }

  private:
    Server server_{[](const httplib::Request&) { return std::string(); }};
};

class Bare final : public Peer {
  public:
    explicit Bare(std::string folder) : folder_(std::move(folder)) {}
    std::string name() const override {
        return std::string("bare Xapian ") + Xapian::version_string();
    }
    bool is_floor() const override { return true; }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages) {
            Xapian::WritableDatabase database(path(lang), Xapian::DB_CREATE_OR_OVERWRITE);
            Xapian::TermGenerator terms;
            terms.set_stemmer(Xapian::Stem(language(lang)));
            for (const index::Document& one : documents) {
                if (one.lang != lang)
                    continue;
                Xapian::Document document;
                terms.set_document(document);
                terms.index_text(one.title, 3);
                terms.index_text(one.title, 1, "S");
                terms.increase_termpos();
                terms.index_text(one.text);
                document.set_data(one.title);
                database.add_document(document);
            }
            database.commit();
        }
        server_ = std::make_unique<Server>(
            [this](const httplib::Request& request) { return answer(request); });
    }
    double megabytes() const override {
        return bench::megabytes(path(index::Lang::de)) + bench::megabytes(path(index::Lang::en));
    }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<LinesConnection>(server_->port());
    }

  private:
    std::string path(index::Lang lang) const { return folder_ + "/bare_" + table(lang); }
    std::string answer(const httplib::Request& request) const {
        const auto lang =
            request.get_param_value("lang") == "de" ? index::Lang::de : index::Lang::en;
        thread_local std::array<Xapian::Database, 2> databases;
        Xapian::Database& database = databases[static_cast<std::size_t>(lang)];
        if (database.size() == 0)
            database = Xapian::Database(path(lang));
        Xapian::QueryParser parser;
        parser.set_database(database);
        parser.set_stemmer(Xapian::Stem(language(lang)));
        const bool begun = request.path == "/suggest";
        parser.set_default_op(begun ? Xapian::Query::OP_AND : Xapian::Query::OP_OR);
        parser.set_stemming_strategy(begun ? Xapian::QueryParser::STEM_NONE
                                           : Xapian::QueryParser::STEM_SOME);
        const std::string words = joined(plain_words(request.get_param_value("q")), " ",
                                         [](const auto& word, bool) { return word; });
        Xapian::Enquire enquire(database);
        enquire.set_query(parser.parse_query(words, begun ? Xapian::QueryParser::FLAG_PARTIAL : 0,
                                             begun ? "S" : ""));
        std::string lines;
        const Xapian::MSet found = enquire.get_mset(0, 10);
        for (auto hit = found.begin(); hit != found.end(); ++hit)
            lines += std::to_string(*hit) + " " + hit.get_document().get_data() + "\n";
        return lines;
    }

    std::string folder_;
    std::unique_ptr<Server> server_;
};

} // namespace

std::unique_ptr<Peer> bare_xapian(const std::string& folder) {
    return std::make_unique<Bare>(folder);
}

std::unique_ptr<Peer> empty_answers() {
    return std::make_unique<Empty>();
}

} // namespace lotse::bench
