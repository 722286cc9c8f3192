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
            {"resolved", time_or_null(t.resolved)},
            {"due", time_or_null(t.due)},
            {"merged_into", t.merged_into ? Json(t.merged_into->value) : Json()}};
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
    return {
        {"id", g.id.value},
        {"topic", g.topic},
        {"state", word(g.state)},
        {"merged_into", g.merged_into ? Json(g.merged_into->value) : Json()},
        {"ticket", g.ticket ? Json(g.ticket->value) : Json()},
        {"requests", array_of(g.requests, [](TicketNumber n) { return Json(n.value); })},
        {"untold", g.untold},
        {"count", g.count},
        {"visitors", g.visitors},
        {"last_week", g.last_week},
        {"week_before", g.week_before},
        {"langs", g.langs},
        {"questions",
         array_of(g.questions,
                  [](const GapQuestion& q) {
                      return Json{{"text", q.text}, {"lang", q.lang}, {"count", q.count}};
                  })},
        {"nearest",
         array_of(
             g.nearest,
             [](const NearArticle& near) {
                 return Json{{"article", near.article}, {"lang", near.lang}, {"title", near.title}};
             })},
        {"first_seen", to_iso8601(g.first_seen)},
        {"last_seen", to_iso8601(g.last_seen)}};
}

Json as_json(const HandoverSlip& s) {
    return {
        {"problem", s.problem},
        {"searched", s.searched},
        {"articles",
         array_of(
             s.articles,
             [](const SlipArticle& a) {
                 return Json{{"article", a.document}, {"use", word(a.use)}, {"why_not", a.why_not}};
             })},
        {"ruled_out", s.ruled_out},
        {"next_step", s.next_step}};
}

Json as_json(const HandedSlip& h) {
    return {{"at", to_iso8601(h.at)}, {"from", h.from}, {"to", h.to}, {"slip", as_json(h.slip)}};
}

Json as_json(const TrainingNote& n) {
    return {{"level", n.level},
            {"article", n.article},
            {"text", n.text},
            {"actor", n.actor},
            {"at", to_iso8601(n.at)}};
}

Json as_json(const LevelOneVerdict& v) {
    return {{"at", to_iso8601(v.at)},
            {"generation", v.generation},
            {"solvable", v.solvable ? Json(*v.solvable) : Json()},
            {"article", v.article},
            {"rank", v.rank ? Json(*v.rank) : Json()}};
}

Json as_json(const SelfService& s) {
    return {{"answered", s.answered},
            {"article", s.article},
            {"rank", s.rank ? Json(*s.rank) : Json()},
            {"at", to_iso8601(s.at)},
            {"generation", s.generation}};
}

Json as_json(const TicketLink& l) {
    return {{"kind", reading(l.kind, l.outgoing)},
            {"ticket", l.other.value},
            {"subject", l.subject},
            {"state", word(l.state)}};
}

Json as_json(const Attachment& a) {
    return {{"id", a.id.value},
            {"name", a.name},
            {"type", a.type},
            {"size", a.size},
            {"visibility", word(a.visibility)},
            {"hash", a.hash}};
}

Json as_json(const Problem& p) {
    const auto number = [](TicketNumber one) { return Json(one.value); };
    return {{"id", p.id.value},
            {"state", word(p.state)},
            {"title", p.title},
            {"article", p.article},
            {"public_de", p.public_de},
            {"public_en", p.public_en},
            {"opened", to_iso8601(p.opened)},
            {"solved", time_or_null(p.solved)},
            {"incidents", array_of(p.incidents, number)},
            {"unsolved", array_of(p.unsolved, number)}};
}

Json as_json(const Team& t) {
    return {{"id", t.id.value},
            {"name", t.name},
            {"level", t.level},
            {"topics", t.topics},
            {"categories", t.categories},
            {"members", array_of(t.members, [](PersonId id) { return Json(id.value); })}};
}

constexpr auto convert = [](const auto& value) { return as_json(value); };

} // namespace

std::string list_as_json(const std::vector<Ticket>& tickets) {
    return dumped(array_of(tickets, convert));
}

std::string sheet_as_json(const TicketSheet& sheet) {
    const TicketDetails& details = sheet.details;
    Json json = as_json(details.ticket);
    json["messages"] = array_of(details.messages, convert);
    json["moves"] = array_of(details.moves, convert);
    json["resolutions"] = array_of(details.resolutions, convert);
    json["trail"] = array_of(details.trail, convert);
    json["replays"] = array_of(details.replays, convert);
    json["history"] = array_of(details.history, convert);
    json["slips"] = array_of(sheet.slips, convert);
    json["training_notes"] = array_of(sheet.training_notes, convert);
    json["level_one"] = array_of(sheet.level_one, convert);
    json["self_service"] = sheet.self_service ? as_json(*sheet.self_service) : Json();
    json["tags"] = sheet.tags;
    json["links"] = array_of(sheet.links, convert);
    json["problem"] = sheet.problem ? Json(sheet.problem->value) : Json();
    json["attachments"] = array_of(sheet.attachments, convert);
    return dumped(json);
}

std::string slip_as_json(const HandoverSlip& slip) {
    Json json = as_json(slip);
    json["missing"] = missing_facts(slip);
    return dumped(json);
}

std::string problems_as_json(const std::vector<Problem>& problems) {
    return dumped(array_of(problems, convert));
}

std::string teams_as_json(const std::vector<Team>& teams) {
    return dumped(array_of(teams, convert));
}

std::string gaps_as_json(const std::vector<Gap>& gaps) {
    return dumped(array_of(gaps, convert));
}

std::string gap_as_json(const Gap& gap) {
    return dumped(convert(gap));
}

} // namespace lotse::tickets::cli
