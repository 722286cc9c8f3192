#pragma once
// The customer pages: values in, a whole HTML document out. Every page works without JavaScript.
// All functions are pure and thread-safe.

#include <string>

#include "portal/pages/views.h"

namespace lotse::portal {

std::string home_page(const Frame& frame, const HomeView& view);
std::string results_page(const Frame& frame, const ResultsView& view);
std::string article_page(const Frame& frame, const ArticleView& view);
std::string retired_page(const Frame& frame, const RetiredView& view);
std::string contact_page(const Frame& frame, const ContactView& view);
/// The contact form and what follows it, slim, to be shown in a frame of another site.
std::string embedded_contact_page(const Frame& frame, const ContactView& view,
                                  const EmbedView& embed);
std::string embedded_sent_page(const Frame& frame, const SentView& view, const EmbedView& embed);
std::string request_page(const Frame& frame, const RequestView& view);
std::string own_requests_page(const Frame& frame, const OwnRequestsView& view);
std::string mail_sign_in_page(const Frame& frame, const MailSignInView& view);
std::string sign_in_link_page(const Frame& frame, const SignInLinkView& view);

/// A page that only says something: title and paragraph by text key, e.g. "error.not_found", which
/// needs the texts "error.not_found.title" and "error.not_found.text". `hint` is already in the
/// reader's language and may be empty.
std::string message_page(const Frame& frame, const std::string& key, const std::string& hint);

/// imprint, privacy or accessibility; `lines` are the paragraphs the operator configured.
std::string legal_page(const Frame& frame, const std::string& page,
                       const std::vector<std::string>& lines);

} // namespace lotse::portal
