#include "indexer/cli/letters.h"

#include "indexer/base/file.h"
#include "indexer/base/text.h"

#include <algorithm>
#include <utility>

namespace lotse::cli {

namespace {

constexpr std::size_t largest_letters_file = std::size_t{1} << 20U;
constexpr std::size_t fillers_before = 4; // sentences, and as many after the question
constexpr const char* section_names[] = {"header",    "subject", "greeting", "who",
                                         "filler",    "lead",    "polite",   "closing",
                                         "signature", "quoted",  "name"};

// The same throws for the same seed on every machine (SplitMix64); nothing here is secret.
class Dice {
  public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}
    std::size_t below(std::size_t count) {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15U;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return static_cast<std::size_t>((z ^ (z >> 31U)) % count);
    }
    const std::string& one_of(const std::vector<std::string>& entries) {
        return entries[below(entries.size())];
    }
    /// `count` different ones, in random order.
    std::vector<std::string> some_of(std::vector<std::string> entries, std::size_t count) {
        count = std::min(count, entries.size());
        for (std::size_t i = 0; i < count; ++i)
            std::swap(entries[i], entries[i + below(entries.size() - i)]);
        entries.resize(count);
        return entries;
    }

  private:
    std::uint64_t state_;
};

std::string filled(std::string text, std::string_view place, std::string_view value) {
    for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos; at += value.size())
        text.replace(at, place.size(), value);
    return text;
}

std::string sentences(const std::vector<std::string>& all) {
    std::string text;
    for (const std::string& one : all)
        text += (text.empty() ? "" : " ") + one;
    return text;
}

std::map<std::string, std::vector<std::string>> parse(std::string_view text) {
    std::map<std::string, std::vector<std::string>> sections;
    std::string section;
    std::string entry;
    const auto finish = [&] {
        if (!entry.empty())
            sections[section].push_back(std::exchange(entry, {}));
    };
    for (const std::string_view line : split(text, '\n')) {
        if (line.starts_with('#'))
            continue;
        if (line.starts_with('[') && line.ends_with(']')) {
            finish();
            section = line.substr(1, line.size() - 2);
        } else if (trimmed(line).empty() && section != "signature" && section != "quoted") {
            finish();
        } else if (line == "%") {
            finish();
        } else {
            entry += (entry.empty() ? "" : "\n") + std::string(line);
        }
    }
    finish();
    return sections;
}

} // namespace

Result<LetterWriter> LetterWriter::read(const std::filesystem::path& folder) {
    LetterWriter writer;
    for (const analysis::Lang lang : analysis::all_langs) {
        const auto path = folder / (std::string(analysis::name(lang)) + ".txt");
        const auto text = read_file(path, largest_letters_file);
        if (!text)
            return text.error();
        auto& sections = writer.sections_[static_cast<std::size_t>(lang)];
        sections = parse(*text);
        for (const char* name : section_names)
            if (sections[name].empty())
                return Error{Code::invalid_argument,
                             path.string() + ": section [" + name + "] has no entry",
                             "see corpus/letters for the sections"};
    }
    return writer;
}

Letter LetterWriter::wrap(const std::string& question, const std::string& other,
                          analysis::Lang lang, std::uint64_t number) const {
    const Sections& sections = sections_[static_cast<std::size_t>(lang)];
    const auto all = [&](const char* name) -> const std::vector<std::string>& {
        return sections.at(name);
    };
    Dice dice(number);
    const auto fillers = dice.some_of(all("filler"), 2 * fillers_before);
    const auto middle = fillers.begin() + static_cast<std::ptrdiff_t>(fillers.size() / 2);
    Letter letter;
    if (dice.below(4) != 0)
        letter.subject = dice.one_of(all("subject"));
    if (dice.below(4) == 0)
        letter.body += dice.one_of(all("header")) + "\n\n";
    letter.body += dice.one_of(all("greeting")) + "\n\n" + dice.one_of(all("who")) + " ";
    letter.body += sentences({fillers.begin(), middle}) + "\n\n";
    if (dice.below(2) == 0)
        letter.body += dice.one_of(all("lead")) + " ";
    letter.body +=
        question +
        (std::string_view(".?!").find(question.back()) != std::string_view::npos ? " " : ". ");
    letter.body += sentences({middle, fillers.end()}) + "\n\n" + dice.one_of(all("polite"));
    letter.body += "\n\n" + dice.one_of(all("closing")) + "\n" + dice.one_of(all("signature"));
    if (dice.below(3) != 0)
        letter.body += "\n\n" + filled(dice.one_of(all("quoted")), "{question}", other);
    letter.body = filled(letter.body, "{name}", dice.one_of(all("name"))) + "\n";
    return letter;
}

} // namespace lotse::cli
