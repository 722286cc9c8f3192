#include "indexer/cli/commands.h"

#include "searchd/search/engine.h"

#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

namespace {

using search::Engine;

constexpr Milliseconds patience{10'000}; // a busy machine shall show the same

analysis::Lang page_lang(const AskArguments& arguments, const Terminal& terminal) {
    return analysis::parse_lang(arguments.lang).value_or(terminal.lang());
}

Result<std::unique_ptr<Engine>> make_engine(const AskArguments& arguments,
                                            const Terminal& terminal) {
    search::EngineOptions options;
    options.index = arguments.index;
    options.synonyms = arguments.synonyms;
    return Engine::create(options, terminal.clock());
}

search::SearchRequest request_of(const AskArguments& arguments, const Terminal& terminal) {
    search::SearchRequest request;
    request.query = arguments.text;
    request.page_lang = page_lang(arguments, terminal);
    request.category = arguments.category;
    request.caller = arguments.caller;
    request.abstain = !arguments.all;
    request.per_page = static_cast<std::size_t>(arguments.limit);
    request.deadline = patience;
    return request;
}

std::string reason(const search::Reason& why) {
    return fmt::format("{} → {} ({}, {})", why.query_word, why.document_word, name(why.rule),
                       why.field);
}

void print_hit(std::size_t rank, const search::Hit& hit, Terminal& terminal) {
    terminal.out() << fmt::format("{:2}. {}  [{} {} {}, {:.2f}]\n", rank, hit.title,
                                  index::name(hit.kind), hit.id, analysis::name(hit.lang),
                                  hit.confidence);
    if (!hit.snippet.empty())
        terminal.out() << "    " << hit.snippet << "\n";
    std::string reasons;
    for (const auto& why : hit.why)
        reasons += (reasons.empty() ? "" : "; ") + reason(why);
    if (!reasons.empty())
        terminal.out() << "    " << reasons << "\n";
}

} // namespace

int run_search(const AskArguments& arguments, Terminal& terminal) {
    const auto engine = make_engine(arguments, terminal);
    if (!engine)
        return terminal.fail(engine.error());
    const auto answer = (*engine)->search(request_of(arguments, terminal));
    if (!answer)
        return terminal.fail(answer.error());
    if (!answer->searched_for.empty())
        terminal.out() << terminal.format("Gesucht wurde: {}", "searched for: {}",
                                          answer->searched_for)
                       << "\n";
    if (!answer->did_you_mean.empty())
        terminal.out() << terminal.format("Meinten Sie: {}", "did you mean: {}",
                                          answer->did_you_mean)
                       << "\n";
    std::size_t rank = 0;
    for (const auto& hit : answer->hits)
        print_hit(++rank, hit, terminal);
    terminal.out() << terminal.format(
                          "{} Treffer, {} ms{}", "{} hits, {} ms{}", answer->total,
                          answer->took.count(),
                          answer->partial ? terminal.say(" (abgebrochen)", " (cut short)") : "")
                   << "\n";
    return exit_ok;
}

int run_suggest(const AskArguments& arguments, Terminal& terminal) {
    const auto engine = make_engine(arguments, terminal);
    if (!engine)
        return terminal.fail(engine.error());
    search::SuggestRequest request;
    request.query = arguments.text;
    request.page_lang = page_lang(arguments, terminal);
    request.caller = arguments.caller;
    request.completions = request.hits = static_cast<std::size_t>(arguments.limit);
    const auto answer = (*engine)->suggest(request);
    if (!answer)
        return terminal.fail(answer.error());
    for (const auto& completion : answer->completions)
        terminal.out() << completion << "\n";
    for (const auto& hit : answer->hits)
        terminal.out() << fmt::format("→ {}  [{} {} {}]\n", hit.title, index::name(hit.kind),
                                      hit.id, analysis::name(hit.lang));
    return exit_ok;
}

int run_explain(const AskArguments& arguments, Terminal& terminal) {
    const auto engine = make_engine(arguments, terminal);
    if (!engine)
        return terminal.fail(engine.error());
    const auto text = (*engine)->explain(request_of(arguments, terminal));
    if (!text)
        return terminal.fail(text.error());
    terminal.out() << *text;
    return exit_ok;
}

} // namespace lotse::cli
