#include "indexer/analysis/forms.h"

#include <algorithm>
#include <array>

#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"

namespace lotse::analysis {
namespace {

constexpr std::array<std::string_view, 28> separable{
    "ab",   "an",  "auf",    "aus",    "bei", "dar",    "durch",    "ein",     "fehl", "fest",
    "frei", "her", "hin",    "hoch",   "los", "mit",    "nach",     "statt",   "um",   "unter",
    "vor",  "weg", "weiter", "wieder", "zu",  "zurück", "zusammen", "herunter"};

/// aktualisierte → aktualisieren; empty when the word does not look like one.
std::string foreign_infinitive(std::string_view word) {
    const std::size_t at = word.rfind("iert");
    if (at == std::string_view::npos || at < 3 || word.size() - at > 6)
        return {};
    return std::string(word.substr(0, at)) + "ieren";
}

/// angemeldet → anmelden, gekündigt → kündigen; empty when the word does not look like one.
std::string infinitive(std::string_view word) {
    std::string_view prefix;
    std::string_view rest = word;
    if (!rest.starts_with("ge")) {
        for (const std::string_view candidate : separable)
            if (candidate.size() > prefix.size() && word.starts_with(candidate) &&
                word.substr(candidate.size()).starts_with("ge"))
                prefix = candidate;
        if (prefix.empty())
            return {};
        rest.remove_prefix(prefix.size());
    }
    rest.remove_prefix(2);
    for (const std::string_view ending : {"tes", "ten", "ter", "tem", "te", "t"}) {
        if (!rest.ends_with(ending) || rest.size() < ending.size() + 3)
            continue;
        rest.remove_suffix(ending.size());
        if (rest.ends_with("e"))
            rest.remove_suffix(1);
        const bool liquid = rest.ends_with("el") || rest.ends_with("er");
        return std::string(prefix) + std::string(rest) + (liquid ? "n" : "en");
    }
    return {};
}

/// aktualisierung → aktualisieren, änderungen → ändern.
std::string verb_of_noun(std::string_view word) {
    if (word.ends_with("en"))
        word.remove_suffix(2);
    if (!word.ends_with("erung") && !word.ends_with("elung"))
        return {};
    word.remove_suffix(3);
    return std::string(word) + (word.ends_with("ier") ? "en" : "n");
}

std::string masculine(std::string_view word) {
    for (const std::string_view ending : {"innen", "in"})
        if (word.ends_with(std::string("er") + std::string(ending)) && word.size() > 8)
            return std::string(word.substr(0, word.size() - ending.size()));
    return {};
}

void add(std::vector<std::string>& stems, const std::string& word, Lang lang) {
    if (word.empty())
        return;
    const std::string& stem = snowball(word, lang);
    if (std::find(stems.begin(), stems.end(), stem) == stems.end())
        stems.push_back(stem);
}

} // namespace

Forms::Forms() {
    for (const Lang lang : all_langs)
        for (const auto& line :
             tables::lines(lang == Lang::de ? tables::de_forms : tables::en_forms))
            if (line.size() == 2)
                bases_[static_cast<std::size_t>(lang)].emplace(line[0], line[1]);
}

std::vector<std::string> Forms::stems(std::string_view folded, Lang lang) const {
    std::vector<std::string> result{snowball(folded, lang)};
    const auto& bases = bases_[static_cast<std::size_t>(lang)];
    if (const auto base = bases.find(std::string(folded)); base != bases.end())
        add(result, base->second, lang);
    if (lang == Lang::de) {
        add(result, infinitive(folded), lang);
        add(result, foreign_infinitive(folded), lang);
        add(result, verb_of_noun(folded), lang);
        add(result, masculine(folded), lang);
    }
    return result;
}

namespace tables {

std::vector<std::vector<std::string_view>> lines(std::string_view table) {
    std::vector<std::vector<std::string_view>> result;
    while (!table.empty()) {
        const std::size_t end = std::min(table.find('\n'), table.size());
        std::string_view line = table.substr(0, std::min(end, table.find('#')));
        table.remove_prefix(std::min(end + 1, table.size()));
        std::vector<std::string_view> words;
        while (true) {
            const std::size_t start = line.find_first_not_of(" \t\r");
            if (start == std::string_view::npos)
                break;
            line.remove_prefix(start);
            const std::size_t stop = std::min(line.find_first_of(" \t\r"), line.size());
            words.push_back(line.substr(0, stop));
            line.remove_prefix(stop);
        }
        if (!words.empty())
            result.push_back(std::move(words));
    }
    return result;
}

} // namespace tables
} // namespace lotse::analysis
