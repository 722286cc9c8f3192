#include "searchd/search/snippet.h"

#include <algorithm>

#include "indexer/base/text.h"
#include "indexer/index/schema.h"
#include "searchd/search/matches.h"

namespace lotse::search {
namespace {

constexpr std::size_t shortest = 100;        // characters that may end with their sentence
constexpr std::size_t usual = 200;           // that end with a word where no sentence ends
constexpr std::size_t longest = 260;         // that end with a sentence
constexpr double common_counts = 0.7;        // lost by a word that every sentence holds
constexpr std::size_t text_limit = 64 << 10; // bytes of a text that are looked at

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

/// What a passage has of one word of the question.
class Met {
  public:
    explicit Met(std::size_t parts) : parts_(parts) {}

    void see(const Match& match) {
        repeated_ = repeated_ || whole_ > 0;
        if (match.part == TermTable::whole)
            whole_ = std::max(whole_, double{match.worth});
        else
            parts_[match.part] = std::max(parts_[match.part], double{match.worth});
    }
    double value() const {
        double sum = 0;
        for (const double part : parts_)
            sum += part;
        const double by_parts = parts_.empty() ? 0 : sum / static_cast<double>(parts_.size());
        return std::max(whole_, by_parts) + (repeated_ ? repeat_counts : 0);
    }

  private:
    static constexpr double repeat_counts = 0.05;
    double whole_ = 0;
    std::vector<double> parts_;
    bool repeated_ = false;
};

/// What the words of the question count in telling the passages of one text apart: rare ones most,
/// and what the text is about, so that it stands everywhere in it, least.
std::vector<double> weights_of(const std::vector<std::size_t>& starts,
                               const std::vector<Match>& matches, const Plan& plan,
                               std::size_t lang) {
    std::vector<double> holding(plan.groups.size()); // sentences
    std::vector<std::ptrdiff_t> last(plan.groups.size());
    for (const Match& match : matches) {
        const auto sentence =
            std::upper_bound(starts.begin(), starts.end(), match.at.begin) - starts.begin();
        if (last[match.group] != sentence)
            holding[match.group] += 1;
        last[match.group] = sentence;
    }
    std::vector<double> weights;
    for (std::size_t g = 0; g < plan.groups.size(); ++g)
        weights.push_back((0.5 + plan.groups[g].rarity[lang]) *
                          (1 - common_counts * holding[g] / static_cast<double>(starts.size())));
    return weights;
}

/// `matches` in order of the text.
double value_of(const Window& window, const std::vector<Match>& matches, const Plan& plan,
                const std::vector<double>& weights) {
    std::vector<Met> met;
    for (const Group& group : plan.groups)
        met.emplace_back(group.parts.size());
    auto match =
        std::lower_bound(matches.begin(), matches.end(), window.begin,
                         [](const Match& one, std::size_t begin) { return one.at.begin < begin; });
    for (; match != matches.end() && match->at.end <= window.end; ++match)
        met[match->group].see(*match);
    double value = 0;
    for (std::size_t g = 0; g < met.size(); ++g)
        value += met[g].value() * weights[g];
    return value;
}

/// Ends with a sentence where that leaves enough to read and not too much, else with a word.
Window window_from(std::string_view text, std::size_t begin) {
    const std::size_t limit = characters_on(text, begin, usual);
    if (limit >= text.size())
        return {begin, text.size()};
    const auto ends_here = [&](std::size_t end) { return ends_sentence(text, end - 1); };
    const auto up_to = [&](std::size_t end) {
        return Window{begin, text[end - 1] == '\n' ? end - 1 : end};
    };
    const std::size_t least = characters_on(text, begin, shortest);
    for (std::size_t end = limit; end > least; --end)
        if (ends_here(end))
            return up_to(end);
    const std::size_t most = characters_on(text, begin, longest);
    for (std::size_t end = limit + 1; end <= most; ++end)
        if (ends_here(end))
            return up_to(end);
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
            begin = characters_back(text, match.at.begin, usual / 3);
            const std::size_t space = text.find(' ', begin);
            begin = space == std::string_view::npos ? begin : space + 1;
        }
        if (begins.empty() || begins.back() != begin)
            begins.push_back(begin);
    }
    const auto weights = weights_of(starts, matches, plan, lang);
    Window best = window_from(text, 0);
    double most = value_of(best, matches, plan, weights);
    for (const std::size_t begin : begins) {
        const Window window = window_from(text, begin);
        if (const double value = value_of(window, matches, plan, weights); value > most + 1e-9) {
            most = value;
            best = window;
        }
    }
    return best;
}

/// `matches` in order of the text.
std::vector<Mark> marks_of(const std::vector<Match>& matches) {
    std::vector<Mark> apart;
    for (const Match& match : matches)
        if (apart.empty() || match.at.begin >= apart.back().end)
            apart.push_back(match.at);
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
    void see(const std::vector<std::string>& texts, const std::vector<std::vector<Match>>& matches,
             index::Field field) {
        for (std::size_t t = 0; t < texts.size(); ++t)
            see(texts[t], matches[t], field);
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

Shown show(const Plan& plan, const TermTable& table, const index::StoredDocument& document) {
    using index::Field;
    Shown shown;
    Reasons reasons(plan);
    const Matches matches(plan, table, document);
    const auto in_title = matches.in(Field::title, document.title);
    reasons.see(document.title, in_title, Field::title);
    shown.title_marks = marks_of(in_title);
    reasons.see(document.aliases, matches.in(Field::alias, document.aliases), Field::alias);
    reasons.see(document.questions, matches.in(Field::question, document.questions),
                Field::question);
    reasons.see(document.tags, matches.in(Field::tag, document.tags), Field::tag);
    const auto in_summary = matches.in(Field::summary, document.summary);
    reasons.see(document.summary, in_summary, Field::summary);
    const std::string_view text = utf8_prefix(document.text, text_limit);
    const auto in_text = matches.in(Field::body, text);
    reasons.see(text, in_text, Field::body);
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
