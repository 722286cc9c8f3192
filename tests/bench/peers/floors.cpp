// No engines, but what anything behind cpp-httplib, or Xapian, costs at least.

#include <filesystem>
#include <stdexcept>
#include <thread>

#include <httplib.h>
#include <xapian.h>

#include "tests/bench/baseline.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers/lines.h"
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

class Empty final : public Peer {
  public:
    std::string name() const override { return "an empty answer"; }
    bool is_floor() const override { return true; }
    bool builds() const override { return false; }
    void build(const std::vector<index::Document>&) override {}
    double megabytes() const override { return 0; }
    std::unique_ptr<Connection> connect() override { return lines_connection(server_.port()); }

  private:
    Server server_{[](const httplib::Request&) { return std::string(); }};
};

class Bare final : public Peer {
  public:
    explicit Bare(const std::string& folder) : folder_(std::filesystem::path(folder) / "bare") {}
    std::string name() const override {
        return std::string("bare Xapian ") + Xapian::version_string();
    }
    bool is_floor() const override { return true; }
    void build(const std::vector<index::Document>& documents) override {
        Baseline::build(folder_, documents);
        server_ = std::make_unique<Server>(
            [this](const httplib::Request& request) { return answer(request); });
    }
    double megabytes() const override { return bench::megabytes(folder_); }
    std::unique_ptr<Connection> connect() override { return lines_connection(server_->port()); }

  private:
    std::string answer(const httplib::Request& request) const {
        thread_local const Baseline baseline(folder_);
        const auto lang =
            request.get_param_value("lang") == "de" ? index::Lang::de : index::Lang::en;
        const std::string words = joined(plain_words(request.get_param_value("q")), " ",
                                         [](const auto& word, bool) { return word; });
        std::string lines;
        for (const std::string& title : request.path == "/suggest" ? baseline.suggest(words, lang)
                                                                   : baseline.draft(words, lang))
            lines += title + "\n";
        return lines;
    }

    std::filesystem::path folder_;
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
