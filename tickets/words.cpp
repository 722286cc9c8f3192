#include "tickets/words.h"

#include <algorithm>
#include <array>
#include <string>

#include "tickets/mail_queue.h"
#include "tickets/outbox.h"
#include "tickets/people.h"
#include "tickets/permissions.h"
#include "tickets/queue.h"
#include "tickets/search_log.h"
#include "tickets/transitions.h"

namespace lotse::tickets {

namespace {

template <class Enum>
constexpr std::array<std::string_view, 0> words_of{};

template <>
constexpr std::array words_of<Kind> = std::to_array<std::string_view>({"request", "gap"});
template <>
constexpr std::array words_of<State> = std::to_array<std::string_view>(
    {"new", "open", "pending_reminder", "pending_close", "solved", "closed", "merged"});
template <>
constexpr std::array words_of<Priority> = std::to_array<std::string_view>({"low", "normal", "high",
                                                                           "urgent"});
template <>
constexpr std::array words_of<Role> = std::to_array<std::string_view>({"customer", "agent",
                                                                       "editor", "admin"});
template <>
constexpr std::array words_of<Channel> = std::to_array<std::string_view>({"portal", "api", "email",
                                                                          "phone", "chat", "fax",
                                                                          "letter", "in_person"});
template <>
constexpr std::array words_of<Visibility> = std::to_array<std::string_view>({"public", "internal"});
template <>
constexpr std::array words_of<Sender> = std::to_array<std::string_view>({"customer", "agent",
                                                                         "system"});
template <>
constexpr std::array words_of<ResolutionKind> = std::to_array<std::string_view>(
    {"linked_article", "written_article", "drafted_article", "shared_solution", "no_knowledge"});
template <>
constexpr std::array words_of<NoKnowledge> = std::to_array<std::string_view>(
    {"one_off", "outage", "done", "opinion", "duplicate", "not_ours", "spam", "other"});
template <>
constexpr std::array words_of<Outcome> = std::to_array<std::string_view>(
    {"answered", "opened", "no_results", "low_confidence", "no_click", "not_helped",
     "left_for_form", "back_at_once", "asked_otherwise", "ticket_soon"});
template <>
constexpr std::array words_of<ArticleUse> = std::to_array<std::string_view>({"shown", "opened",
                                                                             "tried"});
template <>
constexpr std::array words_of<LinkKind> = std::to_array<std::string_view>({"duplicate_of",
                                                                           "follows", "caused_by"});
template <>
constexpr std::array words_of<ProblemState> = std::to_array<std::string_view>({"open", "solved"});
template <>
constexpr std::array words_of<LookupKind> = std::to_array<std::string_view>({"intake",
                                                                             "hand_over"});
template <>
constexpr std::array words_of<Event> = std::to_array<std::string_view>(
    {"assign", "move_level", "agent_reply", "note", "customer_reply", "prioritize",
     "await_reminder", "await_close", "resolve", "reopen", "close", "due", "merge", "absorb",
     "split"});
template <>
constexpr std::array words_of<Action> = std::to_array<std::string_view>(
    {"search_public",  "read_customer_articles", "read_internal", "vote",       "create_ticket",
     "read_ticket",    "reply_ticket",           "list_tickets",  "read_notes", "work_ticket",
     "resolve_ticket", "draft_article",          "write_article", "read_gaps",  "read_reports",
     "reindex",        "manage_people",          "configure",     "read_audit", "read_own_data"});
template <>
constexpr std::array words_of<GapState> =
    std::to_array<std::string_view>({"open", "answered", "ignored", "closed", "merged"});
template <>
constexpr std::array words_of<JobKind> = std::to_array<std::string_view>(
    {"ticket_resolved", "ticket_reopened", "questions_changed", "person_erased"});
template <>
constexpr std::array words_of<Order> = std::to_array<std::string_view>({"newest", "oldest",
                                                                        "priority", "changed"});
template <>
constexpr std::array words_of<TokenKind> = std::to_array<std::string_view>({"session", "api"});

template <>
constexpr std::array words_of<MailKind> =
    std::to_array<std::string_view>({"sign_in", "request_received", "answer_arrived"});
template <>
constexpr std::array words_of<MailState> = std::to_array<std::string_view>({"waiting", "sent",
                                                                            "failed"});

std::string listed(std::span<const std::string_view> words) {
    std::string text = "one of:";
    for (const auto word : words)
        text.append(" ").append(word);
    return text;
}

} // namespace

template <class Enum>
std::span<const std::string_view> names() {
    return words_of<Enum>;
}

template <class Enum>
Result<Enum> from_name(std::string_view word) {
    const auto& words = words_of<Enum>;
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end())
        return Error{Code::invalid_argument, "'" + std::string(word.substr(0, 40)) + "' is unknown",
                     listed(words)};
    return static_cast<Enum>(found - words.begin());
}

// clang-format off
#define LOTSE_WORDS(Enum)                                                                          \
    template std::span<const std::string_view> names<Enum>();                                      \
    template Result<Enum> from_name<Enum>(std::string_view);
LOTSE_WORDS(Kind)
LOTSE_WORDS(State)
LOTSE_WORDS(Priority)
LOTSE_WORDS(Role)
LOTSE_WORDS(Channel)
LOTSE_WORDS(Visibility)
LOTSE_WORDS(Sender)
LOTSE_WORDS(ResolutionKind)
LOTSE_WORDS(NoKnowledge)
LOTSE_WORDS(Outcome)
LOTSE_WORDS(ArticleUse)
LOTSE_WORDS(LinkKind)
LOTSE_WORDS(ProblemState)
LOTSE_WORDS(LookupKind)
LOTSE_WORDS(Event)
LOTSE_WORDS(Action)
LOTSE_WORDS(GapState)
LOTSE_WORDS(JobKind)
LOTSE_WORDS(TokenKind)
LOTSE_WORDS(Order)
LOTSE_WORDS(MailKind)
LOTSE_WORDS(MailState)
#undef LOTSE_WORDS
// clang-format on

} // namespace lotse::tickets
