#pragma once
// Somebody at the desk with a browser that runs no scripts: a session's cookie, and forms with the
// token that its pages hold.

#include "searchd/http/request.h"
#include "tests/service/service.h"

namespace lotse::service {

using Form = std::vector<std::pair<std::string, std::string>>;

inline std::string encoded(const Form& form) {
    std::string text;
    for (const auto& [name, value] : form)
        text += (text.empty() ? "" : "&") + name + "=" + http::percent_encoded(value);
    return text;
}

/// The value of the first hidden field of that name.
inline std::string hidden_field(const std::string& page, const std::string& name) {
    const std::string field = "name=\"" + name + "\" value=\"";
    const auto at = page.find(field);
    REQUIRE(at != std::string::npos);
    const auto begin = at + field.size();
    return page.substr(begin, page.find('"', begin) - begin);
}

class Seat {
  public:
    Seat(const Desk& desk, const std::string& role) : desk_(desk) {
        const auto answer = desk.post_form(
            "/de/anmelden",
            encoded({{"email", role + "@example.org"}, {"password", Desk::password}}));
        REQUIRE(answer.status == 303);
        cookie = answer.header("Set-Cookie");
        arrived_at = answer.header("Location");
    }

    Headers headers() const { return {{"Cookie", cookie.substr(0, cookie.find(';'))}}; }
    Answer get(const std::string& path) const { return desk_.get(path, headers()); }
    Answer send(const std::string& path, Form form) const {
        form.emplace_back("form_token", token());
        return desk_.post_form(path, encoded(form), headers());
    }
    Answer send_bare(const std::string& path, const Form& form) const {
        return desk_.post_form(path, encoded(form), headers());
    }
    std::string token() const { return hidden_field(get("/de/desk/articles").body, "form_token"); }

    std::string cookie;
    std::string arrived_at;

  private:
    const Desk& desk_;
};

} // namespace lotse::service
