#pragma once
// What each customer page shows, as plain values. Whoever serves a page fills one of these; nothing
// here knows search, tickets or HTTP. All text is plain text unless a name says trusted_html.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/base/clock.h"
#include "portal/render/assets.h"
#include "portal/render/form.h"
#include "portal/render/marks.h"
#include "portal/render/texts.h"

namespace lotse::portal {

/// What surrounds every page.
struct Frame {
    Lang lang = Lang::de;
    std::string site_name;      // "Fördenet Hilfe"
    std::string other_url;      // the same page in the other language
    std::string query;          // what the search box holds
    std::string trail;          // carried along by the search box; may be empty
    std::string base_url;       // "https://hilfe.example", for canonical links; may be empty
    std::string path;           // this page's own path, for canonical links
    bool indexable = true;      // may search engines list it?
    bool first_language = true; // is it that of visitors who ask for none?
    std::vector<std::string> structured{}; // JSON-LD objects, safe inside a script element
    bool translated = true;                // is the page at other_url the same one?
    std::string description{};             // for search engines, one or two sentences
    Look look{};
    std::string welcome{};  // the question on the home page; empty: the portal's own
    std::string notice{};   // on every page; empty: none
    std::string expected{}; // when who writes now has an answer; empty: not said here
    bool signs_in = false;  // customers may sign in by mail, to see their requests
};

struct HitView {
    std::string url;
    std::string title;
    std::vector<MarkedRange> title_marks;
    std::string snippet;
    std::vector<MarkedRange> marks;
    std::string category; // as in the article; shown by its label
    std::string lang;     // "de" or "en"
    std::string why;      // one line, may be empty: "Passwort, zurücksetzen → zurückgesetzt"
    std::optional<TimePoint> updated;
    bool is_solution = false; // from a solved request, not an article
};

struct CategoryView {
    std::string name; // as in the articles
    std::size_t count = 0;
};

/// A fault that is known already, so that nobody has to report it.
struct FaultView {
    std::string text;
    std::string lang;        // of the text
    std::string article_url; // may be empty
    TimePoint since{};
};

struct HomeView {
    std::vector<FaultView> faults;
    std::vector<CategoryView> categories;
    std::vector<HitView> recent; // a few articles worth showing
};

struct ResultsView {
    std::string category;      // the filter, empty for all
    std::vector<HitView> hits; // in the asker's language, and the other one's below
    std::size_t total = 0;     // of all pages
    std::size_t page = 1;
    std::size_t pages = 1;
    std::string did_you_mean;             // a better spelling, offered
    std::string searched_for;             // a better spelling, already searched
    std::string read_as;                  // "de" or "en": how the question was read; may be empty
    bool read_as_chosen = false;          // by the asker, not detected
    bool partial = false;                 // time ran out
    std::vector<CategoryView> categories; // offered when nothing was found
};

struct HeadingView {
    int level = 2;
    std::string text;
    std::string anchor;
};

struct ArticleView {
    std::string id;
    std::string lang; // of the article, which may differ from the page's
    std::string title;
    std::string summary;
    std::string category;
    std::string trusted_html; // from content::to_html()
    std::vector<HeadingView> headings;
    std::optional<TimePoint> updated;
    std::vector<HitView> related; // at most 4
    bool voted = false;           // "thank you" instead of the question
    bool asks_why = false;        // it did not help: why?
};

/// An article that is archived, and the one to read instead.
struct RetiredView {
    std::string url; // empty: there is none
    std::string title;
    std::string lang;
};

struct ContactView {
    std::vector<FaultView> faults;
    std::string subject;
    std::string body;
    std::string name;
    std::string email;
    std::string article;         // the article that did not help, if any
    std::string idempotency_key; // the same for a double click
    std::string intro;           // above the form; empty: the portal's own
    std::vector<FieldError> errors;
    std::vector<HitView> suggestions; // for those who come from a search
};

/// The same form in a frame of another site.
struct EmbedView {
    std::string host; // the site's origin, "https://shop.example"; empty where nobody said
};

/// What the frame shows once a request was sent.
struct SentView {
    std::string number;
    std::string link; // the request's secret link, shown once
};

struct MessageView {
    std::string sender_key; // text key: request.from_you or request.from_us
    std::string author;
    TimePoint at{};
    std::string body;
};

struct FileView {
    std::string name;
    std::string url;
    std::string size; // as it is shown, with its unit
};

struct RequestView {
    std::string url;       // that its forms are sent to
    std::string files_url; // likewise
    bool own = false;      // of a customer who signed in, with others beside it
    std::string number;
    std::string subject;
    std::string state; // a ticket state, e.g. "open"
    TimePoint created{};
    std::vector<MessageView> messages;
    std::vector<HitView> solutions; // the article linked when it was solved
    bool is_new = false;            // just filed: say what happens next
    std::string link;               // with is_new: the secret address of this page, to keep
    bool replied = false;
    bool attached = false; // files were just added
    std::vector<FileView> files;
    bool may_reply = true; // and add files
    std::vector<FieldError> errors;
    std::string reply;
};

/// A line of a customer's list.
struct OwnRequestView {
    std::string url;
    std::string number;
    std::string subject;
    std::string state; // a ticket state
    TimePoint created{};
    TimePoint updated{};
};

struct OwnRequestsView {
    std::string email;
    std::string show; // "open" or "closed"
    std::vector<OwnRequestView> requests;
    std::string more_url; // the next page; empty: this is the last
};

/// Asking for a link, and what is said afterwards, whether or not we know the address.
struct MailSignInView {
    std::string email;
    bool sent = false;
    std::vector<FieldError> errors;
};

/// Where the link of a letter leads. Nothing has happened yet: programs follow links, too.
struct SignInLinkView {
    std::string action;
    std::string email;
};

} // namespace lotse::portal
