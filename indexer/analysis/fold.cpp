#include "indexer/analysis/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

#include "indexer/base/text.h"

namespace lotse::analysis {
namespace {

const icu::Normalizer2& normalizer(const char* form, UNormalization2Mode mode) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = icu::Normalizer2::getInstance(nullptr, form, mode, status);
    if (U_FAILURE(status))
        throw std::runtime_error("ICU has no normalization data");
    return *found;
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

} // namespace

std::string fold(std::string_view text) {
    if (is_ascii(text))
        return ascii_lower(text);
    static const icu::Normalizer2& casefold = normalizer("nfkc_cf", UNORM2_COMPOSE);
    UErrorCode status = U_ZERO_ERROR;
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    const std::string valid = repaired_utf8(text);
    casefold.normalizeUTF8(0, valid, sink, nullptr, status);
    return U_FAILURE(status) ? ascii_lower(valid) : folded;
}

std::string without_marks(std::string_view folded) {
    if (is_ascii(folded))
        return std::string(folded);
    static const icu::Normalizer2& decompose = normalizer("nfc", UNORM2_DECOMPOSE);
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString apart =
        decompose.normalize(icu::UnicodeString::fromUTF8(std::string(folded)), status);
    if (U_FAILURE(status))
        return std::string(folded);
    icu::UnicodeString plain;
    for (int32_t i = 0; i < apart.length(); ++i)
        if (const UChar32 c = apart.char32At(i); c < 0x300 || c > 0x36F)
            plain.append(c);
    std::string result;
    return plain.toUTF8String(result);
}

} // namespace lotse::analysis
