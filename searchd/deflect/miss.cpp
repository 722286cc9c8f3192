#include "searchd/deflect/miss.h"

#include "tickets/ticket.h"

namespace lotse::deflect {

namespace {

constexpr Milliseconds long_deadline{5000};

constexpr std::array<std::string_view, 6> words{
    "", "not_indexed", "not_for_asker", "words_missing", "held_back", "overtaken"};

MissCause cause_of(const search::Meeting& meeting) {
    if (meeting.shown_rank != 0 &&
        meeting.shown_rank <= static_cast<std::size_t>(tickets::verified_rank))
        return MissCause::none;
    if (!meeting.missing().empty())
        return MissCause::words_missing;
    return meeting.shown_rank == 0 ? MissCause::held_back : MissCause::overtaken;
}

search::SearchRequest request_of(const Asked& asked) {
    search::SearchRequest request;
    request.query = asked.text;
    request.page_lang = asked.lang;
    request.caller = asked.asker;
    request.deadline = long_deadline;
    return request;
}

} // namespace

std::string_view name(MissCause cause) {
    return words[static_cast<std::size_t>(cause)];
}

Result<Encounter> ask_for(const search::Engine& engine, const Asked& asked,
                          const index::Key& answer) {
    auto request = request_of(asked);
    auto meeting = engine.meeting(request, answer);
    if (meeting)
        return Encounter{meeting->shown_rank == 0
                             ? std::nullopt
                             : std::optional(static_cast<int>(meeting->shown_rank)),
                         cause_of(*meeting), std::move(*meeting), answer};
    if (meeting.error().code != Code::not_found)
        return meeting.error();
    request.caller = search::Visibility::staff;
    const auto behind_the_desk = engine.meeting(request, answer);
    if (!behind_the_desk && behind_the_desk.error().code != Code::not_found)
        return behind_the_desk.error();
    return Encounter{std::nullopt,
                     behind_the_desk ? MissCause::not_for_asker : MissCause::not_indexed,
                     {},
                     answer};
}

} // namespace lotse::deflect
