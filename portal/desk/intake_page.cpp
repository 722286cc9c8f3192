#include "portal/desk/frame.h"
#include "portal/desk/pages.h"
#include "portal/render/urls.h"

namespace lotse::portal {

std::string intake_page(const DeskFrame& frame, const IntakeView& view) {
    const Lang lang = frame.lang;
    std::vector<Values> duplicates;
    for (const LinkedTicket& one : view.duplicates)
        duplicates.push_back(Values()
                                 .set("url", one.link.url)
                                 .set("label", one.link.label)
                                 .set("state", word_text(lang, "state", one.state)));
    Values values;
    values.set("channels", option_list(view.channel))
        .set("langs", option_list(view.lang))
        .set("name", view.name)
        .set("email", view.email)
        .set("phone", view.phone)
        .set("subject", view.subject)
        .set("body", view.body)
        .set("idempotency_key", view.idempotency_key)
        .set("solutions", solution_list(view.solutions, lang))
        .set("has_solutions", !view.solutions.empty())
        .set("duplicates", duplicates)
        .set("has_duplicates", !duplicates.empty());
    set_errors(values, view.errors, lang);
    return desk_framed(frame, form_title(lang, text(lang, "desk.new"), view.errors), "desk_intake",
                       std::move(values));
}

} // namespace lotse::portal
