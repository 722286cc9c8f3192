#include "indexer/analysis/passages.h"

#include <algorithm>
#include <array>

namespace lotse::analysis {
namespace {

constexpr std::size_t shortest_quote = 2;    // words that the other language alone has
constexpr std::size_t shortest_sentence = 3; // the same, where no quotation marks help
constexpr std::size_t function_words = 2;    // of the other language, for a sentence
constexpr std::size_t to_one = 6;            // of its words against one of the article's language
constexpr std::size_t longest_quote = 60;    // words; a mark without a partner opens nothing

struct Count {
    std::size_t own = 0;
    std::size_t other = 0;
    std::size_t other_functions = 0;
    std::size_t words = 0; // no codes

    void add(const WrittenWord& word, Says says) {
        words += word.code ? 0 : 1;
        own += says == Says::own || says == Says::own_function ? 1 : 0;
        other += says == Says::other || says == Says::other_function ? 1 : 0;
        other_functions += says == Says::other_function ? 1 : 0;
    }
    bool sure_of_quote() const { return other >= shortest_quote && own == 0 && 2 * other >= words; }
    bool sure_of_sentence() const {
        if (2 * other < words)
            return false;
        return (other >= shortest_sentence && own == 0) ||
               (other_functions >= function_words && other >= to_one * own);
    }
};

struct QuotationMark {
    std::string_view open;
    std::string_view close; // the same where one sign serves for both
};
constexpr std::array<QuotationMark, 7> marks{
    {{"„", "“"}, {"„", "”"}, {"“", "”"}, {"»", "«"}, {"«", "»"}, {"‘", "’"}, {"\"", "\""}}};

class Reader {
  public:
    Reader(std::string_view text, const std::vector<WrittenWord>& words, Lang lang,
           const Evidence& evidence)
        : text_(text), words_(words), lang_(lang), result_(words.size(), lang) {
        says_.reserve(words.size());
        for (const WrittenWord& word : words)
            says_.push_back(evidence(word));
    }

    std::vector<Lang> read() && {
        quotes();
        sentences();
        return std::move(result_);
    }

  private:
    std::string_view before(std::size_t w) const {
        const std::size_t begin = w == 0 ? 0 : words_[w - 1].end;
        const std::size_t end = w == words_.size() ? text_.size() : words_[w].begin;
        return text_.substr(begin, end - begin);
    }

    void mark(std::size_t begin, std::size_t end) {
        std::fill(result_.begin() + static_cast<std::ptrdiff_t>(begin),
                  result_.begin() + static_cast<std::ptrdiff_t>(end), other(lang_));
    }

    void quotes() {
        for (std::size_t w = 0; w < words_.size();) {
            const std::size_t end = quote_from(w);
            if (end == w) {
                ++w;
                continue;
            }
            Count count;
            for (std::size_t i = w; i < end; ++i)
                count.add(words_[i], says_[i]);
            if (count.sure_of_quote())
                mark(w, end);
            w = end;
        }
    }

    /// Behind the last word of the quotation that begins with word `w`; `w` when none does.
    std::size_t quote_from(std::size_t w) const {
        const std::string_view gap = before(w);
        for (const QuotationMark& mark : marks) {
            if (!gap.ends_with(mark.open))
                continue;
            const std::size_t last = std::min(words_.size(), w + longest_quote);
            for (std::size_t end = w + 1; end <= last; ++end) {
                const std::string_view behind = before(end);
                if (behind.find(mark.close) != std::string_view::npos)
                    return end;
                if (behind.find('\n') != std::string_view::npos)
                    break;
            }
        }
        return w;
    }

    bool sentence_ends_before(std::size_t w) const {
        const std::string_view gap = before(w);
        return gap.find_first_of("\n!?:;") != std::string_view::npos ||
               (gap.find('.') != std::string_view::npos && words_[w - 1].folded.size() > 1);
    }

    void sentences() {
        std::size_t begin = 0;
        for (std::size_t w = 1; w <= words_.size(); ++w) {
            if (w < words_.size() && !sentence_ends_before(w))
                continue;
            Count count;
            for (std::size_t i = begin; i < w; ++i)
                if (result_[i] == lang_)
                    count.add(words_[i], says_[i]);
            if (count.sure_of_sentence())
                mark(begin, w);
            begin = w;
        }
    }

    std::string_view text_;
    const std::vector<WrittenWord>& words_;
    Lang lang_;
    std::vector<Says> says_;
    std::vector<Lang> result_;
};

} // namespace

std::vector<Lang> languages_of(std::string_view text, const std::vector<WrittenWord>& words,
                               Lang lang, const Evidence& evidence) {
    return Reader(text, words, lang, evidence).read();
}

} // namespace lotse::analysis
