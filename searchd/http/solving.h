#pragma once
// Solving a ticket, whichever face it is asked through.

#include <string>
#include <variant>

#include "indexer/content/article.h"
#include "searchd/http/app.h"

namespace lotse::http {

/// A resolution as it was sent, with the article that comes with it.
struct Solving {
    tickets::Resolution resolution;
    content::Article article; // of written_article and drafted_article

    bool writes() const {
        return resolution.kind == tickets::ResolutionKind::written_article ||
               resolution.kind == tickets::ResolutionKind::drafted_article;
    }
};

/// The id of the article that solved it (empty where none did), or what stood in the way: then the
/// ticket is as it was. What a draft leaves out is taken from the ticket. Whether the actor may
/// solve the ticket was asked before; whether he may write the article is asked here.
std::variant<std::string, Problem> solve(const App& app, const tickets::Actor& actor,
                                         tickets::TicketNumber number, Solving solving);

} // namespace lotse::http
