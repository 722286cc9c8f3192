#include "tests/bench/baseline.h"

namespace lotse::bench {

namespace {

std::string language(index::Lang lang) {
    return lang == index::Lang::de ? "german" : "english";
}

} // namespace

Baseline::Baseline(const std::filesystem::path& folder,
                   const std::vector<index::Document>& documents) {
    std::filesystem::create_directories(folder);
    for (const index::Lang lang : {index::Lang::de, index::Lang::en}) {
        Xapian::WritableDatabase database((folder / language(lang)).string(),
                                          Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator generator;
        generator.set_stemmer(Xapian::Stem(language(lang)));
        for (const index::Document& document : documents) {
            if (document.lang != lang)
                continue;
            Xapian::Document out;
            generator.set_document(out);
            generator.index_text(document.title, 3);
            generator.increase_termpos();
            generator.index_text(document.text);
            out.set_data(document.key.to_string() + "\n" + document.title + "\n" + document.text);
            database.add_document(out);
        }
        database.commit();
        database.close();
        open_.emplace_back((folder / language(lang)).string());
    }
}

Baseline::~Baseline() = default;

std::size_t Baseline::search(const std::string& query, index::Lang lang) const {
    return ask(query, lang, Xapian::QueryParser::FLAG_DEFAULT);
}

std::size_t Baseline::suggest(const std::string& prefix, index::Lang lang) const {
    return ask(prefix, lang, Xapian::QueryParser::FLAG_PARTIAL);
}

std::size_t Baseline::draft(const std::string& text, index::Lang lang) const {
    return ask(text, lang, 0); // all words, any of them: no operators in what people write
}

std::size_t Baseline::ask(const std::string& query, index::Lang lang, unsigned flags) const {
    const Xapian::Database& database = open_[static_cast<std::size_t>(lang)];
    Xapian::QueryParser parser;
    parser.set_database(database);
    parser.set_stemmer(Xapian::Stem(language(lang)));
    parser.set_stemming_strategy(Xapian::QueryParser::STEM_SOME);
    parser.set_max_expansion(100, Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT);
    Xapian::Enquire enquire(database);
    try {
        enquire.set_query(parser.parse_query(query, flags));
    } catch (const Xapian::QueryParserError&) {
        return 0;
    }
    std::size_t read = 0;
    const Xapian::MSet hits = enquire.get_mset(0, 10);
    for (auto hit = hits.begin(); hit != hits.end(); ++hit)
        read += hit.get_document().get_data().empty() ? 0U : 1U;
    return read;
}

} // namespace lotse::bench
