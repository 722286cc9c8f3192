#pragma once
// Rows of the plain-text tables beside this file: fields between '|', "#" starts a comment line.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "indexer/analysis/vocabulary.h"
#include "indexer/base/text.h"
#include "tests/support/catch.h"

namespace lotse::testing {

struct Row {
    std::string where; // "words.txt:12"
    std::vector<std::string> fields;
};

inline std::vector<Row> read_table(const std::string& name, std::size_t fields) {
    const auto path = std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/analysis" / name;
    std::ifstream file(path);
    REQUIRE(file.good());
    std::vector<Row> rows;
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        if (line.empty() || line.starts_with('#'))
            continue;
        Row row{name + ":" + std::to_string(number), {}};
        for (const std::string_view field : split(line, '|'))
            row.fields.emplace_back(trimmed(field));
        INFO(row.where << " " << line);
        REQUIRE(row.fields.size() == fields);
        rows.push_back(std::move(row));
    }
    return rows;
}

inline std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words;
    for (const std::string_view word : split(text, ' '))
        if (!trimmed(word).empty())
            words.emplace_back(trimmed(word));
    return words;
}

/// What the index of the tables of words and compounds knows.
inline lotse::analysis::WordList known_words() {
    lotse::analysis::WordList words;
    for (const auto& row : read_table("compound_words.txt", 1))
        for (const std::string& word : words_of(row.fields[0]))
            words.add(word, lotse::analysis::Lang::de, 3);
    return words;
}

} // namespace lotse::testing
