#include "tickets/verified_pairs.h"

#include "tickets/sql_internal.h"

namespace lotse::tickets {

// Found by the type of their argument, so they stand in its namespace.
static auto columns(VerifiedPair& p) {
    return std::tie(p.ticket, p.question.text, p.question.lang, p.answer.document, p.answer.asker,
                    p.answer.content_hash, p.answer.synonyms_hash, p.rank, p.at);
}

Status VerifiedPairs::each(const std::function<Status(const VerifiedPair&)>& visit) const {
    std::vector<VerifiedPair> pairs;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_record<VerifiedPair>(
            sql,
            "SELECT ticket_number, body, lang, document, asker, content_hash, synonyms_hash, "
            "found_rank, at FROM verified_pairs ORDER BY document, body, lang, asker, at DESC, "
            "ticket_number DESC",
            [&](const VerifiedPair& pair) {
                const bool again = !pairs.empty() && pairs.back().question == pair.question &&
                                   pairs.back().answer.document == pair.answer.document &&
                                   pairs.back().answer.asker == pair.answer.asker;
                if (!again)
                    pairs.push_back(pair);
            });
        return Done{};
    });
    if (!status)
        return status;
    for (const VerifiedPair& pair : pairs)
        if (Status visited = visit(pair); !visited)
            return visited;
    return Done{};
}

} // namespace lotse::tickets
