#include "tests/support/old_tickets.h"

#include <array>
#include <memory>

#include "tests/support/sqlite_rows.h"
#include "tickets/backend_internal.h"
#include "tickets/history_internal.h"
#include "tickets/migrations_internal.h"

namespace lotse::testing {

namespace {

using namespace lotse::tickets;

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    /// Below `sides`.
    std::uint64_t roll(std::uint64_t sides) {
        state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state_ >> 33) % sides;
    }
    /// An index, by weights that add up to a hundred.
    template <std::size_t N>
    std::size_t pick(const std::array<int, N>& weights) {
        auto left = static_cast<int>(roll(100));
        std::size_t index = 0;
        while (index + 1 < N && left >= weights[index])
            left -= weights[index++];
        return index;
    }

  private:
    std::uint64_t state_;
};

constexpr std::array<const char*, 7> states{
    "new", "open", "pending_reminder", "pending_close", "solved", "closed", "merged"};
constexpr std::array<int, 7> state_shares{4, 10, 4, 2, 20, 58, 2};
constexpr std::array<const char*, 4> priorities{"low", "normal", "high", "urgent"};
constexpr std::array<int, 4> priority_shares{15, 70, 12, 3};
constexpr std::array<int, 3> level_shares{60, 25, 15};
constexpr std::array<const char*, 4> topics{"Kein Internet seit dem Umzug", "Rechnung stimmt nicht",
                                            "Router blinkt rot", "E-Mail kommt nicht an"};
constexpr std::int64_t first_day = 1'600'000'000'000; // milliseconds
constexpr std::int64_t apart = 60'000;

/// A number, or NULL.
struct Nullable {
    bool given = false;
    std::int64_t value = 0;
};
constexpr Nullable null{};

/// One prepared INSERT, run again and again.
class Insert {
  public:
    Insert(sqlite3* raw, const std::string& table, int columns) {
        std::string text = "INSERT INTO " + table + " VALUES (?";
        for (int i = 1; i < columns; ++i)
            text += ", ?";
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v2(raw, (text + ")").c_str(), -1, &prepared, nullptr) != SQLITE_OK)
            throw std::runtime_error(sqlite3_errmsg(raw));
        statement_.reset(prepared);
    }

    template <class... Values>
    void operator()(const Values&... values) {
        int position = 0;
        (bind(++position, values), ...);
        if (sqlite3_step(statement_.get()) != SQLITE_DONE)
            throw std::runtime_error(sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
        sqlite3_reset(statement_.get());
    }

  private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    void bind(int position, std::int64_t value) {
        sqlite3_bind_int64(statement_.get(), position, value);
    }
    void bind(int position, const std::string& text) {
        sqlite3_bind_text(statement_.get(), position, text.data(), static_cast<int>(text.size()),
                          SQLITE_TRANSIENT);
    }
    void bind(int position, const Nullable& number) {
        if (number.given)
            bind(position, number.value);
        else
            sqlite3_bind_null(statement_.get(), position);
    }

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

/// Writes one ticket after the other, with everything that hangs on it.
class Writer {
  public:
    Writer(SqliteFile& file, const OldTickets& how)
        : dice_(how.seed), tickets_(file.raw(), "tickets", 21),
          messages_(file.raw(), "messages", 8), moves_(file.raw(), "level_moves", 8),
          resolutions_(file.raw(), "resolutions", 10), searches_(file.raw(), "searches", 10),
          documents_(file.raw(), "search_documents", 4), jobs_(file.raw(), "outbox", 5),
          history_(file.raw(), "history", 9) {}

    void ticket(std::int64_t number, std::int64_t at) {
        const std::size_t state = dice_.pick(state_shares);
        const bool solved = state >= 4;
        const auto level = static_cast<std::int64_t>(dice_.pick(level_shares)) + 1;
        const auto priority = dice_.pick(priority_shares);
        const std::string team =
            level == 3 ? old_team(static_cast<int>(dice_.roll(old_teams))) : std::string();
        const bool taken = state != 0 && dice_.roll(10) < 8;
        const Nullable agent{taken, static_cast<std::int64_t>(dice_.roll(old_agents)) + 1};
        const std::string topic = topics[dice_.roll(topics.size())];
        const std::int64_t updated = at + static_cast<std::int64_t>(dice_.roll(30 * 86'400)) * 1000;
        const std::string who = "Kundin " + std::to_string(number);
        tickets_(number, std::string(dice_.roll(33) == 0 ? "gap" : "request"),
                 topic + " " + std::to_string(number), std::string(dice_.roll(5) ? "de" : "en"),
                 "category" + std::to_string(dice_.roll(12)), std::string("portal"), who,
                 "k" + std::to_string(number) + "@kunde.example", old_phone(number), null, level,
                 team, agent, std::string(states[state]), std::string(priorities[priority]), at,
                 updated, Nullable{solved, updated}, null, null, std::int64_t{2});
        talk(number, at, updated, who);
        if (level > 1)
            moves_(++move_, number, at, std::int64_t{1}, level, team,
                   std::string("kommt hier nicht weiter"), std::string("Agent 1"));
        if (dice_.roll(10) < 3)
            search(number, at, topic);
        if (solved)
            solve(number, updated);
    }

    void finish(SqliteFile& file, std::int64_t last_number) const {
        const auto last = [&](const char* name, std::int64_t value) {
            file.run("UPDATE ids SET last = " + std::to_string(value) + " WHERE name = '" + name +
                     "'");
        };
        last("ticket", last_number);
        last("message", message_);
        last("move", move_);
        last("resolution", resolution_);
        last("search", search_);
        last("job", job_);
        last("person", old_agents);
        file.run("UPDATE history_head SET last_id = " + std::to_string(history_id_) +
                 ", last_hash = '" + last_hash_ + "'");
    }

  private:
    void talk(std::int64_t number, std::int64_t at, std::int64_t updated, const std::string& who) {
        messages_(++message_, number, at, std::string("customer"), std::string("public"), null, who,
                  std::string("Guten Tag, seit gestern geht bei uns nichts mehr. Ich habe den "
                              "Stecker gezogen und neu gestartet, ohne Erfolg. Was kann ich tun?"));
        messages_(++message_, number, updated, std::string("agent"), std::string("public"),
                  Nullable{true, 1}, std::string("Agent 1"),
                  std::string("Bitte prüfen Sie, ob die Lampe DSL leuchtet, und melden Sie sich."));
        tell(number, at, "create");
        tell(number, updated, "agent_reply");
    }

    void search(std::int64_t number, std::int64_t at, const std::string& topic) {
        searches_(++search_, "trail" + std::to_string(number), "v" + std::to_string(number), at,
                  topic, std::string("de"), std::string(), std::string("not_helped"), number, null);
        for (std::int64_t position = 1; position <= 3; ++position)
            documents_(search_, position, "article" + std::to_string(dice_.roll(180)),
                       std::int64_t{0});
    }

    void solve(std::int64_t number, std::int64_t at) {
        resolutions_(++resolution_, number, at, std::string("linked_article"),
                     "article" + std::to_string(dice_.roll(180)), std::string(), std::string(),
                     std::string(), std::string(), std::string("Agent 1"));
        jobs_(++job_, std::string("ticket_resolved"), number, std::string(), at);
    }

    void tell(std::int64_t number, std::int64_t at, const char* event) {
        const ChainedRow row{.id = ++history_id_,
                             .ticket = number,
                             .at = TimePoint{Milliseconds{at}},
                             .actor_id = 1,
                             .actor = "Agent 1",
                             .event = event,
                             .detail = "{}",
                             .previous = last_hash_};
        const std::string hash = chain_hash(row);
        history_(row.id, number, at, row.actor_id, row.actor, row.event, row.detail, row.previous,
                 hash);
        last_hash_ = hash;
    }

    Dice dice_;
    Insert tickets_, messages_, moves_, resolutions_, searches_, documents_, jobs_, history_;
    std::int64_t message_ = 0, move_ = 0, resolution_ = 0, search_ = 0, job_ = 0, history_id_ = 0;
    std::string last_hash_;
};

void make_old_schema(SqliteFile& file) {
    const auto backend = sqlite_backend({});
    file.run("CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
             "applied_at INTEGER NOT NULL)");
    for (const Migration& migration : migrations()) {
        if (migration.number > first_version)
            break;
        for (std::string_view script = migration.sql; !script.empty();) {
            const auto blank = script.find("\n\n");
            file.run(backend->statement(script.substr(0, blank)));
            script = blank == std::string_view::npos ? "" : script.substr(blank + 2);
        }
        file.run("INSERT INTO migrations VALUES (" + std::to_string(migration.number) + ", '" +
                 std::string(migration.name) + "', 0)");
    }
}

void add_agents(SqliteFile& file) {
    for (int i = 1; i <= old_agents; ++i) {
        const std::string id = std::to_string(i);
        file.run("INSERT INTO people VALUES (" + id + ", 'Agent " + id + "', 'a" + id +
                 "@help.example', 1, '', '', 1, 0); INSERT INTO person_roles VALUES (" + id +
                 ", 'agent')");
    }
}

} // namespace

std::string old_phone(std::int64_t number) {
    return number % 4 != 0 ? std::string() : "+49 (0) 431/" + std::to_string(number);
}

std::string old_team(int number) {
    return "team" + std::to_string(number);
}

void write_old_tickets(const std::filesystem::path& path, const OldTickets& how) {
    SqliteFile file(path);
    // Nobody else is there, and if the power fails it is made again.
    file.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000");
    make_old_schema(file);
    file.run("BEGIN");
    add_agents(file);
    {
        Writer writer(file, how);
        for (std::int64_t i = 0; i < how.tickets; ++i)
            writer.ticket(first_old_number + i, first_day + i * apart);
        writer.finish(file, first_old_number + how.tickets - 1);
    }
    file.run("COMMIT");
}

} // namespace lotse::testing
