#include "searchd/deflect/requests.h"

#include "indexer/base/text.h"
#include "tickets/search_log.h"

namespace lotse::deflect {

namespace {

constexpr auto key_life = std::chrono::hours{24};
constexpr std::size_t most_keys = 10'000;
constexpr std::size_t longest_key = 200;
constexpr std::size_t subject_of_message_bytes = 80;

bool same_request(const tickets::TicketDraft& a, const tickets::TicketDraft& b) {
    return a.subject == b.subject && a.body == b.body && a.lang == b.lang &&
           a.category == b.category && a.contact == b.contact && a.requester == b.requester;
}

/// The first line of the message that has words, cut at a word.
std::string beginning_of(std::string_view body) {
    const std::string_view text = trimmed(body);
    const std::string_view line = trimmed(text.substr(0, text.find('\n')));
    std::string_view kept = utf8_prefix(line, subject_of_message_bytes);
    if (kept.size() == line.size())
        return std::string(line);
    if (const auto space = kept.rfind(' '); space != std::string_view::npos)
        kept = kept.substr(0, space);
    return std::string(kept) + "…";
}

std::string subject_for(const tickets::TicketDraft& draft, tickets::Database& database) {
    const auto searches = tickets::SearchLog(database).trail(draft.trail);
    if (searches && !searches->empty() && !searches->back().text.empty())
        return searches->back().text;
    return beginning_of(draft.body);
}

} // namespace

Requests::Requests(tickets::Database& database) : database_(database) {}

Result<FiledRequest> Requests::file(const tickets::Actor& actor, const RequestForm& form) {
    if (form.key.size() > longest_key)
        return Error{Code::invalid_argument, "the idempotency key is too long",
                     "send at most 200 bytes"};
    if (form.key.empty()) {
        auto created = create(actor, form.draft);
        if (!created)
            return created.error();
        return FiledRequest{created->number, created->link_token};
    }
    const std::lock_guard lock(mutex_);
    const TimePoint now = database_.clock().now();
    forget_old(now);
    if (const auto known = filed_.find(form.key); known != filed_.end()) {
        if (!same_request(known->second.draft, form.draft))
            return Error{Code::conflict, "this idempotency key was used for another request",
                         "send a new key with a new request"};
        return FiledRequest{known->second.created.number, known->second.created.link_token, true};
    }
    auto created = create(actor, form.draft);
    if (!created)
        return created.error();
    filed_.emplace(form.key, Filed{form.draft, *created, now});
    keys_.push_back(form.key);
    return FiledRequest{created->number, created->link_token};
}

Result<tickets::CreatedTicket> Requests::create(const tickets::Actor& actor,
                                                tickets::TicketDraft draft) {
    if (trimmed(draft.subject).empty())
        draft.subject = subject_for(draft, database_);
    return tickets::TicketStore(database_).create(actor, draft);
}

void Requests::forget_old(TimePoint now) {
    while (!keys_.empty() &&
           (keys_.size() >= most_keys || filed_.at(keys_.front()).at + key_life <= now)) {
        filed_.erase(keys_.front());
        keys_.pop_front();
    }
}

} // namespace lotse::deflect
