#pragma once
// What the pages of the desk share: the frame, forms that only the signed-in session may send, and
// answers that nobody keeps. Internal to this room.

#include <variant>

#include "portal/desk/pages.h"
#include "searchd/http/page_internal.h"
#include "searchd/http/ticket_access.h"
#include "tickets/sheet/sheet.h"

namespace lotse::http {

/// Whether a page is one of the desk's, those for signing in among them.
bool is_desk_path(std::string_view path);

/// What goes wrong at the desk. Who is not signed in is led to where he can; a form that was sent
/// meanwhile is shown with all its text.
Response desk_problem_page(const App& app, const Problem& problem, const Request& request);

/// Frame of a page whose address in each language `url` makes.
portal::DeskFrame desk_frame(const App& app, const Call& call,
                             const std::function<std::string(portal::Lang)>& url);

Response desk_page(std::string html, int status = 200);

/// What was just done, as an address that a form led to says it: a text's key, or empty.
std::string done_key(const Request& request);

/// Whether the form was made for this very session.
bool is_own_form(const Request& request, const Fields& form);

/// A page that takes part in the table of routes, in both languages. `tail` follows ".../desk".
std::vector<Route> desk_routes(std::string_view method, std::string_view german,
                               std::string_view english, tickets::Action action,
                               std::string_view summary, Handler handler);

/// A hit as the solution panel shows it. `lang` is the customer's; `base` the page's own address,
/// where the sentence with the link can be put into the answer; empty: it cannot.
portal::DeskSolution solution_view(const App& app, const Call& call, const search::Hit& hit,
                                   std::string_view lang, const std::string& base);

portal::QueueRow queue_row(const tickets::Ticket& ticket);

/// Active agents as options: their ids and names.
std::vector<std::pair<std::string, std::string>> agent_options(const App& app);

/// The page of the queue that the address's own fields ask for. `bulk`: what was just done to
/// several tickets; `none_chosen`: nothing, because none was chosen.
Reply queue_of(const App& app, const Call& call, std::optional<portal::BulkDone> bulk = {},
               bool none_chosen = false);

/// Levels, states … as options: the words of a closed set with their texts.
template <class Enum>
portal::DeskChoice word_choice(portal::Lang lang, const std::string& field, std::string_view set,
                               std::string_view chosen) {
    portal::DeskChoice choice{.field = field, .options = {}, .chosen = std::string(chosen)};
    for (const auto word : tickets::names<Enum>())
        choice.options.emplace_back(
            word, portal::text(lang, "desk." + std::string(set) + "." + std::string(word)));
    return choice;
}

/// What was sent but could not be done, to be shown again.
struct SentForm {
    std::string_view action; // "reply", "hand-over", …
    Fields fields;
    std::vector<portal::FieldError> errors{};
    std::string trouble{};
};

/// Fills in the forms that the ticket's state leaves open.
void fill_forms(const App& app, const Call& call, const tickets::Ticket& ticket,
                portal::TicketView& view);
/// What was typed into the form that failed stands in it again.
void put_back(const SentForm& sent, portal::TicketView& view);

/// Who else has the ticket open, and answers that are held or came back; from now on the caller has
/// it open, too.
void show_company(const App& app, const Call& call, tickets::TicketNumber ticket,
                  portal::TicketView& view);

/// Why an answer should be read over: messages of others have come since `seen`, the number of the
/// last one that its page showed. Empty: none has, or the page did not say.
std::string newer_than_seen(const App& app, const Call& call, tickets::TicketNumber ticket,
                            std::string_view seen);

/// Several articles may stand on one page beside its own forms, so their headings give up their
/// anchors.
std::string without_ids(std::string html);

/// Somebody who may read what any signed-in customer may.
tickets::Actor some_customer();

/// The bytes of the attachment that a route's second argument names, if the caller may see it.
Reply attachment_file(const App& app, const Call& call);

/// The page of a ticket; with a form that failed, 422 and everything that was typed.
Reply ticket_page(const App& app, const Call& call, const tickets::Ticket& ticket,
                  const SentForm* sent = nullptr);

} // namespace lotse::http
