#include <filesystem>
#include <stdexcept>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include "searchd/http/request.h"
#include "tests/bench/measure.h"
#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"
#include "tests/support/daemon.h"

namespace lotse::bench {

namespace {

using nlohmann::json;

class GroongaConnection final : public Connection {
  public:
    explicit GroongaConnection(int port) : client_("127.0.0.1", port) {
        client_.set_keep_alive(true);
        client_.set_tcp_nodelay(true);
        client_.set_read_timeout(600);
    }
    std::size_t search(const Ask& ask) override {
        return found(ask, "title*3%7C%7Cbody",
                     joined(plain_words(ask.text), " OR ",
                            [](const auto& word, bool) { return "\"" + word + "\""; }));
    }
    std::size_t suggest(const Ask& ask) override {
        return found(ask, "title",
                     joined(plain_words(ask.text), " ", [](const auto& word, bool last) {
                         return last ? word + "*" : "\"" + word + "\"";
                     }));
    }
    std::string run(const std::string& command) {
        const auto answer = client_.Get("/d/" + command);
        if (!answer || answer->status != 200)
            throw std::runtime_error("groonga: " + command + (answer ? answer->body : ""));
        return answer->body;
    }
    void load(const std::string& into, const json& rows) {
        const auto answer = client_.Post("/d/load?table=" + into, rows.dump(), "application/json");
        if (!answer || answer->status != 200)
            throw std::runtime_error("groonga takes no documents");
    }

  private:
    std::size_t found(const Ask& ask, const std::string& columns, const std::string& query) {
        if (query.empty())
            return 0;
        const auto answer =
            run("select?table=" + table(ask.lang) + "&match_columns=" + columns +
                "&sort_keys=-_score&limit=10&output_columns=_id,title&cache=no&query=" +
                http::percent_encoded(query));
        return json::parse(answer)[1][0].size() - 2;
    }

    httplib::Client client_;
};

class Groonga final : public Peer {
  public:
    explicit Groonga(const std::string& folder)
        : folder_(made(folder + "/groonga")), port_(free_port()),
          server_("/usr/bin/groonga", {"-s", "--protocol", "http", "--bind-address", "127.0.0.1",
                                       "-p", std::to_string(port_), "-n", folder_ + "/data"}),
          connection_(port_) {
        if (!listens(port_))
            throw std::runtime_error("groonga does not answer");
    }
    std::string name() const override {
        return "Groonga " + json::parse(connection_.run("status"))[1].value("version", "");
    }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages) {
            connection_.run("table_create?name=" + table(lang) + "&flags=TABLE_NO_KEY");
            for (const char* column : {"title", "body"})
                connection_.run(
                    "column_create?table=" + table(lang) + "&name=" + column +
                    "&flags=COLUMN_SCALAR&type=" + (column[0] == 't' ? "ShortText" : "Text"));
            load(documents, lang);
            connection_.run("table_create?name=terms_" + table(lang) +
                            "&flags=TABLE_PAT_KEY&key_type=ShortText&default_tokenizer="
                            "TokenBigram&normalizer=NormalizerAuto");
            // Made after the documents are there: static construction is the fast one.
            for (const char* column : {"title", "body"})
                connection_.run("column_create?table=terms_" + table(lang) + "&name=" + column +
                                "&flags=COLUMN_INDEX%7CWITH_POSITION&type=" + table(lang) +
                                "&source=" + column);
        }
    }
    double megabytes() const override { return bench::megabytes(folder_); }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<GroongaConnection>(port_);
    }

  private:
    static std::string made(const std::string& folder) {
        std::filesystem::create_directories(folder);
        return folder;
    }
    void load(const std::vector<index::Document>& documents, index::Lang lang) {
        json rows = json::array();
        for (const index::Document& document : documents) {
            if (document.lang != lang)
                continue;
            rows.push_back({{"title", document.title}, {"body", document.text}});
            if (rows.size() == 1000) {
                connection_.load(table(lang), rows);
                rows.clear();
            }
        }
        if (!rows.empty())
            connection_.load(table(lang), rows);
    }

    std::string folder_;
    int port_;
    testing::Process server_;
    mutable GroongaConnection connection_;
};

} // namespace

std::unique_ptr<Peer> groonga_peer(const std::string& folder) {
    return std::make_unique<Groonga>(folder);
}

} // namespace lotse::bench
