#include "indexer/index/generation.h"

#include "indexer/index/generation_internal.h"

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "indexer/index/rebuild_hint_internal.h"
#include "indexer/index/record_internal.h"
#include "indexer/index/schema.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <map>
#include <vector>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t small_file = 64 * 1024;

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number == 0)
        return std::nullopt;
    return number;
}

std::map<std::string, std::string, std::less<>> parse_lines(std::string_view text) {
    std::map<std::string, std::string, std::less<>> values;
    for (const auto line : split(text, '\n'))
        if (const auto space = line.find(' '); space != std::string_view::npos)
            values.emplace(line.substr(0, space), line.substr(space + 1));
    return values;
}

Result<Manifest> read_manifest(const fs::path& path) {
    const auto bytes = read_file(path, small_file);
    if (!bytes)
        return bytes.error();
    const auto values = parse_lines(*bytes);
    const auto get = [&values](std::string_view key) {
        const auto found = values.find(key);
        return found == values.end() ? std::string{} : found->second;
    };
    Manifest manifest;
    manifest.format = get("format");
    manifest.analysis = get("analysis");
    const auto built_at = parse_iso8601(get("built_at"));
    const std::string documents = get("documents");
    std::from_chars(documents.data(), documents.data() + documents.size(), manifest.documents);
    if (manifest.format.empty() || !built_at || documents.empty())
        return Error{Code::corrupt, path.string() + " is damaged", rebuild_hint};
    manifest.built_at = *built_at;
    return manifest;
}

} // namespace

fs::path Generation::database(Visibility visibility) const {
    return folder / name(visibility);
}

fs::path Generation::words(Visibility visibility) const {
    return folder / ("words-" + std::string(name(visibility)));
}

fs::path Generation::names(Visibility visibility) const {
    return folder / ("names-" + std::string(name(visibility)));
}

fs::path Generation::forward(Visibility visibility) const {
    return folder / ("forward-" + std::string(name(visibility)));
}

fs::path Generation::postings(Visibility visibility) const {
    return folder / ("postings-" + std::string(name(visibility)));
}

fs::path Generation::grams(Visibility caller) const {
    return folder / ("grams-" + std::string(name(caller)));
}

fs::path Generation::readings() const {
    return folder / "readings";
}

fs::path Generation::readings_by_hash() const {
    return folder / "readings-by-hash";
}

fs::path Generation::dictionary() const {
    return folder / "dictionary";
}

fs::path Generation::splitting() const {
    return folder / "splitting";
}

fs::path Generation::learned() const {
    return folder / "learned";
}

std::string storage_format() {
    return "lotse-index-7 schema-" + std::to_string(schema_version) + " record-" +
           std::to_string(record_version);
}

fs::path generation_folder(const fs::path& index, std::uint64_t number) {
    char digits[24];
    std::snprintf(digits, sizeof digits, "%06llu", static_cast<unsigned long long>(number));
    return index / digits;
}

std::vector<std::uint64_t> generation_numbers(const fs::path& index) {
    std::vector<std::uint64_t> numbers;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(index, error))
        if (const auto number = parse_number(entry.path().filename().string()))
            numbers.push_back(*number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

Status write_manifest(const Generation& generation) {
    const auto& manifest = generation.manifest;
    return write_file(generation.folder / "manifest",
                      "format " + manifest.format + "\nanalysis " + manifest.analysis +
                          "\nbuilt_at " + to_iso8601(manifest.built_at) + "\ndocuments " +
                          std::to_string(manifest.documents) + "\n");
}

Status make_current(const fs::path& index, const Generation& generation) {
    return write_file(index / "CURRENT", generation.folder.filename().string() + "\n");
}

Result<std::uint64_t> current_number(const fs::path& index) {
    const auto bytes = read_file(index / "CURRENT", small_file);
    if (!bytes && bytes.error().code == Code::not_found)
        return Error{Code::not_found, "there is no index in " + index.string() + " yet",
                     "run lotse-indexer build, or check the path"};
    if (!bytes)
        return bytes.error();
    const auto number = parse_number(trimmed(*bytes));
    if (!number)
        return Error{Code::corrupt, (index / "CURRENT").string() + " is damaged", rebuild_hint};
    return *number;
}

Result<Generation> current_generation(const fs::path& index) {
    const auto number = current_number(index);
    if (!number)
        return number.error();
    return generation_at(index, *number);
}

Result<Generation> generation_at(const fs::path& index, std::uint64_t number) {
    Generation generation;
    generation.number = number;
    generation.folder = generation_folder(index, number);
    auto manifest = read_manifest(generation.folder / "manifest");
    if (!manifest && manifest.error().code == Code::not_found)
        return Error{Code::corrupt, generation.folder.string() + " is not a complete generation",
                     rebuild_hint};
    if (!manifest)
        return manifest.error();
    if (manifest->format != storage_format())
        return Error{Code::mismatch,
                     "the index in " + index.string() + " was made by another version (" +
                         manifest->format + ")",
                     "run lotse-indexer build of this version"};
    generation.manifest = std::move(*manifest);
    return generation;
}

namespace {

void remove_all_but(const fs::path& index, std::uint64_t current, std::uint64_t previous) {
    for (const auto number : generation_numbers(index)) {
        if (number == current || number == previous)
            continue;
        std::error_code ignored;
        fs::remove_all(generation_folder(index, number), ignored);
    }
}

} // namespace

void prune(const fs::path& index) {
    const auto current = current_number(index);
    if (!current)
        return; // nothing is known to be replaceable
    std::uint64_t previous = 0;
    for (const auto number : generation_numbers(index))
        if (number < *current && fs::exists(generation_folder(index, number) / "manifest"))
            previous = number;
    remove_all_but(index, *current, previous);
}

void keep_only_current(const fs::path& index) {
    if (const auto current = current_number(index))
        remove_all_but(index, *current, *current);
}

} // namespace lotse::index
