#pragma once
// What the pages of editors show, as plain values. Conditions as in views.h.

#include "portal/desk/views.h"
#include "portal/render/diff.h"

namespace lotse::portal {

struct EditorRow {
    std::string id;
    std::string title;
    std::string lang;
    std::string state;    // "draft", "published", "archived"
    std::string audience; // "public", "customer", "internal"
    std::string category;
    std::optional<TimePoint> updated;
    bool stale_translation = false; // the other language's article says something else by now
    bool no_translation = false;
    bool review_due = false; // not looked at for long
    bool faulty = false;     // something shuts readers out
    std::size_t opened = 0;  // out of searches, of late
    std::size_t helped = 0;  // visitors who said so
    std::size_t not_helped = 0;
    std::size_t sent = 0; // tickets that agents answered with it
};

struct EditorListView {
    std::vector<DeskChoice> filters; // language, state, what is to be done, order
    std::string search;              // in titles and ids
    std::vector<EditorRow> rows;
    bool may_write = false;
};

struct AuthoringFaultView {
    std::string rule;
    std::size_t line = 0;
    std::string text;
    bool bars = false; // such an article is not published
};

struct VersionLink {
    std::string number;
    TimePoint replaced{};
    std::string url;
};

/// Another document that would stand behind the article.
struct DisplacedView {
    DeskLink document;
    std::string lang;
    int before = 0;
    std::optional<int> after; // empty: not on the first page any more
    bool verified = false;    // though it is known to be right
};

/// A past search, and what becomes of it.
struct OutlookView {
    std::string text;
    std::string lang;
    std::string asker; // "public", "customer", "staff"
    std::size_t times = 0;
    std::size_t failed = 0;
    bool verified = false;     // a solved ticket's question
    std::optional<int> before; // rank of the article as it is; empty: not found
    std::optional<int> after;
    std::vector<DisplacedView> displaced;
};

/// Who would find the article as it stands in the form.
struct WhoFindsView {
    std::size_t known = 0; // searches there were to ask
    std::size_t asked = 0; // fewer, when time was up
    std::size_t kept = 0;
    std::vector<OutlookView> gained;
    std::vector<OutlookView> lost;
    std::vector<OutlookView> displacing;
};

/// What readers said of the article lately.
struct VoteView {
    std::size_t helped = 0;
    std::size_t not_helped = 0;
    std::vector<std::pair<std::string, std::size_t>> reasons; // words: outdated, unclear …
    std::vector<std::string> remarks;                         // newest first
};

struct EditorView {
    bool is_new = false;
    std::string id;
    std::string revision; // that the editor started from
    std::string title;
    std::string summary;
    std::string category;
    std::string tags;    // "wlan, router"
    std::string aliases; // one a line
    std::string translation_key;
    std::string former_ids;  // "old-name, older-name"
    std::string replaced_by; // an id
    DeskChoice lang;
    DeskChoice state;
    DeskChoice audience;
    std::string body;
    std::string preview_trusted_html;
    std::vector<AuthoringFaultView> faults;
    std::vector<VersionLink> versions;     // newest first
    std::vector<DiffLine> conflict;        // from what stands there now to what was written
    std::vector<std::string> categories;   // that there are
    DeskLink translation;                  // the article in the other language; without: no address
    bool behind = false;                   // that one says something else since this was written
    std::vector<DiffLine> changed_there;   // from what it said then; empty: no former one is kept
    std::optional<VoteView> votes;         // nobody said anything
    std::optional<WhoFindsView> who_finds; // nothing was asked
    std::string done_key;
    std::string trouble;
    std::vector<FieldError> errors;
};

struct VersionView {
    std::string id;
    std::string title;
    std::string number;
    TimePoint replaced{};
    std::vector<DiffLine> changes; // from this version to the one of today
    bool may_write = false;
};

struct ListFaultView {
    std::size_t line = 0;
    std::string message;
};

/// One of the editors' own lists.
struct WordList {
    std::string name; // "de", "en", "glossary", "splitting"
    std::string text;
    std::string revision;
    std::vector<ListFaultView> faults;
    std::string trouble;
};

struct WordsView {
    std::vector<WordList> lists; // none: no folder is configured
    std::string done_key;
};

struct LossView {
    std::string question;
    std::string detail;
};

struct IndexView {
    std::uint64_t generation = 0;
    TimePoint built{};
    std::size_t articles = 0;
    bool building = false;
    std::string stage; // "preparing", "reading", "indexing", "merging"
    std::size_t done = 0;
    std::size_t total = 0;
    double per_second = 0;
    double seconds_left = 0;
    std::optional<TimePoint> last; // when the last rebuild began
    bool last_served = true;
    std::string last_problem;
    std::size_t asked = 0; // verified questions
    std::vector<LossView> lost;
    std::vector<std::string> faults; // of the article files: "de/wlan.md:3: …"
    std::string done_key;
};

} // namespace lotse::portal
