#pragma once
// A letter as a message of RFC 5322, with MIME (RFC 2045, 2047): plain text in UTF-8, lines of at
// most 76 characters of ASCII. All of it is written by us; what reaches a header is encoded, and
// refused when it holds control characters, so that no header can be added through it.

#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace lotse::mail {

struct Letter {
    std::string id;        // Message-ID without brackets: "7.mail@help.example"; one for all tries
    TimePoint date{};      // when it was written
    std::string from_name; // may be empty
    std::string from;      // an address
    std::string to;        // an address
    std::string subject;
    std::string text;      // paragraphs; lines end with '\n'
    std::string lang;      // "de" or "en"
    bool is_reply = false; // to something that the customer sent: Auto-Submitted
};

/// invalid_argument, naming the field, for control characters and for addresses that are none.
Result<std::string> to_message(const Letter& letter);

/// Printable ASCII, "local@domain", without spaces, brackets, quotes and commas.
bool is_address(std::string_view text);

/// A header's words as RFC 2047 has them; ASCII stays as it is.
std::string encoded_words(std::string_view text);

/// RFC 2045: lines end with CR LF.
std::string quoted_printable(std::string_view text);

} // namespace lotse::mail
