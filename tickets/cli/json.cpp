#include <nlohmann/json.hpp>

#include "tickets/cli/output.h"

namespace lotse::tickets::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string dumped(const Json& json) {
    return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

template <class Enum>
std::string word(Enum value) {
    return std::string(name(value));
}

Json time_or_null(const std::optional<TimePoint>& time) {
    return time ? Json(to_iso8601(*time)) : Json();
}

template <class T, class Convert>
Json array_of(const std::vector<T>& values, const Convert& convert) {
    Json array = Json::array();
    for (const T& value : values)
        array.push_back(convert(value));
    return array;
}

Json as_json(const Ticket& t) {
    return {{"number", t.number.value},
            {"kind", word(t.kind)},
            {"subject", t.subject},
            {"lang", t.lang},
            {"category", t.category},
            {"channel", word(t.channel)},
            {"contact",
             {{"name", t.contact.name}, {"email", t.contact.email}, {"phone", t.contact.phone}}},
            {"level", t.level},
            {"team", t.team},
            {"assignee", t.assignee ? Json(t.assignee_name) : Json()},
            {"state", word(t.state)},
            {"priority", word(t.priority)},
            {"created", to_iso8601(t.created)},
            {"updated", to_iso8601(t.updated)},
            {"resolved", time_or_null(t.resolved)}};
}

Json as_json(const Message& m) {
    return {{"at", to_iso8601(m.at)},
            {"sender", word(m.sender)},
            {"visibility", word(m.visibility)},
            {"author", m.author},
            {"body", m.body}};
}

Json as_json(const LevelMove& m) {
    return {{"at", to_iso8601(m.at)}, {"from", m.from},     {"to", m.to},
            {"team", m.team},         {"reason", m.reason}, {"actor", m.actor}};
}

Json as_json(const Resolution& r) {
    return {{"kind", word(r.kind)},
            {"article", r.article},
            {"lang", r.lang},
            {"title", r.title},
            {"text", r.text},
            {"reason", r.reason},
            {"cause", r.cause ? Json(name(*r.cause)) : Json()},
            {"at", to_iso8601(r.at)},
            {"actor", r.actor}};
}

Json as_json(const TrailSearch& s) {
    return {{"at", to_iso8601(s.at)},     {"text", s.text},   {"lang", s.lang},
            {"outcome", word(s.outcome)}, {"shown", s.shown}, {"opened", s.opened}};
}

Json as_json(const Replay& r) {
    return {{"question", r.question},
            {"lang", r.lang},
            {"found_rank", r.found_rank ? Json(*r.found_rank) : Json()},
            {"generation", r.generation},
            {"cause", r.cause},
            {"missing", r.missing},
            {"at", to_iso8601(r.at)}};
}

Json as_json(const HistoryRow& h) {
    return {{"id", h.id.value},
            {"at", to_iso8601(h.at)},
            {"actor", h.actor},
            {"event", h.event},
            {"detail", Json::parse(h.detail, nullptr, false)}};
}

Json as_json(const Gap& g) {
    return {{"id", g.id.value},
            {"topic", g.topic},
            {"state", word(g.state)},
            {"ticket", g.ticket ? Json(g.ticket->value) : Json()},
            {"count", g.count},
            {"visitors", g.visitors},
            {"langs", g.langs},
            {"questions",
             array_of(g.questions,
                      [](const GapQuestion& q) {
                          return Json{{"text", q.text}, {"lang", q.lang}, {"count", q.count}};
                      })},
            {"first_seen", to_iso8601(g.first_seen)},
            {"last_seen", to_iso8601(g.last_seen)}};
}

constexpr auto convert = [](const auto& value) { return as_json(value); };

} // namespace

std::string list_as_json(const std::vector<Ticket>& tickets) {
    return dumped(array_of(tickets, convert));
}

std::string details_as_json(const TicketDetails& details) {
    Json json = as_json(details.ticket);
    json["messages"] = array_of(details.messages, convert);
    json["moves"] = array_of(details.moves, convert);
    json["resolutions"] = array_of(details.resolutions, convert);
    json["trail"] = array_of(details.trail, convert);
    json["replays"] = array_of(details.replays, convert);
    json["history"] = array_of(details.history, convert);
    return dumped(json);
}

std::string gaps_as_json(const std::vector<Gap>& gaps) {
    return dumped(array_of(gaps, convert));
}

} // namespace lotse::tickets::cli
