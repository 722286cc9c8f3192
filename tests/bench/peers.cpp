#include "tests/bench/peers.h"

#include <netinet/in.h>
#include <poll.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <stdexcept>

#include <httplib.h>
#include <libpq-fe.h>
#include <nlohmann/json.hpp>

#include "searchd/http/request.h"
#include "tests/support/daemon.h"
#include "tests/support/postgres_server.h"

namespace lotse::bench {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::array languages{index::Lang::de, index::Lang::en};

std::string table(index::Lang lang) {
    return "docs_" + std::string(analysis::name(lang));
}

/// word(i) of each, with `between`.
template <class Word>
std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const Word& word) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : between) + word(words[i], i + 1 == words.size());
    return text;
}

class Sqlite final : public Peer {
  public:
    explicit Sqlite(const std::string& folder) : path_(folder + "/fts5.db") {
        if (sqlite3_open(path_.c_str(), &database_) != SQLITE_OK)
            throw std::runtime_error("no SQLite database");
        run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
    }
    ~Sqlite() override {
        for (sqlite3_stmt* one : select_)
            sqlite3_finalize(one);
        sqlite3_close(database_);
    }
    std::string name() const override { return std::string("SQLite FTS5 ") + sqlite3_libversion(); }
    void build(const std::vector<index::Document>& documents) override {
        std::array<sqlite3_stmt*, 2> insert{};
        for (const index::Lang lang : languages) {
            const bool english = lang == index::Lang::en;
            run("CREATE VIRTUAL TABLE " + table(lang) +
                " USING fts5(title, body, prefix='2 3', tokenize='" + (english ? "porter " : "") +
                "unicode61')");
            insert[static_cast<std::size_t>(lang)] =
                prepared("INSERT INTO " + table(lang) + "(rowid, title, body) VALUES (?, ?, ?)");
        }
        run("BEGIN");
        for (std::size_t i = 0; i < documents.size(); ++i) {
            sqlite3_stmt* one = insert[static_cast<std::size_t>(documents[i].lang)];
            sqlite3_bind_int64(one, 1, static_cast<sqlite3_int64>(i + 1));
            bind(one, 2, documents[i].title);
            bind(one, 3, documents[i].text);
            sqlite3_step(one);
            sqlite3_reset(one);
        }
        run("COMMIT");
        for (const index::Lang lang : languages) {
            sqlite3_finalize(insert[static_cast<std::size_t>(lang)]);
            run("INSERT INTO " + table(lang) + "(" + table(lang) + ") VALUES ('optimize')");
            select_[static_cast<std::size_t>(lang)] =
                prepared("SELECT rowid, title FROM " + table(lang) + " WHERE " + table(lang) +
                         " MATCH ? ORDER BY bm25(" + table(lang) + ", 3.0, 1.0) LIMIT 10");
        }
    }
    double megabytes() const override { return static_cast<double>(fs::file_size(path_)) / 1e6; }
    std::size_t search(const Ask& ask) override {
        return found(ask.lang, joined(plain_words(ask.text), " OR ",
                                      [](const auto& word, bool) { return "\"" + word + "\""; }));
    }
    std::size_t suggest(const Ask& ask) override {
        return found(ask.lang,
                     joined(plain_words(ask.text), " AND ", [](const auto& word, bool last) {
                         return "title:\"" + word + "\"" + (last ? "*" : "");
                     }));
    }

  private:
    void run(const std::string& statements) const {
        if (sqlite3_exec(database_, statements.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(database_));
    }
    sqlite3_stmt* prepared(const std::string& statement) const {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(database_, statement.c_str(), -1, &made, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(database_));
        return made;
    }
    static void bind(sqlite3_stmt* statement, int place, const std::string& text) {
        sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()),
                          SQLITE_STATIC);
    }
    std::size_t found(index::Lang lang, const std::string& query) {
        if (query.empty())
            return 0;
        sqlite3_stmt* select = select_[static_cast<std::size_t>(lang)];
        bind(select, 1, query);
        std::size_t rows = 0;
        while (sqlite3_step(select) == SQLITE_ROW)
            rows += sqlite3_column_text(select, 1) != nullptr ? 1 : 0;
        sqlite3_reset(select);
        return rows;
    }

    std::string path_;
    sqlite3* database_ = nullptr;
    std::array<sqlite3_stmt*, 2> select_{};
};

class Postgres final : public Peer {
  public:
    Postgres()
        : connection_(
              PQconnectdb(testing::PostgresServer::shared().make_database("peers").c_str())) {
        if (PQstatus(connection_) != CONNECTION_OK)
            throw std::runtime_error(PQerrorMessage(connection_));
        run("SET maintenance_work_mem = '512MB'; SET work_mem = '64MB'");
    }
    ~Postgres() override { PQfinish(connection_); }
    std::string name() const override {
        const int version = PQserverVersion(connection_);
        return "PostgreSQL " + std::to_string(version / 10000) + "." +
               std::to_string(version % 10000);
    }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages) {
            const std::string language = lang == index::Lang::de ? "german" : "english";
            run("CREATE UNLOGGED TABLE " + table(lang) +
                " (id bigint, title text, body text, words tsvector GENERATED ALWAYS AS "
                "(setweight(to_tsvector('" +
                language + "', title), 'A') || setweight(to_tsvector('" + language +
                "', body), 'D')) STORED, names tsvector GENERATED ALWAYS AS "
                "(to_tsvector('simple', title)) STORED)");
            run("COPY " + table(lang) + " (id, title, body) FROM STDIN");
            for (std::size_t i = 0; i < documents.size(); ++i)
                if (documents[i].lang == lang)
                    put(std::to_string(i + 1) + "\t" + escaped(documents[i].title) + "\t" +
                        escaped(documents[i].text) + "\n");
            PQputCopyEnd(connection_, nullptr);
            while (PGresult* result = PQgetResult(connection_))
                check(result);
            run("CREATE INDEX ON " + table(lang) + " USING gin (words); CREATE INDEX ON " +
                table(lang) + " USING gin (names)");
            run("VACUUM ANALYZE " + table(lang));
            prepare("search_", lang, "words", "'" + language + "', ");
            prepare("suggest_", lang, "names", "'simple', ");
        }
    }
    double megabytes() const override {
        PGresult* result = PQexec(connection_, "SELECT pg_total_relation_size('docs_de') + "
                                               "pg_total_relation_size('docs_en')");
        const double bytes = std::stod(PQgetvalue(result, 0, 0));
        PQclear(result);
        return bytes / 1e6;
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
    void put(const std::string& line) const {
        if (PQputCopyData(connection_, line.data(), static_cast<int>(line.size())) != 1)
            throw std::runtime_error(PQerrorMessage(connection_));
    }
    static std::string escaped(const std::string& text) {
        std::string out;
        for (const char c : text) {
            if (c == '\t' || c == '\n' || c == '\r')
                out += ' ';
            else if (c != '\0')
                out += c == '\\' ? std::string("\\\\") : std::string(1, c);
        }
        return out;
    }
    void prepare(const std::string& what, index::Lang lang, const std::string& column,
                 const std::string& dictionary) const {
        const std::string statement = "SELECT id, title FROM " + table(lang) + ", to_tsquery(" +
                                      dictionary + "$1) query WHERE " + column +
                                      " @@ query ORDER BY ts_rank(" + column +
                                      ", query) DESC LIMIT 10";
        check(PQprepare(connection_, (what + std::string(analysis::name(lang))).c_str(),
                        statement.c_str(), 1, nullptr));
    }
    std::size_t found(const std::string& what, const Ask& ask, const std::string& query) const {
        if (query.empty())
            return 0;
        const char* value = query.c_str();
        PGresult* result =
            PQexecPrepared(connection_, (what + std::string(analysis::name(ask.lang))).c_str(), 1,
                           &value, nullptr, nullptr, 0);
        const auto rows = static_cast<std::size_t>(std::max(0, PQntuples(result)));
        check(result);
        return rows;
    }

    PGconn* connection_;
};

/// One that nothing listens on at the moment: the server takes a number only.
int free_port() {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(fd);
    return ntohs(address.sin_port);
}

class Groonga final : public Peer {
  public:
    explicit Groonga(const std::string& folder)
        : folder_(folder), port_(free_port()),
          server_("/usr/bin/groonga", {"-s", "--protocol", "http", "--bind-address", "127.0.0.1",
                                       "-p", std::to_string(port_), "-n", folder + "/groonga"}),
          client_("127.0.0.1", port_) {
        client_.set_keep_alive(true);
        client_.set_tcp_nodelay(true);
        client_.set_read_timeout(600);
        for (int tries = 0; !client_.Get("/d/status"); ++tries) {
            if (tries == 200)
                throw std::runtime_error("groonga does not answer");
            ::poll(nullptr, 0, 50);
        }
    }
    std::string name() const override {
        const auto status = client_.Get("/d/status");
        return "Groonga " + json::parse(status->body)[1].value("version", "");
    }
    void build(const std::vector<index::Document>& documents) override {
        for (const index::Lang lang : languages) {
            run("table_create?name=" + table(lang) + "&flags=TABLE_NO_KEY");
            for (const char* column : {"title", "body"})
                run("column_create?table=" + table(lang) + "&name=" + column +
                    "&flags=COLUMN_SCALAR&type=" + (column[0] == 't' ? "ShortText" : "Text"));
            load(documents, lang);
            run("table_create?name=terms_" + table(lang) +
                "&flags=TABLE_PAT_KEY&key_type=ShortText&default_tokenizer=TokenBigram&"
                "normalizer=NormalizerAuto");
            // Made after the documents are there: static construction is the fast one.
            for (const char* column : {"title", "body"})
                run("column_create?table=terms_" + table(lang) + "&name=" + column +
                    "&flags=COLUMN_INDEX%7CWITH_POSITION&type=" + table(lang) +
                    "&source=" + column);
        }
    }
    double megabytes() const override {
        double bytes = 0;
        for (const auto& entry : fs::directory_iterator(folder_))
            if (entry.path().filename().string().starts_with("groonga"))
                bytes += static_cast<double>(entry.file_size());
        return bytes / 1e6;
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

  private:
    void run(const std::string& command) const {
        const auto answer = client_.Get("/d/" + command);
        if (!answer || answer->status != 200)
            throw std::runtime_error("groonga: " + command + (answer ? answer->body : ""));
    }
    void load(const std::vector<index::Document>& documents, index::Lang lang) const {
        json rows = json::array();
        const auto send = [&] {
            const auto answer =
                client_.Post("/d/load?table=" + table(lang), rows.dump(), "application/json");
            if (!answer || answer->status != 200)
                throw std::runtime_error("groonga takes no documents");
            rows.clear();
        };
        for (const index::Document& document : documents) {
            if (document.lang != lang)
                continue;
            rows.push_back({{"title", document.title}, {"body", document.text}});
            if (rows.size() == 1000)
                send();
        }
        if (!rows.empty())
            send();
    }
    std::size_t found(const Ask& ask, const std::string& columns, const std::string& query) const {
        if (query.empty())
            return 0;
        const auto answer =
            client_.Get("/d/select?table=" + table(ask.lang) + "&match_columns=" + columns +
                        "&sort_keys=-_score&limit=10&output_columns=_id,title&cache=no&query=" +
                        http::percent_encoded(query));
        if (!answer || answer->status != 200)
            throw std::runtime_error("groonga: " + query);
        return json::parse(answer->body)[1][0].size() - 2;
    }

    std::string folder_;
    int port_;
    testing::Process server_;
    mutable httplib::Client client_;
};

} // namespace

std::vector<std::string> plain_words(std::string_view text) {
    std::vector<std::string> words;
    bool within = false;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = byte >= 0x80 || std::isalnum(byte) != 0;
        if (letter && !within)
            words.emplace_back();
        if (letter)
            words.back() += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
        within = letter;
    }
    return words;
}

std::unique_ptr<Peer> sqlite_peer(const std::string& folder) {
    return std::make_unique<Sqlite>(folder);
}

std::unique_ptr<Peer> postgres_peer() {
    return std::make_unique<Postgres>();
}

std::unique_ptr<Peer> groonga_peer(const std::string& folder) {
    return std::make_unique<Groonga>(folder);
}

} // namespace lotse::bench
