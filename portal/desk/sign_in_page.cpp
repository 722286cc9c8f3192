#include "portal/desk/frame.h"
#include "portal/desk/pages.h"

namespace lotse::portal {

std::string sign_in_page(const DeskFrame& frame, const SignInView& view) {
    Values values;
    values.set("email", view.email).set("next", view.next);
    set_errors(values, view.errors, frame.lang);
    const std::string title = form_title(frame.lang, text(frame.lang, "desk.sign_in"), view.errors);
    return desk_framed(frame, title, "desk_sign_in", std::move(values));
}

std::string expired_page(const DeskFrame& frame, const ExpiredView& view) {
    std::vector<Values> hidden;
    std::vector<Values> written;
    for (const auto& [name, value] : view.fields) {
        Values field;
        field.set("name", name).set("value", value);
        (value.find('\n') != std::string::npos || name == "body" ? written : hidden)
            .push_back(std::move(field));
    }
    Values values;
    values.set("action", view.action).set("hidden", hidden).set("written", written);
    return desk_framed(frame, text(frame.lang, "desk.expired"), "desk_expired", std::move(values));
}

} // namespace lotse::portal
