// Mail bodies without what was quoted and without the signature.

#include <algorithm>

#include "indexer/base/text.h"
#include "tickets/redact_internal.h"

namespace lotse::tickets {

namespace {

using redaction::fold;

/// Without the dashes and stars that mail programs put around it.
std::string without_frame(std::string_view line) {
    const auto first = line.find_first_not_of("-_*=> ");
    if (first == std::string_view::npos)
        return {};
    const auto last = line.find_last_not_of("-_*=> :");
    return fold(line.substr(first, last - first + 1));
}

bool announces_original(std::string_view line) {
    const std::string words = without_frame(line);
    for (const std::string_view known :
         {"urspruengliche nachricht", "original message", "originalnachricht",
          "weitergeleitete nachricht", "forwarded message", "begin forwarded message",
          "anfang der weitergeleiteten nachricht", "original-nachricht"})
        if (words == known)
            return true;
    return false;
}

bool starts_quoted_history(std::string_view line, std::string_view next) {
    const std::string folded = fold(line);
    const std::string following = fold(next);
    if (announces_original(line))
        return true;
    // The header block that Outlook puts above the mail it answers.
    const bool header = folded.starts_with("von: ") || folded.starts_with("from: ");
    if (header && (following.starts_with("gesendet:") || following.starts_with("sent:") ||
                   following.starts_with("datum:") || following.starts_with("date:") ||
                   following.starts_with("an: ") || following.starts_with("to: ")))
        return true;
    // "On Mon, 3 March 2026 at 10:12" often wraps before "wrote:".
    if (folded.starts_with("on ") && following.ends_with("wrote:"))
        return true;
    if (folded.starts_with("am ") && folded.find(" um ") != std::string::npos &&
        following.find("schrieb") != std::string::npos && following.ends_with(":"))
        return true;
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
                                           "viele gruesse aus kiel",
                                           "besten gruss",
                                           "danke und gruss",
                                           "danke und viele gruesse",
                                           "mit besten empfehlungen",
                                           "cheers",
                                           "many thanks",
                                           "best",
                                           "yours",
                                           "yours truly",
                                           "sincerely",
                                           "with kind regards",
                                           "i.a",
                                           "i. a",
                                           "mit freundlichen gruessen / kind regards"})
        if (folded == formula)
            return true;
    return folded.starts_with("gesendet von mein") || folded.starts_with("sent from my") ||
           folded.starts_with("von meinem ") || folded.starts_with("get outlook for") ||
           folded.starts_with("outlook fuer ") ||
           folded.starts_with("diese nachricht wurde von mein") ||
           folded.starts_with("gesendet mit der");
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
        const std::string_view next =
            i + 1 < lines.size() ? trimmed(lines[i + 1]) : std::string_view();
        if (line == "-- " || text == "--" || starts_quoted_history(text, next))
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
