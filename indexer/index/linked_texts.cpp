#include "indexer/index/linked_texts.h"

#include <iterator>
#include <utility>

namespace lotse::index {

namespace {

constexpr std::size_t most_documents = 50'000;

std::string in_one(const std::vector<std::string>& items) {
    std::string text;
    for (const auto& item : items)
        text += item + "\n";
    return text;
}

} // namespace

void LinkedTexts::add(const Document& document, std::size_t i) {
    if (document.visibility != Visibility::everyone || document.group.empty() ||
        texts_.size() >= most_documents)
        return;
    texts_.emplace(Place{document.group, document.lang, i},
                   Text{document.title, document.summary, in_one(document.aliases),
                        in_one(document.tags), document.headings});
}

void LinkedTexts::add(LinkedTexts&& others) {
    texts_.merge(others.texts_);
}

/// Lists are aligned as a whole, having no order that both keep; headings one by one where both
/// texts have as many.
std::vector<analysis::AlignedText> LinkedTexts::aligned(const Text& german, const Text& english) {
    std::vector<analysis::AlignedText> texts{{german.title, english.title, true},
                                             {german.summary, english.summary, false},
                                             {german.aliases, english.aliases, false},
                                             {german.tags, english.tags, false}};
    if (german.headings.size() == english.headings.size())
        for (std::size_t i = 0; i < german.headings.size(); ++i)
            texts.push_back({german.headings[i], english.headings[i], false});
    return texts;
}

std::string LinkedTexts::learn(const analysis::Analyzer& analyzer,
                               const analysis::Dictionary* dictionary) const {
    analysis::PairLearner learner(analyzer, dictionary);
    for (auto german = texts_.begin(); german != texts_.end(); ++german) {
        const Place& place = german->first;
        if (place.lang != Lang::de ||
            (german != texts_.begin() && std::prev(german)->first.group == place.group))
            continue;
        const auto english = texts_.lower_bound(Place{place.group, Lang::en, 0});
        if (english != texts_.end() && english->first.group == place.group)
            learner.add(aligned(german->second, english->second));
    }
    return learner.learn();
}

} // namespace lotse::index
