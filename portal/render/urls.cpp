#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::string in(Lang lang, std::string_view german, std::string_view english) {
    return "/" + std::string(code(lang)) + "/" + std::string(lang == Lang::de ? german : english);
}

} // namespace

std::string home_url(Lang lang) {
    return in(lang, "", "");
}
std::string search_url(Lang lang) {
    return in(lang, "suche", "search");
}
std::string contact_url(Lang lang) {
    return in(lang, "kontakt", "contact");
}
std::string embedded_contact_url(Lang lang) {
    return in(lang, "embed/kontakt", "embed/contact");
}
std::string feed_url(Lang lang) {
    return in(lang, "feed.atom", "feed.atom");
}
std::string opensearch_url(Lang lang) {
    return in(lang, "opensearch.xml", "opensearch.xml");
}
std::string request_url(Lang lang) {
    return in(lang, "anfrage", "request");
}
std::string request_files_url(Lang lang) {
    return in(lang, "anfrage/anhaenge", "request/attachments");
}
std::string secret_url(std::string_view secret) {
    return "/t/" + std::string(secret);
}
std::string own_requests_url(Lang lang) {
    return in(lang, "meine-anfragen", "my-requests");
}
std::string own_requests_url(Lang lang, std::string_view page) {
    return own_requests_url(lang) + "/" + std::string(page);
}
std::string own_request_url(Lang lang, std::int64_t number) {
    return own_requests_url(lang) + "/" + std::to_string(number);
}
std::string own_request_files_url(Lang lang, std::int64_t number) {
    return own_request_url(lang, number) + (lang == Lang::de ? "/anhaenge" : "/attachments");
}
std::string sign_in_link_url(Lang lang, std::string_view secret) {
    return own_requests_url(lang) + "/link/" + std::string(secret);
}
std::string feedback_url(Lang lang) {
    return in(lang, "rueckmeldung", "feedback");
}

std::string article_url(Lang lang, std::string_view id) {
    return in(lang, "artikel/", "articles/") + url_encoded(id);
}

std::string solution_url(Lang lang, std::string_view id) {
    return in(lang, "loesung/", "solutions/") + url_encoded(id);
}

std::string legal_url(Lang lang, std::string_view page) {
    if (page == "imprint")
        return in(lang, "impressum", "imprint");
    if (page == "privacy")
        return in(lang, "datenschutz", "privacy");
    return in(lang, "barrierefreiheit", "accessibility");
}

std::string sign_in_url(Lang lang) {
    return in(lang, "anmelden", "sign-in");
}
std::string sign_out_url(Lang lang) {
    return in(lang, "abmelden", "sign-out");
}
std::string desk_url(Lang lang) {
    return in(lang, "desk", "desk");
}
std::string desk_url(Lang lang, std::string_view page) {
    return desk_url(lang) + "/" + std::string(page);
}
std::string desk_ticket_url(Lang lang, std::int64_t number) {
    return desk_url(lang, "tickets/" + std::to_string(number));
}

std::string url_encoded(std::string_view text) {
    static constexpr char hex[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                                c == '~';
        if (unreserved) {
            out += c;
        } else {
            out += '%';
            out += hex[byte >> 4];
            out += hex[byte & 15];
        }
    }
    return out;
}

std::string with_parameter(std::string url, std::string_view name, std::string_view value) {
    if (value.empty())
        return url;
    url += url.find('?') == std::string::npos ? '?' : '&';
    return url + std::string(name) + "=" + url_encoded(value);
}

} // namespace lotse::portal
