#include "searchd/search/courtesy.h"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace lotse::search {

bool only_courtesy(const analysis::Analysis& question, const analysis::Letters& letters) {
    using analysis::Saying;
    std::vector<std::string> words;
    for (const auto& token : question.tokens)
        words.push_back(token.folded);
    bool courteous = false;
    for (std::size_t i = 0; i < words.size();) {
        const auto rest = std::span<const std::string>(words).subspan(i);
        const std::size_t said =
            std::max(letters.begins(Saying::greeting, rest), letters.begins(Saying::closing, rest));
        courteous |= said > 0;
        if (said == 0 && !question.tokens[i].stop && !letters.chatter(words[i], question.lang))
            return false;
        i += std::max<std::size_t>(said, 1);
    }
    return courteous;
}

} // namespace lotse::search
