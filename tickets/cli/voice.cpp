#include "tickets/cli/voice.h"

#include <array>
#include <cstdlib>
#include <utility>

namespace lotse::tickets::cli {

namespace {

using Pair = std::pair<const char*, const char*>;

constexpr std::array<Pair, 7> state_words{{{"neu", "new"},
                                           {"offen", "open"},
                                           {"Wiedervorlage", "pending reminder"},
                                           {"schließt bald", "pending close"},
                                           {"gelöst", "solved"},
                                           {"geschlossen", "closed"},
                                           {"zusammengeführt", "merged"}}};
constexpr std::array<Pair, 4> priorities{
    {{"niedrig", "low"}, {"normal", "normal"}, {"hoch", "high"}, {"dringend", "urgent"}}};
constexpr std::array<Pair, 2> kinds{{{"Anfrage", "request"}, {"Wissenslücke", "gap"}}};
constexpr std::array<Pair, 10> outcome_words{{{"beantwortet", "answered"},
                                              {"geöffnet", "opened"},
                                              {"nichts gefunden", "no results"},
                                              {"nichts Sicheres", "nothing sure"},
                                              {"nichts geöffnet", "nothing opened"},
                                              {"half nicht", "did not help"},
                                              {"zum Formular gegangen", "left for the form"},
                                              {"gleich zurück", "back at once"},
                                              {"anders gefragt", "asked otherwise"},
                                              {"bald ein Ticket", "a ticket soon after"}}};
constexpr std::array<Pair, 5> resolutions{{{"verlinkter Artikel", "linked article"},
                                           {"geschriebener Artikel", "article written"},
                                           {"Entwurf aus dem Ticket", "draft from the ticket"},
                                           {"freigegebene Lösung", "shared solution"},
                                           {"kein Wissen nötig", "no knowledge needed"}}};
constexpr std::array<Pair, 5> gap_states{{{"offen", "open"},
                                          {"beantwortet", "answered"},
                                          {"ignoriert", "ignored"},
                                          {"geschlossen", "closed"},
                                          {"zusammengeführt", "merged"}}};

template <class Table, class Word>
const char* pick(const Table& table, Word word, bool german) {
    const Pair& pair = table[static_cast<std::size_t>(word)];
    return german ? pair.first : pair.second;
}

} // namespace

std::string Voice::locale_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return value;
    return "en";
}

const char* Voice::word(State state) const {
    return pick(state_words, state, german_);
}
const char* Voice::word(Priority priority) const {
    return pick(priorities, priority, german_);
}
const char* Voice::word(Kind kind) const {
    return pick(kinds, kind, german_);
}
const char* Voice::word(Outcome outcome) const {
    return pick(outcome_words, outcome, german_);
}
const char* Voice::word(ResolutionKind kind) const {
    return pick(resolutions, kind, german_);
}
const char* Voice::word(GapState state) const {
    return pick(gap_states, state, german_);
}

std::string short_time(TimePoint time) {
    std::string text = to_iso8601(time).substr(0, 16);
    text[10] = ' ';
    return text;
}

} // namespace lotse::tickets::cli
