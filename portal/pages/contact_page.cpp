#include "portal/pages/frame.h"
#include "portal/pages/pages.h"

namespace lotse::portal {

namespace {

Values contact_values(const ContactView& view, Lang lang) {
    Values values;
    values.set("subject", view.subject)
        .set("body", view.body)
        .set("name", view.name)
        .set("email", view.email)
        .set("article", view.article)
        .set("intro", view.intro.empty() ? text(lang, "contact.intro") : view.intro)
        .set("idempotency_key", view.idempotency_key);
    set_faults(values, view.faults, lang);
    set_errors(values, view.errors, lang);
    return values;
}

} // namespace

std::string contact_page(const Frame& frame, const ContactView& view) {
    const Lang lang = frame.lang;
    Values values = contact_values(view, lang);
    values.set("embedded", false)
        .set("suggestions", hit_list(view.suggestions, lang))
        .set("has_suggestions", !view.suggestions.empty());
    const std::string title = form_title(lang, text(lang, "contact.title"), view.errors);
    return framed(frame, title, "contact", std::move(values));
}

std::string embedded_contact_page(const Frame& frame, const ContactView& view,
                                  const EmbedView& embed) {
    const Lang lang = frame.lang;
    const std::string title = form_title(lang, text(lang, "contact.title"), view.errors);
    return framed_for_sites(frame, title, "embed_contact", embed, contact_values(view, lang));
}

std::string embedded_sent_page(const Frame& frame, const SentView& view, const EmbedView& embed) {
    Values values;
    values.set("number", view.number).set("link", view.link);
    return framed_for_sites(frame, text(frame.lang, "request.new_title"), "embed_sent", embed,
                            std::move(values));
}

} // namespace lotse::portal
