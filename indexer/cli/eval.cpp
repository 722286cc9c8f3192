#include "indexer/cli/commands.h"

#include "indexer/base/file.h"
#include "indexer/cli/asking.h"
#include "indexer/cli/eval_report.h"
#include "indexer/cli/keys.h"
#include "indexer/cli/scratch_index.h"
#include "indexer/cli/snippets.h"
#include "indexer/cli/typing.h"
#include "searchd/search/engine.h"

#include <ostream>

namespace lotse::cli {

namespace {

std::map<std::string, analysis::Lang> languages_of(const JudgedSet& set) {
    std::map<std::string, analysis::Lang> languages;
    if (set.documents)
        for (const auto& document : *set.documents)
            languages[document.key.id] = document.lang;
    return languages;
}

Result<EvalReport> evaluate(const JudgedSet& set, const Asking& asking, const Way& way,
                            Terminal& terminal) {
    const auto engine = search::Engine::create(asking.options, terminal.clock());
    if (!engine)
        return engine.error();
    EvalReport report;
    report.documents = asking.documents;
    report.languages = languages_of(set);
    if (const auto done = ask_all(**engine, set.questions, way, report.answered); !done)
        return done.error();
    if (const auto done = ask_all(**engine, set.unanswerable, way, report.unanswerable); !done)
        return done.error();
    return report;
}

/// What the set's figures lose without each idea.
Status ablate(const JudgedSet& set, const Asking& asking, const EvalReport& whole,
              Terminal& terminal) {
    std::vector<Ablation> rows;
    for (const search::IdeaRow& row : search::ideas) {
        Asking less = asking;
        less.options.without.add(row.idea);
        const auto report = evaluate(set, less, as_it_came(set), terminal);
        if (!report)
            return report.error();
        rows.push_back({std::string(row.name), report->all()});
    }
    terminal.out() << to_table(whole.all(), rows);
    return Done{};
}

/// The same questions, each within a whole letter.
Result<Figures> as_letters(const JudgedSet& set, const Asking& asking,
                           const std::filesystem::path& folder, Terminal& terminal) {
    auto writer = LetterWriter::read(folder);
    if (!writer)
        return writer.error();
    const auto report =
        evaluate(set, asking, as_letter(std::move(*writer), set.questions), terminal);
    if (!report)
        return report.error();
    return report->all();
}

/// The same questions asked of documents that remember none.
Result<Figures> without_memory(const JudgedSet& set, const index::Source& documents,
                               const EvalArguments& arguments, Terminal& terminal) {
    const Scratch scratch;
    const auto asking = prepare(documents, arguments, scratch.path(), terminal);
    if (!asking)
        return asking.error();
    const auto report = evaluate(set, *asking, as_it_came(set), terminal);
    if (!report)
        return report.error();
    return report->all();
}

Result<EvalReport> measure(JudgedSet& set, const index::Source& documents,
                           const EvalArguments& arguments, Terminal& terminal) {
    Remembered remembered;
    if (arguments.remember.questions > 0)
        remembered = take_remembered(set, arguments.remember);
    if (set.questions.empty())
        return Error{Code::invalid_argument, "no question is left to ask", "remember fewer"};
    const Scratch scratch;
    const RememberingSource source(documents, remembered);
    const auto asking = prepare(source, arguments, scratch.path(), terminal);
    if (!asking)
        return asking.error();
    auto report = evaluate(set, *asking, as_it_came(set), terminal);
    if (!report)
        return report;
    if (arguments.ablate)
        if (const auto done = ablate(set, *asking, *report, terminal); !done)
            return done.error();
    if (!arguments.drafts.empty()) {
        const auto letters = as_letters(set, *asking, arguments.drafts, terminal);
        if (!letters)
            return letters.error();
        report->letters = *letters;
    }
    if (remembered.empty())
        return report;
    const auto before = without_memory(set, documents, arguments, terminal);
    if (!before)
        return before.error();
    report->remembering = {remembered.size(), *before};
    return report;
}

Status write(const EvalReport& report, const EvalArguments& arguments, Terminal& terminal) {
    terminal.err() << std::flush;
    if (!arguments.run_file.empty())
        if (auto done = write_file(arguments.run_file, to_trec_run(report)); !done)
            return done;
    terminal.out() << (arguments.json ? to_json(report) : to_table(report));
    if (arguments.calibrate)
        (arguments.json ? terminal.err() : terminal.out()) << calibration_table(report.judged());
    if (arguments.failures > 0)
        (arguments.json ? terminal.err() : terminal.out())
            << failures(report, static_cast<std::size_t>(arguments.failures));
    return Done{};
}

} // namespace

int run_eval(const EvalArguments& given, Terminal& terminal) {
    EvalArguments arguments = given;
    auto set = read_judged_set(arguments.set);
    if (!set)
        return terminal.fail(set.error());
    if (!arguments.unanswerable.empty()) {
        auto others = read_unanswerable(arguments.unanswerable);
        if (!others)
            return terminal.fail(others.error());
        set->unanswerable = std::move(*others);
    }
    arguments.synonyms = synonyms_of(*set, arguments);
    const auto documents = documents_of(*set, arguments);
    if (!documents)
        return terminal.fail(documents.error());
    if (arguments.suggest)
        return show_keys(*set, **documents, arguments, terminal);
    if (arguments.snippets)
        return show_snippets(*set, **documents, arguments, terminal);
    if (arguments.typing)
        return show_typing(*set, **documents, arguments, terminal);
    const auto report = measure(*set, **documents, arguments, terminal);
    if (!report)
        return terminal.fail(report.error());
    if (const auto done = write(*report, arguments, terminal); !done)
        return terminal.fail(done.error());
    return exit_ok;
}

} // namespace lotse::cli
