#pragma once
// An SQLite file read and written behind the program's back: all its rows as text, and statements.

#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace lotse::testing {

class SqliteFile {
  public:
    explicit SqliteFile(const std::filesystem::path& file) {
        sqlite3* opened = nullptr;
        const int result = sqlite3_open(file.c_str(), &opened);
        raw_.reset(opened);
        if (result != SQLITE_OK)
            throw std::runtime_error("cannot open " + file.string());
    }

    void run(const std::string& statements) {
        char* message = nullptr;
        if (sqlite3_exec(raw_.get(), statements.c_str(), nullptr, nullptr, &message) == SQLITE_OK)
            return;
        const std::string why = message ? message : "";
        sqlite3_free(message);
        throw std::runtime_error(why);
    }

    sqlite3* raw() const { return raw_.get(); }

    /// Each row's columns, joined by '|'.
    std::vector<std::string> rows(const std::string& query) {
        std::vector<std::string> found;
        const auto keep = [](void* into, int count, char** values, char**) {
            std::string row;
            for (int i = 0; i < count; ++i)
                row.append(i == 0 ? "" : "|").append(values[i] ? values[i] : "(null)");
            static_cast<std::vector<std::string>*>(into)->push_back(std::move(row));
            return 0;
        };
        char* message = nullptr;
        if (sqlite3_exec(raw_.get(), query.c_str(), keep, &found, &message) != SQLITE_OK) {
            const std::string why = message ? message : "";
            sqlite3_free(message);
            throw std::runtime_error(why);
        }
        return found;
    }

    std::vector<std::string> tables() {
        return rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    }

    /// Every row of every table, in the order of the rows' text.
    std::map<std::string, std::vector<std::string>> everything() {
        std::map<std::string, std::vector<std::string>> all;
        for (const std::string& table : tables()) {
            auto found = rows("SELECT * FROM " + table);
            std::sort(found.begin(), found.end());
            all[table] = std::move(found);
        }
        return all;
    }

  private:
    struct Close {
        void operator()(sqlite3* raw) const { sqlite3_close(raw); }
    };
    std::unique_ptr<sqlite3, Close> raw_;
};

} // namespace lotse::testing
