#include <sqlite3.h>

#include <filesystem>
#include <stdexcept>

#include "tests/bench/peers/peers.h"
#include "tests/bench/peers/words.h"

namespace lotse::bench {

namespace {

class Database {
  public:
    explicit Database(const std::string& path) {
        if (sqlite3_open(path.c_str(), &database_) != SQLITE_OK)
            throw std::runtime_error("no SQLite database");
        run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
    }
    ~Database() { sqlite3_close(database_); }
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

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

  private:
    sqlite3* database_ = nullptr;
};

void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
}

class SqliteConnection final : public Connection {
  public:
    explicit SqliteConnection(const std::string& path) : database_(path) {
        for (const index::Lang lang : languages)
            select_[static_cast<std::size_t>(lang)] = database_.prepared(
                "SELECT rowid, title FROM " + table(lang) + " WHERE " + table(lang) +
                " MATCH ? ORDER BY bm25(" + table(lang) + ", 3.0, 1.0) LIMIT 10");
    }
    ~SqliteConnection() override {
        for (sqlite3_stmt* one : select_)
            sqlite3_finalize(one);
    }
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

    Database database_;
    std::array<sqlite3_stmt*, 2> select_{};
};

class Sqlite final : public Peer {
  public:
    explicit Sqlite(const std::string& folder) : path_(folder + "/fts5.db") {}

    std::string name() const override { return std::string("SQLite FTS5 ") + sqlite3_libversion(); }
    void build(const std::vector<index::Document>& documents) override {
        const Database database(path_);
        std::array<sqlite3_stmt*, 2> insert{};
        for (const index::Lang lang : languages) {
            const bool english = lang == index::Lang::en;
            database.run("CREATE VIRTUAL TABLE " + table(lang) +
                         " USING fts5(title, body, prefix='2 3', tokenize='" +
                         (english ? "porter " : "") + "unicode61')");
            insert[static_cast<std::size_t>(lang)] = database.prepared(
                "INSERT INTO " + table(lang) + "(rowid, title, body) VALUES (?, ?, ?)");
        }
        database.run("BEGIN");
        for (std::size_t i = 0; i < documents.size(); ++i) {
            sqlite3_stmt* one = insert[static_cast<std::size_t>(documents[i].lang)];
            sqlite3_bind_int64(one, 1, static_cast<sqlite3_int64>(i + 1));
            bind(one, 2, documents[i].title);
            bind(one, 3, documents[i].text);
            sqlite3_step(one);
            sqlite3_reset(one);
        }
        database.run("COMMIT");
        for (const index::Lang lang : languages) {
            sqlite3_finalize(insert[static_cast<std::size_t>(lang)]);
            database.run("INSERT INTO " + table(lang) + "(" + table(lang) +
                         ") VALUES ('optimize')");
        }
    }
    double megabytes() const override {
        return static_cast<double>(std::filesystem::file_size(path_)) / 1e6;
    }
    std::unique_ptr<Connection> connect() override {
        return std::make_unique<SqliteConnection>(path_);
    }

  private:
    std::string path_;
};

} // namespace

std::unique_ptr<Peer> sqlite_peer(const std::string& folder) {
    return std::make_unique<Sqlite>(folder);
}

} // namespace lotse::bench
