#include "indexer/cli/options.h"

#include "indexer/cli/commands.h"
#include "searchd/search/ideas.h"

#include <CLI/CLI.hpp>
#include <exception>
#include <functional>
#include <map>
#include <ostream>
#include <unistd.h>

namespace lotse::cli {

namespace {

using index::Visibility;

// All that can be given; a subcommand reads its own part.
struct Arguments {
    std::string lang;
    BuildArguments build;
    ReplayArguments replay;
    WatchArguments watch;
    ImportArguments import;
    AskArguments ask;
    EvalArguments eval;
    CheckArguments check;
    FitArguments fit;
    std::function<int(Terminal&)> action;
};

void add_places(CLI::App& command, Places& places) {
    command.add_option("--content", places.content, "folder of articles (*.md)")->required();
    command.add_option("--tickets", places.tickets, "ticket database, to index resolved tickets");
    command.add_option("--index", places.index, "folder of the index")->required();
}

void add_indexing(CLI::App& app, Arguments& all) {
    auto* build = app.add_subcommand("build", "build the whole index anew; the old one serves on");
    add_places(*build, all.build.places);
    build->add_option("--dictionary", all.build.dictionary, "bilingual word list (Ding format)");
    build->add_option("--synonyms", all.build.synonyms,
                      "folder of the editors' lists (default: synonyms beside the articles)");
    build->add_option("--threads", all.build.threads, "0: one for each core");
    build
        ->add_option("--guard", all.build.guard,
                     "verified questions that lose their answer: report them, block the switch, "
                     "or off (with --tickets)")
        ->check(CLI::IsMember({"report", "block", "off"}));
    build->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_build(all.build, t); }; });

    auto* replay =
        app.add_subcommand("replay", "ask all verified questions of a generation of the index");
    replay->add_option("--tickets", all.replay.tickets, "ticket database")->required();
    replay->add_option("--index", all.replay.index, "folder of the index")->required();
    replay->add_option("--synonyms", all.replay.synonyms,
                       "folder with de.txt, en.txt and glossary.txt");
    replay->add_option("--generation", all.replay.generation, "default: the one that is served");
    replay->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_replay(all.replay, t); }; });

    auto* update = app.add_subcommand("update", "index what changed since");
    add_places(*update, all.build.places);
    update->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_update(all.build.places, t); }; });

    auto* watch = app.add_subcommand("watch", "follow the folder until asked to stop");
    add_places(*watch, all.watch.places);
    watch->add_option("--interval", all.watch.interval_ms, "milliseconds between two looks")
        ->check(CLI::Range(50U, 3'600'000U));
    watch->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_watch(all.watch, t); }; });
}

void add_content(CLI::App& app, Arguments& all) {
    auto* check = app.add_subcommand("check", "name every fault of a knowledge base");
    check->add_option("folder", all.check.content, "folder of articles")->required();
    check->add_option("--synonyms", all.check.synonyms,
                      "folder of the editors' lists (default: synonyms beside the articles)");
    check->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_check(all.check, t); }; });

    auto* import = app.add_subcommand("import", "make article files of a foreign knowledge base");
    import->add_option("format", all.import.format, "mallard, html or jsonl")
        ->required()
        ->check(CLI::IsMember({"mallard", "html", "jsonl"}));
    import->add_option("source", all.import.sources, "folders, or JSON lines files")->required();
    import->add_option("--out", all.import.out, "folder to write articles to")->required();
    import->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_import(all.import, t);
};
} // namespace
);
} // namespace lotse::cli

void add_question(CLI::App& app, Arguments& all, const char* name, const char* says,
                  int (*run)(const AskArguments&, Terminal&)) {
    static const std::map<std::string, Visibility> callers{{"public", Visibility::everyone},
                                                           {"customer", Visibility::customer},
                                                           {"staff", Visibility::staff}};
    auto* command = app.add_subcommand(name, says);
    command->add_option("question", all.ask.text, "what is asked")->required();
    command->add_option("--index", all.ask.index, "folder of the index")->required();
    command->add_option(
        "--synonyms", all.ask.synonyms,
        "folder of the editors' lists (de.txt, en.txt, glossary.txt, splitting.txt)");
    command->add_option("--page-lang", all.ask.lang, "language of the page: de or en")
        ->check(CLI::IsMember({"de", "en"}));
    command->add_option("--as", all.ask.caller, "who asks: public, customer or staff")
        ->transform(CLI::CheckedTransformer(callers));
    command->add_flag("--all", all.ask.all, "also answers too weak for customers");
    command->add_option("--category", all.ask.category, "only in this category");
    command->add_option("--limit", all.ask.limit, "how many hits")->check(CLI::Range(1, 100));
    command->callback(
        [&all, run] { all.action = [&all, run](Terminal& t) { return run(all.ask, t); }; });
}

void add_eval(CLI::App& app, Arguments& all) {
    auto* eval = app.add_subcommand("eval", "measure search quality on judged questions");
    eval->add_option("set", all.eval.set, "folder with queries.jsonl and qrels.tsv")->required();
    eval->add_option("--content", all.eval.content, "articles, where the set has no corpus.jsonl");
    eval->add_option("--beside", all.eval.beside,
                     "other documents that stand in the index as well, as in corpus.jsonl");
    eval->add_option("--synonyms", all.eval.synonyms,
                     "folder of the editors' lists (de.txt, en.txt, glossary.txt, splitting.txt)");
    eval->add_option("--run", all.eval.run_file, "write a TREC run file");
    eval->add_option("--failures", all.eval.failures, "show this many questions that went wrong")
        ->check(CLI::NonNegativeNumber);
    eval->add_option("--dictionary", all.eval.dictionary, "bilingual word list (Ding format)");
    std::vector<std::string> ideas;
    for (const auto& row : search::ideas)
        ideas.emplace_back(row.name);
    eval->add_option("--without", all.eval.without, "leave out ideas of the ranking")
        ->delimiter(',')
        ->check(CLI::IsMember(ideas));
    eval->add_option("--drafts", all.eval.drafts,
                     "ask each question within a whole letter too (folder with de.txt, en.txt)");
    eval->add_flag("--ablate", all.eval.ablate, "what each idea of the ranking is worth");
    eval->add_option("--remember", all.eval.remember.questions,
                     "give this many of its questions to each document, and ask the others");
    eval->add_option("--noise", all.eval.remember.noise,
                     "share of the remembered questions that is linked to a wrong document")
        ->check(CLI::Range(0.0, 1.0));
    eval->add_option("--seed", all.eval.remember.seed, "another one remembers other questions");
    eval->add_flag("--suggest", all.eval.suggest, "how many keys the right suggestion takes");
    eval->add_flag("--snippets", all.eval.snippets, "whether snippets show what answers");
    eval->add_option("--passages", all.eval.passages,
                     "a set of the same questions whose documents are passages of this one's");
    eval->add_flag("--typing", all.eval.typing, "what typing errors cost, kind by kind");
    eval->add_option("--unanswerable", all.eval.unanswerable,
                     "other questions that nothing answers (JSONL)");
    eval->add_flag("--calibrate", all.eval.calibrate,
                   "what each floor of confidence shows and withholds");
    eval->add_flag("--json", all.eval.json, "the figures as JSON");
    eval->callback([&all] { all.action = [&all](Terminal& t) { return run_eval(all.eval, t); }; });
}

void add_fit(CLI::App& app, Arguments& all) {
    auto* fit = app.add_subcommand(
        "fit-confidence", "find the weights of confidence and its floors anew (some minutes)");
    fit->add_option("set", all.fit.sets,
                    "folders as for eval; the first one is most like what will be asked")
        ->required();
    fit->add_option("--dictionary", all.fit.dictionary, "bilingual word list (Ding format)");
    fit->callback(
        [&all] { all.action = [&all](Terminal& t) { return run_fit_confidence(all.fit, t); }; });
}

void add_all(CLI::App& app, Arguments& all) {
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--lang", all.lang, "language of messages: de or en (default: by LANG)")
        ->check(CLI::IsMember({"de", "en"}));
    add_indexing(app, all);
    add_content(app, all);
    add_question(app, all, "search", "ask the index", run_search);
    add_question(app, all, "suggest", "completions, as while typing", run_suggest);
    add_question(app, all, "explain", "ask, and show each stage", run_explain);
    add_eval(app, all);
    add_fit(app, all);
}

} // namespace

int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err) {
    CLI::App app{"Builds, follows, checks and asks the index of a Lotse knowledge base.",
                 "lotse-indexer"};
    app.footer("Exit codes: 0 done, 1 faults found by check or the guard, 2 wrong command line, 3 "
               "trouble with the "
               "index or files.");
    Arguments all;
    add_all(app, all);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, out, err) == 0 ? exit_ok : exit_usage;
    }
    SystemClock clock;
    const auto lang = all.lang.empty() ? language_of_environment() : language_of_locale(all.lang);
    Terminal terminal(out, err, lang, ::isatty(STDERR_FILENO) == 1, clock);
    try {
        return all.action(terminal);
    } catch (const std::exception& error) {
        return terminal.fail({Code::internal, error.what(), ""});
    }
}

} // namespace lotse::cli
