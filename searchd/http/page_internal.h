#pragma once
// What the portal's routes share.

#include <variant>

#include "portal/pages/pages.h"
#include "searchd/http/app.h"

namespace lotse::http {

inline portal::Lang page_lang(Tongue tongue) {
    return tongue == Tongue::de ? portal::Lang::de : portal::Lang::en;
}
inline search::Lang search_lang(Tongue tongue) {
    return tongue == Tongue::de ? search::Lang::de : search::Lang::en;
}

/// Colour and icon, where they are the house's own.
portal::Look look_of(const SiteSettings& site);

/// Frame of a page whose address in each language `url` makes.
portal::Frame frame_of(const App& app, const Request& request,
                       const std::function<std::string(portal::Lang)>& url);

Response html_response(std::string html, int status = 200);
Response redirect(std::string_view path);

/// What open problems tell visitors; nothing when that cannot be read: the page is shown all the
/// same.
std::vector<portal::FaultView> fault_views(const App& app, const tickets::Actor& actor,
                                           Tongue tongue);

portal::HitView hit_view(const search::Hit& hit, Tongue tongue, std::string_view trail);

/// A page that is kept nowhere and listed nowhere.
Response private_page(std::string html, int status = 200);

/// Adds the error "KEY_missing" or "KEY_too_long" of a field, if it is one. Characters.
void check_text(std::string_view text, std::size_t most, const char* field, const std::string& key,
                std::vector<portal::FieldError>& errors);

/// "12 KiB", rounded up.
std::string size_text(portal::Lang lang, std::int64_t bytes);

/// A request where its customer sees it: behind the secret link that he came by, or, when he has
/// signed in, among his own. What he may do there, authorize() says.
struct RequestPlace {
    std::optional<tickets::TicketNumber> ticket; // none: nobody in particular asks
    bool own = false;                            // among his own, rather than by link

    std::string url(portal::Lang lang) const;
    std::string files_url(portal::Lang lang) const;
};
RequestPlace place_of(const Call& call);
/// The ticket of the place, if the caller may do this with it; not_found also when it is another's.
Result<tickets::Ticket> ticket_at(const App& app, const Call& call, const RequestPlace& place,
                                  tickets::Action action);

/// The page of a request; with errors 422 and the reply as it was typed.
Reply request_page(const App& app, const Call& call, std::vector<portal::FieldError> errors,
                   std::string reply = {});
/// What its forms send: a reply, files.
Reply reply_to_request(const App& app, const Call& call);
Reply add_request_files(const App& app, const Call& call);
Reply read_request_file(const App& app, const Call& call);

/// A page of the portal. A POST waits in the queue of the heavy ones.
Route portal_page(std::string_view method, std::string_view pattern, Access access,
                  std::string_view summary, Handler handler);

/// The bytes of an attachment of a ticket that the caller may read, if he may see it. `id` as it
/// came in the address.
Reply attachment_of(const App& app, const Call& call, tickets::TicketNumber ticket,
                    const std::string& id);

/// What a page marks of a text.
std::vector<portal::MarkedRange> marked_ranges(const std::vector<search::Mark>& marks);

/// The fields of a POST, or why it is none.
std::variant<Fields, Problem> read_form(const Request& request);

/// The same page in both languages: two routes with one handler.
std::vector<Route> in_both(const Route& german, std::string_view english_pattern);

/// The trail of a request, if it has the form of one.
std::string trail_of(std::string_view text);

} // namespace lotse::http
