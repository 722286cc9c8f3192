#include "searchd/http/desk_json_internal.h"

namespace lotse::http {

Json to_json(const tickets::Team& team) {
    Json members = Json::array();
    for (const auto person : team.members)
        members.push_back(person.value);
    return {{"id", team.id.value},           {"name", team.name},
            {"level", team.level},           {"topics", team.topics},
            {"categories", team.categories}, {"members", members}};
}

Json to_json(const tickets::HandoverSlip& slip) {
    Json articles = Json::array();
    for (const auto& article : slip.articles)
        articles.push_back({{"article", article.document},
                            {"use", name(article.use)},
                            {"why_not", article.why_not}});
    return {{"problem", slip.problem},
            {"searched", slip.searched},
            {"articles", articles},
            {"ruled_out", slip.ruled_out},
            {"next_step", slip.next_step}};
}

Json to_json(const tickets::HandedSlip& handed) {
    return {{"at", to_iso8601(handed.at)},
            {"from", handed.from},
            {"to", handed.to},
            {"slip", to_json(handed.slip)}};
}

Json to_json(const tickets::TrainingNote& note) {
    return {{"id", note.id.value},      {"ticket", note.ticket.value}, {"level", note.level},
            {"article", note.article},  {"text", note.text},           {"actor", note.actor},
            {"at", to_iso8601(note.at)}};
}

Json to_json(const tickets::LevelOneVerdict& verdict) {
    return {{"at", to_iso8601(verdict.at)},
            {"generation", verdict.generation},
            {"solvable", verdict.solvable ? Json(*verdict.solvable) : Json(nullptr)},
            {"article", verdict.article},
            {"rank", verdict.rank ? Json(*verdict.rank) : Json(nullptr)}};
}

Json to_json(const tickets::SelfService& found) {
    return {{"at", to_iso8601(found.at)},
            {"generation", found.generation},
            {"answered", found.answered},
            {"article", found.article},
            {"rank", found.rank ? Json(*found.rank) : Json(nullptr)}};
}

Json to_json(const tickets::TicketLink& link) {
    return {{"kind", tickets::reading(link.kind, link.outgoing)},
            {"ticket", link.other.value},
            {"subject", link.subject},
            {"state", name(link.state)}};
}

Json to_json(const tickets::Attachment& attachment) {
    return {{"id", attachment.id.value},
            {"message", attachment.message ? Json(attachment.message->value) : Json(nullptr)},
            {"at", to_iso8601(attachment.at)},
            {"name", attachment.name},
            {"type", attachment.type},
            {"size", attachment.size},
            {"visibility", name(attachment.visibility)},
            {"author", attachment.author}};
}

Json to_json(const tickets::TicketSheet& sheet) {
    Json json = to_json(sheet.details);
    json["slips"] = json_array(sheet.slips);
    json["training_notes"] = json_array(sheet.training_notes);
    json["level_one"] = json_array(sheet.level_one);
    json["self_service"] = sheet.self_service ? to_json(*sheet.self_service) : Json(nullptr);
    json["tags"] = sheet.tags;
    json["links"] = json_array(sheet.links);
    json["problem"] = sheet.problem ? Json(sheet.problem->value) : Json(nullptr);
    json["attachments"] = json_array(sheet.attachments);
    return json;
}

Json to_json(const deflect::HandoverDraft& draft) {
    Json teams = Json::array();
    for (const auto& proposal : draft.teams)
        teams.push_back({{"team", proposal.team.name},
                         {"score", proposal.score},
                         {"words", proposal.words},
                         {"category", proposal.category}});
    return {{"slip", to_json(draft.slip)}, {"missing", draft.missing}, {"teams", teams}};
}

Json to_json(const deflect::Solutions& solutions, Tongue tongue) {
    Json hits = Json::array();
    for (const auto& solution : solutions.solutions) {
        Json hit = to_json(solution.hit, tongue, {});
        hit["training_note"] = solution.note ? to_json(*solution.note) : Json(nullptr);
        hits.push_back(std::move(hit));
    }
    return {
        {"hits", hits}, {"confident", solutions.confident}, {"took_ms", solutions.took.count()}};
}

} // namespace lotse::http
