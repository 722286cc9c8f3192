#include "searchd/search/snippet.h"

#include <algorithm>
#include <set>

#include "indexer/base/text.h"
#include "indexer/index/schema.h"

namespace lotse::search {
namespace {

constexpr std::size_t longest = 200;         // characters
constexpr std::size_t shortest = 140;        // that may end with its sentence
constexpr std::size_t text_limit = 64 << 10; // bytes of a text that are looked at

struct Match {
    Mark at;
    std::uint16_t group = 0;
    std::uint16_t part = TermTable::whole;
    float worth = 0;
    Rule rule = Rule::exact;
};

std::vector<Match> matches_in(std::string_view text, Lang lang, const Plan& plan,
                              const TermTable& table, const analysis::Analyzer& analyzer,
                              const analysis::Vocabulary& vocabulary) {
    std::vector<Match> found;
    const auto analysis = analyzer.analyze(text, lang, vocabulary);
    for (const auto& term : analysis.terms) {
        const auto& token = analysis.tokens[term.token];
        const auto [first, last] = table.find(
            index::term_hash(index::term(lang, index::Field::any, term.kind, term.text)));
        for (const auto* entry = first; entry != last; ++entry) {
            if (plan.groups[entry->group].function_word)
                continue;
            const Match match{
                {token.begin, token.end}, entry->group, entry->part, entry->worth, entry->rule};
            const bool same =
                !found.empty() && found.back().at == match.at && found.back().group == match.group;
            if (!same)
                found.push_back(match);
            else if (found.back().worth < match.worth)
                found.back() = match;
        }
    }
    return found;
}

/// The dot at `i` stands behind a number of one or two digits.
bool is_ordinal(std::string_view text, std::size_t i) {
    std::size_t begin = i;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9')
        --begin;
    return begin < i && i - begin <= 2 && (begin == 0 || text[begin - 1] == ' ');
}

/// A line's end, or a mark with a space behind it; not the dot of "5. März".
bool ends_sentence(std::string_view text, std::size_t i) {
    const char c = text[i];
    if (c == '\n')
        return true;
    const bool mark = c == '!' || c == '?' || c == ':' || (c == '.' && !is_ordinal(text, i));
    return mark && (i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\n');
}

/// Where sentences and lines start.
std::vector<std::size_t> sentence_starts(std::string_view text) {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (!ends_sentence(text, i))
            continue;
        std::size_t next = i + 1;
        while (next < text.size() && (text[next] == ' ' || text[next] == '\n'))
            ++next;
        if (next < text.size() && next != starts.back())
            starts.push_back(next);
    }
    return starts;
}

/// The end of `count` characters from `begin`.
std::size_t characters_on(std::string_view text, std::size_t begin, std::size_t count) {
    std::size_t end = begin;
    while (end < text.size() && count > 0) {
        ++end;
        while (end < text.size() && (text[end] & 0xC0) == 0x80)
            ++end;
        --count;
    }
    return end;
}

std::size_t characters_back(std::string_view text, std::size_t end, std::size_t count) {
    while (end > 0 && count > 0) {
        --end;
        while (end > 0 && (text[end] & 0xC0) == 0x80)
            --end;
        --count;
    }
    return end;
}

std::size_t word_end_before(std::string_view text, std::size_t begin, std::size_t end) {
    if (end >= text.size())
        return text.size();
    const std::size_t space = text.find_last_of(" \n", end);
    return space == std::string_view::npos || space <= begin ? end : space;
}

struct Window {
    std::size_t begin = 0;
    std::size_t end = 0;
};

double value_of(const Window& window, const std::vector<Match>& matches, const Plan& plan,
                std::size_t lang) {
    std::vector<double> best(plan.groups.size(), 0);
    double repeats = 0;
    for (const Match& match : matches)
        if (match.at.begin >= window.begin && match.at.end <= window.end) {
            repeats += best[match.group] > 0 ? 0.05 : 0;
            best[match.group] = std::max(best[match.group], double{match.worth});
        }
    double value = repeats;
    for (std::size_t g = 0; g < best.size(); ++g)
        value += best[g] * (0.5 + plan.groups[g].rarity[lang]);
    return value;
}

/// Ends with a sentence where that leaves enough to read, else with a word.
Window window_from(std::string_view text, std::size_t begin) {
    const std::size_t limit = characters_on(text, begin, longest);
    if (limit >= text.size())
        return {begin, text.size()};
    const std::size_t least = characters_on(text, begin, shortest);
    for (std::size_t end = limit; end > least; --end)
        if (ends_sentence(text, end - 1))
            return {begin, text[end - 1] == '\n' ? end - 1 : end};
    return {begin, word_end_before(text, begin, limit)};
}

/// Begins at a sentence, or within a long one a few words before its match.
Window best_window(std::string_view text, const std::vector<Match>& matches, const Plan& plan,
                   std::size_t lang) {
    std::vector<std::size_t> begins;
    const auto starts = sentence_starts(text);
    for (const Match& match : matches) {
        const auto after = std::upper_bound(starts.begin(), starts.end(), match.at.begin);
        std::size_t begin = *std::prev(after);
        if (window_from(text, begin).end < match.at.end) {
            begin = characters_back(text, match.at.begin, longest / 3);
            const std::size_t space = text.find(' ', begin);
            begin = space == std::string_view::npos ? begin : space + 1;
        }
        if (begins.empty() || begins.back() != begin)
            begins.push_back(begin);
    }
    Window best = window_from(text, 0);
    double most = value_of(best, matches, plan, lang);
    for (const std::size_t begin : begins) {
        const Window window = window_from(text, begin);
        if (const double value = value_of(window, matches, plan, lang); value > most + 1e-9) {
            most = value;
            best = window;
        }
    }
    return best;
}

std::vector<Mark> marks_of(const std::vector<Match>& matches) {
    std::vector<Mark> marks;
    for (const Match& match : matches)
        marks.push_back(match.at);
    std::sort(marks.begin(), marks.end(),
              [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
    std::vector<Mark> apart;
    for (const Mark& mark : marks)
        if (!apart.empty() && mark.begin < apart.back().end)
            apart.back().end = std::max(apart.back().end, mark.end);
        else
            apart.push_back(mark);
    return apart;
}

/// Lines of a passage become one, list items and headings kept apart from what follows.
class OneLine {
  public:
    OneLine(std::string_view text, const Window& window) : begin_(window.begin) {
        for (std::size_t i = window.begin; i < window.end; ++i) {
            place_.push_back(line.size());
            if (text[i] != '\n')
                line += text[i];
            else if (!line.empty() && line.back() != ' ' && i + 1 < window.end)
                line += i > 0 && ends_sentence(text, i - 1) ? " " : " · ";
        }
        place_.push_back(line.size());
    }

    std::size_t place(std::size_t at) const { return place_[at - begin_]; }

    std::string line;

  private:
    std::size_t begin_;
    std::vector<std::size_t> place_; // in the line, of each byte of the passage
};

void cut(std::string_view text, const Window& window, const std::vector<Match>& matches,
         Shown& shown) {
    constexpr std::string_view ellipsis = "…";
    const auto starts = sentence_starts(text);
    const bool cut_before = !std::binary_search(starts.begin(), starts.end(), window.begin);
    const bool cut_after = window.end < text.size() && text[window.end] != '\n' &&
                           !(window.end > 0 && ends_sentence(text, window.end - 1));
    const std::size_t shift = cut_before ? ellipsis.size() + 1 : 0;
    const OneLine passage(text, window);
    shown.snippet = (cut_before ? std::string(ellipsis) + " " : "") + passage.line +
                    (cut_after ? " " + std::string(ellipsis) : "");
    for (const Mark& mark : marks_of(matches))
        if (mark.begin >= window.begin && mark.end <= window.end)
            shown.marks.push_back(
                {passage.place(mark.begin) + shift, passage.place(mark.end) + shift});
}

/// For each word of the question its best match, the first fields first.
class Reasons {
  public:
    explicit Reasons(const Plan& plan) : plan_(plan), best_(plan.groups.size()) {}

    void see(std::string_view text, const std::vector<Match>& matches, index::Field field) {
        for (const Match& match : matches) {
            auto& best = best_[match.group];
            if (best.worth >= match.worth)
                continue;
            best.worth = match.worth;
            best.reason = {plan_.groups[match.group].typed,
                           std::string(text.substr(match.at.begin, match.at.end - match.at.begin)),
                           match.part == TermTable::whole ? match.rule
                           : match.rule == Rule::form     ? Rule::part
                                                          : match.rule,
                           std::string(index::row(field).name)};
        }
    }
    std::vector<Reason> take() {
        std::vector<Reason> reasons;
        for (auto& best : best_)
            if (best.worth > 0)
                reasons.push_back(std::move(best.reason));
        return reasons;
    }

  private:
    struct Best {
        float worth = 0;
        Reason reason;
    };
    const Plan& plan_;
    std::vector<Best> best_;
};

} // namespace

Shown show(const Plan& plan, const TermTable& table, const index::StoredDocument& document,
           const analysis::Analyzer& analyzer, const analysis::Vocabulary& vocabulary) {
    Shown shown;
    Reasons reasons(plan);
    const auto look = [&](std::string_view text, index::Field field) {
        auto matches = matches_in(text, document.lang, plan, table, analyzer, vocabulary);
        reasons.see(text, matches, field);
        return matches;
    };
    shown.title_marks = marks_of(look(document.title, index::Field::title));
    for (const std::string& alias : document.aliases)
        look(alias, index::Field::alias);
    for (const std::string& question : document.questions)
        look(question, index::Field::question);
    for (const std::string& tag : document.tags)
        look(tag, index::Field::tag);
    const auto in_summary = look(document.summary, index::Field::summary);
    const std::string_view text = utf8_prefix(document.text, text_limit);
    const auto in_text = look(text, index::Field::body);
    shown.why = reasons.take();
    const auto lang = static_cast<std::size_t>(document.lang);
    if (in_text.empty() && !document.summary.empty())
        cut(document.summary, best_window(document.summary, in_summary, plan, lang), in_summary,
            shown);
    else
        cut(text, best_window(text, in_text, plan, lang), in_text, shown);
    return shown;
}

} // namespace lotse::search
