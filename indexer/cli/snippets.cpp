#include "indexer/cli/snippets.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <vector>

#include "indexer/base/text.h"

namespace lotse::cli {

namespace {

constexpr std::size_t longest_snippet = 200; // characters
constexpr double enough = 0.6;               // of a passage, or of what fits, in one piece
constexpr std::string_view ellipsis = "…";

using Stems = std::set<std::string>;
using analysis::Lang;

struct Ratio {
    double part = 0;
    double whole = 0;

    void add(double more_part, double more_whole) {
        part += more_part;
        whole += more_whole;
    }
    double value() const { return whole > 0 ? part / whole : 0; }
};

struct Measured {
    std::size_t questions = 0;
    std::size_t found = 0; // the right document is among the hits
    Ratio rarity;          // of the question's words that the document has: in the snippet
    Ratio whole;           // snippets that begin and end with a sentence
    Ratio marked;          // words of the snippet that are forms of the question's: marked
    Ratio passage;         // snippets that show the right passage
    Ratio beginning;       // documents whose beginning shows it
};

/// In how many documents of each language a stem stands.
class Rarity {
  public:
    Rarity(const index::Source& documents, const analysis::Analyzer& analyzer)
        : analyzer_(analyzer) {
        for (std::size_t i = 0; i < documents.size(); ++i)
            if (const auto document = documents.load(i); document && *document) {
                texts_[(*document)->key.id] = **document;
                const auto lang = static_cast<std::size_t>((*document)->lang);
                ++documents_[lang];
                for (const auto& [stem, words] : stems((*document)->text, (*document)->lang))
                    ++counts_[lang][stem];
            }
    }

    /// Of the words that carry meaning: stem → words as they are marked.
    std::map<std::string, std::vector<std::string>> stems(std::string_view text, Lang lang) const {
        std::map<std::string, std::vector<std::string>> found;
        const auto words = analyzer_.words(text, lang);
        for (const auto& token : words.tokens)
            if (!token.stop)
                for (const std::string& stem : analyzer_.stems(token.folded, lang)) {
                    found[stem].emplace_back(text.substr(token.begin, token.end - token.begin));
                    break;
                }
        return found;
    }

    double of(const std::string& stem, Lang lang) const {
        const auto i = static_cast<std::size_t>(lang);
        const auto found = counts_[i].find(stem);
        const double count = found == counts_[i].end() ? 0 : found->second;
        return std::log(1 + (documents_[i] - count + 0.5) / (count + 0.5));
    }

    const index::Document* document(const std::string& id) const {
        const auto found = texts_.find(id);
        return found == texts_.end() ? nullptr : &found->second;
    }

  private:
    const analysis::Analyzer& analyzer_;
    std::map<std::string, index::Document> texts_;
    std::array<double, 2> documents_{};
    std::array<std::map<std::string, double>, 2> counts_;
};

/// Letters and digits only, so that neither line breaks nor quotation marks count.
std::string letters_of(std::string_view text) {
    std::string letters;
    for (const char c : ascii_lower(text))
        if ((c & 0x80) != 0 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            letters += c;
    return letters;
}

/// The longest piece that both have in common.
std::size_t common_piece(const std::string& a, const std::string& b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::size_t longest = 0;
    for (const char c : a) {
        std::vector<std::size_t> now(b.size() + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            now[j + 1] = c == b[j] ? before[j] + 1 : 0;
            longest = std::max(longest, now[j + 1]);
        }
        before = std::move(now);
    }
    return longest;
}

bool shows(std::string_view snippet, const std::string& passage) {
    const std::string wanted = letters_of(passage);
    const double need = enough * static_cast<double>(std::min(wanted.size(), longest_snippet));
    return static_cast<double>(common_piece(letters_of(snippet), wanted)) >= need;
}

void look_at_words(const search::Hit& hit, const JudgedQuestion& question,
                   const index::Document& document, const Rarity& rarity, Measured& measured) {
    const auto asked = rarity.stems(question.text, document.lang);
    const auto there = rarity.stems(document.text, document.lang);
    const auto shown = rarity.stems(hit.snippet, document.lang);
    std::set<std::string> marked;
    for (const search::Mark& mark : hit.marks)
        marked.insert(hit.snippet.substr(mark.begin, mark.end - mark.begin));
    for (const auto& [stem, words] : asked) {
        if (!there.contains(stem))
            continue;
        const auto found = shown.find(stem);
        const double weight = rarity.of(stem, document.lang);
        measured.rarity.add(found == shown.end() ? 0 : weight, weight);
        if (found != shown.end())
            for (const std::string& word : found->second)
                measured.marked.add(marked.contains(word) ? 1 : 0, 1);
    }
    measured.whole.add(hit.snippet.starts_with(ellipsis) || hit.snippet.ends_with(ellipsis) ? 0 : 1,
                       1);
}

using Passages = std::map<std::string, std::vector<std::string>>; // by question

void look_at_passage(const search::Hit& hit, const std::vector<std::string>& passages,
                     const index::Document& document, Measured& measured) {
    const std::string text = letters_of(document.text);
    const std::string_view start = utf8_prefix(document.text, longest_snippet);
    std::vector<std::string> of_this;
    for (const std::string& passage : passages)
        if (common_piece(text, letters_of(passage)) * 10 >= letters_of(passage).size() * 9)
            of_this.push_back(passage);
    if (of_this.empty())
        return;
    const auto any = [&](std::string_view shown) {
        return std::any_of(of_this.begin(), of_this.end(),
                           [&](const std::string& passage) { return shows(shown, passage); });
    };
    measured.passage.add(any(hit.snippet) ? 1 : 0, 1);
    measured.beginning.add(any(start) ? 1 : 0, 1);
}

Result<Passages> read_passages(const std::filesystem::path& folder) {
    Passages passages;
    if (folder.empty())
        return passages;
    const auto set = read_judged_set(folder);
    if (!set)
        return set.error();
    std::map<std::string, std::string> texts;
    if (set->documents)
        for (const auto& document : *set->documents)
            texts[document.key.id] = document.text;
    for (const JudgedQuestion& question : set->questions)
        for (const auto& [id, grade] : question.grades)
            if (grade > 0 && texts.contains(id))
                passages[question.text].push_back(texts[id]);
    return passages;
}

Status ask(const search::Engine& engine, const JudgedQuestion& question, const Rarity& rarity,
           const Passages& passages, Measured& measured) {
    ++measured.questions;
    search::SearchRequest request;
    request.query = question.text;
    request.page_lang = question.lang;
    request.abstain = false;
    const auto answer = engine.search(request);
    if (!answer)
        return answer.error();
    for (const search::Hit& hit : answer->hits) {
        const auto grade = question.grades.find(hit.id);
        const index::Document* document = rarity.document(hit.id);
        if (grade == question.grades.end() || grade->second < 1 || document == nullptr)
            continue;
        ++measured.found;
        look_at_words(hit, question, *document, rarity, measured);
        if (const auto known = passages.find(question.text); known != passages.end())
            look_at_passage(hit, known->second, *document, measured);
        break;
    }
    return Done{};
}

std::string to_table(const Measured& m) {
    std::string table =
        fmt::format("snippets of the right document   {:>6} of {} questions\n"
                    "  rarity of the question shown   {:>6.3f}\n"
                    "  whole sentences                {:>6.3f}\n"
                    "  forms marked                   {:>6.3f}\n",
                    m.found, m.questions, m.rarity.value(), m.whole.value(), m.marked.value());
    if (m.passage.whole > 0)
        table += fmt::format("  right passage shown            {:>6.3f}  (the document's "
                             "beginning: {:.3f})\n",
                             m.passage.value(), m.beginning.value());
    return table;
}

std::string to_json(const Measured& m) {
    nlohmann::ordered_json all{{"questions", m.questions},
                               {"found", m.found},
                               {"rarity_shown", m.rarity.value()},
                               {"whole_sentences", m.whole.value()},
                               {"forms_marked", m.marked.value()}};
    if (m.passage.whole > 0) {
        all["passage_shown"] = m.passage.value();
        all["passage_in_beginning"] = m.beginning.value();
    }
    return all.dump(2) + "\n";
}

} // namespace

int show_snippets(const JudgedSet& set, const index::Source& documents,
                  const EvalArguments& arguments, Terminal& terminal) {
    const auto passages = read_passages(arguments.passages);
    if (!passages)
        return terminal.fail(passages.error());
    const Scratch scratch;
    const auto asking = prepare(documents, arguments, scratch.path(), terminal);
    if (!asking)
        return terminal.fail(asking.error());
    const auto engine = search::Engine::create(asking->options, terminal.clock());
    if (!engine)
        return terminal.fail(engine.error());
    const auto analyzer = analysis::Analyzer::create({});
    if (!analyzer)
        return terminal.fail(analyzer.error());
    const Rarity rarity(documents, **analyzer);
    Measured measured;
    for (const JudgedQuestion& question : set.questions)
        if (const auto asked = ask(**engine, question, rarity, *passages, measured); !asked)
            return terminal.fail(asked.error());
    terminal.err() << std::flush;
    terminal.out() << (arguments.json ? to_json(measured) : to_table(measured));
    return exit_ok;
}

} // namespace lotse::cli
