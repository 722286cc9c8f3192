// Mail bodies without what was quoted and without the signature.

#include <algorithm>

#include "indexer/base/text.h"
#include "tickets/redact_internal.h"

namespace lotse::tickets {

namespace {

using redaction::fold;

bool starts_quoted_history(std::string_view line) {
    const std::string folded = fold(line);
    const auto starts = [&](std::string_view with) { return folded.starts_with(with); };
    return starts("-----urspruengliche") || starts("-----original message") ||
           starts("---- original") || starts("-----weitergeleitete") ||
           starts("________________") ||
           (starts("am ") && folded.find("schrieb") != std::string::npos) ||
           (starts("on ") && folded.ends_with("wrote:")) ||
           ((starts("von: ") || starts("from: ")) && folded.find('@') != std::string::npos);
}

bool is_closing_formula(std::string_view line) {
    std::string folded = fold(line);
    while (!folded.empty() &&
           std::string_view(",.! ").find(folded.back()) != std::string_view::npos)
        folded.pop_back();
    for (const std::string_view formula : {"mit freundlichen gruessen",
                                           "mit freundlichem gruss",
                                           "freundliche gruesse",
                                           "mit freundlichen grussen",
                                           "viele gruesse",
                                           "beste gruesse",
                                           "liebe gruesse",
                                           "schoene gruesse",
                                           "mit besten gruessen",
                                           "herzliche gruesse",
                                           "kind regards",
                                           "best regards",
                                           "kindest regards",
                                           "warm regards",
                                           "many thanks and best regards",
                                           "regards",
                                           "yours sincerely",
                                           "yours faithfully",
                                           "best wishes",
                                           "mfg",
                                           "lg",
                                           "vg",
                                           "hochachtungsvoll",
                                           "gruss",
                                           "gruesse",
                                           "viele gruesse aus kiel"})
        if (folded == formula)
            return true;
    return folded.starts_with("gesendet von mein") || folded.starts_with("sent from my") ||
           folded.starts_with("von meinem iphone") || folded.starts_with("gesendet mit der");
}

/// A closing formula ends the letter only if what follows is as short as a signature.
constexpr std::size_t most_signature_lines = 10;

} // namespace

std::string without_quotes_and_signature(std::string_view body) {
    const auto lines = split(body, '\n');
    std::string kept;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::string_view line = lines[i];
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        const std::string_view text = trimmed(line);
        if (line == "-- " || text == "--" || starts_quoted_history(text))
            break;
        if (is_closing_formula(text) && lines.size() - i <= most_signature_lines)
            break;
        if (text.starts_with('>'))
            continue;
        kept.append(line).append("\n");
    }
    return std::string(trimmed(kept));
}

} // namespace lotse::tickets
