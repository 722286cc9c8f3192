#include "tests/bench/sets.h"

#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

namespace lotse::bench {

std::vector<index::Document> documents_in(const std::filesystem::path& file) {
    std::vector<index::Document> documents;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        const auto object = nlohmann::json::parse(line);
        index::Document document;
        const auto& id = object.at("id");
        document.key = {index::Kind::article,
                        "doc-" + (id.is_string() ? id.get<std::string>() : id.dump())};
        document.lang = object.value("lang", "en") == "de" ? index::Lang::de : index::Lang::en;
        document.visibility = index::Visibility::everyone;
        document.title = object.value("title", "");
        document.text = object.value("body", "");
        documents.push_back(std::move(document));
    }
    return documents;
}

std::vector<Ask> questions_in(const std::filesystem::path& file, std::size_t most) {
    std::vector<Ask> asked;
    std::set<std::string> seen;
    std::ifstream in(file);
    for (std::string line; asked.size() < most && std::getline(in, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos && seen.insert(line).second)
            asked.push_back({line.substr(tab + 1),
                             line.substr(0, tab) == "de" ? index::Lang::de : index::Lang::en});
    return asked;
}

} // namespace lotse::bench
