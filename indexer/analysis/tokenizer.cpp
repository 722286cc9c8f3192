#include "indexer/analysis/tokenizer.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "indexer/analysis/fold.h"

namespace lotse::analysis {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool ascii_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
char at(std::string_view text, std::size_t i) {
    return i < text.size() ? text[i] : '\0';
}

/// How many bytes the letter, digit or mark at `i` takes; 0 when there is none.
std::size_t word_char(std::string_view text, std::size_t i) {
    if (i >= text.size())
        return 0;
    const char c = text[i];
    if ((c & 0x80) == 0)
        return ascii_letter(c) || digit(c) ? 1 : 0;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    auto next = static_cast<std::int32_t>(i);
    UChar32 point = 0;
    U8_NEXT(bytes, next, static_cast<std::int32_t>(text.size()), point);
    if (point < 0)
        return 0;
    const bool part_of_word = u_isalnum(point) || point == 0xAD || point == 0x200D ||
                              (U_GET_GC_MASK(point) & (U_GC_M_MASK | U_GC_NO_MASK)) != 0;
    return part_of_word ? static_cast<std::size_t>(next) - i : 0;
}

std::size_t word_run(std::string_view text, std::size_t i) {
    std::size_t end = i;
    while (const std::size_t width = word_char(text, end))
        end += width;
    return end;
}

std::size_t run_of(std::string_view text, std::size_t i, bool (*accept)(char)) {
    while (i < text.size() && accept(text[i]))
        ++i;
    return i;
}

std::size_t without_trailing(std::string_view text, std::size_t begin, std::size_t end,
                             std::string_view signs) {
    while (end > begin && signs.find(text[end - 1]) != std::string_view::npos)
        --end;
    return end;
}

// Each of the following says where a code that starts at `i` ends, or `i` when there is none.

std::size_t url_or_path(std::string_view text, std::size_t i) {
    const std::string_view rest = text.substr(i);
    const bool url = rest.starts_with("http://") || rest.starts_with("https://") ||
                     rest.starts_with("www.") || rest.starts_with("ftp://");
    const bool path = ascii_letter(at(rest, 0)) && at(rest, 1) == ':' && at(rest, 2) == '\\';
    if (!url && !path)
        return i;
    const std::size_t end = run_of(
        text, i, [](char c) { return c > ' ' && c != '<' && c != '>' && c != '"' && c != '|'; });
    return without_trailing(text, i, end, ".,;:!?)]'*");
}

std::size_t mail_address(std::string_view text, std::size_t i) {
    const auto name = [](char c) {
        return ascii_letter(c) || digit(c) || c == '.' || c == '_' || c == '-' || c == '+';
    };
    const std::size_t sign = run_of(text, i, name);
    if (sign == i || at(text, sign) != '@')
        return i;
    std::size_t end = run_of(text, sign + 1, name);
    end = without_trailing(text, sign, end, ".-_+");
    return end > sign + 1 ? end : i;
}

std::size_t star_code(std::string_view text, std::size_t i) {
    const auto sign = [](char c) { return c == '*' || c == '#'; };
    const std::size_t first_digit = run_of(text, i, sign);
    const std::size_t end =
        run_of(text, first_digit, [](char c) { return digit(c) || c == '*' || c == '#'; });
    const bool star = at(text, i) == '*' || sign(at(text, end - (end > i ? 1 : 0)));
    return first_digit > i && first_digit - i <= 2 && end > first_digit + 1 && star &&
                   word_char(text, end) == 0
               ? end
               : i;
}

/// +49 30 1234567, 0431/555-0100, 0431 555 0100: starts with + or 0 and has seven digits or more.
std::size_t phone_number(std::string_view text, std::size_t i) {
    const bool plus = at(text, i) == '+';
    if (!plus && !(text[i] == '0' && digit(at(text, i + 1))))
        return i;
    std::size_t digits = 0;
    std::size_t end = plus ? i + 1 : i;
    for (std::size_t k = end; k < text.size(); ++k) {
        const char c = text[k];
        if (digit(c)) {
            ++digits;
            end = k + 1;
        } else if (!((c == ' ' || c == '/' || c == '-' || c == '(' || c == ')') && k < end + 2)) {
            break;
        }
    }
    return digits >= 7 && digits <= 17 && word_char(text, end) == 0 ? end : i;
}

/// Where a version or number with dots that starts at `i` ends; `i` when there is none: 2.4.1,
/// v2.4.1, 1.0.0-rc1, 802.11ac, 1.234,56; the hyphen of 2.4-GHz does not belong to it.
std::size_t version(std::string_view text, std::size_t i) {
    const std::size_t first = at(text, i) == 'v' || at(text, i) == 'V' ? i + 1 : i;
    std::size_t end = run_of(text, first, digit);
    if (end == first)
        return i;
    const std::size_t whole = end;
    while ((at(text, end) == '.' || at(text, end) == ',') && digit(at(text, end + 1)))
        end = run_of(text, end + 1, digit);
    if (end == whole)
        return i;
    if (const std::size_t letters = run_of(text, end, ascii_letter); letters - end <= 3)
        end = letters;
    for (const std::string_view stage : {"-rc", "-beta", "-alpha"})
        if (text.substr(end).starts_with(stage))
            end = run_of(text, end + stage.size(), digit);
    if (at(text, end) == ':' && digit(at(text, end + 1)))
        end = run_of(text, end + 1, digit);
    return word_char(text, end) == 0 ? end : i;
}

bool is_host(std::string_view run) {
    const std::size_t dot = run.rfind('.');
    if (dot == std::string_view::npos || dot + 3 > run.size() || run.size() - dot > 9)
        return false;
    const auto small = [](char c) { return c >= 'a' && c <= 'z'; };
    return std::all_of(run.begin() + static_cast<std::ptrdiff_t>(dot) + 1, run.end(), small) &&
           std::none_of(run.begin(), run.end(), upper) && run.find(',') == std::string_view::npos;
}

/// 2.4.1, v2.4.1, 192.168.0.1, 1.234,56, imap.example.org:993, .NET
std::size_t dotted(std::string_view text, std::size_t i) {
    if (text[i] == '.' && upper(at(text, i + 1)) && upper(at(text, i + 2)))
        return word_run(text, i + 1);
    if (const std::size_t number = version(text, i); number != i)
        return number;
    std::size_t end = run_of(text, i, [](char c) {
        return ascii_letter(c) || digit(c) || c == '.' || c == ',' || c == '-';
    });
    end = without_trailing(text, i, end, ".,-");
    const std::string_view run = text.substr(i, end - i);
    if (run.size() < 3 || word_char(text, end) != 0 || run.find("..") != std::string_view::npos)
        return i;
    if (!is_host(run))
        return i;
    if (at(text, end) == ':' && digit(at(text, end + 1)))
        end = run_of(text, end + 1, digit);
    return end;
}

/// Benutzer:innen, Nutzer*in, Kund_innen, Lehrer/-innen: where the ending ends.
std::size_t gendered(std::string_view text, std::size_t i) {
    constexpr std::string_view signs = ":*_/";
    if (signs.find(at(text, i)) == std::string_view::npos)
        return i;
    std::size_t ending = i + 1;
    if (text[i] == '/' && at(text, ending) == '-')
        ++ending;
    for (const std::string_view form : {"innen", "in"})
        if (text.substr(ending).starts_with(form) && word_char(text, ending + form.size()) == 0)
            return ending + form.size();
    return i;
}

/// Where a written word goes on after the sign at `i`; `i` when it ends there.
std::size_t after_connector(std::string_view text, std::size_t begin, std::size_t i) {
    if (const std::size_t end = gendered(text, i); end != i)
        return end;
    const char c = at(text, i);
    const char next = at(text, i + 1);
    if ((c == '-' || c == '_') && word_char(text, i + 1) != 0)
        return i + 1;
    if (c == '!' && upper(next) && i > begin && ascii_letter(text[i - 1]))
        return i + 1;
    if (c == '&' && i - begin <= 4 && (ascii_letter(next) || digit(next)) && i > begin)
        return i + 1;
    if (c == '\'' && ascii_letter(next))
        return i + 1;
    if (text.substr(i).starts_with("\xE2\x80\x99") && ascii_letter(at(text, i + 3)))
        return i + 3;
    return i;
}

std::size_t whole_word(std::string_view text, std::size_t i) {
    std::size_t end = word_run(text, i);
    if (end - i <= 2 && (at(text, end) == '+' || at(text, end) == '#')) {
        const std::size_t signs = text.substr(end).starts_with("++") ? 2 : 1;
        if ((signs == 2 || text[end] == '#') && word_char(text, end + signs) == 0)
            return end + signs;
    }
    for (std::size_t next = after_connector(text, i, end); next != end;
         next = after_connector(text, i, end))
        end = std::max(word_run(text, next), next);
    return end;
}

bool wordlike(std::string_view folded) {
    return std::none_of(folded.begin(), folded.end(), digit) &&
           folded.find_first_of("_!&+#.@:\\/*") == std::string_view::npos;
}

std::string only_word_chars(std::string_view folded) {
    std::string result;
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t width = word_char(folded, i);
        result.append(folded.substr(i, width));
        i += std::max<std::size_t>(width, 1);
    }
    return result;
}

/// Runs of letters and runs of digits, each a piece of its own.
std::vector<std::string> pieces_of(std::string_view folded, bool apart_at_digits) {
    std::vector<std::string> pieces;
    std::string piece;
    bool number = false;
    const auto flush = [&] {
        if (!piece.empty())
            pieces.push_back(std::move(piece));
        piece.clear();
    };
    for (std::size_t i = 0; i < folded.size();) {
        const std::size_t width = word_char(folded, i);
        if (width == 0 || (apart_at_digits && !piece.empty() && digit(folded[i]) != number))
            flush();
        if (width != 0)
            piece.append(folded.substr(i, width));
        number = digit(folded[i]);
        i += std::max<std::size_t>(width, 1);
    }
    flush();
    return pieces;
}

void fill_code(WrittenWord& word, std::string_view written) {
    word.code = true;
    if (std::string joined = only_word_chars(word.folded); joined != word.folded)
        word.joined = written.front() == '+' ? word.folded.substr(0, 1) + joined : joined;
    word.pieces = pieces_of(word.folded, true);
    if (word.folded.find(' ') != std::string::npos) // a phone number, spaced as its owner likes
        word.folded = std::exchange(word.joined, {});
    if (word.pieces.size() == 1 && word.joined.empty())
        word.pieces.clear();
}

void fill_word(WrittenWord& word) {
    constexpr std::string_view apostrophe = "'";
    for (const std::string_view ending : {"'s", "\xE2\x80\x99s"})
        if (word.folded.size() > ending.size() && word.folded.ends_with(ending))
            word.folded.resize(word.folded.size() - ending.size());
    if (word.folded.find('-') != std::string::npos)
        word.pieces = pieces_of(word.folded, false);
    if (word.folded.find_first_of("-'\xE2") != std::string::npos ||
        word.folded.find(apostrophe) != std::string::npos)
        word.folded = only_word_chars(word.folded);
}

/// The word without the signs that mark gender: benutzer:innen → benutzerinnen.
std::string without_gender_signs(std::string_view written) {
    std::string folded = fold(written);
    for (const std::string_view ending : {"innen", "in"}) {
        if (!folded.ends_with(ending) || folded.size() < ending.size() + 2)
            continue;
        std::size_t sign = folded.size() - ending.size();
        if (folded[sign - 1] == '-' && folded[sign - 2] == '/')
            --sign;
        constexpr std::string_view signs = ":*_/";
        if (signs.find(folded[sign - 1]) != std::string_view::npos)
            return folded.substr(0, sign - 1) + std::string(ending);
    }
    return folded;
}

WrittenWord make_word(std::string_view text, std::size_t begin, std::size_t end, bool code) {
    WrittenWord word{begin, end, {}, false, {}, {}};
    const std::string_view written = text.substr(begin, end - begin);
    word.folded = without_gender_signs(written);
    if (code || !wordlike(word.folded))
        fill_code(word, written);
    else
        fill_word(word);
    return word;
}

struct Found {
    WordPlace place; // empty at the text's end
    bool code = false;
};

Found next_word(std::string_view text, std::size_t i) {
    using Recogniser = std::size_t (*)(std::string_view, std::size_t);
    constexpr std::array<Recogniser, 5> codes{url_or_path, mail_address, star_code, phone_number,
                                              dotted};
    for (; i < text.size(); ++i) {
        const bool starts_word = word_char(text, i) != 0;
        std::size_t end = i;
        if (starts_word || text[i] == '*' || text[i] == '#' || text[i] == '+' || text[i] == '.')
            for (std::size_t k = 0; k < codes.size() && end == i; ++k)
                end = codes[k](text, i);
        const bool code = end != i;
        if (!code && starts_word)
            end = whole_word(text, i);
        if (end != i)
            return {{i, end}, code};
    }
    return {{text.size(), text.size()}, false};
}

/// Folding takes some signs away, so that of a word of nothing else nothing remains.
bool remains(std::string_view text, const Found& found) {
    for (std::size_t i = found.place.begin; i < found.place.end; ++i)
        if (ascii_letter(text[i]) || digit(text[i]))
            return true;
    return !make_word(text, found.place.begin, found.place.end, found.code).folded.empty();
}

/// joins() of two words that have not been read.
bool join(std::string_view text, const Found& left, const Found& right) {
    constexpr std::size_t longest_left = 8; // bytes, however it is written
    const auto may_be = [&](const Found& word, std::string_view letters) {
        const char first = text[word.place.begin];
        return (first & 0x80) != 0 || letters.find(first) != std::string_view::npos;
    };
    if (right.place.begin != left.place.end + 1 ||
        left.place.end - left.place.begin > longest_left || !may_be(left, "eEwW") ||
        !may_be(right, "mMfF"))
        return false;
    return joins(make_word(text, left.place.begin, left.place.end, left.code),
                 make_word(text, right.place.begin, right.place.end, right.code));
}

} // namespace

bool joins(const WrittenWord& left, const WrittenWord& right) {
    if (right.begin != left.end + 1 || right.code || left.code)
        return false;
    return (left.folded == "e" && right.folded.starts_with("mail")) ||
           (left.folded == "wi" && right.folded == "fi");
}

std::vector<WrittenWord> written_words(std::string_view text) {
    std::vector<WrittenWord> words;
    Found found = next_word(text, 0);
    for (; found.place.begin < text.size(); found = next_word(text, found.place.end)) {
        WrittenWord word = make_word(text, found.place.begin, found.place.end, found.code);
        if (!word.folded.empty())
            words.push_back(std::move(word));
    }
    return words;
}

std::vector<WordPlace> word_places(std::string_view text, std::size_t most) {
    std::vector<WordPlace> places;
    Found last;
    Found found = next_word(text, 0);
    for (; found.place.begin < text.size(); found = next_word(text, found.place.end)) {
        if (!remains(text, found))
            continue;
        if (!places.empty() && join(text, last, found)) {
            places.back().end = found.place.end;
            last = {}; // the joined word joins no further
        } else {
            if (places.size() == most)
                break;
            places.push_back(found.place);
            last = found;
        }
    }
    return places;
}

} // namespace lotse::analysis
