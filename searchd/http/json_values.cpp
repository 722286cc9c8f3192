// Our values as JSON. Customers' values and staff's are made by different functions; nothing is
// made and then hidden.

#include "portal/render/urls.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/page_internal.h"

namespace lotse::http {
namespace {

/// How many UTF-16 units the UTF-8 text takes.
std::size_t utf16_length(std::string_view text) {
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80)
            units += byte >= 0xf0 ? 2 : 1;
    }
    return units;
}

Json time_or_null(const std::optional<TimePoint>& time) {
    return time ? Json(to_iso8601(*time)) : Json(nullptr);
}

template <class Values, class Make>
Json array_of(const Values& values, Make make) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(make(value));
    return list;
}

} // namespace

Json to_json(const search::Reason& reason) {
    return {{"query_word", reason.query_word},
            {"document_word", reason.document_word},
            {"rule", search::name(reason.rule)},
            {"field", reason.field}};
}

Json to_json(const tickets::LevelMove& move) {
    return {{"at", to_iso8601(move.at)}, {"from", move.from},     {"to", move.to},
            {"team", move.team},         {"reason", move.reason}, {"actor", move.actor}};
}

Json to_json(const tickets::Resolution& resolution) {
    return {{"kind", name(resolution.kind)},
            {"article", resolution.article},
            {"lang", resolution.lang},
            {"title", resolution.title},
            {"text", resolution.text},
            {"reason", resolution.reason},
            {"cause", resolution.cause ? Json(name(*resolution.cause)) : Json(nullptr)},
            {"at", to_iso8601(resolution.at)},
            {"actor", resolution.actor}};
}

Json to_json(const tickets::TrailSearch& search) {
    return {{"at", to_iso8601(search.at)},     {"text", search.text},   {"lang", search.lang},
            {"outcome", name(search.outcome)}, {"shown", search.shown}, {"opened", search.opened}};
}

Json to_json(const tickets::Replay& replay) {
    return {{"question", replay.question},
            {"lang", replay.lang},
            {"found_rank", replay.found_rank ? Json(*replay.found_rank) : Json(nullptr)},
            {"verified", replay.verified()},
            {"cause", replay.cause},
            {"missing", replay.missing},
            {"at", to_iso8601(replay.at)}};
}

Json to_json(const tickets::HistoryRow& row) {
    return {{"id", row.id.value},
            {"at", to_iso8601(row.at)},
            {"actor", row.actor},
            {"event", row.event},
            {"detail", Json::parse(row.detail, nullptr, false)}};
}

std::string url_of(index::Kind kind, std::string_view id, Tongue tongue, std::string_view trail) {
    const auto lang = page_lang(tongue);
    switch (kind) {
    case index::Kind::article:
        return portal::with_parameter(portal::article_url(lang, id), "trail", trail);
    case index::Kind::solution:
        return portal::with_parameter(portal::solution_url(lang, id), "trail", trail);
    case index::Kind::ticket:
        return "/api/v1/tickets/" + portal::url_encoded(id);
    }
    return {};
}

Json utf16_marks(std::string_view text, const std::vector<search::Mark>& marks) {
    Json list = Json::array();
    for (const auto& mark : marks) {
        const std::size_t begin = utf16_length(text.substr(0, mark.begin));
        const std::size_t length = utf16_length(text.substr(mark.begin, mark.end - mark.begin));
        list.push_back({begin, begin + length});
    }
    return list;
}

Json score_parts(const search::Hit& hit) {
    Json parts = Json::object();
    for (const auto& part : hit.score_parts)
        parts[part.name] = part.value;
    return parts;
}

Json to_json(const search::Hit& hit, Tongue tongue, std::string_view trail) {
    return {{"id", hit.id},
            {"lang", name(hit.lang)},
            {"kind", name(hit.kind)},
            {"title", hit.title},
            {"title_marks", utf16_marks(hit.title, hit.title_marks)},
            {"url", url_of(hit.kind, hit.id, tongue, trail)},
            {"category", hit.category},
            {"snippet", hit.snippet},
            {"marks", utf16_marks(hit.snippet, hit.marks)},
            {"score", hit.score},
            {"score_parts", score_parts(hit)},
            {"confidence", hit.confidence},
            {"why", array_of(hit.why, [](const auto& why) { return to_json(why); })},
            {"updated", time_or_null(hit.updated)}};
}

Json to_json(const search::Suggestion& hit, Tongue tongue) {
    return {{"id", hit.id},
            {"lang", name(hit.lang)},
            {"kind", name(hit.kind)},
            {"title", hit.title},
            {"title_marks", utf16_marks(hit.title, hit.title_marks)},
            {"url", url_of(hit.kind, hit.id, tongue, {})}};
}

Json to_json(const tickets::Ticket& ticket) {
    return {{"number", ticket.number.value},
            {"kind", name(ticket.kind)},
            {"subject", ticket.subject},
            {"lang", ticket.lang},
            {"category", ticket.category},
            {"channel", name(ticket.channel)},
            {"contact",
             {{"name", ticket.contact.name},
              {"email", ticket.contact.email},
              {"phone", ticket.contact.phone}}},
            {"level", ticket.level},
            {"team", ticket.team},
            {"assignee", ticket.assignee ? Json(ticket.assignee->value) : Json(nullptr)},
            {"assignee_name", ticket.assignee_name},
            {"state", name(ticket.state)},
            {"priority", name(ticket.priority)},
            {"created", to_iso8601(ticket.created)},
            {"updated", to_iso8601(ticket.updated)},
            {"resolved", time_or_null(ticket.resolved)},
            {"due", time_or_null(ticket.due)},
            {"merged_into", ticket.merged_into ? Json(ticket.merged_into->value) : Json(nullptr)},
            {"clock_runs", ticket.clock_since.has_value()},
            {"version", ticket.version}};
}

Json to_json(const tickets::Message& message) {
    return {{"id", message.id.value},         {"at", to_iso8601(message.at)},
            {"sender", name(message.sender)}, {"visibility", name(message.visibility)},
            {"author", message.author},       {"body", message.body}};
}

Json to_json(const tickets::TicketDetails& details) {
    const auto made = [](const auto& value) { return to_json(value); };
    Json json = to_json(details.ticket);
    json["messages"] = array_of(details.messages, made);
    json["moves"] = array_of(details.moves, made);
    json["resolutions"] = array_of(details.resolutions, made);
    json["trail"] = array_of(details.trail, made);
    json["replays"] = array_of(details.replays, made);
    json["history"] = array_of(details.history, made);
    return json;
}

Json to_json(const tickets::Gap& gap) {
    return {
        {"id", gap.id.value},
        {"topic", gap.topic},
        {"state", tickets::name(gap.state)},
        {"merged_into", gap.merged_into ? Json(gap.merged_into->value) : Json(nullptr)},
        {"ticket", gap.ticket ? Json(gap.ticket->value) : Json(nullptr)},
        {"requests", array_of(gap.requests, [](const auto& number) { return number.value; })},
        {"untold", gap.untold},
        {"count", gap.count},
        {"visitors", gap.visitors},
        {"last_week", gap.last_week},
        {"week_before", gap.week_before},
        {"langs", gap.langs},
        {"questions", array_of(gap.questions,
                               [](const auto& question) {
                                   return Json{{"text", question.text},
                                               {"lang", question.lang},
                                               {"count", question.count}};
                               })},
        {"nearest",
         array_of(
             gap.nearest,
             [](const auto& near) {
                 return Json{{"article", near.article}, {"lang", near.lang}, {"title", near.title}};
             })},
        {"first_seen", to_iso8601(gap.first_seen)},
        {"last_seen", to_iso8601(gap.last_seen)}};
}

Json to_json(const tickets::Person& person) {
    Json roles = Json::array();
    for (const auto role : {tickets::Role::customer, tickets::Role::agent, tickets::Role::editor,
                            tickets::Role::admin})
        if (person.roles.has(role))
            roles.push_back(name(role));
    return {{"id", person.id.value}, {"name", person.name},   {"email", person.email},
            {"roles", roles},        {"level", person.level}, {"team", person.team}};
}

} // namespace lotse::http
