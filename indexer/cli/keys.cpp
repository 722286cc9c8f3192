#include "indexer/cli/keys.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <ostream>
#include <vector>

namespace lotse::cli {

namespace {

constexpr std::size_t looked_at = 3; // suggestions

struct Keys {
    std::string name;
    std::size_t questions = 0;
    std::vector<double> to_success; // of the questions that succeed
    std::vector<double> milliseconds;

    double succeeded() const {
        return static_cast<double>(to_success.size()) /
               static_cast<double>(std::max<std::size_t>(questions, 1));
    }
};

bool right(const search::SuggestAnswer& answer, const Grades& grades) {
    const auto last =
        answer.hits.begin() +
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(looked_at, answer.hits.size()));
    return std::any_of(answer.hits.begin(), last, [&](const search::Suggestion& hit) {
        const auto found = grades.find(hit.id);
        return found != grades.end() && found->second > 0;
    });
}

/// Ends of characters: a key more each.
std::vector<std::size_t> ends_of_keys(std::string_view text) {
    std::vector<std::size_t> ends;
    for (std::size_t i = 1; i <= text.size(); ++i)
        if (i == text.size() || (text[i] & 0xC0) != 0x80)
            ends.push_back(i);
    return ends;
}

Status type(const search::Engine& engine, const JudgedQuestion& question, Keys& keys) {
    ++keys.questions;
    const auto ends = ends_of_keys(question.text);
    for (std::size_t key = 0; key < ends.size(); ++key) {
        search::SuggestRequest request;
        request.query = question.text.substr(0, ends[key]);
        request.page_lang = question.lang;
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = engine.suggest(request);
        const auto ended = std::chrono::steady_clock::now();
        if (!answer)
            return answer.error();
        keys.milliseconds.push_back(
            std::chrono::duration<double, std::milli>(ended - begun).count());
        if (right(*answer, question.grades)) {
            keys.to_success.push_back(static_cast<double>(key + 1));
            break;
        }
    }
    return Done{};
}

Result<Keys> measure(const JudgedSet& set, std::string name, const search::EngineOptions& options,
                     Terminal& terminal) {
    const auto engine = search::Engine::create(options, terminal.clock());
    if (!engine)
        return engine.error();
    Keys keys;
    keys.name = std::move(name);
    for (const JudgedQuestion& question : set.questions)
        if (const auto typed = type(**engine, question, keys); !typed)
            return typed.error();
    return keys;
}

std::string to_table(const std::vector<Keys>& rows) {
    std::string table = fmt::format("{:<14}{:>10}{:>10}{:>8}{:>8}{:>11}{:>9}\n", "suggestions",
                                    "questions", "succeed", "median", "p90", "median ms", "p95 ms");
    for (const Keys& row : rows)
        table += fmt::format("{:<14}{:>10}{:>10.3f}{:>8.0f}{:>8.0f}{:>11.2f}{:>9.2f}\n", row.name,
                             row.questions, row.succeeded(), percentile(row.to_success, 0.5),
                             percentile(row.to_success, 0.9), percentile(row.milliseconds, 0.5),
                             percentile(row.milliseconds, 0.95));
    return table + "keys until the right article is among the first three\n";
}

std::string to_json(const std::vector<Keys>& rows) {
    nlohmann::ordered_json all = nlohmann::ordered_json::object();
    for (const Keys& row : rows)
        all[row.name] = {{"questions", row.questions},
                         {"succeeded", row.succeeded()},
                         {"keys_median", percentile(row.to_success, 0.5)},
                         {"keys_p90", percentile(row.to_success, 0.9)},
                         {"ms_median", percentile(row.milliseconds, 0.5)},
                         {"ms_p95", percentile(row.milliseconds, 0.95)}};
    return all.dump(2) + "\n";
}

} // namespace

int show_keys(const JudgedSet& set, const index::Source& documents, const EvalArguments& arguments,
              Terminal& terminal) {
    const Scratch scratch;
    const auto asking = prepare(documents, arguments, scratch.path(), terminal);
    if (!asking)
        return terminal.fail(asking.error());
    search::EngineOptions beginnings = asking->options;
    beginnings.without.add(search::Idea::typed);
    beginnings.without.add(search::Idea::mending);
    std::vector<Keys> rows;
    for (const auto& [name, options] :
         {std::pair{"all", asking->options}, std::pair{"beginnings", beginnings}}) {
        auto keys = measure(set, name, options, terminal);
        if (!keys)
            return terminal.fail(keys.error());
        rows.push_back(std::move(*keys));
    }
    terminal.err() << std::flush;
    terminal.out() << (arguments.json ? to_json(rows) : to_table(rows));
    return exit_ok;
}

} // namespace lotse::cli
