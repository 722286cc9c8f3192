#pragma once
// The separate ideas that ranking is made of. Each can be left out, so that what it is worth can be
// measured (`lotse-indexer eval --without …`, `--ablate`); the daemon leaves out none.

#include <array>
#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lotse::search {

enum class Idea : std::uint8_t {
    forms,
    compounds,
    dictionary,
    learned,
    lookalikes,
    mending,
    synonyms,
    title,
    whole,
    remembered,
    nearness,
    grams,
    answers,
    paraphrases,
    letters,
    typed,
};

struct IdeaRow {
    Idea idea;
    std::string_view name;
    std::string_view says;
};

inline constexpr std::array ideas{
    IdeaRow{Idea::forms, "forms", "irregular forms, participles, verbs of nouns beyond the stem"},
    IdeaRow{Idea::compounds, "compounds", "compounds meet their parts and parts their compounds"},
    IdeaRow{Idea::dictionary, "dictionary", "translation word by word"},
    IdeaRow{Idea::learned, "learned", "pairs of words learnt from linked translations"},
    IdeaRow{Idea::lookalikes, "lookalikes", "words of the index that share most letters"},
    IdeaRow{Idea::mending, "mending", "typing errors, joined and split words"},
    IdeaRow{Idea::synonyms, "synonyms", "the editors' synonyms and glossary"},
    IdeaRow{Idea::title, "title", "title and names as fields with a length of their own"},
    IdeaRow{Idea::whole, "whole", "the document's weight as one text, whatever its fields"},
    IdeaRow{Idea::remembered, "remembered", "questions that a document has answered before"},
    IdeaRow{Idea::nearness, "nearness", "the question's neighbours are neighbours in the text"},
    IdeaRow{Idea::grams, "grams", "words that share letters with words of the document"},
    IdeaRow{Idea::answers, "answers",
            "when asks for a time, how many for a number, who for a name"},
    IdeaRow{Idea::paraphrases, "paraphrases", "words that the dictionary translates alike"},
    IdeaRow{Idea::letters, "letters", "of a message only its writer's own sentences, weighed"},
    IdeaRow{Idea::typed, "typed", "suggestions by a whole search for what is typed so far"},
};

constexpr std::optional<Idea> parse_idea(std::string_view name) {
    for (const IdeaRow& row : ideas)
        if (row.name == name)
            return row.idea;
    return std::nullopt;
}

/// Ideas left out.
class Without {
  public:
    Without() = default;
    void add(Idea idea) { left_out_.set(static_cast<std::size_t>(idea)); }
    bool operator()(Idea idea) const { return left_out_.test(static_cast<std::size_t>(idea)); }
    bool operator==(const Without&) const = default;

  private:
    std::bitset<ideas.size()> left_out_;
};

} // namespace lotse::search
