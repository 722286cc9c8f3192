#pragma once
// What the pages of the desk share. Internal to this room.

#include <string>
#include <vector>

#include "portal/desk/views.h"
#include "portal/render/template.h"

namespace lotse::portal {

struct WhoFindsView; // editor_views.h

/// The whole document: `content` is a template's name, filled with `values`.
std::string desk_framed(const DeskFrame& frame, const std::string& title, std::string_view content,
                        Values values);

/// The word of a closed set in the reader's language: word_text(lang, "state", "open").
std::string word_text(Lang lang, std::string_view set, std::string_view word);

/// The options of a choice: value, label, chosen.
std::vector<Values> option_list(const DeskChoice& choice);

/// Several choices, each with its label: those of a list's filters.
std::vector<Values> filter_list(const std::vector<DeskChoice>& filters, Lang lang);

/// What was just done, by its text's key; an empty one says nothing.
void set_done(Values& values, const std::string& key, Lang lang);

std::vector<Values> desk_paragraphs(const std::string& body);
std::vector<Values> link_list(const std::vector<DeskLink>& links);
std::vector<Values> solution_list(const std::vector<DeskSolution>& solutions, Lang lang);
std::vector<Values> row_list(const std::vector<QueueRow>& rows, Lang lang);

/// Who would find an article (outlook.cpp).
void set_outlook(Values& values, const WhoFindsView& view, Lang lang);

/// The forms that change a ticket (ticket_actions.cpp).
void set_actions(Values& values, const TicketView& view, Lang lang);

} // namespace lotse::portal
