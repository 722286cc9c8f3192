#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <array>
#include <map>

#include "tickets/backend_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

using Settings = std::map<std::string, std::string>; // libpq's keywords and their values

struct Meaning {
    std::string_view state; // the beginning of an SQLSTATE
    Code code;
    const char* hint;
};

constexpr const char* try_again = "another process holds the ticket database; try again";
constexpr const char* unreachable = "is the database server running and reachable?";

/// The first that fits counts. Blanks stand for an answer that never came.
constexpr auto meanings = std::to_array<Meaning>({
    {"  ", Code::unavailable, unreachable},
    {"08", Code::unavailable, unreachable},
    {"57014", Code::deadline, "the server gave the statement up; try again"},
    {"57", Code::unavailable, unreachable},
    {"25P0", Code::unavailable, "the server ended a transaction that stood still; try again"},
    {"55P03", Code::locked, try_again},
    {"40", Code::locked, try_again},
    {"53100", Code::no_space, "free some space; nothing that was acknowledged is lost"},
    {"53", Code::unavailable, "the database server is at its limit; allow it more connections"},
    {"22", Code::invalid_argument, "the text holds bytes that the database does not take"},
    {"23", Code::conflict, ""},
    {"25006", Code::io, "this database server only reads; name the one that may write"},
    {"42501", Code::io, "the user of the address needs to own the database or its schema"},
    {"58", Code::io, "check the health of the database server's disk"},
    {"XX001", Code::corrupt, "restore the latest backup"},
    {"XX002", Code::corrupt, "REINDEX the database, or restore the latest backup"},
});

const Meaning* meaning_of(std::string_view state) {
    const auto* found = std::ranges::find_if(
        meanings, [&](const Meaning& meaning) { return state.starts_with(meaning.state); });
    return found == meanings.end() ? nullptr : found;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        out.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
    return out;
}

/// As an address again, in which SOCI's own parser finds nothing to take apart.
std::string address_of(const Settings& settings) {
    std::string address = "postgresql://?";
    for (const auto& [keyword, value] : settings)
        address.append(address.back() == '?' ? "" : "&")
            .append(keyword)
            .append("=")
            .append(percent_encoded(value));
    return address;
}

/// An @ behind the first / is most likely a password with a / in it, of which one part would be
/// taken for the server's name and shown.
bool has_misplaced_at(std::string_view address) {
    const auto begin = address.find("//") + 2;
    const auto slash = address.find('/', begin);
    const auto at = address.find('@', begin);
    return at != std::string_view::npos && slash < at;
}

Result<Settings> parsed(const std::string& address) {
    const Error unclear{Code::invalid_argument,
                        "the address of the PostgreSQL database cannot be understood",
                        "postgresql://user@host/name; in a password write / as %2F, @ as %40, "
                        "% as %25, or keep it in ~/.pgpass"};
    if (has_misplaced_at(address))
        return unclear;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
        PQconninfoParse(address.c_str(), nullptr), PQconninfoFree);
    if (!options)
        return unclear;
    Settings settings{{"connect_timeout", "10"}, {"fallback_application_name", "lotse"}};
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option)
        if (option->val != nullptr)
            settings[option->keyword] = option->val;
    settings["client_encoding"] = "UTF8";
    return settings;
}

PGconn* raw(soci::session& sql) {
    return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

/// Columns keep 64 bits and compare byte by byte, as in SQLite.
std::string_view type_for(std::string_view word) {
    if (word == "INTEGER")
        return "BIGINT";
    if (word == "TEXT")
        return "TEXT COLLATE \"C\"";
    return word;
}

/// Replaces the names of types outside of quotes.
std::string with_types(std::string_view statement) {
    std::string out;
    bool quoted = false;
    for (std::size_t i = 0; i < statement.size();) {
        const auto is_letter = [&](std::size_t at) {
            return at < statement.size() &&
                   (std::isalnum(static_cast<unsigned char>(statement[at])) != 0 ||
                    statement[at] == '_');
        };
        std::size_t end = i;
        while (is_letter(end))
            ++end;
        if (end == i) {
            quoted ^= statement[i] == '\'';
            out.push_back(statement[i++]);
            continue;
        }
        const auto word = statement.substr(i, end - i);
        out.append(quoted ? word : type_for(word));
        i = end;
    }
    return out;
}

class Postgresql final : public Backend {
  public:
    Postgresql(const Settings& settings, Milliseconds patience)
        : address_(address_of(settings)), patience_(patience) {
        if (const auto found = settings.find("password"); found != settings.end())
            password_ = found->second;
    }

    Session connect() const override {
        auto sql = std::make_unique<soci::session>(*soci::factory_postgresql(), address_);
        PQsetNoticeProcessor(
            raw(*sql), [](void*, const char*) {}, nullptr);
        const char* encoding = PQparameterStatus(raw(*sql), "server_encoding");
        if (encoding == nullptr || encoding != std::string_view("UTF8"))
            throw soci::soci_error("the database is not in UTF-8");
        // The guard against a process that stands still while it is its turn to write.
        execute(*sql, "SET lock_timeout = " + std::to_string(patience_.count()) +
                          "; SET idle_in_transaction_session_timeout = '60s'");
        return sql;
    }

    bool alive(soci::session& sql) const override { return PQstatus(raw(sql)) == CONNECTION_OK; }

    void begin_read(soci::session& sql) const override {
        execute(sql, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    }

    void begin_write(soci::session& sql, Durability durability) const override {
        // Every statement sees what is committed when it starts; as nobody else writes meanwhile,
        // that is the same for all of them.
        execute(sql, "BEGIN ISOLATION LEVEL READ COMMITTED");
        if (durability == Durability::soon)
            execute(sql, "SET LOCAL synchronous_commit = off");
        execute(sql, "UPDATE write_turns SET taken = taken + 1");
    }

    void begin_migration(soci::session& sql) const override {
        execute(sql, "BEGIN ISOLATION LEVEL READ COMMITTED");
        execute(sql, "SELECT pg_advisory_xact_lock(hashtext('lotse.migration'))");
        execute(sql, "CREATE TABLE IF NOT EXISTS write_turns "
                     "(id BIGINT PRIMARY KEY, taken BIGINT NOT NULL)");
        execute(sql, "INSERT INTO write_turns (id, taken) VALUES (1, 0) ON CONFLICT DO NOTHING");
        execute(sql, "UPDATE write_turns SET taken = taken + 1");
    }

    std::int64_t change_mark(soci::session& sql) const override {
        return one_value<long long>(sql, "SELECT taken FROM write_turns");
    }

    /// Reads every row, which finds pages whose checksum is wrong.
    Status check(soci::session& sql) const override {
        std::vector<std::string> tables;
        each_row<std::string>(
            sql, "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = current_schema()",
            [&](const std::string& table) { tables.push_back(table); });
        execute(sql, "SET LOCAL enable_indexonlyscan = off");
        for (const std::string& table : tables)
            one_value<long long>(sql, "SELECT COUNT(*) FROM " + table);
        return Done{};
    }

    Status copy_into(const std::filesystem::path& file) const override {
        return Error{Code::invalid_argument, "PostgreSQL has its own tools for backups",
                     "pg_dump --format=custom --file=" + file.string() +
                         " ADDRESS, and back: pg_restore --no-owner --dbname=ADDRESS " +
                         file.string()};
    }

    Status forget_overwritten() const override {
        execute(*connect(),
                "VACUUM tickets, messages, level_moves, resolutions, searches, replays, "
                "remembered_questions, verified_pairs, people, tokens");
        return Done{};
    }

    std::string statement(std::string_view of_migration) const override {
        return with_types(statement_for("postgresql", of_migration));
    }

    Error error_of(const soci::soci_error& failure) const override {
        const std::string what = "ticket database: " + without_password(first_line(failure));
        const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&failure);
        if (known == nullptr) {
            const bool no_connection = what.find("establish connection") != std::string::npos;
            return no_connection
                       ? Error{Code::unavailable, what,
                               "is the server running, and are address, user and password right?"}
                       : Error{Code::internal, what, ""};
        }
        const Meaning* meaning = meaning_of(known->sqlstate());
        return meaning ? Error{meaning->code, what, meaning->hint}
                       : Error{Code::internal, what, ""};
    }

  private:
    std::string without_password(std::string text) const {
        if (password_.empty())
            return text;
        constexpr std::string_view mask = "…";
        for (auto at = text.find(password_); at != std::string::npos;
             at = text.find(password_, at + mask.size()))
            text.replace(at, password_.size(), mask);
        return text;
    }

    std::string address_;
    std::string password_;
    Milliseconds patience_;
};

} // namespace

Result<std::unique_ptr<Backend>> postgresql_backend(const DatabaseOptions& options) {
    auto settings = parsed(options.postgresql);
    if (!settings)
        return settings.error();
    return std::unique_ptr<Backend>(std::make_unique<Postgresql>(*settings, options.busy_timeout));
}

} // namespace lotse::tickets
