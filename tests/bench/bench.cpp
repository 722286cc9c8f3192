// Speed of building and asking, against a bare Xapian program in the same run: the two are asked
// the same questions in turn, so that a busy machine slows both. Read the ratios, not the times.
//
//     bench [DOCUMENTS.jsonl [QUESTIONS]]     {"id","lang","title","body"} a line; else the sample
//     articles. QUESTIONS: a folder with short.txt, prefix.txt and long.txt, "lang<tab>text" a line

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <nlohmann/json.hpp>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/content/store.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"
#include "searchd/search/engine.h"
#include "tests/bench/baseline.h"
#include "tests/bench/measure.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace lotse;
using index::Document;
using nlohmann::json;
using Times = std::vector<double>; // milliseconds

constexpr int rounds = 5;

struct Question {
    std::string text;
    index::Lang lang;
};

double milliseconds(const auto& run) {
    const auto start = std::chrono::steady_clock::now();
    run();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

void row(const char* what, const Times& ours, const Times& plain) {
    std::printf("%-22s %9.3f %9.3f   %9.3f %9.3f   %6.2f %6.2f\n", what,
                bench::percentile(ours, .5), bench::percentile(ours, .99),
                bench::percentile(plain, .5), bench::percentile(plain, .99),
                bench::percentile(ours, .5) / bench::percentile(plain, .5),
                bench::percentile(ours, .99) / bench::percentile(plain, .99));
}

index::Lang lang_of(const json& object) {
    return object.value("lang", "en") == "de" ? index::Lang::de : index::Lang::en;
}

std::vector<json> lines_of(const std::filesystem::path& path) {
    std::vector<json> out;
    const auto bytes = read_file(path, std::size_t{4} << 30);
    if (!bytes) {
        std::cerr << bytes.error().to_string() << "\n";
        std::exit(1);
    }
    for (const auto line : split(*bytes, '\n'))
        if (!trimmed(line).empty())
            out.push_back(json::parse(line));
    return out;
}

std::vector<Document> documents_of(const std::filesystem::path& file) {
    std::vector<Document> out;
    for (const json& object : lines_of(file)) {
        Document document;
        document.key = {index::Kind::article, object.at("id").get<std::string>()};
        document.lang = lang_of(object);
        document.visibility = index::Visibility::everyone;
        document.title = object.value("title", "");
        document.text = object.value("body", "");
        out.push_back(std::move(document));
    }
    return out;
}

std::vector<Document> sample_documents(const std::filesystem::path& corpus) {
    std::vector<Document> out;
    const auto base = content::read_folder(corpus / "articles");
    if (!base) {
        std::cerr << base.error().to_string() << "\n";
        std::exit(1);
    }
    for (const content::Article& article : base->articles) {
        auto document = index::from_article(article, {});
        if (document && *document && (*document)->visibility == index::Visibility::everyone)
            out.push_back(std::move(**document));
    }
    return out;
}

// What a visitor has typed after each letter from the second on.
std::vector<Question> prefixes(const std::vector<Question>& questions) {
    std::vector<Question> out;
    for (const Question& question : questions)
        for (std::size_t bytes = 2; bytes <= std::min<std::size_t>(question.text.size(), 12);
             bytes += 2)
            out.push_back({std::string(utf8_prefix(question.text, bytes)), question.lang});
    return out;
}

struct Asked {
    std::vector<Question> questions;
    std::vector<Question> typed;
    std::vector<Question> drafts; // of thirty to sixty words
};

/// "de<tab>text" a line.
std::vector<Question> questions_in(const std::filesystem::path& file) {
    constexpr std::size_t most = 400;
    std::vector<Question> out;
    const auto bytes = read_file(file, std::size_t{1} << 30);
    if (!bytes) {
        std::cerr << bytes.error().to_string() << "\n";
        std::exit(1);
    }
    for (const auto line : split(*bytes, '\n')) {
        const auto tab = line.find('\t');
        if (tab != std::string_view::npos && out.size() < most)
            out.push_back({std::string(line.substr(tab + 1)),
                           line.substr(0, tab) == "de" ? index::Lang::de : index::Lang::en});
    }
    return out;
}

void ask(const search::Engine& engine, const bench::Baseline& plain, const Asked& asked) {
    Times ours;
    Times theirs;
    Times ours_typed;
    Times theirs_typed;
    Times ours_draft;
    Times theirs_draft;
    for (int round = 0; round < rounds; ++round) {
        for (const Question& question : asked.questions) {
            ours.push_back(milliseconds([&] {
                (void)engine.search({.query = question.text, .page_lang = question.lang});
            }));
            theirs.push_back(milliseconds([&] { plain.search(question.text, question.lang); }));
        }
        for (const Question& draft : asked.drafts) {
            search::Draft words;
            words.body = draft.text;
            words.page_lang = draft.lang;
            ours_draft.push_back(milliseconds([&] { (void)engine.for_draft(words); }));
            theirs_draft.push_back(milliseconds([&] { plain.draft(draft.text, draft.lang); }));
        }
        for (const Question& typed : asked.typed) {
            ours_typed.push_back(milliseconds(
                [&] { (void)engine.suggest({.query = typed.text, .page_lang = typed.lang}); }));
            theirs_typed.push_back(milliseconds([&] { plain.suggest(typed.text, typed.lang); }));
        }
    }
    std::printf("\n%-22s %9s %9s   %9s %9s   %6s %6s\n", "milliseconds", "p50", "p99", "plain p50",
                "plain p99", "p50 x", "p99 x");
    row("search", ours, theirs);
    row("suggestion as typed", ours_typed, theirs_typed);
    if (!asked.drafts.empty())
        row("solutions for a draft", ours_draft, theirs_draft);
}

} // namespace

int main(int argc, char** argv) {
    const std::filesystem::path corpus = std::filesystem::path(LOTSE_SOURCE_DIR) / "corpus";
    const std::vector<Document> documents =
        argc > 1 ? documents_of(argv[1]) : sample_documents(corpus);
    const testing::TempDir dir;
    const SystemClock clock;

    const auto build = [&] {
        index::BuildOptions options;
        options.index = dir / "index";
        const auto report = index::build(index::VectorSource(documents), options, clock);
        if (!report) {
            std::cerr << report.error().to_string() << "\n";
            std::exit(1);
        }
    };
    // The first build also compiles the bilingual dictionary, which later ones find ready.
    const double first = milliseconds(build);
    const double ours = milliseconds(build);
    const double theirs = milliseconds([&] { bench::Baseline::build(dir / "plain", documents); });
    const auto count = static_cast<double>(documents.size());
    std::printf("%zu documents; the very first build took %.1f s longer, for the "
                "dictionary\nbuild: %.0f documents a second, all cores; plain Xapian, one core: "
                "%.0f; ratio %.2f\n",
                documents.size(), (first - ours) / 1000, 1000 * count / ours, 1000 * count / theirs,
                theirs / ours);

    // Every question counts as if nobody had asked it before.
    const auto engine =
        search::Engine::create({.index = dir / "index", .synonyms = {}, .answers_kept = 0}, clock);
    if (!engine) {
        std::cerr << engine.error().to_string() << "\n";
        return 1;
    }
    std::printf("on disk: %.0f MB, the dictionary's 32 among them; plain Xapian %.0f MB\n",
                bench::megabytes(dir / "index" / "000002"), bench::megabytes(dir / "plain"));
    Asked asked;
    if (argc > 2) {
        const std::filesystem::path folder = argv[2];
        asked = {questions_in(folder / "short.txt"), questions_in(folder / "prefix.txt"),
                 questions_in(folder / "long.txt")};
    } else {
        for (const json& object : lines_of(corpus / "questions" / "queries.jsonl"))
            asked.questions.push_back({object.at("text").get<std::string>(), lang_of(object)});
        asked.typed = prefixes(asked.questions);
    }
    ask(**engine, bench::Baseline(dir / "plain"), asked);
    return 0;
}
