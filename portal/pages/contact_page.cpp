#include "portal/pages/frame.h"
#include "portal/pages/pages.h"

namespace lotse::portal {

std::string contact_page(const Frame& frame, const ContactView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("subject", view.subject)
        .set("body", view.body)
        .set("name", view.name)
        .set("email", view.email)
        .set("article", view.article)
        .set("idempotency_key", view.idempotency_key)
        .set("suggestions", hit_list(view.suggestions, lang))
        .set("has_suggestions", !view.suggestions.empty());
    set_faults(values, view.faults, lang);
    set_errors(values, view.errors, lang);
    const std::string title = form_title(lang, text(lang, "contact.title"), view.errors);
    return framed(frame, title, "contact", std::move(values));
}

} // namespace lotse::portal
