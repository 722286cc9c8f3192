// Solving a ticket: what solved it is linked, written, drafted or shared, and what would make its
// questions find it.

#include <charconv>

#include "indexer/content/store.h"
#include "searchd/deflect/authoring.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/solving.h"
#include "searchd/http/ticket_access.h"
#include "tickets/resolution_draft.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::ResolutionKind;

template <class Enum>
std::optional<Enum> word_of(JsonBody& body, const char* field, bool required) {
    const std::string text = body.text(field, {.most = 40, .required = required});
    if (const auto word = tickets::from_name<Enum>(text))
        return *word;
    if (!text.empty())
        body.fault(field, "invalid_value");
    return std::nullopt;
}

void read_article_fields(JsonBody& body, Solving& solving) {
    content::Article& article = solving.article;
    article.id = solving.resolution.article;
    if (!article.id.empty() && !content::is_article_id(article.id))
        body.fault("article", "invalid_value");
    article.lang = solving.resolution.lang;
    article.title = solving.resolution.title;
    article.body = solving.resolution.text;
    solving.resolution.title.clear();
    solving.resolution.text.clear();
    article.summary = body.text("summary", {.most = 1'000});
    article.category = body.text("category", {.most = 80});
    article.tags = body.list("tags", 100);
    article.aliases = body.list("aliases", 100);
    const std::string audience = body.text("audience", {.most = 20});
    if (const auto word = content::parse_audience(audience))
        article.audience = *word;
    else if (!audience.empty())
        body.fault("audience", "invalid_value");
}

Solving read_solving(const App& app, JsonBody& body) {
    Solving solving;
    tickets::Resolution& resolution = solving.resolution;
    const auto kind = word_of<ResolutionKind>(body, "kind", true);
    resolution.kind = kind.value_or(ResolutionKind::no_knowledge);
    const bool linked = kind == ResolutionKind::linked_article;
    const bool text =
        kind == ResolutionKind::shared_solution || kind == ResolutionKind::written_article;
    resolution.cause = word_of<tickets::NoKnowledge>(body, "cause", false);
    const bool unsaid =
        kind == ResolutionKind::no_knowledge &&
        resolution.cause.value_or(tickets::NoKnowledge::other) == tickets::NoKnowledge::other;
    resolution.article = body.text("article", {.most = 96, .required = linked});
    resolution.lang = body.text("lang", {.most = 2, .required = text});
    resolution.title = body.text("title", {.most = 300, .required = text});
    resolution.text = body.text("text", {.most = 250'000, .required = text});
    resolution.reason = body.text("reason", {.most = 2'000, .required = unsaid});
    if (linked && !resolution.article.empty() &&
        app.catalog.view()->find(resolution.article) == nullptr)
        body.fault("article", "invalid_value");
    if (!resolution.lang.empty() && !parse_tongue(resolution.lang))
        body.fault("lang", "invalid_value");
    if (solving.writes())
        read_article_fields(body, solving);
    return solving;
}

Reply solved_ticket(const App& app, tickets::TicketNumber number, const std::string& article) {
    const auto ticket = app.tickets().find(number);
    if (!ticket)
        return problem_of(ticket.error());
    Json json = to_json(*ticket);
    if (!article.empty())
        json["article"] = article;
    return json_response(json);
}

Reply resolve(const App& app, const Call& call) {
    JsonBody body(call.request);
    auto solving = read_solving(app, body);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::resolve_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    auto solved = solve(app, call.actor, ticket->number, std::move(solving));
    if (auto* problem = std::get_if<Problem>(&solved))
        return *problem;
    return solved_ticket(app, ticket->number, std::get<std::string>(solved));
}

Reply resolution_draft(const App& app, const Call& call) {
    const auto ticket = ticket_for(app, call, Action::read_notes);
    if (!ticket)
        return problem_of(ticket.error());
    const auto draft = tickets::draft_resolution(app.database, ticket->number);
    if (!draft)
        return problem_of(draft.error());
    const auto article = deflect::article_of(*draft);
    Json questions = Json::array();
    for (const auto& question : draft->questions)
        questions.push_back({{"text", question.text}, {"lang", question.lang}});
    return json_response({{"article", article.id},
                          {"lang", article.lang},
                          {"title", article.title},
                          {"category", article.category},
                          {"symptom", draft->symptom},
                          {"cause", draft->cause},
                          {"solution", draft->solution},
                          {"text", article.body},
                          {"questions", questions}});
}

Json proposal_json(const deflect::Proposal& proposal) {
    return {{"kind", deflect::name(proposal.kind)},
            {"ticket", proposal.ticket.value},
            {"question", proposal.question},
            {"lang", proposal.lang},
            {"cause", deflect::name(proposal.cause)},
            {"missing", proposal.missing},
            {"article", proposal.article},
            {"words", proposal.words}};
}

Reply list_proposals(const App& app, const Call& call) {
    constexpr int looked_at = 50;
    std::optional<Problem> fault;
    const auto number = static_cast<std::int64_t>(
        number_of(call.request, "ticket", 0, 1, 1'000'000'000'000, fault));
    if (fault)
        return *fault;
    auto found = number == 0 ? app.proposals.open(looked_at)
                             : app.proposals.of(tickets::TicketNumber{number});
    if (!found)
        return problem_of(found.error());
    Json list = Json::array();
    for (const auto& proposal : *found)
        list.push_back(proposal_json(proposal));
    return json_response({{"proposals", list}});
}

Reply apply_proposal(const App& app, const Call& call) {
    JsonBody body(call.request);
    deflect::Proposal proposal;
    const std::string kind = body.text("kind", {.most = 10, .required = true});
    if (kind == "synonym")
        proposal.kind = deflect::ProposalKind::synonym;
    else if (!kind.empty() && kind != "alias")
        body.fault("kind", "invalid_value");
    const bool alias = kind == "alias";
    proposal.ticket = {body.number("ticket", 1, 1'000'000'000'000).value_or(0)};
    proposal.article = body.text("article", {.most = 96, .required = alias});
    proposal.lang = body.text("lang", {.most = 2, .required = kind == "synonym"});
    proposal.words = body.list("words", 10);
    if (proposal.words.empty())
        body.fault("words", "required");
    if (auto problem = body.problem())
        return *problem;
    const auto asked = app.proposals.apply(proposal);
    if (!asked)
        return problem_of(asked.error());
    app.log.info("proposal_applied", {{"kind", kind}, {"article", proposal.article}});
    app.wake_worker();
    return json_response({{"asked", asked->asked}, {"verified", asked->verified}});
}

} // namespace

Status add_resolution_routes(Router& router, App& app) {
    return add_routes(
        router,
        {{.method = "POST",
          .pattern = "/api/v1/tickets/{number}/resolve",
          .access = Access::needs(Action::resolve_ticket),
          .lane = Lane::heavy,
          .summary = "Solve: link, write or draft an article, share the solution, or say why "
                     "nothing is worth keeping",
          .handler = [&app](const Call& call) { return resolve(app, call); }},
         {.method = "GET",
          .pattern = "/api/v1/tickets/{number}/resolution-draft",
          .access = Access::needs(Action::read_notes),
          .summary = "What the ticket could be written down as, redacted",
          .handler = [&app](const Call& call) { return resolution_draft(app, call); }},
         {.method = "GET",
          .pattern = "/api/v1/proposals",
          .access = Access::needs(Action::read_gaps),
          .lane = Lane::heavy,
          .summary = "What would make the questions of solved tickets find their answer",
          .handler = [&app](const Call& call) { return list_proposals(app, call); }},
         {.method = "POST",
          .pattern = "/api/v1/proposals",
          .access = Access::needs(Action::write_article),
          .lane = Lane::heavy,
          .summary = "Add an alias to an article or a line to the synonyms, and ask again",
          .handler = [&app](const Call& call) { return apply_proposal(app, call); }}});
}

} // namespace lotse::http
