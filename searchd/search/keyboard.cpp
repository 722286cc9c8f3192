#include "searchd/search/keyboard.h"

#include <array>

namespace lotse::search {
namespace {

using Around = std::array<std::string_view, 26>; // a to z

// The umlauts on the right of a German keyboard are left out: they are other spellings of a, o, u.
constexpr Around qwertz{"qwsy",   "vghn", "xdfv",   "serfcx", "wsdr",   "drtgvc", "ftzhbv",
                        "gzujnb", "uojk", "huikmn", "jiolm",  "kop",    "njk",    "bhjm",
                        "ipkl",   "ol",   "wa",     "edft",   "awedxy", "rfgz",   "zihj",
                        "cfgb",   "qase", "ysdc",   "asx",    "tghu"};
constexpr Around qwerty{"qwsz",   "vghn", "xdfv",   "serfcx", "wsdr",   "drtgvc", "ftyhbv",
                        "gyujnb", "uojk", "huikmn", "jiolm",  "kop",    "njk",    "bhjm",
                        "ipkl",   "ol",   "wa",     "edft",   "awedxz", "rfgy",   "yihj",
                        "cfgb",   "qase", "zsdc",   "tghu",   "asx"};

bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

} // namespace

std::string_view keys_around(char letter, analysis::Lang lang) {
    if (!is_letter(letter))
        return {};
    const Around& keys = lang == analysis::Lang::de ? qwertz : qwerty;
    return keys[static_cast<std::size_t>(letter - 'a')];
}

bool neighbouring_keys(char left, char right) {
    return keys_around(left, analysis::Lang::de).find(right) != std::string_view::npos ||
           keys_around(left, analysis::Lang::en).find(right) != std::string_view::npos;
}

} // namespace lotse::search
