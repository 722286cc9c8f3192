#include "tests/bench/baseline.h"

#include "tests/bench/peers/words.h"

namespace lotse::bench {

namespace {

constexpr const char* title_prefix = "S"; // Omega's convention

std::string path(const std::filesystem::path& folder, index::Lang lang) {
    return (folder / language(lang)).string();
}

} // namespace

void Baseline::build(const std::filesystem::path& folder,
                     const std::vector<index::Document>& documents) {
    std::filesystem::create_directories(folder);
    for (const index::Lang lang : languages) {
        Xapian::WritableDatabase database(path(folder, lang), Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator generator;
        generator.set_stemmer(Xapian::Stem(language(lang)));
        for (const index::Document& document : documents) {
            if (document.lang != lang)
                continue;
            Xapian::Document out;
            generator.set_document(out);
            generator.index_text(document.title, 3);
            generator.index_text(document.title, 1, title_prefix);
            generator.increase_termpos();
            generator.index_text(document.text);
            out.set_data(document.title);
            database.add_document(out);
        }
        database.commit();
    }
}

Baseline::Baseline(const std::filesystem::path& folder)
    : open_{Xapian::Database(path(folder, languages[0])),
            Xapian::Database(path(folder, languages[1]))} {}

std::vector<std::string> Baseline::search(const std::string& query, index::Lang lang) const {
    try {
        return titles(parser(lang).parse_query(query), lang);
    } catch (const Xapian::QueryParserError&) {
        return {};
    }
}

std::vector<std::string> Baseline::draft(const std::string& text, index::Lang lang) const {
    return titles(parser(lang).parse_query(text, 0), lang); // no operators in what people write
}

std::vector<std::string> Baseline::suggest(const std::string& prefix, index::Lang lang) const {
    Xapian::QueryParser titles_only = parser(lang);
    titles_only.set_default_op(Xapian::Query::OP_AND);
    titles_only.set_stemming_strategy(Xapian::QueryParser::STEM_NONE);
    return titles(titles_only.parse_query(prefix, Xapian::QueryParser::FLAG_PARTIAL, title_prefix),
                  lang);
}

Xapian::QueryParser Baseline::parser(index::Lang lang) const {
    Xapian::QueryParser parser;
    parser.set_database(open_[static_cast<std::size_t>(lang)]);
    parser.set_stemmer(Xapian::Stem(language(lang)));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_max_expansion(100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
    return parser;
}

std::vector<std::string> Baseline::titles(const Xapian::Query& query, index::Lang lang) const {
    Xapian::Enquire enquire(open_[static_cast<std::size_t>(lang)]);
    enquire.set_query(query);
    std::vector<std::string> found;
    const Xapian::MSet hits = enquire.get_mset(0, 10);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit)
        found.push_back(hit.get_document().get_data());
    return found;
}

} // namespace lotse::bench
