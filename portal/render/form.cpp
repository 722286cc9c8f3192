#include "portal/render/form.h"

namespace lotse::portal {

void set_errors(Values& values, const std::vector<FieldError>& errors, Lang lang) {
    std::vector<Values> list;
    for (const FieldError& error : errors) {
        const std::string message = text(lang, error.text_key);
        list.push_back(Values().set("field", error.field).set("message", message));
        values.set("error_" + error.field, message);
        values.set("has_error_" + error.field, true);
    }
    values.set("errors", list);
    values.set("has_errors", !errors.empty());
}

std::string form_title(Lang lang, const std::string& title, const std::vector<FieldError>& errors) {
    return errors.empty() ? title : text(lang, "form.error_title", {{"title", title}});
}

} // namespace lotse::portal
