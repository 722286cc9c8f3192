#include "searchd/deflect/trails.h"

#include <algorithm>
#include <exception>
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
// A few at a time cost little more than one; many would be in the way of those who search on.
constexpr Gather gathered{.pieces = 8, .at_most = std::chrono::milliseconds{50}};

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
      visitors_(database.clock(), database.random()), later_(most_waiting, gathered) {
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
    Learnt learnt{.record = {.trail = trail,
                             .visitor = visitors_.key(search.visitor),
                             .text = search.text,
                             .lang = std::string(analysis::name(answer.lang)),
                             .outcome = outcome_of(answer),
                             .shown = shown_ids(answer),
                             .at = database_.clock().now(),
                             .audience = std::string(index::name(search.audience)),
                             .channel = search.channel,
                             .customer = search.customer,
                             .first = !goes_on},
                  .lang = answer.lang,
                  .mended =
                      answer.searched_for.empty() ? answer.did_you_mean : answer.searched_for};
    {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(learnt));
    }
    later_.add([this] {
        try {
            write_waiting();
        } catch (const std::exception& fault) {
            log_.error("search_not_recorded", {{"reason", fault.what()}});
        }
    });
    return trail;
}

/// All that has come meanwhile: together they cost little more than one.
void Trails::write_waiting() {
    std::vector<Learnt> waiting;
    {
        const std::lock_guard lock(mutex_);
        waiting.swap(waiting_);
    }
    std::vector<tickets::SearchRecord> records;
    for (Learnt& learnt : waiting) {
        if (!learnt.record.first)
            write(records); // what its trail has so far
        if (complete(learnt))
            records.push_back(std::move(learnt.record));
    }
    write(records);
}

void Trails::write(std::vector<tickets::SearchRecord>& records) {
    if (records.empty())
        return;
    tickets::SearchLog log(database_);
    if (!log.record_all(records))
        for (const auto& record : records) // one of them is not to be written
            if (const auto written = log.record(record); !written)
                log_.warning("search_not_recorded", {{"reason", written.error().to_string()}});
    records.clear();
}

bool Trails::complete(Learnt& learnt) const {
    tickets::SearchRecord& record = learnt.record;
    // The topic is made of what will be kept, so that it holds no name either.
    std::string clean =
        tickets::redact(record.text, {.own_contacts = database_.options().own_contacts});
    if (!record.first && repeats_last(record.trail, clean)) {
        if (const auto noted = tickets::SearchLog(database_).mark_returned(record.trail); !noted)
            log_.warning("search_not_recorded", {{"reason", noted.error().to_string()}});
        return false;
    }
    const bool as_searched = clean == record.text;
    record.text = std::move(clean);
    const std::string& mended = learnt.mended.empty() ? record.text : learnt.mended;
    auto topic = as_searched ? topic_of_mended(engine_, mended, learnt.lang)
                             : topic_of(engine_, record.text, learnt.lang);
    if (topic)
        record.topic = std::move(*topic);
    return true;
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
