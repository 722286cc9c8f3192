#pragma once
// The pages of the desk: values in, a whole HTML document out. Reading and answering work without
// JavaScript; keys and what appears while typing need it. All functions are pure and thread-safe.

#include <string>

#include "portal/desk/views.h"

namespace lotse::portal {

std::string sign_in_page(const DeskFrame& frame, const SignInView& view);
std::string expired_page(const DeskFrame& frame, const ExpiredView& view);
std::string queue_page(const DeskFrame& frame, const QueueView& view);
std::string ticket_page(const DeskFrame& frame, const TicketView& view);
std::string intake_page(const DeskFrame& frame, const IntakeView& view);
std::string desk_search_page(const DeskFrame& frame, const DeskSearchView& view);

std::string desk_article_page(const DeskFrame& frame, const DeskArticleView& view);

/// A page that only says something, by the keys of pages/pages.h's message_page().
std::string desk_message_page(const DeskFrame& frame, const std::string& key);

} // namespace lotse::portal
