#include "tickets/levels/findings.h"

#include <algorithm>

#include "tickets/lookups_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(Find& f) {
    return std::tie(f.question, f.rank, f.kind, f.document, f.translations);
}

namespace {

bool is_answer(const Find& find, const SolvedBy& solved) {
    if (find.kind != "article" || solved.article.empty())
        return false;
    return find.document == solved.article ||
           (!solved.translations.empty() && find.translations == solved.translations);
}

std::vector<Find> load_finds(soci::session& sql, MoveId move) {
    std::vector<Find> finds;
    each_record<Find>(
        sql,
        "SELECT question, rank, kind, document, translations FROM hand_over_finds "
        "WHERE move_id = :m ORDER BY question, rank",
        [&](const Find& find) { finds.push_back(find); }, move);
    return finds;
}

std::vector<LevelOneVerdict> load_verdicts(soci::session& sql, TicketNumber ticket) {
    std::vector<LevelOneVerdict> verdicts;
    each_row<MoveId, TimePoint, long long, std::optional<long long>, std::string,
             std::optional<int>>(
        sql,
        "SELECT move_id, at, generation, solvable, article, rank FROM hand_over_lookups "
        "WHERE ticket_number = :n ORDER BY move_id",
        [&](MoveId move, TimePoint at, long long generation, std::optional<long long> solvable,
            const std::string& article, std::optional<int> rank) {
            verdicts.push_back({move, at, static_cast<std::uint64_t>(generation),
                                solvable ? std::optional(*solvable != 0) : std::nullopt, article,
                                rank});
        },
        ticket);
    return verdicts;
}

} // namespace

LevelOneVerdict judged(LevelOneVerdict verdict, const std::vector<Find>& finds,
                       const SolvedBy& solved) {
    verdict.article = solved.article;
    verdict.rank.reset();
    for (const Find& find : finds)
        if (is_answer(find, solved))
            verdict.rank = std::min(verdict.rank.value_or(find.rank), find.rank);
    verdict.solvable = verdict.rank && *verdict.rank <= findable_rank;
    return verdict;
}

Status FindingStore::record(const Lookup& lookup, std::uint64_t generation,
                            const std::vector<Find>& finds) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (!take_lookup(sql, lookup))
            return Done{};
        execute(sql,
                "INSERT INTO hand_over_lookups (move_id, ticket_number, generation, at, article) "
                "VALUES (:m, :n, :g, :t, '')",
                lookup.move, lookup.ticket, static_cast<std::int64_t>(generation), now);
        for (const Find& find : finds)
            execute(sql,
                    "INSERT INTO hand_over_finds (move_id, question, rank, kind, document, "
                    "translations) VALUES (:m, :q, :r, :k, :d, :t) ON CONFLICT DO NOTHING",
                    lookup.move, find.question, find.rank, find.kind, find.document,
                    find.translations);
        return Done{};
    });
}

Status FindingStore::judge(TicketNumber ticket, const std::optional<SolvedBy>& solved) {
    return database_.write([&](soci::session& sql) -> Status {
        for (LevelOneVerdict verdict : load_verdicts(sql, ticket)) {
            if (solved)
                verdict = judged(verdict, load_finds(sql, verdict.move), *solved);
            else
                verdict = {.move = verdict.move};
            std::optional<long long> solvable;
            if (verdict.solvable)
                solvable = *verdict.solvable ? 1 : 0;
            execute(sql,
                    "UPDATE hand_over_lookups SET solvable = :s, article = :a, rank = :r "
                    "WHERE move_id = :m",
                    solvable, verdict.article, verdict.rank, verdict.move);
        }
        return Done{};
    });
}

Result<std::vector<LevelOneVerdict>> FindingStore::verdicts(TicketNumber ticket) const {
    std::vector<LevelOneVerdict> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_verdicts(sql, ticket);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Result<std::vector<Find>> FindingStore::finds(MoveId move) const {
    std::vector<Find> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_finds(sql, move);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

} // namespace lotse::tickets
