#include <cstdio>

#include "indexer/index/xapian_internal.h"
#include "searchd/search/impl.h"
#include "searchd/search/snippet.h"

namespace lotse::search {
namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

std::string describe(const Ranked& ranked, const index::StoredDocument& document,
                     const Shown& shown) {
    const Scored& s = ranked.scored;
    std::string sum;
    for (const ScoreRow& row : score_rows)
        sum += (sum.empty() ? "" : " + ") + std::string(row.name) + " " + number(s.*row.value);
    std::string out = document.key.to_string() + " (" + std::string(analysis::name(document.lang)) +
                      ") " + document.title + "\n     score " + number(s.score) + " = " + sum +
                      "\n     coverage " + number(s.coverage) + ", in title " +
                      number(s.title_coverage) + ", depth " + number(s.depth) + ", confidence " +
                      number(s.confidence) + "\n";
    for (const Reason& reason : shown.why)
        out += "     " + reason.query_word + " → " + reason.document_word + " (" +
               std::string(name(reason.rule)) + ", " + reason.field + ")\n";
    return out;
}

} // namespace

Result<std::string> Engine::explain(const SearchRequest& request) const {
    const auto start = impl_->clock.steady();
    auto snapshot = impl_->snapshots.acquire(request.caller);
    if (!snapshot)
        return snapshot.error();
    return index::with_retry(*snapshot, [&]() -> Result<std::string> {
        Ranking ranking = impl_->rank(*snapshot, request, start + request.deadline);
        const Plan& plan = ranking.plan;
        std::string out = "language: " + std::string(analysis::name(plan.lang)) + " (sure " +
                          number(plan.sure) + ")\n\nterms:\n" + analysis::to_string(plan.question) +
                          "\nplan:\n" + to_string(plan);
        if (!plan.searched_for.empty())
            out += "mended: " + plan.searched_for + "\n";
        out += "\nhits" + std::string(ranking.partial ? " (the deadline came first)" : "") + ":\n";
        const TermTable table(plan);
        for (std::size_t i = 0; i < std::min(request.per_page, ranking.documents.size()); ++i) {
            Ranked& one = ranking.documents[i];
            const auto& document = impl_->read(*snapshot, one);
            out += std::to_string(i + 1) + ".  " +
                   describe(one, document, show(plan, table, document));
        }
        const bool abstains = ranking.documents.empty() || ranking.confidence() < impl_->floor();
        if (abstains)
            out += "nothing is above the floor of " + number(impl_->floor()) +
                   ": a customer sees no answer\n";
        return out;
    });
}

} // namespace lotse::search
