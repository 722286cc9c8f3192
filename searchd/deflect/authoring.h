#pragma once
// Solving a ticket and writing down what solved it, in one go: the article's file and the
// resolution stand or fall together, and what somebody wrote is never lost to a conflict.

#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/article.h"
#include "indexer/content/catalog.h"
#include "tickets/database.h"
#include "tickets/resolution_draft.h"
#include "tickets/ticket_store.h"

namespace lotse::deflect {

/// The draft as an article somebody can finish: symptom, cause and solution under headings in the
/// ticket's language, state draft, an id made from the title.
content::Article article_of(const tickets::ResolutionDraft& draft);

/// Something personal in a text that is to be published.
struct PersonalPlace {
    std::string field; // "title", "summary", "aliases", "text"
    std::string text;  // of the field, or of the one alias
    tickets::Finding found;
};

std::vector<PersonalPlace> personal_places(const content::Article& article,
                                           const tickets::RedactionContext& context);

/// What must not be in an article when it is published: the names of everybody who took part in the
/// tickets it was written for. Empty names for an article that no ticket stands behind.
Result<tickets::RedactionContext> publishing_context(tickets::Database& database,
                                                     std::string_view article);

struct WrittenSolution {
    content::Article article;
    std::size_t redacted = 0; // places that were taken out of a draft
    bool repeated = false;    // the very same article was there already
};

/// Writes the article and solves the ticket with it. `resolution.kind` is written_article (public
/// once this returns; refused with invalid_argument while it holds personal data) or
/// drafted_article (for staff until it is published; personal data is taken out). Without an id it
/// gets one from its title; one that is taken by another article is a conflict. On any failure
/// neither the file nor the resolution is there, and the caller still has his text.
Result<WrittenSolution>
resolve_with_article(tickets::Database& database, const content::Catalog& catalog,
                     const tickets::Actor& actor, tickets::TicketNumber number,
                     tickets::Resolution resolution, content::Article article);

} // namespace lotse::deflect
