#include "indexer/analysis/split_rules.h"

#include <algorithm>

#include "indexer/analysis/fold.h"
#include "indexer/analysis/stem.h"
#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

constexpr std::size_t shortest_part = 2;  // bytes
constexpr std::size_t longest_ending = 8; // bytes that a form may have more than its stem

ListFault no_rule(std::string message) {
    return {0, std::move(message),
            "write \"Glas|faser|anschluss\", or a word without a bar that is never split"};
}

bool has_letters_only(std::string_view part) {
    return std::none_of(part.begin(), part.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80 && !(c >= 'a' && c <= 'z') &&
               !(c >= '0' && c <= '9');
    });
}

/// Takes what stands in brackets out of a part and out of nothing else; false when a bracket has no
/// partner.
bool take_link(std::string& part, std::string& whole) {
    const std::size_t open = part.find('(');
    if (open == std::string::npos) {
        whole += part;
        return part.find(')') == std::string::npos;
    }
    if (part.empty() || part.back() != ')' || part.find('(', open + 1) != std::string::npos)
        return false;
    whole += part.substr(0, open) + part.substr(open + 1, part.size() - open - 2);
    part.resize(open);
    return true;
}

} // namespace

std::optional<ListFault> SplitRules::add(std::string_view entry) {
    if (entry.find_first_of(" \t,=") != std::string_view::npos)
        return no_rule("this line holds more than one word");
    std::string folded = fold(entry);
    std::replace(folded.begin(), folded.end(), '-', '|');
    std::vector<std::string> parts;
    std::string whole;
    for (const std::string_view piece : split(folded, '|')) {
        std::string part(piece);
        if (!take_link(part, whole) || !has_letters_only(part))
            return no_rule("\"" + std::string(piece) + "\" is no part of a word");
        if (part.size() < shortest_part)
            return no_rule("a part of this word is too short");
        parts.push_back(std::move(part));
    }
    if (parts.size() == 1)
        parts.clear();
    const std::string& stem = snowball(whole, Lang::de);
    shortest_ = rules_.empty() ? stem.size() : std::min(shortest_, stem.size());
    longest_ = std::max(longest_, stem.size());
    const auto [known, fresh] = rules_.emplace(stem, parts);
    if (!fresh && known->second != parts)
        return ListFault{0, "a line above says otherwise about this word", "keep one of the two"};
    return std::nullopt;
}

Result<SplitRules> SplitRules::parse(std::string_view text, std::string_view source) {
    SplitRules rules;
    const auto faults =
        read_entries(text, [&](std::string_view entry) { return rules.add(entry); });
    if (const auto refused = refuse_faults(faults, source); !refused)
        return refused.error();
    return rules;
}

std::vector<ListFault> SplitRules::faults(std::string_view text) {
    SplitRules rules;
    return read_entries(text, [&](std::string_view entry) { return rules.add(entry); });
}

const std::vector<std::string>* SplitRules::find(std::string_view folded) const {
    if (rules_.empty() || folded.size() < shortest_ || folded.size() > longest_ + longest_ending)
        return nullptr;
    const auto found = rules_.find(snowball(folded, Lang::de));
    return found == rules_.end() ? nullptr : &found->second;
}

std::string SplitRules::fingerprint() const {
    std::vector<std::string> lines;
    for (const auto& [stem, parts] : rules_) {
        std::string line = stem;
        for (const std::string& part : parts)
            line += "|" + part;
        lines.push_back(std::move(line));
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

} // namespace lotse::analysis
