#include "indexer/analysis/forms.h"

#include <algorithm>
#include <array>
#include <span>

#include "indexer/analysis/stem.h"
#include "indexer/analysis/tables.h"
#include "indexer/analysis/verb_prefixes_internal.h"

namespace lotse::analysis {
namespace {

constexpr std::array<std::string_view, 9> inseparable{"be",  "ent",  "er",    "miss", "ver",
                                                      "zer", "über", "unter", "wider"};

/// What a stem of a weak verb becomes: ordnen, wechseln, ändern.
std::string with_infinitive_ending(std::string_view stem) {
    if (stem.ends_with("e"))
        stem.remove_suffix(1);
    const bool liquid = stem.ends_with("el") || stem.ends_with("er");
    return std::string(stem) + (liquid ? "n" : "en");
}

/// einzurichten → einrichten; empty when there is no such "zu".
std::string without_zu(std::string_view word) {
    std::string_view prefix;
    for (const std::string_view candidate : separable)
        if (candidate.size() > prefix.size() && word.starts_with(candidate) &&
            word.substr(candidate.size()).starts_with("zu"))
            prefix = candidate;
    const bool verb = word.ends_with("en") || word.ends_with("ln") || word.ends_with("rn");
    if (prefix.empty() || !verb || word.size() < prefix.size() + 6)
        return {};
    return std::string(prefix) + std::string(word.substr(prefix.size() + 2));
}

/// Of verbs without "ge": bestellt → bestellen, erweiterte → erweitern, kündigte → kündigen.
std::string infinitive_without_ge(std::string_view word) {
    for (const std::string_view ending : {"tes", "ten", "ter", "tem", "te", "t"}) {
        if (!word.ends_with(ending) || word.size() < ending.size() + 5)
            continue;
        word.remove_suffix(ending.size());
        const bool prefixed =
            std::any_of(inseparable.begin(), inseparable.end(),
                        [&](std::string_view prefix) { return word.starts_with(prefix); });
        return prefixed || word.ends_with("ig") || word.ends_with("zahl")
                   ? with_infinitive_ending(word)
                   : std::string();
    }
    return {};
}

/// The spelling of today, or of most: Telephon → telefon, Schifffahrt → schiffahrt (both ways of
/// writing it lead there), potentiell → potenziell. The third letter used to fall before a vowel
/// only.
std::string usual_spelling(std::string_view word) {
    constexpr std::string_view vowels = "aeiou";
    std::string usual(word);
    for (std::size_t at = usual.find("ph"); at != std::string::npos; at = usual.find("ph", at))
        usual.replace(at, 2, "f");
    for (std::size_t i = 2; i < usual.size(); ++i)
        if (usual[i] == usual[i - 1] && usual[i] == usual[i - 2] && i + 1 < usual.size() &&
            vowels.find(usual[i + 1]) != std::string_view::npos)
            usual.erase(i--, 1);
    if (const std::size_t at = usual.find("tiell"); at != std::string::npos)
        usual[at] = 'z';
    return usual == word ? std::string() : usual;
}

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
        return std::string(prefix) + with_infinitive_ending(rest);
    }
    return {};
}

/// aktualisierung → aktualisieren, änderungen → ändern, installation → installieren.
std::string verb_of_noun(std::string_view word) {
    if (word.ends_with("en"))
        word.remove_suffix(2);
    if (word.ends_with("ation") && word.size() >= 10)
        return std::string(word.substr(0, word.size() - 5)) + "ieren";
    if (!word.ends_with("erung") && !word.ends_with("elung"))
        return {};
    word.remove_suffix(3);
    return std::string(word) + (word.ends_with("ier") ? "en" : "n");
}

/// umzug → umziehen, rückruf → zurückrufen: nouns that change the verb's letters, by the verb's
/// prefix and what the verb without it makes. Empty for all others.
std::string verb_of_short_noun(std::string_view word) {
    struct Noun {
        std::string_view noun, verb;
    };
    static constexpr std::array<Noun, 18> nouns{{{"zug", "ziehen"},
                                                 {"gabe", "geben"},
                                                 {"gaben", "geben"},
                                                 {"wahl", "wählen"},
                                                 {"ruf", "rufen"},
                                                 {"rufe", "rufen"},
                                                 {"zeige", "zeigen"},
                                                 {"zeigen", "zeigen"},
                                                 {"nahme", "nehmen"},
                                                 {"lauf", "laufen"},
                                                 {"bruch", "brechen"},
                                                 {"brüche", "brechen"},
                                                 {"schluss", "schließen"},
                                                 {"schlüsse", "schließen"},
                                                 {"fall", "fallen"},
                                                 {"fälle", "fallen"},
                                                 {"kauf", "kaufen"},
                                                 {"frage", "fragen"}}};
    static constexpr std::array<std::string_view, 6> others{"aufgabe", "aufgaben", "aufzug",
                                                            "zufall",  "zufälle",  "vorzug"};
    if (std::find(others.begin(), others.end(), word) != others.end())
        return {};
    for (const auto& [noun, verb] : nouns) {
        if (!word.ends_with(noun))
            continue;
        const std::string_view prefix = word.substr(0, word.size() - noun.size());
        if (std::find(separable.begin(), separable.end(), prefix) != separable.end())
            return std::string(prefix) + std::string(verb);
        if (prefix == "rück")
            return "zurück" + std::string(verb);
    }
    return {};
}

/// runterladen → herunterladen, rausgeben → herausgeben: as it is written.
std::string with_her(std::string_view word) {
    for (const std::string_view prefix : {"runter", "raus", "rauf"})
        if (word.starts_with(prefix) && word.size() >= prefix.size() + 4)
            return "he" + std::string(word);
    return {};
}

/// benutzerinnen → benutzer, kundinnen → kund(e), administratorin → administrator.
std::string masculine(std::string_view word) {
    if (word.ends_with("innen") && word.size() >= 9)
        return std::string(word.substr(0, word.size() - 5));
    for (const std::string_view ending : {"erin", "orin", "entin", "istin", "antin"})
        if (word.ends_with(ending) && word.size() >= ending.size() + 4)
            return std::string(word.substr(0, word.size() - 2));
    return {};
}

/// synchronise → synchronize, colours → colors: only a further stem, so that a word which takes no
/// z (promise) loses nothing.
std::string american(std::string_view word) {
    constexpr std::array<std::string_view, 14> with_u{
        "colour",  "favour", "behaviour", "neighbour", "honour", "labour",    "flavour",
        "harbour", "humour", "rumour",    "vapour",    "armour", "endeavour", "odour"};
    for (const std::string_view root : with_u)
        if (const std::size_t at = word.find(root); at != std::string_view::npos)
            return std::string(word.substr(0, at + root.size() - 2)) + "r" +
                   std::string(word.substr(at + root.size()));
    for (const std::string_view ending : {"e", "es", "ed", "ing", "er", "ers", "ation", "ations"})
        for (const std::string_view before : {"is", "ys"}) {
            const std::string tail = std::string(before) + std::string(ending);
            if (!word.ends_with(tail) || word.size() < tail.size() + 3)
                continue;
            std::string result(word);
            result[word.size() - ending.size() - 1] = 'z';
            return result;
        }
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

std::string Forms::base(std::string_view folded, Lang lang) const {
    const auto& bases = bases_[static_cast<std::size_t>(lang)];
    const auto found = bases.find(std::string(folded));
    return found == bases.end() ? std::string() : found->second;
}

/// abbricht → abbrechen, by bricht → brechen.
std::string Forms::base_with_prefix(std::string_view folded) const {
    for (const auto& prefixes : {std::span<const std::string_view>(separable),
                                 std::span<const std::string_view>(inseparable)})
        for (const std::string_view prefix : prefixes) {
            if (!folded.starts_with(prefix) || folded.size() < prefix.size() + 3)
                continue;
            if (const std::string verb = base(folded.substr(prefix.size()), Lang::de);
                verb.ends_with("en"))
                return std::string(prefix) + verb;
        }
    return {};
}

std::vector<std::string> Forms::stems(std::string_view folded, Lang lang) const {
    std::vector<std::string> result{snowball(folded, lang)};
    const std::string own_base = base(folded, lang);
    add(result, own_base, lang);
    if (lang == Lang::en) {
        add(result, american(folded), lang);
        return result;
    }
    add(result, infinitive(folded), lang);
    add(result, foreign_infinitive(folded), lang);
    add(result, infinitive_without_ge(folded), lang);
    add(result, without_zu(folded), lang);
    add(result, verb_of_noun(folded), lang);
    add(result, verb_of_short_noun(folded), lang);
    add(result, with_her(folded), lang);
    add(result, masculine(folded), lang);
    add(result, usual_spelling(folded), lang);
    if (own_base.empty())
        add(result, base_with_prefix(folded), lang);
    if (folded.ends_with("eln"))
        add(result, std::string(folded.substr(0, folded.size() - 1)), lang);
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
