#include "indexer/index/xapian_internal.h"

#include "indexer/index/generation_internal.h"
#include "indexer/index/record_internal.h"

#include <algorithm>
#include <functional>

namespace lotse::index {

namespace {

std::string exact_term(Lang lang, std::string_view word) {
    return term(lang, Field::any, TermKind::exact, word);
}

/// A term's number of documents, given Xapian's.
using Corrected = std::function<std::uint32_t(const std::string&, std::uint32_t)>;

Corrected corrected_for(const Snapshot& snapshot) {
    return [&snapshot](const std::string& term, std::uint32_t counted) {
        return without_former(snapshot, term, counted);
    };
}

/// Terms that begin with `start`, named without the letters that say their kind.
void append_words(const Xapian::Database& all, const std::string& start, std::size_t letters,
                  const Corrected& corrected, std::vector<Word>& into) {
    for (auto it = all.allterms_begin(start); it != all.allterms_end(start); ++it)
        if (const auto documents = corrected(*it, it.get_termfreq()))
            into.push_back({(*it).substr(letters), documents});
}

std::vector<Word> counted_words(const Snapshot& snapshot, const std::string& start,
                                std::size_t letters) {
    std::vector<Word> found;
    append_words(database(snapshot), start, letters, corrected_for(snapshot), found);
    return found;
}

std::string rarity_bytes(const Xapian::Database& all, const Corrected& corrected) {
    std::array<GramRarity::Counted, 2> counted;
    for (const Lang lang : analysis::all_langs) {
        GramRarity::Counted& side = counted[static_cast<std::size_t>(lang)];
        const std::string documents = filter_term(Filter::lang, analysis::name(lang));
        side.documents = corrected(documents, all.get_termfreq(documents));
        for (const TermKind kind : {TermKind::exact, TermKind::code}) {
            const std::string prefix = term(lang, Field::any, kind, "");
            append_words(all, prefix, prefix.size(), corrected, side.words);
        }
    }
    return GramRarity::to_bytes(counted);
}

std::vector<Word> all_of_kind(const Snapshot& snapshot, Lang lang, TermKind kind) {
    const std::string prefix = term(lang, Field::any, kind, "");
    return counted_words(snapshot, prefix, prefix.size());
}

} // namespace

StoredDocument read_stored(const Snapshot& snapshot, Xapian::docid id) {
    auto stored = decode(database(snapshot).get_document(id).get_data());
    if (!stored)
        throw Xapian::DatabaseCorruptError(stored.error().message);
    const auto forward = forward_of(snapshot, id);
    stored->tokens = (forward ? *forward : own_forward(*stored)).tokens();
    return std::move(*stored);
}

Forward own_forward(const StoredDocument& document) {
    const auto readings = Readings::view(document.own.readings);
    auto forward = readings ? Forward::view(document.own.list, *readings) : std::nullopt;
    if (!forward)
        throw Xapian::DatabaseCorruptError("the words of " + document.key.to_string() +
                                           " cannot be read");
    forward->of_generation = false;
    return *forward;
}

std::string gram_rarity_bytes(const Xapian::Database& all) {
    return rarity_bytes(all, [](const std::string&, std::uint32_t counted) { return counted; });
}

std::shared_ptr<const GramRarity> gram_rarity(const Snapshot& snapshot) {
    // It has just been written.
    return *GramRarity::from_bytes(rarity_bytes(database(snapshot), corrected_for(snapshot)));
}

std::vector<Word> words(const Snapshot& snapshot, Lang lang) {
    return all_of_kind(snapshot, lang, TermKind::exact);
}

std::vector<Word> codes(const Snapshot& snapshot, Lang lang) {
    return all_of_kind(snapshot, lang, TermKind::code);
}

std::vector<Word> words_starting(const Snapshot& snapshot, Lang lang, std::string_view prefix,
                                 std::size_t limit) {
    auto found = counted_words(snapshot, exact_term(lang, prefix), exact_term(lang, "").size());
    const auto better = [](const Word& a, const Word& b) {
        return a.documents != b.documents ? a.documents > b.documents : a.text < b.text;
    };
    const std::size_t kept = std::min(limit, found.size());
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(kept), found.end(),
                      better);
    found.resize(kept);
    return found;
}

bool has_words(const Snapshot& snapshot, Lang lang) {
    const Xapian::Database& all = database(snapshot);
    const std::string prefix = exact_term(lang, "");
    return all.allterms_begin(prefix) != all.allterms_end(prefix);
}

std::uint32_t frequency(const Snapshot& snapshot, Lang lang, std::string_view word) {
    return term_frequency(snapshot, exact_term(lang, word));
}

} // namespace lotse::index
