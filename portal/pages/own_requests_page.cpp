#include "portal/pages/frame.h"
#include "portal/pages/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> request_list(const std::vector<OwnRequestView>& requests, Lang lang) {
    std::vector<Values> out;
    for (const OwnRequestView& request : requests)
        out.push_back(Values()
                          .set("url", request.url)
                          .set("number", request.number)
                          .set("subject", request.subject)
                          .set("state", text(lang, "state." + request.state))
                          .set("state_name", request.state)
                          .set("created", date_text(lang, request.created))
                          .set("updated", date_text(lang, request.updated)));
    return out;
}

} // namespace

std::string own_requests_page(const Frame& frame, const OwnRequestsView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("email", view.email)
        .set("shows_open", view.show == "open")
        .set("closed_url", own_requests_url(lang) + "?show=closed")
        .set("export_url", own_requests_url(lang, lang == Lang::de ? "daten" : "data"))
        .set("sign_out_action", own_requests_url(lang, lang == Lang::de ? "abmelden" : "sign-out"))
        .set("requests", request_list(view.requests, lang))
        .set("has_requests", !view.requests.empty())
        .set("more_url", view.more_url)
        .set("has_more", !view.more_url.empty());
    return framed(frame, text(lang, "own.title"), "own_requests", std::move(values));
}

std::string mail_sign_in_page(const Frame& frame, const MailSignInView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("email", view.email)
        .set("sent", view.sent)
        .set("sign_in_action", own_requests_url(lang));
    set_errors(values, view.errors, lang);
    return framed(frame, form_title(lang, text(lang, "own.sign_in_title"), view.errors),
                  "mail_sign_in", std::move(values));
}

std::string sign_in_link_page(const Frame& frame, const SignInLinkView& view) {
    Values values;
    values.set("link_action", view.action)
        .set("confirm", text(frame.lang, "own.confirm", {{"email", view.email}}));
    return framed(frame, text(frame.lang, "own.sign_in_title"), "sign_in_link", std::move(values));
}

} // namespace lotse::portal
