#include "searchd/deflect/trails.h"

#include <algorithm>
#include <memory>

#include "indexer/base/text.h"
#include "searchd/deflect/failure.h"
#include "searchd/deflect/topics.h"
#include "tickets/redact.h"
#include "tickets/topic_index.h"

namespace lotse::deflect {

namespace {

constexpr std::size_t trail_bytes = 16;
constexpr std::size_t trail_length = 22; // those bytes as base64url
constexpr std::size_t most_shown = 20;   // ids kept with a search
constexpr std::size_t most_waiting = 64; // searches to be written

bool is_base64url(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

std::vector<std::string> shown_ids(const search::SearchAnswer& answer) {
    std::vector<std::string> ids;
    for (const auto& hit : answer.hits) {
        if (ids.size() == most_shown)
            break;
        ids.push_back(hit.id);
    }
    return ids;
}

} // namespace

bool is_trail(std::string_view text) {
    return text.size() == trail_length && std::ranges::all_of(text, is_base64url);
}

Trails::Trails(tickets::Database& database, const search::Engine& engine, Log& log)
    : database_(database), engine_(engine), log_(log),
      visitors_(database.clock(), database.random()), later_(most_waiting) {
    database.topics().read_with(std::make_shared<const EngineTopics>(engine));
}

std::string Trails::mint() {
    return random_token(database_.random(), trail_bytes);
}

std::string Trails::record(const Searched& search, const search::SearchAnswer& answer) {
    const bool goes_on = is_trail(search.trail);
    std::string trail = goes_on ? search.trail : mint();
    if (trimmed(search.text).empty())
        return trail;
    tickets::SearchRecord record{.trail = trail,
                                 .visitor = visitors_.key(search.visitor),
                                 .text = search.text,
                                 .lang = std::string(analysis::name(answer.lang)),
                                 .outcome = outcome_of(answer),
                                 .shown = shown_ids(answer),
                                 .at = database_.clock().now(),
                                 .audience = std::string(index::name(search.audience)),
                                 .channel = search.channel,
                                 .customer = search.customer};
    later_.add([this, goes_on, record = std::move(record), lang = answer.lang]() mutable {
        write(std::move(record), goes_on, lang);
    });
    return trail;
}

void Trails::write(tickets::SearchRecord record, bool goes_on, search::Lang lang) {
    // The topic is made of what will be kept, so that it holds no name either.
    record.text = tickets::redact(record.text, {.own_contacts = database_.options().own_contacts});
    const auto note = [&](const auto& written) {
        if (!written)
            log_.warning("search_not_recorded", {{"reason", written.error().to_string()}});
    };
    if (goes_on && repeats_last(record.trail, record.text))
        return note(tickets::SearchLog(database_).mark_returned(record.trail));
    if (auto topic = topic_of(engine_, record.text, lang))
        record.topic = std::move(*topic);
    note(tickets::SearchLog(database_).record(record));
}

bool Trails::repeats_last(const std::string& trail, std::string_view clean) const {
    const auto known = written(trail);
    return known && !known->empty() && known->back().text == trimmed(clean);
}

Status Trails::opened(std::string_view trail, std::string_view document) {
    settle();
    return tickets::SearchLog(database_).mark_opened(trail, document);
}

Status Trails::helped(std::string_view trail, std::string_view document) {
    settle();
    return tickets::SearchLog(database_).mark_helped(trail, document);
}

Status Trails::not_helped(std::string_view trail, std::string_view document) {
    settle();
    return tickets::SearchLog(database_).mark_not_helped(trail, document);
}

Result<std::vector<tickets::TrailSearch>> Trails::searches(std::string_view trail) const {
    settle();
    return written(trail);
}

Result<std::vector<tickets::TrailSearch>> Trails::written(std::string_view trail) const {
    return tickets::SearchLog(database_).trail(trail);
}

} // namespace lotse::deflect
