#include "searchd/search/message_lines.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "indexer/analysis/tokenizer.h"
#include "indexer/base/text.h"

namespace lotse::search {
namespace {

using analysis::Letters;
using analysis::Saying;

constexpr std::size_t most_lines = 2000;
constexpr std::size_t most_greeting_words = 6;
constexpr std::size_t most_words_of_name = 4; // after a closing of several words
constexpr std::size_t most_signature_lines = 20;
constexpr std::size_t least_boilerplate_words = 12;
constexpr std::size_t rule_length = 5; // of dashes or underlines

struct Line {
    std::string_view text; // trimmed
    std::vector<std::string> words;

    bool empty() const { return text.empty(); }
};

std::size_t count_of(std::string_view text, bool (*accept)(char)) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), accept));
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_quoted(const Line& line) {
    return line.text.starts_with('>') || line.text.starts_with("| ");
}

/// "--", "_____", "*****".
bool is_rule(std::string_view text, std::size_t least) {
    return text.size() >= least && text.find_first_not_of("-_=*–—") == std::string_view::npos;
}

class LineReader {
  public:
    LineReader(std::string_view body, const Letters& letters) : letters_(letters) {
        for (const std::string_view line : split(body, '\n')) {
            if (lines_.size() == most_lines)
                break;
            const std::string_view text = trimmed(line);
            lines_.push_back({text, analysis::words_of(text)});
        }
    }

    OwnLines read() {
        std::size_t i = own_header();
        while (i < lines_.size())
            i = step(i);
        // Who greets and asks in one breath has said all there is.
        if (!anything() && !greeted_.empty())
            keep(greeted_, 1);
        return std::move(own_);
    }

    bool anything() const { return kept_words_ > 0; }

  private:
    void keep(std::string_view text, std::size_t words) {
        kept_words_ += words;
        own_.lines.emplace_back(text);
    }

    /// Headers and rules before a forwarded mail's text are skipped when nothing else was said.
    std::size_t step(std::size_t i) {
        const Line& line = lines_[i];
        if (line.empty()) {
            keep("", 0);
            return i + 1;
        }
        if (is_quoted(line))
            return i + 1;
        if (const std::size_t after = history(i); after != i)
            return anything() ? lines_.size() : after;
        if (const std::size_t after = attribution(i); after != i)
            return anything() && !quote_is_marked(after) ? lines_.size() : after;
        if (line.text == "--" || (anything() && starts_signature(i)))
            return after_signature(i + 1);
        if (is_contact(line) || is_rule(line.text, 2) || is_added(line))
            return i + 1;
        if (is_boilerplate(line))
            return paragraph_end(i);
        greeted(line);
        return i + 1;
    }

    std::size_t paragraph_end(std::size_t i) const {
        while (i < lines_.size() && !lines_[i].empty())
            ++i;
        return i;
    }

    std::optional<Saying> header_of(const Line& line) const {
        const std::size_t colon = line.text.find(':');
        if (colon == std::string_view::npos || colon > 30)
            return std::nullopt;
        const auto name = analysis::words_of(line.text.substr(0, colon));
        for (const Saying saying : {Saying::header, Saying::subject})
            if (!name.empty() && letters_.begins(saying, name) == name.size())
                return saying;
        return std::nullopt;
    }

    /// Past a block of two header lines and more that starts at `i`; `i` when there is none.
    std::size_t past_headers(std::size_t i, std::string* subject = nullptr) const {
        std::size_t end = i;
        std::size_t count = 0;
        for (; end < lines_.size() && !lines_[end].empty(); ++end) {
            const auto header = header_of(lines_[end]);
            if (!header && count == 0)
                break;
            // A long header goes on in the next line; text begins after an empty one.
            count += header ? 1 : 0;
            if (header == Saying::subject && subject != nullptr)
                *subject = trimmed(lines_[end].text.substr(lines_[end].text.find(':') + 1));
        }
        return count >= 2 ? end : i;
    }

    std::size_t own_header() {
        std::size_t i = 0;
        while (i < lines_.size() && lines_[i].empty())
            ++i;
        return past_headers(i, &own_.subject);
    }

    /// Past the lines that lead over to an earlier mail; `i` where none does.
    std::size_t history(std::size_t i) const {
        const Line& line = lines_[i];
        if (const std::size_t past = past_headers(i); past != i)
            return past;
        const std::size_t dashes = line.text.find_first_not_of("-_=*<> ");
        const std::size_t divider = letters_.begins(Saying::divider, line.words);
        if (divider > 0 && divider + 1 >= line.words.size() &&
            (dashes > 0 || line.text.ends_with(':') || divider == line.words.size()))
            return past_headers(i + 1);
        if (is_rule(line.text, rule_length) && i + 1 < lines_.size())
            if (const std::size_t past = past_headers(i + 1); past != i + 1)
                return past;
        return i;
    }

    /// "Am 3. März schrieb Eva:", over three lines at most. What follows belongs to the writer
    /// again where the quoted lines are marked.
    std::size_t attribution(std::size_t i) const {
        std::string whole;
        bool verb = false;
        for (std::size_t end = i; end < std::min(i + 3, lines_.size()); ++end) {
            const Line& line = lines_[end];
            if (line.empty())
                break;
            whole += line.text;
            verb = verb || letters_.holds(Saying::wrote, line.words);
            const bool addressed = count_of(whole, digit) >= 4 || whole.find('@') < whole.size();
            if (line.text.ends_with(':') && verb && addressed)
                return end + 1;
        }
        return i;
    }

    bool quote_is_marked(std::size_t i) const {
        while (i < lines_.size() && lines_[i].empty())
            ++i;
        return i < lines_.size() && is_quoted(lines_[i]);
    }

    bool starts_signature(std::size_t i) const {
        const Line& line = lines_[i];
        const std::size_t closing = letters_.begins(Saying::closing, line.words);
        if (closing == 0 || line.text.find('?') != std::string_view::npos || speaks(line))
            return false;
        std::size_t rest = 0; // lines that would go
        for (std::size_t k = i + 1; k < lines_.size() && !is_quoted(lines_[k]); ++k)
            rest += lines_[k].empty() ? 0 : 1;
        const std::size_t name = line.words.size() - closing;
        const bool short_enough = name <= (closing == 1 ? 2 : most_words_of_name);
        return short_enough && rest <= most_signature_lines;
    }

    bool speaks(const Line& line) const {
        return letters_.holds(Saying::problem, line.words) ||
               line.text.find('?') != std::string_view::npos;
    }

    /// Below a signature only a postscript is the writer's own.
    std::size_t after_signature(std::size_t i) const {
        for (; i < lines_.size(); ++i) {
            const std::string lowered = ascii_lower(lines_[i].text.substr(0, 4));
            if (lowered.starts_with("ps:") || lowered.starts_with("ps ") ||
                lowered.starts_with("p.s."))
                return i;
        }
        return i;
    }

    bool is_added(const Line& line) const {
        return letters_.begins(Saying::added, line.words) > 0 && line.words.size() <= 12 &&
               !speaks(line);
    }

    bool is_boilerplate(const Line& line) const {
        return letters_.begins(Saying::boilerplate, line.words) > 0 &&
               (line.words.size() >= least_boilerplate_words || count_of(line.text, digit) >= 4);
    }

    /// "Tel.: 0431 …", "24103 Kiel", a bare address.
    bool is_contact(const Line& line) const {
        if (line.words.size() > 8 || speaks(line))
            return false;
        const std::size_t label = letters_.begins(Saying::contact, line.words);
        const std::size_t digits = count_of(line.text, digit);
        const bool address = line.text.find('@') != std::string_view::npos ||
                             line.text.find("www.") != std::string_view::npos;
        if (label > 0 && (digits >= 5 || address))
            return true;
        const std::size_t space = line.text.find(' ');
        const bool postcode = space == 5 && count_of(line.text.substr(0, 5), digit) == 5;
        return (postcode && line.words.size() <= 4) || (address && line.words.size() == 1);
    }

    /// Keeps what a line says after its greeting: all, a part, or nothing.
    void greeted(const Line& line) {
        const std::size_t greeting = letters_.begins(Saying::greeting, line.words);
        if (greeting == 0 || anything()) {
            keep(line.text, line.words.size());
            return;
        }
        const std::size_t mark = line.text.find_first_of(",!.");
        const std::string_view rest =
            mark == std::string_view::npos ? "" : trimmed(line.text.substr(mark + 1));
        const std::size_t after = analysis::words_of(rest).size();
        const std::size_t before = line.words.size() - after;
        const bool whole = mark == std::string_view::npos || before > most_greeting_words;
        if (whole && (speaks(line) || before > greeting + 3)) {
            keep(line.text, line.words.size());
            return;
        }
        keep(rest, after);
        const auto words = analysis::word_places(line.text, greeting + 1);
        if (words.size() > greeting && greeted_.empty())
            greeted_ = line.text.substr(words.back().begin);
    }

    const Letters& letters_;
    std::vector<Line> lines_;
    OwnLines own_;
    std::size_t kept_words_ = 0;
    std::string_view greeted_; // what stood behind a greeting and was taken for a name
};

} // namespace

OwnLines own_lines(std::string_view body, const Letters& letters) {
    return LineReader(body, letters).read();
}

} // namespace lotse::search
