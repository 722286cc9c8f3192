#include "searchd/search/message.h"

#include <filesystem>
#include <fstream>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "tests/support/catch.h"

using namespace lotse;
using search::own_words;
using search::OwnWords;

namespace {

const analysis::Letters letters;

std::vector<std::string> sentences(const OwnWords& words) {
    std::vector<std::string> texts;
    for (const auto& sentence : words.sentences)
        texts.push_back(words.text.substr(sentence.begin, sentence.end - sentence.begin));
    return texts;
}

std::string without_line_breaks(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

std::vector<std::string> split_at(const std::string& text, const std::string& mark) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t at = 0; (at = text.find(mark, begin)) != std::string::npos;
         begin = at + mark.size())
        parts.push_back(text.substr(begin, at - begin));
    parts.push_back(text.substr(begin));
    return parts;
}

double weight(std::string_view body) {
    const auto words = own_words("", body, letters);
    REQUIRE(words.sentences.size() == 1);
    return words.sentences.front().weight;
}

} // namespace

TEST_CASE("of a message remain its writer's own sentences", "[search][draft]") {
    const auto path = std::filesystem::path(LOTSE_SOURCE_DIR) / "tests/unit/search/messages.txt";
    const auto cases = split_at(read_file(path, 1U << 20U).value(), "===\n");
    REQUIRE(cases.size() > 25);
    for (std::size_t i = 1; i < cases.size(); ++i) {
        INFO(cases[i]);
        const auto parts = split_at("\n" + cases[i], "\n---\n");
        REQUIRE(parts.size() == 2);
        std::string found;
        for (const auto& sentence : sentences(own_words("", parts[0], letters)))
            found += without_line_breaks(sentence) + " ";
        std::string expected;
        for (const auto line : split(parts[1], '\n'))
            expected += line.empty() ? "" : std::string(line) + " ";
        CHECK(found == expected);
    }
}

TEST_CASE("questions and complaints weigh more than tales, and a subject most", "[search][draft]") {
    CHECK(weight("Wie ändere ich das Passwort?") > weight("Es geht nicht mehr."));
    CHECK(weight("Es geht nicht mehr.") > weight("Ich bin seit Jahren zufrieden."));
    CHECK(weight("The page doesn't work.") > weight("I have been a customer for years."));
    CHECK(weight("how do I change it") == weight("Wie ändere ich das Passwort?"));
    const auto with_subject = own_words("Rechnung", "Wo ist sie?", letters);
    REQUIRE(with_subject.sentences.size() == 2);
    CHECK(with_subject.sentences[0].weight > with_subject.sentences[1].weight);
}

TEST_CASE("any bytes are a message", "[search][draft]") {
    for (const std::string& body :
         {std::string("\xff\xfe<\0&", 5), std::string("<p"), std::string("&#39"),
          std::string(5000, '<'), std::string(5000, '\n'), std::string(100'000, ':'),
          std::string("From:\nTo:\n")}) {
        const auto words = own_words(body, body, letters);
        std::size_t end = 0;
        for (const auto& sentence : words.sentences) {
            CHECK(sentence.begin >= end);
            CHECK(sentence.end > sentence.begin);
            end = sentence.end;
        }
        CHECK(end <= words.text.size());
    }
}
