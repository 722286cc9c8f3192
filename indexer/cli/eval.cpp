#include "indexer/cli/commands.h"

#include "indexer/base/file.h"
#include "indexer/cli/asking.h"
#include "indexer/cli/eval_report.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/search/engine.h"

#include <cstdlib>
#include <memory>
#include <ostream>
#include <stdexcept>

namespace lotse::cli {

namespace fs = std::filesystem;

namespace {

// A throw-away folder for the index of one evaluation.
class Scratch {
  public:
    Scratch() {
        std::string name = (fs::temp_directory_path() / "lotse-eval-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr)
            path_ = name;
        else
            throw std::runtime_error("cannot make a temporary folder; check TMPDIR");
    }
    ~Scratch() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

// Evaluations come in dozens: they share the compiled dictionary.
fs::path user_cache() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache != '\0')
        return fs::path(cache) / "lotse";
    if (const char* home = std::getenv("HOME"); home != nullptr && *home != '\0')
        return fs::path(home) / ".cache" / "lotse";
    return {};
}

// Beside a set without documents of its own stand the knowledge base it asks and its synonyms.
fs::path beside(const fs::path& set, const char* name) {
    return (fs::absolute(set) / ".." / name).lexically_normal();
}

// The set's own documents, else the articles of --content or of ../articles beside the set.
Result<std::unique_ptr<index::Source>> documents_of(const JudgedSet& set,
                                                    const EvalArguments& arguments) {
    if (set.documents)
        return std::unique_ptr<index::Source>(
            std::make_unique<index::VectorSource>(*set.documents));
    auto base = content::read_folder(arguments.content.empty() ? beside(arguments.set, "articles")
                                                               : arguments.content);
    if (!base)
        return Error{base.error().code, base.error().message,
                     "the set has no corpus.jsonl: name its articles with --content"};
    auto source = index::KnowledgeSource::open(std::move(base->articles), nullptr);
    if (!source)
        return source.error();
    return std::unique_ptr<index::Source>(std::move(*source));
}

/// An index of the set's documents in `scratch`, and what is needed to ask it.
struct Asking {
    search::EngineOptions options;
    std::size_t documents = 0;
};

Result<Asking> prepare(const index::Source& source, const EvalArguments& arguments,
                       const fs::path& scratch, Terminal& terminal) {
    index::BuildOptions options;
    options.index = scratch;
    options.dictionary = arguments.dictionary;
    options.dictionary_cache = user_cache();
    options.progress = [&](const index::Progress& progress) { terminal.progress(progress); };
    const auto built = index::build(source, options, terminal.clock());
    if (!built)
        return built.error();
    Asking asking;
    asking.documents = built->documents;
    asking.options.index = scratch;
    asking.options.synonyms = arguments.synonyms;
    for (const std::string& name : arguments.without)
        if (const auto idea = search::parse_idea(name))
            asking.options.without.add(*idea);
    return asking;
}

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
    if (arguments.synonyms.empty() && !set->documents)
        arguments.synonyms = beside(arguments.set, "synonyms");
    const auto documents = documents_of(*set, arguments);
    if (!documents)
        return terminal.fail(documents.error());
    const auto report = measure(*set, **documents, arguments, terminal);
    if (!report)
        return terminal.fail(report.error());
    if (const auto done = write(*report, arguments, terminal); !done)
        return terminal.fail(done.error());
    return exit_ok;
}

} // namespace lotse::cli
