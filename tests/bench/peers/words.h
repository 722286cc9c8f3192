#pragma once
// What the peers have in common.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/index/document.h"

namespace lotse::bench {

inline constexpr std::array languages{index::Lang::de, index::Lang::en};

/// "docs_de"
std::string table(index::Lang lang);

/// "german"
std::string language(index::Lang lang);

/// Words of letters and digits, in lower case where that is ASCII: no operator of any query
/// language.
std::vector<std::string> plain_words(std::string_view text);

/// word(w, is_last) of each, with `between`.
template <class Word>
std::string joined(const std::vector<std::string>& words, const std::string& between,
                   const Word& word) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : between) + word(words[i], i + 1 == words.size());
    return text;
}

/// In one line, without tabs.
std::string flat(std::string text);

/// A port of this machine that nothing listens on at the moment: some servers take only a number.
int free_port();

/// Whether something listens there within ten seconds.
bool listens(int port);

} // namespace lotse::bench
