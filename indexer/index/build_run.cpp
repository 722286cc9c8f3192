#include "indexer/index/build_run_internal.h"

#include "indexer/base/file.h"
#include "indexer/index/bytes_internal.h"
#include "indexer/index/dictionary_cache_internal.h"
#include "indexer/index/lock_internal.h"
#include "indexer/index/posting_writer_internal.h"
#include "indexer/index/postings_internal.h"
#include "indexer/index/trouble_internal.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>
#include <unordered_set>
#include <utility>
#include <vector>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t counting_step = 100;
constexpr std::size_t largest_splitting_file = 4U << 20U;

constexpr const char* part_suffix = ".part";

// More databases than this at once would run into the usual limit on open files.
constexpr std::size_t most_open = 64;

std::string all_text(const Document& document) {
    std::string text = document.title + "\n" + document.summary + "\n" + document.text;
    for (const auto* list :
         {&document.tags, &document.aliases, &document.headings, &document.questions})
        for (const auto& item : *list)
            text += "\n" + item;
    return text;
}

} // namespace

// What one thread counted in its range.
struct BuildRun::Count {
    std::array<analysis::WordList, all_visibilities.size()> words;
    std::vector<std::pair<std::string, std::size_t>> keys;
    LinkedTexts linked;
    std::size_t left_out = 0;
};

// What one range has come to.
struct BuildRun::Chunk {
    std::array<std::vector<fs::path>, all_visibilities.size()> parts; // databases, in order
    std::array<std::size_t, all_visibilities.size()> counts{};
    std::array<std::vector<Name>, all_visibilities.size()> names;
    std::array<ByteWriter, all_visibilities.size()> lists;
};

BuildRun::BuildRun(const Source& source, const BuildOptions& options, const Clock& clock,
                   Generation generation)
    : source_(source), options_(options), meter_(options.progress, clock),
      threads_(options.threads != 0 ? options.threads
                                    : std::max(1U, std::thread::hardware_concurrency())),
      generation_(std::move(generation)), chunks_(generation_.folder / "chunks") {}

Status BuildRun::prepare_language() {
    meter_.start(Progress::Stage::preparing, 1);
    const fs::path cache =
        options_.dictionary_cache.empty() ? options_.index / "cache" : options_.dictionary_cache;
    const auto placed = place_dictionary(options_.dictionary, cache, generation_.dictionary());
    if (!placed)
        return placed.error();
    if (!options_.splitting.empty() && fs::exists(options_.splitting)) {
        const auto rules = read_file(options_.splitting, largest_splitting_file);
        if (!rules)
            return rules.error();
        // A faulty list is refused under its own name, not that of the copy.
        const auto parsed = analysis::SplitRules::parse(*rules, options_.splitting.string());
        if (!parsed)
            return parsed.error();
        if (const auto written = write_file(generation_.splitting(), *rules); !written)
            return written;
    }
    auto language = open_language(generation_);
    if (!language)
        return language.error();
    language_ = std::move(*language);
    meter_.add(1);
    return Done{};
}

Result<std::optional<Document>> BuildRun::load(std::size_t i) const {
    if (options_.stop != nullptr && *options_.stop)
        return Error{Code::unavailable, "the build was stopped", "nothing was changed"};
    return source_.load(i);
}

Status BuildRun::count_words() {
    meter_.start(Progress::Stage::reading, source_.size());
    const auto done =
        in_parallel(source_.size(), counting_step, threads_,
                    [this](std::size_t begin, std::size_t end) { return count_range(begin, end); });
    if (!done)
        return done.error();
    if (const auto written = write_words(); !written)
        return written;
    return write_learned();
}

Status BuildRun::count_range(std::size_t begin, std::size_t end) {
    Count count;
    std::array<std::unordered_set<std::string>, 2> distinct; // by language
    for (std::size_t i = begin; i < end; ++i) {
        const auto document = load(i);
        if (!document)
            return document.error();
        if (!*document) {
            ++count.left_out;
            continue;
        }
        const Document& found = **document;
        for (auto& words : distinct)
            words.clear();
        for (auto& token : language_.analyzer->words_of_article(all_text(found), found.lang).tokens)
            if (!token.code)
                distinct[static_cast<std::size_t>(token.lang)].insert(std::move(token.folded));
        for (const Lang lang : analysis::all_langs)
            for (const auto& word : distinct[static_cast<std::size_t>(lang)])
                count.words[index_of(found.visibility)].add(word, lang);
        count.linked.add(found, i);
        count.keys.emplace_back(found.key.to_string(), i);
    }
    keep(count);
    meter_.add(end - begin);
    return Done{};
}

void BuildRun::keep(Count& count) {
    const std::lock_guard lock(mutex_);
    for (std::size_t slot = 0; slot < words_.size(); ++slot)
        words_[slot].add(count.words[slot]);
    for (const auto& [key, i] : count.keys) {
        const auto [place, fresh] = first_.try_emplace(key, i);
        if (!fresh) {
            ++report_.left_out;
            place->second = std::min(place->second, i);
        }
    }
    report_.left_out += count.left_out;
    linked_.add(std::move(count.linked));
}

Status BuildRun::write_learned() const {
    const std::string learned = linked_.learn(*language_.analyzer, language_.dictionary.get());
    return learned.empty() ? Status(Done{}) : write_file(generation_.learned(), learned);
}

Status BuildRun::write_words() {
    for (const Visibility visibility : all_visibilities) {
        auto& words = words_[index_of(visibility)];
        // Who may read a class may read the one before it, too.
        if (visibility != Visibility::everyone)
            words.add(*vocabularies_[index_of(visibility) - 1]);
        const auto done = write_file(generation_.words(visibility), format_words(words));
        if (!done)
            return done.error();
        vocabularies_[index_of(visibility)] =
            std::make_shared<const analysis::WordList>(std::move(words));
    }
    return Done{};
}

std::size_t BuildRun::group() const {
    const std::size_t batch = std::max<std::size_t>(1, options_.batch);
    // Small jobs get small groups, so that all threads have work until the end.
    const std::size_t fair = source_.size() / (std::size_t{threads_} * 4) + 1;
    return std::max({std::min(fair, batch * most_open), batch, source_.size() / most_open + 1});
}

Status BuildRun::index_documents() {
    fs::create_directories(chunks_);
    meter_.start(Progress::Stage::indexing, source_.size());
    const std::size_t fair = source_.size() / threads_ + 1;
    return in_parallel(
        source_.size(), std::min(group(), std::max<std::size_t>(fair, 1)), threads_,
        [this](std::size_t begin, std::size_t end) { return index_range(begin, end); });
}

Status BuildRun::index_range(std::size_t begin, std::size_t end) {
    Chunk chunk;
    ReadingFront readings(readings_);
    const std::size_t step =
        std::max({std::size_t{1}, options_.batch, (end - begin) / most_open + 1});
    for (std::size_t from = begin; from < end; from += step)
        if (const auto done = index_batch(from, std::min(end, from + step), chunk, readings); !done)
            return done;
    for (const Visibility visibility : all_visibilities) {
        const std::size_t slot = index_of(visibility);
        if (chunk.parts[slot].empty())
            continue;
        const fs::path whole = chunk_path(begin, visibility);
        join_databases(chunk.parts[slot], whole);
        if (const auto done = write_lists(chunk.lists[slot].take(), whole); !done)
            return done;
    }
    const std::lock_guard lock(mutex_);
    for (const Visibility visibility : all_visibilities) {
        const std::size_t slot = index_of(visibility);
        report_.by_visibility[visibility] += chunk.counts[slot];
        std::move(chunk.names[slot].begin(), chunk.names[slot].end(),
                  std::back_inserter(names_[slot]));
    }
    return Done{};
}

/// The lists of a range as they are, and the postings that they say.
Status BuildRun::write_lists(const std::string& lists, const fs::path& whole) const {
    const fs::path path = whole.string() + lists_suffix;
    std::ofstream out(path, std::ios::binary);
    out << lists << std::flush;
    if (!out)
        return file_error(errno, "cannot write", path);
    RangePostings postings(readings_);
    for (ByteReader in(lists); !in.at_end();)
        postings.add(in.view());
    return postings.write(whole.string() + postings_suffix);
}

Status BuildRun::index_batch(std::size_t begin, std::size_t end, Chunk& chunk,
                             ReadingFront& readings) {
    std::array<std::optional<Xapian::WritableDatabase>, all_visibilities.size()> databases;
    for (std::size_t i = begin; i < end; ++i) {
        const auto loaded = load(i);
        if (!loaded)
            return loaded.error();
        meter_.add(1);
        if (!*loaded || !is_first_of_its_key(**loaded, i))
            continue;
        const Document& document = **loaded;
        const std::size_t slot = index_of(document.visibility);
        auto& database = databases[slot];
        if (!database) {
            const fs::path path = chunk_path(begin, document.visibility).string() + part_suffix;
            database.emplace(path.string(), Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
            chunk.parts[slot].push_back(path);
        }
        const auto made = to_index(document, *language_.analyzer, *vocabularies_[slot], readings);
        database->add_document(made.document);
        chunk.lists[slot].text(made.list);
        append_names(document, chunk.names[slot]);
        ++chunk.counts[slot];
    }
    for (auto& database : databases)
        if (database)
            database->commit();
    return Done{};
}

bool BuildRun::is_first_of_its_key(const Document& document, std::size_t i) const {
    const auto found = first_.find(document.key.to_string());
    return found != first_.end() && found->second == i;
}

fs::path BuildRun::chunk_path(std::size_t number, Visibility visibility) const {
    return chunks_ / (std::string(name(visibility)) + "-" + std::to_string(number));
}

Status BuildRun::seal() {
    if (!options_.positions.empty()) {
        Xapian::WritableDatabase database(generation_.database(Visibility::staff).string(),
                                          Xapian::DB_OPEN);
        for (const auto& [stream, value] : options_.positions)
            database.set_metadata(position_key(stream), std::to_string(value));
        database.commit();
    }
    for (const auto& [visibility, count] : report_.by_visibility)
        report_.documents += count;
    generation_.manifest.documents = report_.documents;
    generation_.manifest.format = storage_format();
    generation_.manifest.analysis = language_.analyzer->fingerprint();
    if (const auto done = sync_tree(generation_.folder); !done)
        return done.error();
    report_.generation = generation_;
    return write_manifest(generation_);
}

} // namespace lotse::index
