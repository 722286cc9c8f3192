#include "indexer/cli/scratch_index.h"

#include "indexer/cli/editors_lists.h"
#include "indexer/index/builder.h"
#include "indexer/index/knowledge.h"

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace lotse::cli {

namespace fs = std::filesystem;

namespace {

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

/// Documents, and others that no question is about.
class WithOthers final : public index::Source {
  public:
    WithOthers(std::unique_ptr<index::Source> own, std::vector<index::Document> others)
        : own_(std::move(own)), others_(std::move(others)) {
        for (index::Document& one : others_) // which may have the same names
            one.key.id = "beside-" + one.key.id;
    }
    std::size_t size() const override { return own_->size() + others_.size(); }
    Result<std::optional<index::Document>> load(std::size_t i) const override {
        if (i < own_->size())
            return own_->load(i);
        return std::optional<index::Document>(others_[i - own_->size()]);
    }

  private:
    std::unique_ptr<index::Source> own_;
    std::vector<index::Document> others_;
};

Result<std::unique_ptr<index::Source>> own_documents_of(const JudgedSet& set,
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

} // namespace

Scratch::Scratch() {
    std::string name = (fs::temp_directory_path() / "lotse-eval-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("cannot make a temporary folder; check TMPDIR");
    path_ = name;
}

Scratch::~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

Result<std::unique_ptr<index::Source>> documents_of(const JudgedSet& set,
                                                    const EvalArguments& arguments) {
    auto own = own_documents_of(set, arguments);
    if (!own || arguments.beside.empty())
        return own;
    auto others = read_documents(arguments.beside);
    if (!others)
        return others.error();
    return std::unique_ptr<index::Source>(
        std::make_unique<WithOthers>(std::move(*own), std::move(*others)));
}

fs::path synonyms_of(const JudgedSet& set, const EvalArguments& arguments) {
    return arguments.synonyms.empty() && !set.documents ? beside(arguments.set, "synonyms")
                                                        : arguments.synonyms;
}

Result<Asking> prepare(const index::Source& source, const EvalArguments& arguments,
                       const fs::path& scratch, Terminal& terminal) {
    index::BuildOptions options;
    options.index = scratch;
    options.dictionary = arguments.dictionary;
    options.dictionary_cache = user_cache();
    if (!arguments.synonyms.empty())
        options.splitting = arguments.synonyms / splitting_file;
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

} // namespace lotse::cli
