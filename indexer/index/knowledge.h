#pragma once
// What becomes a document: articles of the knowledge base and solved tickets. The one place that
// says who may find what: published articles by their audience, drafts and redacted tickets by
// staff, shared solutions by everybody, archived articles by nobody.

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/result.h"
#include "indexer/content/article.h"
#include "indexer/content/store.h"
#include "indexer/index/document.h"
#include "indexer/index/source.h"
#include "indexer/index/updater.h"
#include "tickets/solution_store.h"

namespace lotse::index {

/// The stream of Position under which the tickets' outbox is followed.
inline constexpr const char* ticket_stream = "tickets";

Key article_key(std::string id);
Key ticket_key(tickets::TicketNumber number);
Key solution_key(tickets::TicketNumber number);

/// What an article keeps of the questions it is remembered for (newest first): at most 30, and of
/// those that have the same stems the newest.
std::vector<std::string> kept_questions(const std::vector<tickets::Question>& questions);

using QuestionsByArticle = std::map<std::string, std::vector<tickets::Question>, std::less<>>;

/// What every article is remembered for, in one reading of the tickets.
Result<QuestionsByArticle> all_questions(tickets::Database& database);

/// nullopt for an archived article. Fails with too_large when its Markdown cannot be rendered.
Result<std::optional<Document>> from_article(const content::Article& article,
                                             std::vector<std::string> questions);

/// The redacted ticket for staff, and the shared solution for everybody where there is one.
std::vector<Document> from_ticket(const tickets::ResolvedTicket& ticket);

/// The changes that bring the index up to a ticket: solved, or (nullopt) not solved any more.
std::vector<Change> ticket_changes(tickets::TicketNumber number,
                                   const std::optional<tickets::ResolvedTicket>& ticket);

/// Everything there is, for a full build. Reads each ticket when it is asked for, so that a million
/// fit; an article that cannot be rendered is left out and found in findings() afterwards.
class KnowledgeSource final : public Source {
  public:
    /// `database` may be null. Reads the list of tickets and the remembered questions.
    static Result<std::unique_ptr<KnowledgeSource>> open(std::vector<content::Article> articles,
                                                         tickets::Database* database);

    std::size_t size() const override { return articles_.size() + tickets_.size(); }
    Result<std::optional<Document>> load(std::size_t i) const override;

    std::vector<content::Finding> findings() const;

  private:
    struct TicketPart {
        tickets::TicketNumber number;
        Kind kind;
    };

    KnowledgeSource(std::vector<content::Article> articles, tickets::Database* database)
        : articles_(std::move(articles)), database_(database) {}
    Result<std::optional<Document>> load_article(const content::Article& article) const;
    Result<std::optional<Document>> load_ticket(const TicketPart& part) const;

    std::vector<content::Article> articles_;
    tickets::Database* database_;
    std::vector<TicketPart> tickets_;
    QuestionsByArticle questions_;
    mutable std::mutex mutex_;
    mutable std::map<std::string, content::Finding> findings_; // by path: each is loaded twice
};

} // namespace lotse::index
