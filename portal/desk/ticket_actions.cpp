#include "portal/desk/frame.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> slip_articles(const HandOverView& view, Lang lang) {
    std::vector<Values> out;
    for (const SlipArticleView& article : view.articles)
        out.push_back(Values()
                          .set("id", article.id)
                          .set("title", article.title)
                          .set("use", word_text(lang, "use", article.use))
                          .set("required", article.use != "shown")
                          .set("why_not", article.why_not));
    return out;
}

Values hand_over_values(const HandOverView& view, Lang lang) {
    std::vector<Values> proposed;
    for (const auto& [team, why] : view.proposed)
        proposed.push_back(Values().set("team", team).set("why", why));
    return Values()
        .set("to", view.to.empty() ? std::vector<Values>() : option_list(view.to.front()))
        .set("proposed", proposed)
        .set("has_proposed", !proposed.empty())
        .set("problem", view.problem)
        .set("ruled_out", view.ruled_out)
        .set("next_step", view.next_step)
        .set("articles", slip_articles(view, lang))
        .set("has_articles", !view.articles.empty())
        .set("open", view.open);
}

Values hand_back_values(const HandBackView& view) {
    return Values()
        .set("to", option_list(view.to))
        .set("note", view.note)
        .set("article", view.article)
        .set("open", view.open);
}

Values solve_values(const SolveView& view) {
    return Values()
        .set("article", view.article)
        .set("text", view.text)
        .set("title", view.title)
        .set("shared", view.shared)
        .set("langs", option_list(view.lang))
        .set("causes", option_list(view.cause))
        .set("reason", view.reason)
        .set("open_linked", view.open == "linked_article")
        .set("open_shared", view.open == "shared_solution")
        .set("open_drafted", view.open == "drafted_article")
        .set("open_nothing", view.open == "no_knowledge");
}

} // namespace

void set_actions(Values& values, const TicketView& view, Lang lang) {
    values.set("may_assign", view.may.assign)
        .set("may_reply", view.may.reply)
        .set("may_note", view.may.note)
        .set("may_prioritize", view.may.prioritize)
        .set("may_wait", view.may.wait)
        .set("may_hand_over", view.may.hand_over && !view.hand_over.to.empty())
        .set("may_hand_back", view.may.hand_over && view.hand_back.possible)
        .set("may_solve", view.may.solve)
        .set("may_close", view.may.close)
        .set("may_reopen", view.may.reopen)
        .set("agents", option_list(view.agents))
        .set("priorities", option_list(view.priorities))
        .set("hand_over", hand_over_values(view.hand_over, lang))
        .set("hand_back", hand_back_values(view.hand_back))
        .set("solve", solve_values(view.solve))
        .set("wait_until", view.wait_until)
        .set("reopen_reason", view.reopen_reason)
        .set("base", desk_ticket_url(lang, view.number));
}

} // namespace lotse::portal
