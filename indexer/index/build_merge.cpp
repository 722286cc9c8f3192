// The last stage of a build: what the ranges wrote, class by class into one file each.

#include "indexer/index/build_run_internal.h"

#include "indexer/base/file.h"
#include "indexer/index/bytes_internal.h"
#include "indexer/index/posting_writer_internal.h"
#include "indexer/index/reading_index.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_lists_file = std::size_t{1} << 32U;

} // namespace

void join_databases(const std::vector<fs::path>& parts, const fs::path& into) {
    if (parts.size() == 1) {
        fs::rename(parts.front(), into);
        return;
    }
    {
        Xapian::Database all;
        for (const fs::path& part : parts)
            all.add_database(Xapian::Database(part.string()));
        all.compact(into.string());
    }
    for (const fs::path& part : parts)
        fs::remove_all(part);
}

Status BuildRun::merge() {
    meter_.start(Progress::Stage::merging, all_visibilities.size());
    const auto order = readings_.order();
    const SortedTerms terms = readings_.sorted_terms();
    std::array<std::vector<fs::path>, all_visibilities.size()> parts;
    for (const Visibility visibility : all_visibilities)
        parts[index_of(visibility)] = parts_of(visibility);
    // Each class is three pieces of work: Xapian's database, which takes its parts away, the
    // postings, and all else. One more are the readings, of all classes.
    constexpr std::size_t of_classes = 3 * all_visibilities.size();
    const auto done =
        in_parallel(of_classes + 1, 1, threads_, [&](std::size_t i, std::size_t) -> Status {
            if (i == of_classes)
                return write_readings(order);
            const Visibility visibility = all_visibilities[i / 3];
            if (i % 3 == 0) {
                merge_class(visibility, parts[i / 3]);
                meter_.add(1);
                return Done{};
            }
            if (i % 3 == 1)
                return write_postings(visibility, parts[i / 3], terms);
            const auto written = write_forward(visibility, parts[i / 3], order);
            return written ? write_names(visibility) : written;
        });
    if (!done)
        return done.error();
    fs::remove_all(chunks_);
    return write_grams();
}

// For each caller, of all classes that he may read.
Status BuildRun::write_grams() const {
    const auto lists = GenerationLists::open(generation_);
    if (!lists)
        return lists.error();
    Xapian::Database all;
    std::vector<BuiltPostings> postings;
    std::string bytes;
    for (const Visibility visibility : all_visibilities) {
        const Xapian::Database one(generation_.database(visibility).string());
        all.add_database(one);
        postings.push_back((*lists)->postings(visibility));
        if (bytes.empty() || one.get_doccount() > 0)
            bytes = gram_rarity_bytes(all, postings);
        if (const auto done = write_file(generation_.grams(visibility), bytes); !done)
            return done;
    }
    return Done{};
}

Status BuildRun::write_postings(Visibility visibility, const std::vector<fs::path>& parts,
                                const SortedTerms& terms) const {
    std::vector<fs::path> ranges;
    for (const fs::path& part : parts)
        ranges.push_back(part.string() + postings_suffix);
    return join_postings(ranges, terms, generation_.postings(visibility));
}

Status BuildRun::write_readings(const std::vector<std::uint32_t>& order) const {
    const std::string bytes = readings_.to_bytes(order);
    const auto written = write_file(generation_.readings(), bytes);
    return written ? write_file(generation_.readings_by_hash(),
                                ReadingIndex::to_bytes(*Readings::view(bytes)))
                   : written;
}

Status BuildRun::write_forward(Visibility visibility, const std::vector<fs::path>& parts,
                               const std::vector<std::uint32_t>& order) const {
    ForwardFile file(generation_.forward(visibility));
    for (const fs::path& part : parts) {
        const auto lists = read_file(part.string() + lists_suffix, largest_lists_file);
        if (!lists)
            return lists.error();
        ByteReader in(*lists);
        while (!in.at_end())
            file.add(renumbered(in.view(), order));
    }
    return file.finish();
}

Status BuildRun::write_names(Visibility visibility) {
    const std::size_t slot = index_of(visibility);
    return write_file(generation_.names(visibility),
                      Names::to_bytes(std::exchange(names_[slot], {}), *language_.analyzer,
                                      *vocabularies_[slot]));
}

// In the order of the source, so that two builds of one source are alike, and that forward lists
// are in the order of Xapian's numbers.
std::vector<fs::path> BuildRun::parts_of(Visibility visibility) const {
    std::vector<std::pair<std::size_t, fs::path>> parts;
    const std::string prefix = std::string(name(visibility)) + "-";
    for (const auto& entry : fs::directory_iterator(chunks_)) {
        const std::string file = entry.path().filename().string();
        if (file.starts_with(prefix) && entry.is_directory())
            parts.emplace_back(std::stoull(file.substr(prefix.size())), entry.path());
    }
    std::sort(parts.begin(), parts.end());
    std::vector<fs::path> paths;
    for (auto& [number, path] : parts)
        paths.push_back(std::move(path));
    return paths;
}

void BuildRun::merge_class(Visibility visibility, const std::vector<fs::path>& parts) const {
    const std::string target = generation_.database(visibility).string();
    if (parts.empty()) {
        Xapian::WritableDatabase(target, Xapian::DB_CREATE | Xapian::DB_NO_SYNC).commit();
        return;
    }
    join_databases(parts, target);
}

} // namespace lotse::index
