#pragma once
// What confidence is fitted to: the evidence for the answers to questions of which is known whether
// they have one. Each question of a judged set is asked
//
//     as it is;
//     of the set's documents without those that answer it, a quarter of the questions at a time;
//     of the documents of a set about another matter.
//
// Sets are of one matter when they ask the same documents, share a question or have names that
// begin alike ("faq-de", "faq-en"): strangers are taken from the others only.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/cli/judged_set.h"
#include "indexer/cli/terminal.h"
#include "searchd/search/evidence.h"

namespace lotse::cli {

enum class Kin : std::uint8_t {
    own,        // the set's question, asked of all its documents
    bereft,     // asked without the documents that answer it
    stranger,   // another matter's question
    unanswered, // of the set's own list of questions that nothing answers
};

/// One question that was asked.
struct Occasion {
    std::size_t set = 0; // index into the sets
    Kin kin = Kin::own;
    std::vector<search::Evidence> seen; // of the first three hits
    bool useful = false;                // a right document is among them
};

struct NamedSet {
    std::string name;
    std::size_t matter = 0; // sets of one matter share it
    std::filesystem::path folder;
    JudgedSet questions;
};

/// Fails as read_judged_set does, and on sets of messages: no answer to a message is withheld.
Result<std::vector<NamedSet>> read_sets(const std::vector<std::filesystem::path>& folders);

/// Which sets are of one matter: numbers from 0, in the order of the sets.
void tell_matters(std::vector<NamedSet>& sets);

/// Builds an index five times for each set: takes its time.
Result<std::vector<Occasion>> ask_on_all_occasions(const std::vector<NamedSet>& sets,
                                                   const std::filesystem::path& dictionary,
                                                   Terminal& terminal);

} // namespace lotse::cli
