// Solving a ticket: what solved it is linked, written, drafted or shared, and what would make its
// questions find it.

#include <charconv>

#include "indexer/content/store.h"
#include "searchd/deflect/authoring.h"
#include "searchd/http/app.h"
#include "searchd/http/json_internal.h"
#include "searchd/http/personal_faults.h"
#include "searchd/http/ticket_access.h"
#include "tickets/resolution_draft.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::ResolutionKind;

/// A resolution as it was sent, with the article that comes with it.
struct Solving {
    tickets::Resolution resolution;
    content::Article article;

    bool writes() const {
        return resolution.kind == ResolutionKind::written_article ||
               resolution.kind == ResolutionKind::drafted_article;
    }
};

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

/// What a draft leaves out is taken from the ticket.
Status fill_draft(const App& app, tickets::TicketNumber number, content::Article& article) {
    const auto draft = tickets::draft_resolution(app.database, number);
    if (!draft)
        return draft.error();
    const content::Article proposed = deflect::article_of(*draft);
    for (auto [field, from] : {std::pair{&article.lang, &proposed.lang},
                               {&article.title, &proposed.title},
                               {&article.category, &proposed.category},
                               {&article.body, &proposed.body}})
        if (field->empty())
            *field = *from;
    return Done{};
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

Reply solve_with_article(const App& app, const Call& call, tickets::TicketNumber number,
                         Solving solving) {
    if (solving.resolution.kind == ResolutionKind::drafted_article)
        if (const auto filled = fill_draft(app, number, solving.article); !filled)
            return problem_of(filled.error());
    const auto context = tickets::participants(app.database, number);
    if (!context)
        return problem_of(context.error());
    if (solving.resolution.kind == ResolutionKind::written_article)
        if (auto refused = personal_problem(deflect::personal_places(solving.article, *context)))
            return *refused;
    const auto written =
        deflect::resolve_with_article(app.database, app.catalog, call.actor, number,
                                      std::move(solving.resolution), std::move(solving.article));
    if (!written)
        return problem_of(written.error());
    // Saved is saved: should the index be busy, the worker follows in a moment.
    if (const auto indexed = app.loop.index_now(); !indexed)
        app.log.warning("index_later", {{"why", name(indexed.error().code)}});
    app.wake_worker();
    return solved_ticket(app, number, written->article.id);
}

std::optional<Problem> personal_in(const App& app, tickets::TicketNumber number,
                                   const tickets::Resolution& resolution) {
    if (resolution.kind != ResolutionKind::shared_solution)
        return std::nullopt;
    const auto context = tickets::participants(app.database, number);
    if (!context)
        return problem_of(context.error());
    content::Article shared;
    shared.title = resolution.title;
    shared.body = resolution.text;
    return personal_problem(deflect::personal_places(shared, *context));
}

Reply resolve(const App& app, const Call& call) {
    JsonBody body(call.request);
    auto solving = read_solving(app, body);
    if (auto problem = body.problem())
        return *problem;
    const auto ticket = ticket_for(app, call, Action::resolve_ticket);
    if (!ticket)
        return problem_of(ticket.error());
    if (solving.writes()) {
        const Action needed = solving.resolution.kind == ResolutionKind::written_article
                                  ? Action::write_article
                                  : Action::draft_article;
        if (const auto may = tickets::authorize(call.actor, needed); !may)
            return problem_of(may.error());
        return solve_with_article(app, call, ticket->number, std::move(solving));
    }
    if (auto refused = personal_in(app, ticket->number, solving.resolution))
        return *refused;
    const auto resolved = app.tickets().resolve(call.actor, ticket->number, solving.resolution);
    if (!resolved)
        return problem_of(resolved.error());
    app.wake_worker();
    return solved_ticket(app, ticket->number, solving.resolution.article);
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
