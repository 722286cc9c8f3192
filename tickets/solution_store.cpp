#include "tickets/solution_store.h"

#include <algorithm>

#include "tickets/redactor_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

Error not_resolved(TicketNumber number) {
    return {Code::not_found, "ticket " + std::to_string(number.value) + " is not solved", ""};
}

ResolvedTicket redacted(soci::session& sql, const Ticket& ticket, const Resolution& resolution,
                        const std::vector<std::string>& own_contacts) {
    const auto messages = load_messages(sql, ticket.number, Audience::staff);
    const Redactor redactor(ticket, messages, own_contacts);
    ResolvedTicket value{.number = ticket.number,
                         .lang = ticket.lang,
                         .category = ticket.category,
                         .title = redactor.clean(ticket.subject),
                         .problem = redactor.problem(),
                         .solution = redactor.solution(resolution),
                         .linked_article = resolution.article,
                         .questions = load_failed_questions(sql, ticket.number),
                         .resolved = *ticket.resolved};
    if (resolution.kind == ResolutionKind::shared_solution)
        value.shared = SharedSolution{resolution.lang, redactor.clean(resolution.title),
                                      redactor.clean(resolution.text)};
    return value;
}

Result<ResolvedTicket> load_resolved(soci::session& sql, TicketNumber number,
                                     const std::vector<std::string>& own_contacts) {
    auto ticket = load_ticket(sql, number);
    if (!ticket)
        return ticket.error();
    if (!ticket->resolved)
        return not_resolved(number);
    const auto resolutions = load_resolutions(sql, number);
    if (resolutions.empty())
        return not_resolved(number);
    return redacted(sql, *ticket, resolutions.back(), own_contacts);
}

constexpr int agreeing_visitors = 2; // one alone may have voted by mistake

/// Questions that visitors agree were answered by the document (empty: by any), newest first. Who
/// says later that it did not help takes his word back.
void each_voted(soci::session& sql, std::string_view document,
                const std::function<void(const std::string&, const Question&)>& visit) {
    // With one condition for both, neither database would use its index of one document.
    const std::string of_which =
        document.empty() ? "d.document <> :document" : "d.document = :document";
    each_row<std::string, std::string, std::string>(
        sql,
        "SELECT d.document, s.body, s.lang FROM search_documents d "
        "JOIN searches s ON s.id = d.search_id "
        "WHERE d.helped = 1 AND " +
            of_which +
            " AND s.topic <> '' "
            "AND s.outcome NOT IN ('not_helped', 'left_for_form') "
            "AND (SELECT COUNT(DISTINCT o.visitor) FROM search_documents e "
            "JOIN searches o ON o.id = e.search_id "
            "WHERE e.document = d.document AND e.helped = 1 AND o.topic = s.topic "
            "AND o.outcome NOT IN ('not_helped', 'left_for_form')) >= :visitors "
            "GROUP BY d.document, s.body, s.lang ORDER BY d.document, MAX(s.id) DESC",
        [&](const std::string& found, const std::string& text, const std::string& lang) {
            visit(found, {text, lang});
        },
        document, agreeing_visitors);
}

} // namespace

Result<ResolvedTicket> SolutionStore::resolved_ticket(TicketNumber number) const {
    Result<ResolvedTicket> found = not_resolved(number);
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_resolved(sql, number, database_.options().own_contacts);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Status
SolutionStore::each_resolved(const std::function<Status(const ResolvedTicket&)>& visit) const {
    for (TicketNumber last{};;) {
        TicketNumber next{};
        Status status = database_.read([&](soci::session& sql) -> Status {
            next = one_value<TicketNumber>(sql,
                                           "SELECT COALESCE(MIN(number), 0) FROM tickets "
                                           "WHERE number > :last AND resolved_at IS NOT NULL",
                                           last);
            return Done{};
        });
        if (!status || !next)
            return status;
        last = next;
        auto ticket = resolved_ticket(next);
        if (!ticket && ticket.error().code == Code::not_found)
            continue; // reopened between the two reads
        if (!ticket)
            return ticket.error();
        if (Status visited = visit(*ticket); !visited)
            return visited;
    }
}

Result<std::vector<Question>> SolutionStore::failed_questions(TicketNumber number) const {
    std::vector<Question> questions;
    Status status = database_.read([&](soci::session& sql) -> Status {
        questions = load_failed_questions(sql, number);
        return Done{};
    });
    if (!status)
        return status.error();
    return questions;
}

Result<std::vector<Question>> SolutionStore::remembered(std::string_view article) const {
    std::vector<Question> questions;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<std::string, std::string>(
            sql,
            "SELECT body, lang FROM remembered_questions WHERE article = :article "
            "GROUP BY body, lang ORDER BY MAX(ticket_number) DESC, body, lang",
            [&](const std::string& text, const std::string& lang) {
                questions.push_back({text, lang});
            },
            article);
        each_voted(sql, article, [&](const std::string&, const Question& question) {
            questions.push_back(question);
        });
        return Done{};
    });
    if (!status)
        return status.error();
    return questions;
}

Result<std::vector<RememberedQuestion>> SolutionStore::all_remembered() const {
    std::vector<RememberedQuestion> all;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_row<std::string, TicketNumber, std::string, std::string>(
            sql,
            "SELECT article, ticket_number, body, lang FROM remembered_questions "
            "ORDER BY article, ticket_number DESC, body",
            [&](const std::string& article, TicketNumber ticket, const std::string& text,
                const std::string& lang) {
                all.push_back({article, ticket, {text, lang}});
            });
        each_voted(sql, "", [&](const std::string& article, const Question& question) {
            all.push_back({article, {}, question});
        });
        return Done{};
    });
    if (!status)
        return status.error();
    return all;
}

} // namespace lotse::tickets
