#pragma once
// Errors of a form: a summary above it, and a sentence beside each field. What was typed is the
// page's to keep.

#include <string>
#include <vector>

#include "portal/render/template.h"

namespace lotse::portal {

struct FieldError {
    std::string field;    // id of the input: subject, body, email, name
    std::string text_key; // of the catalogue
};

/// Errors for the summary above a form, and one value "error_<field>" for each field.
void set_errors(Values& values, const std::vector<FieldError>& errors, Lang lang);

/// The title of a page with a form: says first that something is wrong, if it is.
std::string form_title(Lang lang, const std::string& title, const std::vector<FieldError>& errors);

} // namespace lotse::portal
