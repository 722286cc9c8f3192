#pragma once
// Whether two wordings mean the same: whether each word of either has its counterpart in the other.
// A word's counterpart is the word itself, one that a letter tells from it, or one of its other
// names in either language; a compound's also all of its parts. Pure functions.

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace lotse::tickets {

using Unit = std::uint32_t; // a word of one language

/// A word by all that it is called.
struct Meaning {
    std::unordered_map<Unit, double> names{}; // how surely each means the same, in (0, 1]
    std::vector<Meaning> parts{};             // of a compound
    bool strange = false;                     // nobody knows it: a name, or typed wrongly

    /// Keeps the surer of two opinions.
    void call(Unit name, double worth) {
        double& known = names[name];
        known = known < worth ? worth : known;
    }
};

using Wording = std::vector<const Meaning*>; // none null

/// 0 to 1: how surely the words of both mean the same on average, 0 as soon as one of them has no
/// counterpart. One that nobody knows is forgiven beside two that are met on both sides. Symmetric.
double likeness(const Wording& one, const Wording& other);

} // namespace lotse::tickets
