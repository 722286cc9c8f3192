// Taking a ticket in: what a customer says on the phone, by fax, in a letter or at the counter.
// Without a script "look it up first" shows what would answer it before anything is saved.

#include "indexer/base/text.h"
#include "portal/render/urls.h"
#include "searchd/deflect/intake.h"
#include "searchd/deflect/solutions.h"
#include "searchd/http/desk_internal.h"
#include "searchd/http/email_internal.h"

namespace lotse::http {
namespace {

using portal::Lang;
using tickets::Action;

constexpr std::size_t max_intake_subject = 200;
constexpr std::size_t max_intake_body = 20'000;

/// The ways that somebody has to write down himself, the telephone first.
portal::DeskChoice channel_choice(Lang lang, std::string_view chosen) {
    portal::DeskChoice choice{.field = "channel", .options = {}, .chosen = std::string(chosen)};
    for (const auto channel :
         {tickets::Channel::phone, tickets::Channel::chat, tickets::Channel::in_person,
          tickets::Channel::fax, tickets::Channel::letter, tickets::Channel::email})
        choice.options.emplace_back(
            tickets::name(channel),
            portal::text(lang, "desk.channel." + std::string(tickets::name(channel))));
    return choice;
}

portal::IntakeView intake_view(const Call& call, const Fields& form) {
    const Lang lang = page_lang(call.request.tongue);
    const auto text = [&](std::string_view field) { return std::string(trimmed(form.get(field))); };
    portal::IntakeView view;
    view.channel = channel_choice(lang, form.get("channel"));
    const std::string spoken = text("ticket_lang");
    view.lang = {.field = "ticket_lang",
                 .options = {{"de", portal::text(lang, "language.name_de")},
                             {"en", portal::text(lang, "language.name_en")}},
                 .chosen = spoken.empty() ? std::string(portal::code(lang)) : spoken};
    view.name = text("name");
    view.email = text("email");
    view.phone = text("phone");
    view.subject = text("subject");
    view.body = text("body");
    view.idempotency_key = text("idempotency_key");
    return view;
}

void check_intake(portal::IntakeView& view) {
    const auto check = [&](const std::string& text, std::size_t most, const char* field,
                           const std::string& key) {
        if (text.empty())
            view.errors.push_back({field, key + "_missing"});
        else if (utf8_length(text) > most)
            view.errors.push_back({field, key + "_too_long"});
    };
    check(view.subject, max_intake_subject, "subject", "desk.subject");
    check(view.body, max_intake_body, "body", "desk.words");
    if (!view.email.empty() && !looks_like_email(view.email))
        view.errors.push_back({"email", "desk.bad_email"});
}

void look_up(const App& app, const Call& call, portal::IntakeView& view) {
    const Lang lang = page_lang(call.request.tongue);
    search::Draft draft;
    draft.subject = view.subject;
    draft.body = view.body;
    draft.page_lang = search_lang(call.request.tongue);
    draft.caller = visibility_of(call.actor);
    draft.deadline = app.config.search_time;
    if (const auto found = deflect::solutions_for(app.engine, draft))
        for (const auto& hit : found->hits)
            view.solutions.push_back(solution_view(app, call, hit, view.lang.chosen, {}));
    tickets::CustomerKeys keys;
    keys.contact.email = view.email;
    keys.contact.phone = view.phone;
    const auto same = deflect::possible_duplicates(app.database, app.engine, keys, draft);
    if (!same)
        return;
    for (const auto& one : *same)
        view.duplicates.push_back(
            {{},
             {"#" + std::to_string(one.ticket.number.value) + " " + one.ticket.subject,
              portal::desk_ticket_url(lang, one.ticket.number.value), false},
             std::string(tickets::name(one.ticket.state))});
}

Reply intake_form(const App& app, const Call& call, const portal::IntakeView& view) {
    const auto frame = desk_frame(app, call, [](Lang to) { return portal::desk_url(to, "new"); });
    return desk_page(portal::intake_page(frame, view), view.errors.empty() ? 200 : 422);
}

Reply show_intake(const App& app, const Call& call) {
    auto view = intake_view(call, {});
    view.idempotency_key = random_token(app.random, 16);
    return intake_form(app, call, view);
}

Reply take_in(const App& app, const Call& call) {
    auto read = read_form(call.request);
    if (auto* problem = std::get_if<Problem>(&read))
        return *problem;
    const auto& form = std::get<Fields>(read);
    auto view = intake_view(call, form);
    if (!form.get("look").empty() || !is_own_form(call.request, form)) {
        look_up(app, call, view);
        return intake_form(app, call, view);
    }
    check_intake(view);
    if (!view.errors.empty()) {
        look_up(app, call, view);
        return intake_form(app, call, view);
    }
    deflect::RequestForm request;
    request.key = view.idempotency_key;
    request.draft.subject = view.subject;
    request.draft.body = view.body;
    request.draft.lang = view.lang.chosen == "en" ? "en" : "de";
    request.draft.contact = {.name = view.name, .email = view.email, .phone = view.phone};
    const auto channel = tickets::from_name<tickets::Channel>(view.channel.chosen);
    request.draft.channel = channel ? *channel : tickets::Channel::phone;
    const auto filed = app.requests.file(call.actor, request);
    if (!filed)
        return problem_of(filed.error());
    app.wake_worker(); // its words are searched at once
    return redirect(portal::desk_ticket_url(page_lang(call.request.tongue), filed->number.value) +
                    "?done=new");
}

} // namespace

Status add_desk_intake_pages(Router& router, App& app) {
    auto routes = desk_routes("GET", "/de/desk/new", "/en/desk/new", Action::work_ticket,
                              "The form to take a ticket in",
                              [&app](const Call& call) { return show_intake(app, call); });
    auto send = desk_routes("POST", "/de/desk/new", "/en/desk/new", Action::work_ticket,
                            "Take a ticket in, or look up what would answer it",
                            [&app](const Call& call) { return take_in(app, call); });
    routes.insert(routes.end(), send.begin(), send.end());
    return add_routes(router, std::move(routes));
}

} // namespace lotse::http
