#include <algorithm>
#include <chrono>

#include "portal/desk/frame.h"
#include "portal/desk/pages.h"
#include "portal/render/format.h"

namespace lotse::portal {

namespace {

std::vector<Values> file_list(const std::vector<DeskFile>& files) {
    std::vector<Values> out;
    for (const DeskFile& file : files)
        out.push_back(
            Values().set("file_name", file.name).set("url", file.url).set("size", file.size));
    return out;
}

std::vector<Values> desk_messages(const std::vector<DeskMessage>& messages, Lang lang) {
    std::vector<Values> out;
    for (const DeskMessage& message : messages)
        out.push_back(Values()
                          .set("author", message.author)
                          .set("side", message.side)
                          .set("side_text", word_text(lang, "side", message.side))
                          .set("at", date_time_text(lang, message.at))
                          .set("iso", to_iso8601(message.at))
                          .set("paragraphs", desk_paragraphs(message.body))
                          .set("files", file_list(message.files))
                          .set("has_files", !message.files.empty()));
    return out;
}

std::vector<Values> searched_list(const std::vector<SearchedView>& searched, Lang lang) {
    std::vector<Values> out;
    for (const SearchedView& search : searched)
        out.push_back(Values()
                          .set("text", search.text)
                          .set("outcome", word_text(lang, "outcome", search.outcome))
                          .set("opened", link_list(search.opened))
                          .set("has_opened", !search.opened.empty())
                          .set("found", search.found)
                          .set("has_found", !search.found.empty()));
    return out;
}

std::vector<Values> linked_list(const std::vector<LinkedTicket>& links, Lang lang) {
    std::vector<Values> out;
    for (const LinkedTicket& link : links)
        out.push_back(Values()
                          .set("reading", word_text(lang, "link", link.reading))
                          .set("url", link.link.url)
                          .set("label", link.link.label)
                          .set("state", word_text(lang, "state", link.state)));
    return out;
}

std::vector<Values> history_list(const std::vector<HistoryLine>& history, Lang lang) {
    std::vector<Values> out;
    for (const HistoryLine& line : history)
        out.push_back(Values()
                          .set("at", date_time_text(lang, line.at))
                          .set("actor", line.actor)
                          .set("event", word_text(lang, "event", line.event)));
    return out;
}

std::vector<Values> slip_list(const TicketView& view) {
    std::vector<Values> out;
    for (const auto& [heading, body] : view.slips)
        out.push_back(Values().set("heading", heading).set("paragraphs", desk_paragraphs(body)));
    return out;
}

std::vector<Values> held_list(const std::vector<HeldView>& held, Lang lang) {
    std::vector<Values> out;
    for (const HeldView& reply : held) {
        const auto left = std::chrono::ceil<std::chrono::seconds>(reply.left).count();
        out.push_back(
            Values()
                .set("author", reply.author)
                .set("paragraphs", desk_paragraphs(reply.body))
                .set("mine", reply.mine)
                .set("milliseconds", std::to_string(reply.left.count()))
                .set("left", text(lang, "desk.held.left", {{"seconds", std::to_string(left)}})));
    }
    return out;
}

void set_company(Values& values, const TicketView& view, Lang lang) {
    std::vector<Values> company;
    for (const std::string& one : view.company)
        company.push_back(Values().set("text", one));
    values.set("company", company)
        .set("held", held_list(view.held, lang))
        .set("seen", std::to_string(view.last_message))
        .set("brought_back", view.brought_back);
}

void set_facts(Values& values, const TicketView& view, Lang lang) {
    values.set("number", std::to_string(view.number))
        .set("subject", view.subject)
        .set("is_gap", view.kind == "gap")
        .set("state", word_text(lang, "state", view.state))
        .set("state_name", view.state)
        .set("priority", word_text(lang, "priority", view.priority))
        .set("priority_name", view.priority)
        .set("channel", word_text(lang, "channel", view.channel))
        .set("ticket_lang", text(lang, "language.name_" + view.lang))
        .set("ticket_lang_code", view.lang)
        .set("level", std::to_string(view.level))
        .set("team", view.team)
        .set("has_team", !view.team.empty())
        .set("assignee", view.assignee)
        .set("has_assignee", !view.assignee.empty())
        .set("mine", view.mine)
        .set("customer", view.customer)
        .set("has_customer", !view.customer.empty())
        .set("email", view.email)
        .set("has_email", !view.email.empty())
        .set("phone", view.phone)
        .set("has_phone", !view.phone.empty())
        .set("created", date_time_text(lang, view.created))
        .set("has_due", view.due.has_value())
        .set("due", view.due ? date_time_text(lang, *view.due) : std::string())
        .set("tags", view.tags);
}

} // namespace

std::string ticket_page(const DeskFrame& frame, const TicketView& view) {
    const Lang lang = frame.lang;
    Values values;
    set_facts(values, view, lang);
    set_actions(values, view, lang);
    set_company(values, view, lang);
    values.set("links", linked_list(view.links, lang))
        .set("has_links", !view.links.empty())
        .set("searched", searched_list(view.searched, lang))
        .set("has_searched", !view.searched.empty())
        .set("messages", desk_messages(view.messages, lang))
        .set("solutions", solution_list(view.solutions, lang))
        .set("has_solutions", !view.solutions.empty())
        .set("history", history_list(view.history, lang))
        .set("slips", slip_list(view))
        .set("has_slips", !view.slips.empty())
        .set("reply", view.reply)
        .set("note", view.note)
        .set("trouble", view.trouble)
        .set("has_trouble", !view.trouble.empty());
    const bool held = std::ranges::any_of(view.held, &HeldView::mine);
    set_done(values, held && view.done_key == "desk.done.reply" ? "desk.done.held" : view.done_key,
             lang);
    set_errors(values, view.errors, lang);
    const std::string title =
        form_title(lang, "#" + std::to_string(view.number) + " " + view.subject, view.errors);
    return desk_framed(frame, title, "desk_ticket", std::move(values));
}

} // namespace lotse::portal
