#include "tickets/levels/slip.h"

#include <algorithm>

#include "indexer/base/text.h"

namespace lotse::tickets {

namespace {

constexpr std::size_t problem_bytes = 1'500;
constexpr std::size_t notes_bytes = 3'000;
constexpr std::size_t most_articles = 20;
constexpr std::size_t most_searched = 20;

struct Sentences {
    const char* not_helped;
    const char* not_enough;
    const char* came_back;
};
constexpr Sentences german{"Laut Kunde hat er nicht geholfen.",
                           "Gelesen; danach wurde trotzdem eine Anfrage gestellt.",
                           "Damit galt die Anfrage als gelöst und kam zurück."};
constexpr Sentences english{"The customer says that it did not help.",
                            "Read; a request was filed all the same.",
                            "It was solved with this and came back."};

std::string problem_of(const TicketDetails& details) {
    std::string problem = details.ticket.subject;
    for (const Message& message : details.messages)
        if (message.sender == Sender::customer) {
            problem.append("\n").append(trimmed(message.body));
            break;
        }
    return std::string(trimmed(utf8_prefix(problem, problem_bytes)));
}

/// The furthest that an article got counts.
void add_article(std::vector<SlipArticle>& articles, const std::string& document, ArticleUse use,
                 const char* why_not) {
    auto known = std::find_if(articles.begin(), articles.end(),
                              [&](const auto& one) { return one.document == document; });
    if (known == articles.end()) {
        if (articles.size() == most_articles && use == ArticleUse::shown)
            return;
        known = articles.insert(articles.end(), {document, ArticleUse::shown, ""});
    }
    if (use >= known->use) {
        known->use = use;
        known->why_not = why_not;
    }
}

void add_searches(HandoverSlip& slip, const TicketDetails& details, const Sentences& say) {
    for (const TrailSearch& search : details.trail) {
        if (slip.searched.size() < most_searched &&
            std::find(slip.searched.begin(), slip.searched.end(), search.text) ==
                slip.searched.end())
            slip.searched.push_back(search.text);
        for (const std::string& document : search.shown)
            add_article(slip.articles, document, ArticleUse::shown, "");
        const bool said = search.outcome == Outcome::not_helped;
        for (const std::string& document : search.opened)
            add_article(slip.articles, document, said ? ArticleUse::tried : ArticleUse::opened,
                        said ? say.not_helped : say.not_enough);
    }
}

std::string notes_of(const TicketDetails& details) {
    std::string notes;
    for (const Message& message : details.messages)
        if (message.visibility == Visibility::internal && message.sender == Sender::agent)
            notes.append(notes.empty() ? "" : "\n").append(trimmed(message.body));
    return std::string(utf8_prefix(notes, notes_bytes));
}

void take(std::string& into, const std::string& given) {
    if (!trimmed(given).empty())
        into = trimmed(given);
}

} // namespace

HandoverSlip drafted_slip(const TicketDetails& details, std::string_view lang) {
    const Sentences& say = lang == "de" ? german : english;
    HandoverSlip slip{.problem = problem_of(details), .ruled_out = notes_of(details)};
    add_searches(slip, details, say);
    const bool came_back = !finished(details.ticket.state);
    for (const Resolution& resolution : details.resolutions)
        if (came_back && !resolution.article.empty())
            add_article(slip.articles, resolution.article, ArticleUse::tried, say.came_back);
    std::stable_sort(slip.articles.begin(), slip.articles.end(),
                     [](const auto& a, const auto& b) { return a.use > b.use; });
    return slip;
}

HandoverSlip completed_slip(HandoverSlip draft, const HandoverSlip& given) {
    take(draft.problem, given.problem);
    take(draft.ruled_out, given.ruled_out);
    take(draft.next_step, given.next_step);
    if (!given.searched.empty())
        draft.searched = given.searched;
    for (const SlipArticle& article : given.articles) {
        const auto known =
            std::find_if(draft.articles.begin(), draft.articles.end(),
                         [&](const auto& one) { return one.document == article.document; });
        if (known == draft.articles.end()) {
            draft.articles.push_back(article);
            continue;
        }
        known->use = std::max(known->use, article.use);
        take(known->why_not, article.why_not);
    }
    return draft;
}

std::vector<std::string> missing_facts(const HandoverSlip& slip) {
    std::vector<std::string> missing;
    if (trimmed(slip.problem).empty())
        missing.emplace_back("problem");
    for (const SlipArticle& article : slip.articles)
        if (article.use != ArticleUse::shown && trimmed(article.why_not).empty())
            missing.push_back("why_not:" + article.document);
    if (trimmed(slip.ruled_out).empty())
        missing.emplace_back("ruled_out");
    if (trimmed(slip.next_step).empty())
        missing.emplace_back("next_step");
    return missing;
}

} // namespace lotse::tickets
