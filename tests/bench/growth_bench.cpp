// What becomes slower with how many documents there are: building, the first answer after a start,
// searches, suggestions and drafts, and a changed document until it is found while others search.
// In process, no answer kept from before. Read the exponents: 0 does not grow, 1 grows with the
// documents.
//
//     ./run bench growth QUESTIONS DOCUMENTS.jsonl [MORE.jsonl …]
//
// Files as for ./run bench peers, the smallest first. LOTSE_BENCH_MOST: questions of a kind, 300;
// LOTSE_BENCH_KEEP: a folder where indexes stay, and are taken from the next time.

#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <thread>

#include "indexer/index/builder.h"
#include "indexer/index/updater.h"
#include "searchd/search/engine.h"
#include "tests/bench/measure.h"
#include "tests/bench/results.h"
#include "tests/bench/sets.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace lotse;
using bench::Ask;
using Clock = std::chrono::steady_clock;
namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{60};
constexpr std::size_t changes = 40;

double milliseconds_of(const std::function<void()>& run) {
    const auto start = Clock::now();
    run();
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

[[noreturn]] void fail(const Error& error) {
    throw std::runtime_error(error.to_string());
}

/// One line of the table, for each size.
struct Line {
    const char* name;
    std::vector<double> values;
};

class Table {
  public:
    void add(const char* name, double value) {
        for (Line& line : lines_)
            if (std::string_view(line.name) == name)
                return line.values.push_back(value);
        lines_.push_back({name, {value}});
    }

    void print(const std::vector<std::size_t>& sizes) const {
        std::printf("%-44s", "documents");
        for (const std::size_t size : sizes)
            std::printf(" %10zu", size);
        std::printf(" %9s\n", "exponent");
        for (const Line& line : lines_) {
            std::printf("%-44s", line.name);
            for (const double value : line.values)
                std::printf(" %10.2f", value);
            if (sizes.size() > 1 && line.values.size() == sizes.size())
                std::printf(" %9.2f", std::log(line.values.back() / line.values.front()) /
                                          std::log(static_cast<double>(sizes.back()) /
                                                   static_cast<double>(sizes.front())));
            std::printf("\n");
        }
        keep(sizes);
    }

  private:
    /// Of what takes time.
    void keep(const std::vector<std::size_t>& sizes) const {
        bench::Results results{"growth", "ms", true, {"documents"}, {}};
        for (const std::size_t size : sizes)
            results.rows.push_back({std::to_string(size), {}});
        for (const Line& line : lines_) {
            if (!std::string_view(line.name).ends_with(" ms") || line.values.size() != sizes.size())
                continue;
            results.columns.emplace_back(line.name);
            for (std::size_t i = 0; i < sizes.size(); ++i)
                results.rows[i].values.push_back(line.values[i]);
        }
        bench::keep(results);
    }

    std::vector<Line> lines_;
};

struct Questions {
    std::vector<Ask> searches, typed, drafts;
};

class Knowledge {
  public:
    Knowledge(fs::path index, Table& table) : index_(std::move(index)), table_(table) {}

    void build(std::vector<index::Document> documents) {
        const auto count = static_cast<double>(documents.size());
        const index::VectorSource source(std::move(documents));
        index::BuildOptions options;
        options.index = index_;
        const auto built = index::build(source, options, clock_);
        if (!built)
            fail(built.error());
        table_.add("built, documents a second", count / built->seconds);
    }

    void ask(const Questions& questions) {
        const auto start = Clock::now();
        engine_.emplace(fresh_engine());
        search(questions.searches.front());
        table_.add("first answer after a start, ms",
                   std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        measure(
            questions.searches, [this](const Ask& ask) { search(ask); }, "search, p50 ms",
            "search, p99 ms");
        measure(
            questions.typed,
            [this](const Ask& ask) {
                (void)(*engine_)->suggest(
                    {.query = ask.text, .page_lang = ask.lang, .deadline = patience});
            },
            "suggestion, p50 ms", "suggestion, p99 ms");
        measure(
            questions.drafts,
            [this](const Ask& ask) {
                search::Draft draft;
                draft.body = ask.text;
                draft.page_lang = ask.lang;
                draft.deadline = patience;
                (void)(*engine_)->for_draft(draft);
            },
            "draft, p50 ms", "draft, p99 ms");
    }

    /// While another thread searches without a pause.
    void change(const Questions& questions) {
        std::vector<double> found;
        std::vector<double> searches;
        std::atomic<bool> done = false;
        std::thread asker([&] {
            for (std::size_t i = 0; !done; ++i)
                searches.push_back(milliseconds_of(
                    [&] { search(questions.searches[i % questions.searches.size()]); }));
        });
        index::Updater updater(index_);
        apply(updater, 0, questions); // the first one opens the index
        for (std::size_t i = 1; i <= changes; ++i)
            found.push_back(milliseconds_of([&] { apply(updater, i, questions); }));
        done = true;
        asker.join();
        table_.add("a change until it is found, p50 ms", bench::percentile(found, .5));
        table_.add("a change until it is found, p95 ms", bench::percentile(found, .95));
        table_.add("search meanwhile, p99 ms", bench::percentile(searches, .99));
    }

  private:
    std::unique_ptr<search::Engine> fresh_engine() const {
        search::EngineOptions options;
        options.index = index_;
        options.answers_kept = 0;
        auto engine = search::Engine::create(options, clock_);
        if (!engine)
            fail(engine.error());
        return std::move(*engine);
    }

    search::SearchAnswer search(const Ask& ask) const {
        auto answer =
            (*engine_)->search({.query = ask.text, .page_lang = ask.lang, .deadline = patience});
        if (!answer)
            fail(answer.error());
        return std::move(*answer);
    }

    void measure(const std::vector<Ask>& questions, const std::function<void(const Ask&)>& ask,
                 const char* middle, const char* worst) {
        std::vector<double> times;
        for (const Ask& question : questions)
            times.push_back(milliseconds_of([&] { ask(question); }));
        table_.add(middle, bench::percentile(times, .5));
        table_.add(worst, bench::percentile(times, .99));
    }

    /// Changes a document so that it holds a word of its own, and returns when that finds it.
    void apply(index::Updater& updater, std::size_t number, const Questions& questions) const {
        std::string word = "zqx";
        for (std::size_t rest = number + 1; rest > 0; rest /= 26)
            word += static_cast<char>('a' + rest % 26);
        word += "wq";
        index::Document document;
        document.key = {index::Kind::article, "doc-" + std::to_string(1 + number * 37)};
        document.lang = index::Lang::en;
        document.visibility = index::Visibility::everyone;
        document.title = "Changed " + word;
        document.text = questions.drafts[number % questions.drafts.size()].text;
        if (const auto done = updater.apply({{document.key, document}}); !done)
            fail(done.error());
        const auto until = Clock::now() + patience;
        while (Clock::now() < until) {
            const auto answer = search({word, index::Lang::en});
            if (!answer.hits.empty() && answer.hits.front().id == document.key.id)
                return;
        }
        throw std::runtime_error("a changed document is not found");
    }

    SystemClock clock_;
    fs::path index_;
    Table& table_;
    std::optional<std::unique_ptr<search::Engine>> engine_;
};

std::size_t most_questions() {
    const char* given = std::getenv("LOTSE_BENCH_MOST");
    return given == nullptr ? 300 : std::stoul(given);
}

void run(const fs::path& folder, const std::vector<fs::path>& files) {
    const std::size_t most = most_questions();
    const Questions questions{bench::questions_in(folder / "short.txt", most),
                              bench::questions_in(folder / "prefix.txt", most),
                              bench::questions_in(folder / "long.txt", most)};
    if (questions.searches.empty() || questions.typed.empty() || questions.drafts.empty())
        throw std::runtime_error("no questions in " + folder.string());
    const testing::TempDir temporary;
    const char* kept = std::getenv("LOTSE_BENCH_KEEP");
    Table table;
    std::vector<std::size_t> sizes;
    for (const fs::path& file : files) {
        const fs::path index = (kept != nullptr ? fs::path(kept) : temporary.path()) / file.stem();
        auto documents = bench::documents_in(file);
        sizes.push_back(documents.size());
        Knowledge knowledge(index, table);
        if (!fs::exists(index / "CURRENT"))
            knowledge.build(std::move(documents));
        documents = {};
        knowledge.ask(questions);
        knowledge.change(questions);
        std::cerr << sizes.back() << " documents measured\n";
    }
    table.print(sizes);
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: bench growth QUESTIONS DOCUMENTS.jsonl [MORE.jsonl …]\n";
        return 2;
    }
    try {
        run(argv[1], {argv + 2, argv + argc});
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
