#include <stdexcept>

#include <libpq-fe.h>

#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"
#include "tests/support/postgres_server.h"

namespace lotse::bench {

namespace {

class Session {
  public:
    explicit Session(const std::string& address) : connection_(PQconnectdb(address.c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK)
            throw std::runtime_error(PQerrorMessage(connection_));
        // "contains only stop words" is no news.
        run("SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'; "
            "SET client_min_messages = warning");
    }
    ~Session() { PQfinish(connection_); }
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    PGconn* get() const { return connection_; }
    static void check(PGresult* result) {
        const auto status = PQresultStatus(result);
        const std::string message = PQresultErrorMessage(result);
        PQclear(result);
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
            throw std::runtime_error(message);
    }
    void run(const std::string& statements) const {
        check(PQexec(connection_, statements.c_str()));
    }

  private:
    PGconn* connection_;
};

class PostgresConnection final : public Connection {
  public:
    explicit PostgresConnection(const std::string& address) : session_(address) {
        for (const index::Lang lang : languages) {
            prepare("search_", lang, "words", "'" + language(lang) + "', ");
            prepare("suggest_", lang, "names", "'simple', ");
        }
    }
    std::size_t search(const Ask& ask) override {
        return found("search_", ask,
                     joined(plain_words(ask.text), " | ",
                            [](const auto& word, bool) { return "'" + word + "'"; }));
    }
    std::size_t suggest(const Ask& ask) override {
        return found("suggest_", ask,
                     joined(plain_words(ask.text), " & ", [](const auto& word, bool last) {
                         return "'" + word + "'" + (last ? ":*" : "");
                     }));
    }

  private:
    void prepare(const std::string& what, index::Lang lang, const std::string& column,
                 const std::string& dictionary) const {
        const std::string statement = "SELECT id, title FROM " + table(lang) + ", to_tsquery(" +
                                      dictionary + "$1) query WHERE " + column +
                                      " @@ query ORDER BY ts_rank(" + column +
                                      ", query) DESC LIMIT 10";
        Session::check(PQprepare(session_.get(), (what + std::string(analysis::name(lang))).c_str(),
                                 statement.c_str(), 1, nullptr));
    }
    std::size_t found(const std::string& what, const Ask& ask, const std::string& query) const {
        if (query.empty())
            return 0;
        const char* value = query.c_str();
        PGresult* result =
            PQexecPrepared(session_.get(), (what + std::string(analysis::name(ask.lang))).c_str(),
                           1, &value, nullptr, nullptr, 0);
        const auto rows = static_cast<std::size_t>(std::max(0, PQntuples(result)));
        Session::check(result);
        return rows;
    }

    Session session_;
};

class Postgres final : public Peer {
  public:
    Postgres()
        : address_(testing::PostgresServer::shared().make_database("peers")), session_(address_) {}

    std::string name() const override {
        const int version = PQserverVersion(session_.get());
        return "PostgreSQL " + std::to_string(version / 10000) + "." +
               std::to_string(version % 10000);
    }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages) {
            session_.run("CREATE UNLOGGED TABLE " + table(lang) +
                         " (id bigint, title text, body text, words tsvector GENERATED ALWAYS AS "
                         "(setweight(to_tsvector('" +
                         language(lang) + "', title), 'A') || setweight(to_tsvector('" +
                         language(lang) +
                         "', body), 'D')) STORED, names tsvector GENERATED ALWAYS AS "
                         "(to_tsvector('simple', title)) STORED)");
            session_.run("COPY " + table(lang) + " (id, title, body) FROM STDIN");
            for (std::size_t i = 0; i < documents.size(); ++i)
                if (documents[i].lang == lang)
                    put(std::to_string(i + 1) + "\t" + escaped(documents[i].title) + "\t" +
                        escaped(documents[i].text) + "\n");
            PQputCopyEnd(session_.get(), nullptr);
            while (PGresult* result = PQgetResult(session_.get()))
                Session::check(result);
            session_.run("CREATE INDEX ON " + table(lang) + " USING gin (words); CREATE INDEX ON " +
                         table(lang) + " USING gin (names)");
            session_.run("VACUUM ANALYZE " + table(lang));
        }
    }
    double megabytes() const override {
        PGresult* result = PQexec(session_.get(), "SELECT pg_total_relation_size('docs_de') + "
                                                  "pg_total_relation_size('docs_en')");
        const double bytes = std::stod(PQgetvalue(result, 0, 0));
        PQclear(result);
        return bytes / 1e6;
    }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<PostgresConnection>(address_);
    }

  private:
    void put(const std::string& line) const {
        if (PQputCopyData(session_.get(), line.data(), static_cast<int>(line.size())) != 1)
            throw std::runtime_error(PQerrorMessage(session_.get()));
    }
    /// As COPY reads it.
    static std::string escaped(const std::string& text) {
        std::string out;
        for (const char c : flat(text))
            if (c != '\0')
                out += c == '\\' ? std::string("\\\\") : std::string(1, c);
        return out;
    }

    std::string address_;
    Session session_;
};

} // namespace

std::unique_ptr<Peer> postgres_peer() {
    return std::make_unique<Postgres>();
}

} // namespace lotse::bench
