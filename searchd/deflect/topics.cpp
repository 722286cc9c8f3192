#include "searchd/deflect/topics.h"

#include <algorithm>

#include "searchd/search/content_words.h"
#include "searchd/search/other_names.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t most_words = 12; // the rarest; a question that long is a letter

/// Each word of the topic, and each part of one.
std::vector<tickets::TopicWord*> all_words(tickets::Topic& topic) {
    std::vector<tickets::TopicWord*> words;
    for (tickets::TopicWord& word : topic) {
        words.push_back(&word);
        for (tickets::TopicWord& part : word.parts)
            words.push_back(&part);
    }
    return words;
}

void name(tickets::TopicWord& word, const search::NamesOfTerm& known, bool names) {
    word.common = known.common;
    if (names)
        for (const auto& other : known.others)
            word.others.push_back(
                {other.term, std::string(analysis::name(other.lang)), other.worth});
}

/// The dictionary gives the words of a translation one by one: "Impfausweis" is no card. What
/// belongs to a part is the part's.
void leave_to_parts(tickets::TopicWord& compound) {
    std::erase_if(compound.others, [&](const tickets::OtherName& name) {
        return name.lang != compound.lang &&
               std::ranges::any_of(compound.parts, [&](const tickets::TopicWord& part) {
                   return std::ranges::any_of(part.others, [&](const tickets::OtherName& its) {
                       return its.text == name.text && its.lang == name.lang;
                   });
               });
    });
}

} // namespace

Result<std::string> topic_of(const search::Engine& engine, std::string_view question,
                             search::Lang lang) {
    const auto read = engine.mended(question, lang);
    return read ? topic_of_mended(engine, *read, lang) : read.error();
}

Result<std::string> topic_of_mended(const search::Engine& engine, std::string_view question,
                                    search::Lang lang) {
    search::Draft draft;
    draft.body = question;
    draft.lang = lang;
    draft.page_lang = lang;
    const auto content = engine.content_words(draft);
    if (!content)
        return content.error();
    std::vector<std::string> words;
    for (const auto& one : content->words) {
        if (words.size() == most_words)
            break;
        std::string word = one.term;
        for (const std::string& part : one.parts)
            word.append("/").append(part);
        words.push_back(std::move(word));
    }
    return tickets::written(std::move(words));
}

tickets::Topic EngineTopics::read(std::string_view topic, std::string_view lang, bool names) const {
    tickets::Topic read = TopicReader::read(topic, lang, names);
    const auto tongue = analysis::parse_lang(lang);
    if (!tongue)
        return read;
    const auto words = all_words(read);
    std::vector<search::TermOf> terms;
    for (const tickets::TopicWord* word : words)
        terms.push_back({word->text, *tongue});
    if (const auto known = engine_.names_of(terms))
        for (std::size_t i = 0; i < words.size(); ++i)
            name(*words[i], (*known)[i], names);
    for (tickets::TopicWord& word : read)
        leave_to_parts(word);
    return read;
}

} // namespace lotse::deflect
