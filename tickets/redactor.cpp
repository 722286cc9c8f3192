#include "tickets/redactor_internal.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

void append(std::string& text, const std::string& more, std::string_view between) {
    if (!more.empty())
        text.append(text.empty() ? "" : between).append(more);
}

/// Words with which people give a cause, in lower case; ASCII apart, umlauts as written.
constexpr std::string_view cause_words[] = {
    "ursache", "liegt an",  "liegt daran", "lag an",  "lag daran",   "grund ",     "grund:",
    "weil ",   "wegen ",    "verursacht",  "deshalb", "deswegen",    "because ",   "cause",
    "due to ", "reason is", "reason was",  "reason:", "that is why", "that's why",
};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

/// At the beginning of a word: "bewegen" gives no cause.
bool gives_cause(std::string_view sentence) {
    const std::string lower = ascii_lower(sentence);
    return std::any_of(std::begin(cause_words), std::end(cause_words), [&](std::string_view word) {
        for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1))
            if (at == 0 || !is_letter(lower[at - 1]))
                return true;
        return false;
    });
}

bool ends_sentence(std::string_view text, std::size_t at) {
    if (text[at] == '\n')
        return true;
    if (text[at] != '.' && text[at] != '!' && text[at] != '?')
        return false;
    // A point inside a number, a name or an abbreviation is followed by no blank and capital.
    return at + 2 >= text.size() ||
           (text[at + 1] == ' ' && !(text[at + 2] >= 'a' && text[at + 2] <= 'z')) ||
           text[at + 1] == '\n';
}

std::vector<std::string_view> sentences(std::string_view text) {
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size(); ++at)
        if (ends_sentence(text, at) || at + 1 == text.size()) {
            const auto one = trimmed(text.substr(begin, at + 1 - begin));
            if (!one.empty())
                found.push_back(one);
            begin = at + 1;
        }
    return found;
}

} // namespace

Redactor::Redactor(const Ticket& ticket, const std::vector<Message>& messages,
                   const std::vector<std::string>& own_contacts)
    : messages_(messages) {
    context_.own_contacts = own_contacts;
    add_name(ticket.contact.name);
    add_name(ticket.assignee_name);
    for (const Message& message : messages)
        if (message.sender != Sender::system) // programs have no names to hide
            add_name(message.author);
}

void Redactor::add_name(const std::string& name) {
    if (!name.empty() &&
        std::find(context_.names.begin(), context_.names.end(), name) == context_.names.end())
        context_.names.push_back(name);
}

std::string Redactor::problem() const {
    std::string text;
    for (const Message& message : messages_)
        if (message.sender == Sender::customer)
            append(text, clean(without_quotes_and_signature(message.body)), "\n\n");
    return text;
}

std::string Redactor::last_answer() const {
    const auto answer =
        std::find_if(messages_.rbegin(), messages_.rend(), [](const Message& message) {
            return message.sender != Sender::customer && message.visibility == Visibility::public_;
        });
    return answer == messages_.rend() ? std::string()
                                      : clean(without_quotes_and_signature(answer->body));
}

std::string Redactor::solution(const Resolution& resolution) const {
    if (!resolution.text.empty())
        return clean(resolution.text);
    const std::string answer = last_answer();
    return answer.empty() ? clean(resolution.reason) : answer;
}

std::string Redactor::causes_in(Visibility visibility) const {
    std::string text;
    for (const Message& message : messages_) {
        if (message.sender == Sender::customer || message.visibility != visibility)
            continue;
        const std::string body = clean(without_quotes_and_signature(message.body));
        for (const auto sentence : sentences(body))
            if (gives_cause(sentence))
                append(text, std::string(sentence), " ");
    }
    return text;
}

std::string Redactor::cause() const {
    const std::string noted = causes_in(Visibility::internal);
    return noted.empty() ? causes_in(Visibility::public_) : noted;
}

} // namespace lotse::tickets
