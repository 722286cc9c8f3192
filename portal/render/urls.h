#pragma once
// The addresses of the portal, in one place: pages link to them and the daemon routes them.

#include <cstdint>
#include <string>
#include <string_view>

#include "portal/render/texts.h"

namespace lotse::portal {

std::string home_url(Lang lang);                          // /de/
std::string search_url(Lang lang);                        // /de/suche
std::string article_url(Lang lang, std::string_view id);  // /de/artikel/<id>
std::string solution_url(Lang lang, std::string_view id); // /de/loesung/<id>
std::string contact_url(Lang lang);                       // /de/kontakt
std::string embedded_contact_url(Lang lang);              // /de/embed/kontakt
std::string feed_url(Lang lang);                          // /de/feed.atom
std::string opensearch_url(Lang lang);                    // /de/opensearch.xml
std::string request_url(Lang lang);                       // /de/anfrage
std::string request_files_url(Lang lang);                 // /de/anfrage/anhaenge
std::string secret_url(std::string_view secret);          // /t/<secret>: a request by its link
std::string own_requests_url(Lang lang);                  // /de/meine-anfragen
std::string own_requests_url(Lang lang, std::string_view page); // /de/meine-anfragen/abmelden
std::string own_request_url(Lang lang, std::int64_t number);    // /de/meine-anfragen/4711
std::string own_request_files_url(Lang lang, std::int64_t number);
std::string sign_in_link_url(Lang lang,
                             std::string_view secret);   // /de/meine-anfragen/link/<secret>
std::string feedback_url(Lang lang);                     // /de/rueckmeldung
std::string legal_url(Lang lang, std::string_view page); // page: imprint, privacy, accessibility

/// What staff use. Below the desk's own address the same words stand in both languages.
std::string sign_in_url(Lang lang);                          // /de/anmelden
std::string sign_out_url(Lang lang);                         // /de/abmelden
std::string desk_url(Lang lang);                             // /de/desk
std::string desk_url(Lang lang, std::string_view page);      // /de/desk/new
std::string desk_ticket_url(Lang lang, std::int64_t number); // /de/desk/tickets/4711

/// Percent-encodes all but unreserved characters (RFC 3986, 2.3).
std::string url_encoded(std::string_view text);

/// Adds "?name=value" or "&name=value"; nothing for an empty value.
std::string with_parameter(std::string url, std::string_view name, std::string_view value);

} // namespace lotse::portal
