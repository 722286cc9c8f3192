#include "searchd/http/solving.h"

#include "searchd/deflect/authoring.h"
#include "searchd/http/personal_faults.h"
#include "tickets/resolution_draft.h"

namespace lotse::http {
namespace {

using tickets::Action;
using tickets::ResolutionKind;

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

std::variant<std::string, Problem> solve_with_article(const App& app, const tickets::Actor& actor,
                                                      tickets::TicketNumber number,
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
        deflect::resolve_with_article(app.database, app.catalog, actor, number,
                                      std::move(solving.resolution), std::move(solving.article));
    if (!written)
        return problem_of(written.error());
    // Saved is saved: should the index be busy, the worker follows in a moment.
    if (const auto indexed = app.loop.index_now(); !indexed)
        app.log.warning("index_later", {{"why", name(indexed.error().code)}});
    app.wake_worker();
    return written->article.id;
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

} // namespace

std::variant<std::string, Problem> solve(const App& app, const tickets::Actor& actor,
                                         tickets::TicketNumber number, Solving solving) {
    if (solving.writes()) {
        const Action needed = solving.resolution.kind == ResolutionKind::written_article
                                  ? Action::write_article
                                  : Action::draft_article;
        if (const auto may = tickets::authorize(actor, needed); !may)
            return problem_of(may.error());
        return solve_with_article(app, actor, number, std::move(solving));
    }
    if (auto refused = personal_in(app, number, solving.resolution))
        return *refused;
    const auto resolved = app.tickets().resolve(actor, number, solving.resolution);
    if (!resolved)
        return problem_of(resolved.error());
    app.wake_worker();
    return solving.resolution.article;
}

} // namespace lotse::http
