#include "portal/desk/frame.h"
#include "portal/desk/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> saved_list(const std::vector<SavedViewLink>& saved) {
    std::vector<Values> out;
    for (const SavedViewLink& view : saved)
        out.push_back(Values()
                          .set("url", view.link.url)
                          .set("label", view.link.label)
                          .set("current", view.link.current)
                          .set("id", std::to_string(view.id))
                          .set("owner", view.owner)
                          .set("own", view.owner.empty()));
    return out;
}

void set_bulk(Values& values, const QueueView& view, Lang lang) {
    std::string said;
    if (view.none_chosen) {
        said = text(lang, "desk.bulk.none");
    } else if (view.bulk_done) {
        const BulkDone& done = *view.bulk_done;
        const Places places{{"count", number_text(lang, done.changed)}};
        said = done.taken_back ? text(lang, "desk.bulk.taken_back", places)
                               : text(lang, "desk.bulk.done", places);
        if (!done.refused.empty()) {
            std::string numbers;
            for (const auto number : done.refused)
                numbers += (numbers.empty() ? "#" : ", #") + std::to_string(number);
            said += " " + text(lang, "desk.bulk.refused", {{"numbers", numbers}});
        }
    }
    values.set("selectable", !view.rows.empty())
        .set("bulk_options", option_list(view.bulk))
        .set("bulk_url", desk_url(lang, "bulk") + (view.query.empty() ? "" : "?" + view.query))
        .set("bulk_said", said)
        .set("has_bulk_said", !said.empty())
        .set("bulk_change", view.bulk_done ? view.bulk_done->change : std::string())
        .set("bulk_before", view.bulk_done ? view.bulk_done->before : std::string())
        .set("may_take_back", view.bulk_done && !view.bulk_done->before.empty());
}

} // namespace

std::vector<Values> row_list(const std::vector<QueueRow>& rows, Lang lang) {
    std::vector<Values> out;
    for (const QueueRow& row : rows)
        out.push_back(Values()
                          .set("number", std::to_string(row.number))
                          .set("url", desk_ticket_url(lang, row.number))
                          .set("subject", row.subject)
                          .set("customer", row.customer)
                          .set("state", word_text(lang, "state", row.state))
                          .set("state_name", row.state)
                          .set("priority", word_text(lang, "priority", row.priority))
                          .set("priority_name", row.priority)
                          .set("level", std::to_string(row.level))
                          .set("team", row.team)
                          .set("has_team", !row.team.empty())
                          .set("assignee", row.assignee)
                          .set("has_assignee", !row.assignee.empty())
                          .set("is_gap", row.kind == "gap")
                          .set("iso", to_iso8601(row.updated))
                          .set("updated", date_time_text(lang, row.updated))
                          .set("has_due", row.due.has_value())
                          .set("due", row.due ? date_text(lang, *row.due) : std::string()));
    return out;
}

std::string queue_page(const DeskFrame& frame, const QueueView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("views", link_list(view.views))
        .set("saved", saved_list(view.saved))
        .set("has_saved", !view.saved.empty())
        .set("filters", filter_list(view.filters, lang))
        .set("tag", view.tag)
        .set("view_query", view.query)
        .set("rows", row_list(view.rows, lang))
        .set("has_rows", !view.rows.empty())
        .set("next_url", view.next_url)
        .set("has_next", !view.next_url.empty())
        .set("views_url", desk_url(lang, "views"));
    set_done(values, view.done_key, lang);
    set_bulk(values, view, lang);
    return desk_framed(frame, text(lang, "desk.queue"), "desk_queue", std::move(values));
}

} // namespace lotse::portal
