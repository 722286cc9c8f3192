#include "indexer/index/generation_internal.h"

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/index/rebuild_hint_internal.h"

#include <algorithm>
#include <charconv>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_words_file = std::size_t{1} << 30U;

// "de 12 passwort"
bool add_line(std::string_view line, analysis::WordList& words) {
    const auto first = line.find(' ');
    const auto second = line.find(' ', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos)
        return false;
    const auto lang = analysis::parse_lang(line.substr(0, first));
    const std::string_view digits = line.substr(first + 1, second - first - 1);
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), count);
    if (!lang || error != std::errc{} || end != digits.data() + digits.size())
        return false;
    words.add(line.substr(second + 1), *lang, count);
    return true;
}

} // namespace

std::string format_words(const analysis::WordList& words) {
    std::vector<std::string> lines;
    for (const Lang lang : analysis::all_langs)
        words.each(lang, [&](std::string_view word, std::uint32_t count) {
            lines.push_back(std::string(analysis::name(lang)) + " " + std::to_string(count) + " " +
                            std::string(word) + "\n");
        });
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const auto& line : lines)
        text += line;
    return text;
}

namespace {

Result<std::shared_ptr<const analysis::WordList>> parse_words(std::string_view text,
                                                              const fs::path& path) {
    auto words = std::make_shared<analysis::WordList>();
    for (const auto line : split(text, '\n'))
        if (!line.empty() && !add_line(line, *words))
            return Error{Code::corrupt, path.string() + " is damaged", rebuild_hint};
    return std::shared_ptr<const analysis::WordList>(std::move(words));
}

/// Where a class adds no words, those who may read it share the words of those who may not.
Result<Vocabularies> read_vocabularies(const Generation& generation) {
    Vocabularies vocabularies;
    std::string former;
    for (std::size_t i = 0; i < vocabularies.size(); ++i) {
        const fs::path path = generation.words(all_visibilities[i]);
        auto text = read_file(path, largest_words_file);
        if (!text && text.error().code == Code::not_found)
            return Error{Code::corrupt, path.string() + " is missing", rebuild_hint};
        if (!text)
            return text.error();
        if (i > 0 && *text == former) {
            vocabularies[i] = vocabularies[i - 1];
            continue;
        }
        auto words = parse_words(*text, path);
        if (!words)
            return words.error();
        vocabularies[i] = std::move(*words);
        former = std::move(*text);
    }
    return vocabularies;
}

} // namespace

namespace {

/// Null where the editors have said nothing.
Result<std::shared_ptr<const analysis::SplitRules>> read_splitting(const fs::path& path) {
    const auto text = read_file(path, largest_words_file);
    if (!text && text.error().code == Code::not_found)
        return std::shared_ptr<const analysis::SplitRules>();
    if (!text)
        return text.error();
    auto rules = analysis::SplitRules::parse(*text, path.string());
    if (!rules)
        return Error{Code::corrupt, path.string() + " is damaged", rebuild_hint};
    if (rules->empty())
        return std::shared_ptr<const analysis::SplitRules>();
    return std::make_shared<const analysis::SplitRules>(std::move(*rules));
}

} // namespace

Result<Language> open_language(const Generation& generation) {
    Language language;
    auto dictionary = analysis::Dictionary::open(generation.dictionary());
    if (dictionary)
        language.dictionary = std::move(*dictionary);
    else if (dictionary.error().code != Code::not_found)
        return dictionary.error();
    auto splitting = read_splitting(generation.splitting());
    if (!splitting)
        return splitting.error();
    auto analyzer = analysis::Analyzer::create(
        {.lexicon = language.dictionary, .splitting = std::move(*splitting)});
    if (!analyzer)
        return analyzer.error();
    language.analyzer = std::move(*analyzer);
    return language;
}

Result<std::shared_ptr<const GenerationLists>> GenerationLists::open(const Generation& generation) {
    auto lists = std::make_shared<GenerationLists>();
    // What `view` makes of a file that stays mapped.
    const auto read = [&](const fs::path& path, const auto& view, auto& into) -> Status {
        auto file = MappedFile::open(path);
        if (!file && file.error().code != Code::not_found)
            return file.error();
        const auto found = file ? view(file->bytes()) : std::nullopt;
        if (!found)
            return Error{Code::corrupt, path.string() + " is missing or damaged", rebuild_hint};
        into = *found;
        lists->files_.push_back(std::move(*file));
        return Done{};
    };
    if (const auto done = read(generation.readings(), Readings::view, lists->readings_); !done)
        return done.error();
    if (const auto done =
            read(generation.readings_by_hash(), ReadingIndex::view, lists->readings_by_hash_);
        !done)
        return done.error();
    for (const Visibility visibility : all_visibilities) {
        const auto slot = static_cast<std::size_t>(visibility);
        if (const auto done =
                read(generation.forward(visibility), ForwardLists::view, lists->forward_[slot]);
            !done)
            return done.error();
        if (const auto done =
                read(generation.postings(visibility), BuiltPostings::view, lists->postings_[slot]);
            !done)
            return done.error();
    }
    return std::shared_ptr<const GenerationLists>(std::move(lists));
}

Result<std::shared_ptr<const Opened>> open_current(const fs::path& index) {
    const auto number = current_number(index);
    if (!number)
        return number.error();
    return open_generation(index, *number);
}

Result<std::shared_ptr<const Opened>> open_generation(const fs::path& index, std::uint64_t number) {
    auto generation = generation_at(index, number);
    if (!generation)
        return generation.error();
    auto opened = std::make_shared<Opened>();
    opened->generation = std::move(*generation);
    auto language = open_language(opened->generation);
    if (!language)
        return language.error();
    if (language->analyzer->fingerprint() != opened->generation.manifest.analysis)
        return Error{Code::mismatch,
                     "the index in " + index.string() + " was made by another text analysis",
                     "run lotse-indexer build of this version"};
    opened->dictionary = std::move(language->dictionary);
    auto learned = analysis::Dictionary::open(opened->generation.learned());
    if (learned)
        opened->learned = std::move(*learned);
    else if (learned.error().code != Code::not_found)
        return learned.error();
    opened->analyzer = std::move(language->analyzer);
    auto vocabularies = read_vocabularies(opened->generation);
    if (!vocabularies)
        return vocabularies.error();
    opened->vocabularies = std::move(*vocabularies);
    for (const Visibility visibility : all_visibilities) {
        auto names = Names::open(opened->generation.names(visibility));
        if (!names)
            return names.error();
        opened->names[static_cast<std::size_t>(visibility)] = std::move(*names);
        auto grams = GramRarity::open(opened->generation.grams(visibility));
        if (!grams && grams.error().code == Code::not_found)
            return Error{Code::corrupt, grams.error().message, rebuild_hint};
        if (!grams)
            return grams.error();
        opened->grams[static_cast<std::size_t>(visibility)] = std::move(*grams);
        opened->later[static_cast<std::size_t>(visibility)] = std::make_shared<LaterTerms>();
    }
    auto lists = GenerationLists::open(opened->generation);
    if (!lists)
        return lists.error();
    opened->lists = std::move(*lists);
    return std::shared_ptr<const Opened>(std::move(opened));
}

} // namespace lotse::index
