#include "indexer/index/postings_internal.h"

#include "indexer/analysis/grams.h"
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

class GramCounter {
  public:
    void add(const Analysis& analysis, bool names) {
        for (const auto& token : analysis.tokens) {
            if (token.stop)
                continue;
            hashes_.clear();
            analysis::append_grams(token.folded, hashes_);
            for (const std::uint32_t hash : hashes_) {
                Gram& gram = counts_[hash];
                std::uint16_t& count = names ? gram.in_names : gram.in_text;
                if (count < 0xFFFF)
                    ++count;
            }
        }
    }

    std::vector<Gram> take() && {
        std::vector<Gram> grams;
        grams.reserve(counts_.size());
        for (const auto& [hash, gram] : counts_)
            grams.push_back({hash, gram.in_names, gram.in_text});
        std::sort(grams.begin(), grams.end(),
                  [](const Gram& a, const Gram& b) { return a.hash < b.hash; });
        return grams;
    }

  private:
    std::unordered_map<std::uint32_t, Gram> counts_;
    std::vector<std::uint32_t> hashes_;
};

// Gathers one document. Terms are counted under Field::any here and written out once at the end.
class Postings {
  public:
    Postings(const Document& document, const analysis::Analyzer& analyzer,
             const analysis::Vocabulary& vocabulary)
        : lang_(document.lang), analyzer_(analyzer), vocabulary_(vocabulary) {
        field(Field::title, document.title);
        field(Field::alias, document.aliases);
        field(Field::question, document.questions);
        field(Field::heading, document.headings);
        field(Field::tag, document.tags);
        field(Field::summary, document.summary);
        field(Field::body, document.text);
    }

    void write(Xapian::Document& out) const {
        for (const auto& [term, wdf] : counts_)
            out.add_term(term, wdf);
    }
    std::vector<Token> take_tokens() { return std::move(tokens_); }

    std::vector<Gram> take_grams() { return std::move(grams_).take(); }

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
        Analysis analysis = analyzer_.analyze_article(text, lang_, vocabulary_);
        if (field != Field::question)
            grams_.add(analysis, field == Field::title || field == Field::alias);
        for (const auto& term : analysis.terms)
            add(field, term, analysis.tokens[term.token].lang,
                base + analysis.tokens[term.token].position - 1);
        return analysis.tokens.empty() ? base : base + analysis.tokens.back().position;
    }

    void add(Field field, const analysis::Term& term, Lang lang, std::uint32_t position) {
        const std::string any = index::term(lang, Field::any, term.kind, term.text);
        counts_[any] += row(field).weight;
        if (row(field).own_terms)
            counts_[index::term(lang, field, term.kind, term.text)] += 1;
        tokens_.push_back({term_hash(any), field,
                           static_cast<std::uint16_t>(std::min<std::uint32_t>(position, 0xFFFF))});
    }

    Lang lang_;
    const analysis::Analyzer& analyzer_;
    const analysis::Vocabulary& vocabulary_;
    std::unordered_map<std::string, Xapian::termcount> counts_;
    std::vector<Token> tokens_;
    GramCounter grams_;
};

// A document without translations is a group of its own; the prefix keeps it apart from any group.
std::string group_value(const StoredDocument& document) {
    return document.group.empty() ? document.key.to_string() : "group:" + document.group;
}

void add_filters(Xapian::Document& out, const StoredDocument& document) {
    out.add_boolean_term(key_term(document.key));
    out.add_boolean_term(filter_term(Filter::kind, name(document.key.kind)));
    out.add_boolean_term(filter_term(Filter::lang, analysis::name(document.lang)));
    if (!document.category.empty())
        out.add_boolean_term(filter_term(Filter::category, utf8_prefix(document.category, 200)));
    out.add_boolean_term(group_term(document));
}

void add_values(Xapian::Document& out, const StoredDocument& document, const std::string& hash) {
    const auto set = [&out](Slot slot, const std::string& value) {
        out.add_value(static_cast<Xapian::valueno>(slot), value);
    };
    set(Slot::key, document.key.to_string());
    set(Slot::group, group_value(document));
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

} // namespace

std::string group_term(const StoredDocument& document) {
    return filter_term(Filter::group, utf8_prefix(group_value(document), 200));
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

Xapian::Document to_xapian(const Document& document, const analysis::Analyzer& analyzer,
                           const analysis::Vocabulary& vocabulary) {
    Xapian::Document out;
    Postings postings(document, analyzer, vocabulary);
    postings.write(out);
    StoredDocument stored = stored_part(document);
    stored.tokens = postings.take_tokens();
    stored.grams = postings.take_grams();
    add_filters(out, stored);
    add_values(out, stored, document.fingerprint());
    out.set_data(encode(stored));
    return out;
}

} // namespace lotse::index
