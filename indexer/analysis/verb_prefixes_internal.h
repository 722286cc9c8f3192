#pragma once
// The prefixes of German verbs that stand apart in a main clause ("richten Sie … ein").

#include <array>
#include <string_view>

namespace lotse::analysis {

inline constexpr std::array<std::string_view, 52> separable{
    "ab",        "an",     "auf",      "aus",     "bei",      "bereit",   "dar",    "durch",
    "ein",       "fehl",   "fern",     "fest",    "fort",     "frei",     "heran",  "heraus",
    "her",       "herein", "herunter", "hin",     "hinaus",   "hinein",   "hinzu",  "hoch",
    "klar",      "los",    "mit",      "nach",    "nieder",   "statt",    "teil",   "überein",
    "um",        "unter",  "vor",      "voraus",  "vorbei",   "weg",      "weiter", "wieder",
    "wiederher", "zu",     "zurück",   "zurueck", "zusammen", "zwischen", "rein",   "raus",
    "runter",    "rauf",   "ran",      "kaputt"};

} // namespace lotse::analysis
