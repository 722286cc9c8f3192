#include "indexer/cli/occasions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "indexer/cli/commands.h"
#include "indexer/cli/scratch_index.h"

namespace lotse::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t parts = 4; // in which the answers are taken away
constexpr Milliseconds patience{60'000};

struct Asked {
    const JudgedQuestion* question = nullptr;
    Kin kin = Kin::own;
};

fs::path asks(const NamedSet& set) {
    return set.questions.documents ? set.folder
                                   : (fs::absolute(set.folder) / "..").lexically_normal();
}

bool one_matter(const NamedSet& a, const NamedSet& b) {
    if (asks(a) == asks(b) ||
        a.name.substr(0, a.name.find('-')) == b.name.substr(0, b.name.find('-')))
        return true;
    std::set<std::string_view> texts;
    for (const auto& question : a.questions.questions)
        texts.insert(question.text);
    return std::any_of(b.questions.questions.begin(), b.questions.questions.end(),
                       [&](const auto& question) { return texts.contains(question.text); });
}

Result<std::vector<index::Document>> all_of(const index::Source& source) {
    std::vector<index::Document> documents;
    for (std::size_t i = 0; i < source.size(); ++i) {
        auto document = source.load(i);
        if (!document)
            return document.error();
        if (*document)
            documents.push_back(std::move(**document));
    }
    return documents;
}

/// A translation of an answer is one, too.
std::vector<index::Document> without_answers(const std::vector<index::Document>& documents,
                                             const std::vector<Asked>& asked) {
    std::set<std::string> ids;
    for (const Asked& one : asked)
        for (const auto& [id, grade] : one.question->grades)
            ids.insert(id);
    std::set<std::string> groups;
    for (const auto& document : documents)
        if (ids.contains(document.key.id))
            groups.insert(document.group);
    groups.erase("");
    std::vector<index::Document> kept;
    for (const auto& document : documents)
        if (!ids.contains(document.key.id) && !groups.contains(document.group))
            kept.push_back(document);
    return kept;
}

bool answers(const JudgedQuestion& question, const search::Witness& witness) {
    const auto grade = question.grades.find(witness.key.id);
    return grade != question.grades.end() && grade->second > 0;
}

/// Asks one set.
class Asker {
  public:
    Asker(const std::vector<NamedSet>& sets, std::size_t which, fs::path dictionary,
          Terminal& terminal, std::vector<Occasion>& into)
        : sets_(sets), which_(which), terminal_(terminal), into_(into) {
        arguments_.set = set().folder;
        arguments_.dictionary = std::move(dictionary);
        arguments_.synonyms = synonyms_of(set().questions, arguments_);
    }

    Status all() {
        const auto source = documents_of(set().questions, arguments_);
        if (!source)
            return source.error();
        const auto documents = all_of(**source);
        if (!documents)
            return documents.error();
        if (auto done = ask(*documents, of_all_documents()); !done)
            return done;
        const auto& questions = set().questions.questions;
        for (std::size_t part = 0; part < parts; ++part) {
            std::vector<Asked> bereft;
            for (std::size_t i = part; i < questions.size(); i += parts)
                bereft.push_back({&questions[i], Kin::bereft});
            if (auto done = ask(without_answers(*documents, bereft), bereft); !done)
                return done;
        }
        return Done{};
    }

  private:
    const NamedSet& set() const { return sets_[which_]; }

    std::vector<Asked> of_all_documents() const {
        std::vector<Asked> asked;
        for (const auto& question : set().questions.questions)
            asked.push_back({&question, Kin::own});
        for (const auto& question : set().questions.unanswerable)
            asked.push_back({&question, Kin::unanswered});
        std::vector<const JudgedQuestion*> others;
        for (const NamedSet& other : sets_)
            if (other.matter != set().matter)
                for (const auto& question : other.questions.questions)
                    others.push_back(&question);
        const std::size_t wanted = std::min(others.size(), set().questions.questions.size());
        for (std::size_t i = 0; i < wanted; ++i)
            asked.push_back({others[i * others.size() / wanted], Kin::stranger});
        return asked;
    }

    Status ask(std::vector<index::Document> documents, const std::vector<Asked>& questions) {
        if (documents.empty())
            return Done{};
        const Scratch scratch;
        const auto asking = prepare(index::VectorSource(std::move(documents)), arguments_,
                                    scratch.path(), terminal_);
        if (!asking)
            return asking.error();
        const auto engine = search::Engine::create(asking->options, terminal_.clock());
        if (!engine)
            return engine.error();
        for (const auto& [question, kin] : questions) {
            search::SearchRequest request;
            request.query = question->text;
            request.page_lang = question->lang;
            request.kinds = {index::Kind::article};
            request.deadline = patience;
            const auto witnesses = (*engine)->witnesses(request);
            if (!witnesses)
                return witnesses.error();
            Occasion occasion{which_, kin, {}, false};
            for (const search::Witness& witness : *witnesses) {
                occasion.seen.push_back(witness.evidence);
                occasion.useful |= kin == Kin::own && answers(*question, witness);
            }
            into_.push_back(std::move(occasion));
        }
        return Done{};
    }

    const std::vector<NamedSet>& sets_;
    std::size_t which_;
    EvalArguments arguments_;
    Terminal& terminal_;
    std::vector<Occasion>& into_;
};

} // namespace

Result<std::vector<NamedSet>> read_sets(const std::vector<fs::path>& folders) {
    std::vector<NamedSet> sets;
    for (const fs::path& folder : folders) {
        auto questions = read_judged_set(folder);
        if (!questions)
            return questions.error();
        if (questions->messages)
            return Error{Code::invalid_argument,
                         folder.string() + " holds messages: their answers are never withheld",
                         "name folders with queries.jsonl and qrels.tsv"};
        const fs::path named = fs::absolute(folder / ".").lexically_normal().parent_path();
        sets.push_back({named.filename().string(), sets.size(), named, std::move(*questions)});
    }
    tell_matters(sets);
    return sets;
}

void tell_matters(std::vector<NamedSet>& sets) {
    for (std::size_t s = 0; s < sets.size(); ++s)
        sets[s].matter = s;
    for (std::size_t s = 0; s < sets.size(); ++s)
        for (std::size_t before = 0; before < s; ++before)
            if (sets[s].matter != sets[before].matter && one_matter(sets[before], sets[s])) {
                const auto [low, high] = std::minmax(sets[s].matter, sets[before].matter);
                for (NamedSet& set : sets)
                    if (set.matter == high)
                        set.matter = low;
            }
}

Result<std::vector<Occasion>> ask_on_all_occasions(const std::vector<NamedSet>& sets,
                                                   const fs::path& dictionary, Terminal& terminal) {
    std::vector<Occasion> occasions;
    for (std::size_t s = 0; s < sets.size(); ++s)
        if (const auto done = Asker(sets, s, dictionary, terminal, occasions).all(); !done)
            return done.error();
    return occasions;
}

} // namespace lotse::cli
