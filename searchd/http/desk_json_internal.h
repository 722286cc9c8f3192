#pragma once
// What agents see around a ticket, as JSON: teams, slips, training notes, verdicts.

#include "searchd/deflect/handover.h"
#include "searchd/deflect/training.h"
#include "searchd/http/json_internal.h"
#include "tickets/sheet/sheet.h"

namespace lotse::http {

Json to_json(const tickets::Team& team);
Json to_json(const tickets::HandoverSlip& slip);
Json to_json(const tickets::HandedSlip& handed);
Json to_json(const tickets::TrainingNote& note);
Json to_json(const tickets::LevelOneVerdict& verdict);
Json to_json(const tickets::SelfService& found);
Json to_json(const tickets::TicketLink& link);
Json to_json(const tickets::Attachment& attachment);
Json to_json(const tickets::TicketSheet& sheet);
Json to_json(const deflect::HandoverDraft& draft);
Json to_json(const deflect::Solutions& solutions, Tongue tongue);

template <class Values>
Json json_array(const Values& values) {
    Json list = Json::array();
    for (const auto& value : values)
        list.push_back(to_json(value));
    return list;
}

} // namespace lotse::http
