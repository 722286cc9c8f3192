#include "indexer/cli/editors_lists.h"

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/analysis/glossary.h"
#include "indexer/analysis/split_rules.h"
#include "indexer/analysis/synonyms.h"
#include "indexer/base/file.h"

namespace lotse::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largest_list = 4U << 20U;

using Faults = std::function<std::vector<analysis::ListFault>(std::string_view)>;

Status check_list(const fs::path& path, const char* code, const Faults& faults,
                  std::vector<content::Finding>& found) {
    if (!fs::exists(path))
        return Done{};
    const auto text = read_file(path, largest_list);
    if (!text)
        return text.error();
    for (auto& fault : faults(*text))
        found.push_back({content::Severity::error, path, fault.line, code, std::move(fault.message),
                         std::move(fault.hint)});
    return Done{};
}

} // namespace

fs::path lists_of(const fs::path& content, const fs::path& given) {
    return given.empty() ? (fs::absolute(content) / ".." / "synonyms").lexically_normal() : given;
}

Result<std::vector<content::Finding>> check_lists(const fs::path& folder) {
    const auto analyzer = analysis::Analyzer::create({});
    if (!analyzer)
        return analyzer.error();
    std::vector<content::Finding> found;
    for (const auto lang : analysis::all_langs)
        if (const auto done = check_list(
                folder / (std::string(analysis::name(lang)) + ".txt"), "synonyms",
                [&](std::string_view text) {
                    return analysis::Synonyms::faults(text, lang, **analyzer);
                },
                found);
            !done)
            return done.error();
    if (const auto done = check_list(
            folder / "glossary.txt", "glossary",
            [&](std::string_view text) { return analysis::Glossary::faults(text, **analyzer); },
            found);
        !done)
        return done.error();
    if (const auto done = check_list(
            folder / splitting_file, "splitting",
            [](std::string_view text) { return analysis::SplitRules::faults(text); }, found);
        !done)
        return done.error();
    return found;
}

} // namespace lotse::cli
