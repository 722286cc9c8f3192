#include "indexer/index/postings_internal.h"

#include "indexer/base/text.h"
#include "indexer/index/record_internal.h"
#include "indexer/index/xapian_internal.h"

#include <algorithm>
#include <unordered_map>

namespace lotse::index {

namespace {

using analysis::Analysis;

// Words of two aliases, tags, questions or headings never look adjacent.
constexpr std::uint32_t gap = 16;

using Counts = std::unordered_map<std::string, Xapian::termcount>; // by term

// The words of one document.
class Words {
  public:
    /// `counts`: of its terms; null where the forward list is enough.
    Words(const Document& document, const analysis::Analyzer& analyzer,
          const analysis::Vocabulary& vocabulary, ReadingFront& readings, Counts* counts)
        : lang_(document.lang), analyzer_(analyzer), vocabulary_(vocabulary), forward_(readings),
          counts_(counts) {
        field(Field::title, document.title);
        field(Field::alias, document.aliases);
        field(Field::question, document.questions);
        field(Field::heading, document.headings);
        field(Field::tag, document.tags);
        field(Field::summary, document.summary);
        field(Field::body, document.text);
    }

    std::string take_list(const StoredDocument& document) { return forward_.take(document); }

  private:
    void field(Field field, const std::vector<std::string>& pieces) {
        std::uint32_t base = 0;
        for (const auto& piece : pieces)
            base = add(field, piece, base) + gap;
    }
    void field(Field field, const std::string& text) { add(field, text, 0); }

    // Returns the position after the last word.
    std::uint32_t add(Field field, const std::string& text, std::uint32_t base) {
        if (text.empty())
            return base;
        const Analysis analysis = analyzer_.analyze_article(text, lang_, vocabulary_);
        auto term = analysis.terms.begin();
        for (std::size_t t = 0; t < analysis.tokens.size(); ++t) {
            const auto& token = analysis.tokens[t];
            terms_.clear();
            for (; term != analysis.terms.end() && term->token == t; ++term)
                terms_.push_back({token.lang, term->kind, term->text,
                                  term_hash(token.lang, term->kind, term->text)});
            const std::string_view letters = token.stop ? std::string_view() : token.folded;
            forward_.add(field, base + token.position - 1, {letters, terms_});
            if (counts_ != nullptr)
                for (const ReadTerm& one : terms_)
                    (*counts_)[index::term(one.lang, one.kind, one.text)] += row(field).weight;
        }
        return analysis.tokens.empty() ? base : base + analysis.tokens.back().position;
    }

    Lang lang_;
    const analysis::Analyzer& analyzer_;
    const analysis::Vocabulary& vocabulary_;
    ForwardWriter forward_;
    Counts* counts_;
    std::vector<ReadTerm> terms_; // of the token at hand
};

// A document without translations is a group of its own; the prefix keeps it apart from any group.
std::string group_value(std::string_view key, std::string_view group) {
    return group.empty() ? std::string(key) : "group:" + std::string(group);
}

void add_filters(Xapian::Document& out, const StoredDocument& document) {
    out.add_boolean_term(key_term(document.key));
    out.add_boolean_term(filter_term(Filter::kind, name(document.key.kind)));
    out.add_boolean_term(filter_term(Filter::lang, analysis::name(document.lang)));
    if (!document.category.empty())
        out.add_boolean_term(filter_term(Filter::category, utf8_prefix(document.category, 200)));
    out.add_boolean_term(group_term(document.key.to_string(), document.group));
}

void add_values(Xapian::Document& out, const StoredDocument& document, const std::string& hash) {
    const auto set = [&out](Slot slot, const std::string& value) {
        out.add_value(static_cast<Xapian::valueno>(slot), value);
    };
    set(Slot::key, document.key.to_string());
    set(Slot::group, group_value(document.key.to_string(), document.group));
    set(Slot::hash, hash);
    set(Slot::category, document.category);
    set(Slot::lang, std::string(analysis::name(document.lang)));
    if (document.updated) {
        const auto milliseconds = static_cast<double>(document.updated->time_since_epoch().count());
        set(Slot::updated, Xapian::sortable_serialise(milliseconds / 1000));
    }
}

StoredDocument stored_part(const Document& document) {
    StoredDocument stored;
    stored.key = document.key;
    stored.lang = document.lang;
    stored.visibility = document.visibility;
    stored.group = document.group;
    stored.title = document.title;
    stored.summary = document.summary;
    stored.category = document.category;
    stored.tags = document.tags;
    stored.aliases = document.aliases;
    stored.questions = document.questions;
    stored.text = document.text;
    stored.updated = document.updated;
    return stored;
}

Indexed to_index(const Document& document, const analysis::Analyzer& analyzer,
                 const analysis::Vocabulary& vocabulary, ReadingFront& readings, Counts* counts) {
    Indexed made;
    Words words(document, analyzer, vocabulary, readings, counts);
    const StoredDocument stored = stored_part(document);
    add_filters(made.document, stored);
    add_values(made.document, stored, document.fingerprint());
    made.document.set_data(encode(stored));
    made.list = words.take_list(stored);
    return made;
}

} // namespace

std::string group_term(std::string_view key, std::string_view group) {
    return filter_term(Filter::group, utf8_prefix(group_value(key, group), 200));
}

std::string key_term(const Key& key) {
    return filter_term(Filter::key, key.to_string());
}

std::string position_key(const std::string& stream) {
    return "position:" + stream;
}

std::string changed_key(const std::string& key) {
    return "changed:" + key;
}

Indexed to_index(const Document& document, const analysis::Analyzer& analyzer,
                 const analysis::Vocabulary& vocabulary, ReadingFront& readings) {
    return to_index(document, analyzer, vocabulary, readings, nullptr);
}

Xapian::Document to_xapian(const Document& document, const analysis::Analyzer& analyzer,
                           const analysis::Vocabulary& vocabulary) {
    ReadingBook book;
    Counts counts;
    Indexed made;
    {
        ReadingFront readings(book);
        made = to_index(document, analyzer, vocabulary, readings, &counts);
    }
    for (const auto& [term, wdf] : counts)
        made.document.add_term(term, wdf);
    const auto order = book.order();
    StoredDocument stored = stored_part(document);
    stored.own = {book.to_bytes(order), renumbered(made.list, order)};
    made.document.set_data(encode(stored));
    return made.document;
}

} // namespace lotse::index
