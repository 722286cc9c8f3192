// What asking again found: the rows of each question, the verified pairs, and the gaps they close.

#include <algorithm>
#include <set>

#include "indexer/base/text.h"
#include "tickets/gap_rows_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/search_log.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

struct StoredReplay {
    Replay replay{};
    std::string missing{}; // one word a line
};

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string lines;
    for (const std::string& word : words)
        lines.append(lines.empty() ? "" : "\n").append(word);
    return lines;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> words;
    for (const auto line : split(text, '\n'))
        if (!line.empty())
            words.emplace_back(line);
    return words;
}

} // namespace

// Found by the type of their argument, so they stand in its namespace.
static auto columns(StoredReplay& s) {
    return std::tie(s.replay.question, s.replay.lang, s.replay.found_rank, s.replay.generation,
                    s.replay.at, s.replay.cause, s.missing);
}

std::vector<Replay> load_replays(soci::session& sql, TicketNumber number) {
    std::vector<Replay> replays;
    each_record<StoredReplay>(
        sql,
        "SELECT question, lang, found_rank, generation, at, cause, missing FROM replays "
        "WHERE id IN (SELECT MAX(id) FROM replays WHERE ticket_number = :n "
        "GROUP BY question, lang) ORDER BY id",
        [&](const StoredReplay& stored) {
            replays.push_back(stored.replay);
            replays.back().missing = lines_of(stored.missing);
        },
        number);
    return replays;
}

namespace {

bool says_the_same(const Replay& a, const Replay& b) {
    return a.question == b.question && a.lang == b.lang && a.found_rank == b.found_rank &&
           a.cause == b.cause && a.missing == b.missing;
}

void insert_replay(soci::session& sql, TicketNumber number, const Replay& replay, TimePoint now) {
    execute(sql,
            "INSERT INTO replays (id, ticket_number, question, lang, found_rank, generation, at, "
            "cause, missing) VALUES (:id, :n, :question, :lang, :rank, :generation, :at, :cause, "
            ":missing)",
            next_id(sql, "replay"), number, replay.question, replay.lang, replay.found_rank,
            replay.generation, now, replay.cause, joined(replay.missing));
}

void keep_pair(soci::session& sql, TicketNumber number, const Replay& replay,
               const VerifiedAnswer& answer, TimePoint now) {
    execute(sql,
            "DELETE FROM verified_pairs WHERE ticket_number = :n AND body = :body AND "
            "lang = :lang AND document = :document",
            number, replay.question, replay.lang, answer.document);
    execute(sql,
            "INSERT INTO verified_pairs (ticket_number, body, lang, document, asker, found_rank, "
            "content_hash, synonyms_hash, at) VALUES (:n, :body, :lang, :document, :asker, :rank, "
            ":content, :synonyms, :at)",
            number, replay.question, replay.lang, answer.document, answer.asker, *replay.found_rank,
            answer.content_hash, answer.synonyms_hash, now);
}

/// A gap that was answered is closed once each of its own questions finds the answer.
void close_gaps(soci::session& sql, TicketNumber number) {
    std::vector<GapId> gaps;
    each_row<GapId>(
        sql, "SELECT id FROM gaps WHERE ticket_number = :n AND state = :answered",
        [&](GapId gap) { gaps.push_back(gap); }, number, GapState::answered);
    if (gaps.empty())
        return;
    std::set<std::pair<std::string, std::string>> found;
    for (const Replay& replay : load_replays(sql, number))
        if (replay.verified())
            found.emplace(replay.question, replay.lang);
    for (const GapId gap : gaps) {
        const auto asked = questions_of(sql, gap, most_gap_questions);
        const bool all = std::all_of(asked.begin(), asked.end(), [&](const GapQuestion& one) {
            return found.contains({one.text, one.lang});
        });
        if (!asked.empty() && all)
            execute(sql, "UPDATE gaps SET state = :closed WHERE id = :gap", GapState::closed, gap);
    }
}

} // namespace

Status SolutionStore::record_replays(TicketNumber number, const std::vector<Replay>& replays,
                                     const std::vector<VerifiedAnswer>& answers) {
    const TimePoint now = database_.clock().now();
    return database_.write([&](soci::session& sql) -> Status {
        if (auto ticket = load_ticket(sql, number); !ticket)
            return ticket.error();
        const auto known = load_replays(sql, number);
        for (std::size_t i = 0; i < replays.size(); ++i) {
            const Replay& replay = replays[i];
            if (std::none_of(known.begin(), known.end(),
                             [&](const Replay& one) { return says_the_same(one, replay); }))
                insert_replay(sql, number, replay, now);
            if (replay.verified() && i < answers.size())
                keep_pair(sql, number, replay, answers[i], now);
        }
        close_gaps(sql, number);
        return Done{};
    });
}

Result<std::vector<TicketNumber>> SolutionStore::unverified(int limit) const {
    std::vector<TicketNumber> numbers;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<TicketNumber>(
            sql,
            "SELECT DISTINCT r.ticket_number FROM replays r "
            "JOIN tickets t ON t.number = r.ticket_number "
            "WHERE t.resolved_at IS NOT NULL AND (r.found_rank IS NULL OR r.found_rank > :most) "
            "AND NOT EXISTS (SELECT 1 FROM replays later WHERE "
            "later.ticket_number = r.ticket_number AND later.question = r.question AND "
            "later.lang = r.lang AND later.id > r.id) "
            "ORDER BY r.ticket_number DESC LIMIT :k",
            [&](TicketNumber number) { numbers.push_back(number); }, verified_rank, limit);
        return Done{};
    });
    if (!status)
        return status.error();
    return numbers;
}

} // namespace lotse::tickets
