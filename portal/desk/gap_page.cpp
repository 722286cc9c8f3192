#include "portal/desk/gap_page.h"

#include "portal/desk/frame.h"
#include "portal/render/format.h"

namespace lotse::portal {

namespace {

std::string trend_text(const GapView& gap, Lang lang) {
    const char* key = gap.last_week > gap.week_before   ? "desk.gap.rising"
                      : gap.last_week < gap.week_before ? "desk.gap.falling"
                                                        : "desk.gap.steady";
    return text(lang, key,
                {{"now", number_text(lang, gap.last_week)},
                 {"before", number_text(lang, gap.week_before)}});
}

Values gap_values(const GapView& gap, Lang lang) {
    std::vector<Values> questions;
    for (const std::string& question : gap.questions)
        questions.push_back(Values().set("text", question));
    std::vector<Values> articles;
    for (std::size_t i = 0; i < gap.nearest.size(); ++i)
        articles.push_back(Values()
                               .set("url", gap.nearest[i].url)
                               .set("label", gap.nearest[i].label)
                               .set("article", gap.nearest_ids[i]));
    return Values()
        .set("id", std::to_string(gap.id))
        .set("question", gap.question)
        .set("gap_lang", gap.lang)
        .set("state", word_text(lang, "gap_state", gap.state))
        .set("counts", text(lang, "desk.gap.counts",
                            {{"count", number_text(lang, gap.count)},
                             {"visitors", number_text(lang, gap.visitors)}}))
        .set("trend", trend_text(gap, lang))
        .set("questions", questions)
        .set("has_questions", !questions.empty())
        .set("nearest", articles)
        .set("has_nearest", !articles.empty())
        .set("ticket_url", gap.ticket.url)
        .set("ticket_label", gap.ticket.label)
        .set("has_ticket", !gap.ticket.url.empty())
        .set("draft_url", gap.draft_url);
}

} // namespace

std::string gaps_page(const DeskFrame& frame, const GapsView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> gaps;
    for (const GapView& gap : view.gaps)
        gaps.push_back(gap_values(gap, lang));
    Values values;
    values.set("states", option_list(view.state))
        .set("state_name", view.state.chosen)
        .set("gaps", gaps)
        .set("has_gaps", !gaps.empty())
        .set("may_write", view.may_write)
        .set("may_ignore", view.may_ignore)
        .set("done", view.done)
        .set("has_done", !view.done.empty())
        .set("trouble", view.trouble)
        .set("has_trouble", !view.trouble.empty());
    return desk_framed(frame, text(lang, "desk.gaps"), "desk_gaps", std::move(values));
}

} // namespace lotse::portal
