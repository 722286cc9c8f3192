#pragma once
// The editors' own words about German compounds: one file, a line a word. "Glas|faser|anschluss"
// says where a word is split ("Förde-Box" with a hyphen says the same), "Rechnung(s)|betrag" leaves
// out a linking element, and a word without a bar is never split: "Kommando". "#" starts a comment.
// A rule holds for all forms of its word and within longer compounds, and comes before the shipped
// exceptions and what the index knows.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/analysis/editors_list.h"

namespace lotse::analysis {

/// Immutable once parsed; may be used from any thread.
class SplitRules {
  public:
    SplitRules() = default;

    /// Fails with invalid_argument, naming `source` and the line, on a line that is no rule.
    static Result<SplitRules> parse(std::string_view text, std::string_view source);

    /// Every line that is no rule or that contradicts an earlier one.
    static std::vector<ListFault> faults(std::string_view text);

    /// Null where nothing is said about the folded word; no parts: it is never split.
    const std::vector<std::string>* find(std::string_view folded) const;

    bool empty() const { return rules_.empty(); }
    /// Of all rules, whatever their order; empty where there are none.
    std::string fingerprint() const;

  private:
    std::optional<ListFault> add(std::string_view entry);

    std::unordered_map<std::string, std::vector<std::string>> rules_; // by stem
    std::size_t shortest_ = 0; // bytes of a stem: others need not be looked up
    std::size_t longest_ = 0;
};

} // namespace lotse::analysis
