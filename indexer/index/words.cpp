#include "indexer/index/xapian_internal.h"

#include "indexer/index/generation_internal.h"
#include "indexer/index/record_internal.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>

namespace lotse::index {

namespace {

std::string exact_term(Lang lang, std::string_view word) {
    return term(lang, TermKind::exact, word);
}

/// Words of several classes as of one: by text, each once.
std::vector<Word> together(std::vector<Word> words) {
    std::sort(words.begin(), words.end(),
              [](const Word& a, const Word& b) { return a.text < b.text; });
    std::vector<Word> once;
    once.reserve(words.size());
    for (Word& word : words)
        if (!once.empty() && once.back().text == word.text)
            once.back().documents += word.documents;
        else
            once.push_back(std::move(word));
    return once;
}

/// Of this kind, beginning with `start`.
std::vector<Word> counted_words(const Snapshot& snapshot, Lang lang, TermKind kind,
                                std::string_view start = "") {
    const std::string prefix = term(lang, kind, "");
    const std::string from = prefix + std::string(start);
    std::vector<Word> found;
    for (const Part& part : parts(snapshot)) {
        part.built.each(from, [&](std::string_view term, const BuiltList& list) {
            if (const auto documents = part.count_left(list))
                found.push_back({std::string(term.substr(prefix.size())), documents});
            return true;
        });
        const Xapian::Database& later = part.database;
        if (part.has_later())
            for (auto it = later.allterms_begin(from); it != later.allterms_end(from); ++it)
                found.push_back({(*it).substr(prefix.size()), it.get_termfreq()});
    }
    found = together(std::move(found));
    if (has_former(snapshot))
        std::erase_if(found, [&](Word& word) {
            word.documents = without_former(snapshot, prefix + word.text, word.documents);
            return word.documents == 0;
        });
    return found;
}

using ByLang = std::array<std::uint32_t, 2>;

ByLang documents_of(const Xapian::Database& all) {
    ByLang documents{};
    for (const Lang lang : analysis::all_langs)
        documents[static_cast<std::size_t>(lang)] =
            all.get_termfreq(filter_term(Filter::lang, analysis::name(lang)));
    return documents;
}

std::string rarity_bytes(const ByLang& documents,
                         const std::function<std::vector<Word>(Lang, TermKind)>& words_of) {
    std::array<GramRarity::Counted, 2> counted;
    for (const Lang lang : analysis::all_langs) {
        GramRarity::Counted& side = counted[static_cast<std::size_t>(lang)];
        side.documents = documents[static_cast<std::size_t>(lang)];
        for (const TermKind kind : {TermKind::exact, TermKind::code}) {
            std::vector<Word> words = words_of(lang, kind);
            std::move(words.begin(), words.end(), std::back_inserter(side.words));
        }
    }
    return GramRarity::to_bytes(counted);
}

} // namespace

StoredDocument read_stored(const Snapshot& snapshot, Xapian::docid id) {
    // To ask whether there is one would be another way through Xapian's tables.
    const std::string data =
        database(snapshot).get_document(id, Xapian::DOC_ASSUME_VALID).get_data();
    if (data.empty())
        throw Xapian::DocNotFoundError("document " + std::to_string(id) + " is gone");
    auto stored = decode(data);
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

std::string gram_rarity_bytes(const Xapian::Database& all,
                              const std::vector<BuiltPostings>& postings) {
    return rarity_bytes(documents_of(all), [&](Lang lang, TermKind kind) {
        const std::string prefix = term(lang, kind, "");
        std::vector<Word> found;
        for (const BuiltPostings& one : postings)
            one.each(prefix, [&](std::string_view term, const BuiltList& list) {
                found.push_back({std::string(term.substr(prefix.size())), list.documents});
                return true;
            });
        return together(std::move(found));
    });
}

std::shared_ptr<const GramRarity> gram_rarity(const Snapshot& snapshot) {
    auto documents = documents_of(database(snapshot));
    for (const Lang lang : analysis::all_langs) {
        std::uint32_t& count = documents[static_cast<std::size_t>(lang)];
        count = without_former(snapshot, filter_term(Filter::lang, analysis::name(lang)), count);
    }
    // It has just been written.
    return *GramRarity::from_bytes(rarity_bytes(
        documents, [&](Lang lang, TermKind kind) { return counted_words(snapshot, lang, kind); }));
}

std::vector<Word> words(const Snapshot& snapshot, Lang lang) {
    return counted_words(snapshot, lang, TermKind::exact);
}

std::vector<Word> codes(const Snapshot& snapshot, Lang lang) {
    return counted_words(snapshot, lang, TermKind::code);
}

std::vector<Word> words_starting(const Snapshot& snapshot, Lang lang, std::string_view prefix,
                                 std::size_t limit) {
    auto found = counted_words(snapshot, lang, TermKind::exact, prefix);
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
    const std::string prefix = exact_term(lang, "");
    return std::any_of(parts(snapshot).begin(), parts(snapshot).end(), [&](const Part& part) {
        bool found = part.has_later() &&
                     part.database.allterms_begin(prefix) != part.database.allterms_end(prefix);
        part.built.each(prefix, [&](std::string_view, const BuiltList& list) {
            found = found || part.count_left(list) > 0;
            return !found;
        });
        return found;
    });
}

std::uint32_t frequency(const Snapshot& snapshot, Lang lang, std::string_view word) {
    return term_frequency(snapshot, exact_term(lang, word));
}

} // namespace lotse::index
