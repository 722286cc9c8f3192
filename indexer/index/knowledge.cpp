#include "indexer/index/knowledge.h"

#include "indexer/analysis/stem.h"
#include "indexer/analysis/tokenizer.h"
#include "indexer/content/render.h"

#include <algorithm>
#include <set>
#include <utility>

namespace lotse::index {

namespace {

using content::Article;
using content::Audience;
using content::State;

constexpr std::size_t most_questions = 30; // of one article: more would drown its own words

Visibility visibility_of(const Article& article) {
    if (article.state != State::published || article.audience == Audience::internal)
        return Visibility::staff;
    return article.audience == Audience::customer ? Visibility::customer : Visibility::everyone;
}

Lang lang_of(std::string_view code) {
    return analysis::parse_lang(code).value_or(Lang::de);
}

std::vector<std::string> headings_of(std::string_view body) {
    const auto rendered = content::to_html(body, [](std::string_view) { return std::string(); });
    std::vector<std::string> headings;
    if (rendered)
        for (const auto& heading : rendered->headings)
            headings.push_back(heading.text);
    return headings;
}

std::vector<std::string> texts(const std::vector<tickets::Question>& questions) {
    std::vector<std::string> found;
    for (const auto& question : questions)
        found.push_back(question.text);
    return found;
}

Document shared_part(const tickets::ResolvedTicket& ticket) {
    Document document;
    document.key = solution_key(ticket.number);
    document.lang = lang_of(ticket.shared->lang.empty() ? ticket.lang : ticket.shared->lang);
    document.visibility = Visibility::everyone;
    document.title = ticket.shared->title;
    document.text = ticket.shared->text;
    document.category = ticket.category;
    document.questions = texts(ticket.questions);
    document.updated = ticket.resolved;
    return document;
}

Document staff_part(const tickets::ResolvedTicket& ticket) {
    Document document;
    document.key = ticket_key(ticket.number);
    document.lang = lang_of(ticket.lang);
    document.visibility = Visibility::staff;
    document.title = ticket.title;
    document.text = ticket.problem + "\n" + ticket.solution;
    document.category = ticket.category;
    document.questions = texts(ticket.questions);
    document.updated = ticket.resolved;
    return document;
}

} // namespace

Key article_key(std::string id) {
    return {Kind::article, std::move(id)};
}

Key ticket_key(tickets::TicketNumber number) {
    return {Kind::ticket, std::to_string(number.value)};
}

Key solution_key(tickets::TicketNumber number) {
    return {Kind::solution, std::to_string(number.value)};
}

std::vector<std::string> kept_questions(const std::vector<tickets::Question>& questions) {
    std::set<std::string> seen;
    std::vector<std::string> kept;
    for (const auto& question : questions) {
        if (kept.size() == most_questions)
            break;
        std::string stems;
        for (const auto& word : analysis::written_words(question.text))
            stems += analysis::snowball(word.folded, lang_of(question.lang)) + " ";
        if (seen.insert(std::move(stems)).second)
            kept.push_back(question.text);
    }
    return kept;
}

Result<QuestionsByArticle> all_questions(tickets::Database& database) {
    const auto remembered = tickets::SolutionStore(database).all_remembered();
    if (!remembered)
        return remembered.error();
    QuestionsByArticle questions;
    for (const auto& one : *remembered)
        questions[one.article].push_back(one.question);
    return questions;
}

Result<std::optional<Document>> from_article(const Article& article,
                                             std::vector<std::string> questions) {
    if (article.state == State::archived)
        return std::optional<Document>();
    auto text = content::to_plain_text(article.body);
    if (!text)
        return text.error();
    Document document;
    document.key = article_key(article.id);
    document.lang = lang_of(article.lang);
    document.visibility = visibility_of(article);
    document.group = article.translation_key;
    document.title = article.title;
    document.summary = article.summary;
    document.category = article.category;
    document.tags = article.tags;
    document.aliases = article.aliases;
    document.headings = headings_of(article.body);
    // The order in which tickets remembered them means nothing and must not look like a change.
    std::sort(questions.begin(), questions.end());
    questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
    document.questions = std::move(questions);
    document.text = std::move(*text);
    document.updated = article.updated;
    return std::optional<Document>(std::move(document));
}

std::vector<Document> from_ticket(const tickets::ResolvedTicket& ticket) {
    std::vector<Document> documents{staff_part(ticket)};
    if (ticket.shared)
        documents.push_back(shared_part(ticket));
    return documents;
}

std::vector<Change> ticket_changes(tickets::TicketNumber number,
                                   const std::optional<tickets::ResolvedTicket>& ticket) {
    std::vector<Change> changes{{ticket_key(number), std::nullopt},
                                {solution_key(number), std::nullopt}};
    if (ticket)
        for (auto& document : from_ticket(*ticket))
            changes[document.key.kind == Kind::ticket ? 0 : 1].document = std::move(document);
    return changes;
}

Result<std::unique_ptr<KnowledgeSource>> KnowledgeSource::open(std::vector<Article> articles,
                                                               tickets::Database* database) {
    std::unique_ptr<KnowledgeSource> source(new KnowledgeSource(std::move(articles), database));
    if (database == nullptr)
        return source;
    auto questions = all_questions(*database);
    if (!questions)
        return questions.error();
    source->questions_ = std::move(*questions);
    const auto listed = tickets::SolutionStore(*database).each_resolved(
        [&](const tickets::ResolvedTicket& ticket) -> Status {
            source->tickets_.push_back({ticket.number, Kind::ticket});
            if (ticket.shared)
                source->tickets_.push_back({ticket.number, Kind::solution});
            return Done{};
        });
    if (!listed)
        return listed.error();
    return source;
}

Result<std::optional<Document>> KnowledgeSource::load(std::size_t i) const {
    if (i < articles_.size())
        return load_article(articles_[i]);
    return load_ticket(tickets_[i - articles_.size()]);
}

Result<std::optional<Document>> KnowledgeSource::load_article(const Article& article) const {
    const auto questions = questions_.find(article.id);
    auto document =
        from_article(article, questions == questions_.end() ? std::vector<std::string>{}
                                                            : kept_questions(questions->second));
    if (document)
        return document;
    const std::lock_guard lock(mutex_);
    findings_[article.path.string()] = {
        content::Severity::error, article.path,         0, "cannot-render",
        document.error().message, document.error().hint};
    return std::optional<Document>();
}

Result<std::optional<Document>> KnowledgeSource::load_ticket(const TicketPart& part) const {
    const auto ticket = tickets::SolutionStore(*database_).resolved_ticket(part.number);
    if (!ticket && ticket.error().code == Code::not_found)
        return std::optional<Document>(); // reopened meanwhile; the outbox says so, too
    if (!ticket)
        return ticket.error();
    for (auto& document : from_ticket(*ticket))
        if (document.key.kind == part.kind)
            return std::optional<Document>(std::move(document));
    return std::optional<Document>();
}

std::vector<content::Finding> KnowledgeSource::findings() const {
    const std::lock_guard lock(mutex_);
    std::vector<content::Finding> found;
    for (const auto& [path, finding] : findings_)
        found.push_back(finding);
    return found;
}

} // namespace lotse::index
