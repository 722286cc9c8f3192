#pragma once
// What a text needs so that everybody can use it (EN 301 549, 11.8.2 and WCAG 2.2 1.1.1, 1.3.1,
// 2.4.4): looked at while somebody writes. Thread-safe.

#include <string>
#include <string_view>
#include <vector>

namespace lotse::content {

enum class AuthoringRule {
    image_without_description, // ![](…)
    skipped_heading,           // from ## to ####
    heading_of_the_page,       // a # of its own: the title is that heading
    vague_link,                // "hier klicken", "click here"
    long_sentence,             // over 35 words
    too_complex,               // not shown at all: tables or nesting beyond render.h's limits
};
std::string_view name(AuthoringRule rule); // "image_without_description", …

struct AuthoringFault {
    AuthoringRule rule = AuthoringRule::image_without_description;
    std::size_t line = 0; // of the text, from 1
    std::string text;     // the words it is about, at most 80 characters

    bool operator==(const AuthoringFault&) const = default;
};

/// Whether an article with such a fault must not be published: some readers would be shut out.
bool bars_publishing(AuthoringRule rule);

/// In the order of the text.
std::vector<AuthoringFault> authoring_faults(std::string_view markdown);

} // namespace lotse::content
