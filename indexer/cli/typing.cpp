#include "indexer/cli/typing.h"

#include "indexer/cli/typing_errors.h"
#include "indexer/index/snapshot.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

namespace lotse::cli {

namespace {

constexpr Milliseconds no_deadline{60'000}; // the ranking is measured, not the machine
constexpr std::uint64_t typing_seed = 1;    // any: the same mistakes in every run

/// One kind of mistake, over the questions in which it can be made.
struct TypingRow {
    std::string name;
    std::string says;
    std::size_t questions = 0;
    double before = 0; // sums of reciprocal ranks until finished
    double after = 0;
    std::size_t mended = 0; // questions that were searched in other words than typed

    void add(double clean, double mistyped) {
        ++questions;
        before += clean;
        after += mistyped;
    }
    void finish() {
        const auto count = static_cast<double>(std::max<std::size_t>(questions, 1));
        before /= count;
        after /= count;
    }
    double loss() const { return before - after; }
};

struct Found {
    double reciprocal_rank = 0;
    bool mended = false;
};

class Asker {
  public:
    Asker(const search::Engine& engine, bool exact) : engine_(engine), exact_(exact) {}

    Result<Found> operator()(const JudgedQuestion& question, const std::string& text) const {
        search::SearchRequest request;
        request.query = text;
        request.page_lang = question.lang;
        request.kinds = {index::Kind::article};
        request.abstain = false;
        request.exact = exact_;
        request.deadline = no_deadline;
        const auto answer = engine_.search(request);
        if (!answer)
            return answer.error();
        std::vector<std::string> ids;
        for (const auto& hit : answer->hits)
            ids.push_back(hit.id);
        return Found{score(ids, question.grades).mrr_at_10, !answer->searched_for.empty()};
    }

  private:
    const search::Engine& engine_;
    bool exact_;
};

Result<TypingRow> ask_mistyped(const JudgedSet& set, const std::vector<Found>& clean,
                               const MistakeRow& kind, const Mistyping& mistyping,
                               const Asker& ask) {
    TypingRow row{std::string(kind.name), std::string(kind.says)};
    for (std::size_t q = 0; q < set.questions.size(); ++q) {
        const JudgedQuestion& question = set.questions[q];
        const auto typed = mistyping.in(question.text, question.lang, kind.mistake);
        if (!typed)
            continue;
        const auto found = ask(question, *typed);
        if (!found)
            return found.error();
        row.add(clean[q].reciprocal_rank, found->reciprocal_rank);
        row.mended += found->mended ? 1 : 0;
    }
    row.finish();
    return row;
}

/// What mending costs where nothing is wrong: its loss is what questions without a mistake lose.
Result<TypingRow> ask_clean(const JudgedSet& set, const Asker& mending, const Asker& exact,
                            std::vector<Found>& clean) {
    TypingRow row{"clean", "no mistake: mending off and on"};
    for (const auto& question : set.questions) {
        const auto with = mending(question, question.text);
        const auto without = exact(question, question.text);
        if (!with || !without)
            return with ? without.error() : with.error();
        clean.push_back(*with);
        row.add(without->reciprocal_rank, with->reciprocal_rank);
        row.mended += with->mended ? 1 : 0;
    }
    row.finish();
    return row;
}

/// The four letters of a wrong letter together: the figure to be held.
TypingRow one_wrong_letter(const std::vector<TypingRow>& rows) {
    TypingRow all{"one-letter", "neighbour, swapped, doubled, dropped together"};
    for (const auto& row : rows)
        if (row.name == "neighbour" || row.name == "swapped" || row.name == "doubled" ||
            row.name == "dropped") {
            all.questions += row.questions;
            all.mended += row.mended;
            all.before += row.before * static_cast<double>(row.questions);
            all.after += row.after * static_cast<double>(row.questions);
        }
    all.finish();
    return all;
}

std::string to_table(const std::vector<TypingRow>& rows) {
    std::string table = fmt::format("{:<12}{:>10}{:>8}{:>8}{:>8}{:>8}\n", "typed", "questions",
                                    "mended", "before", "after", "loss");
    for (const auto& row : rows)
        table +=
            fmt::format("{:<12}{:>10}{:>8}{:>8.3f}{:>8.3f}{:>8.3f}  {}\n", row.name, row.questions,
                        row.mended, row.before, row.after, row.loss(), row.says);
    return table;
}

std::string to_json(const std::vector<TypingRow>& rows) {
    nlohmann::ordered_json all = nlohmann::ordered_json::object();
    for (const auto& row : rows)
        all[row.name] = {{"questions", row.questions},
                         {"mended", row.mended},
                         {"mrr_before", row.before},
                         {"mrr_after", row.after},
                         {"loss", row.loss()}};
    return all.dump(2) + "\n";
}

Result<std::vector<TypingRow>> measure(const JudgedSet& set, const search::Engine& engine) {
    const auto analyzer = analysis::Analyzer::create({});
    if (!analyzer)
        return analyzer.error();
    const Asker mending(engine, false);
    std::vector<Found> clean;
    std::vector<TypingRow> rows;
    auto first = ask_clean(set, mending, Asker(engine, true), clean);
    if (!first)
        return first.error();
    rows.push_back(std::move(*first));
    const Mistyping mistyping(**analyzer, typing_seed);
    for (const MistakeRow& kind : mistakes) {
        auto row = ask_mistyped(set, clean, kind, mistyping, mending);
        if (!row)
            return row.error();
        rows.push_back(std::move(*row));
    }
    rows.insert(rows.begin() + 1, one_wrong_letter(rows));
    return rows;
}

} // namespace

int show_typing(const JudgedSet& set, const index::Source& documents,
                const EvalArguments& arguments, Terminal& terminal) {
    const Scratch scratch;
    const auto asking = prepare(documents, arguments, scratch.path(), terminal);
    if (!asking)
        return terminal.fail(asking.error());
    const auto engine = search::Engine::create(asking->options, terminal.clock());
    if (!engine)
        return terminal.fail(engine.error());
    const auto rows = measure(set, **engine);
    if (!rows)
        return terminal.fail(rows.error());
    terminal.err() << std::flush;
    terminal.out() << (arguments.json ? to_json(*rows) : to_table(*rows));
    return exit_ok;
}

} // namespace lotse::cli
