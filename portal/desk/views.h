#pragma once
// What each page of the desk shows to agents, as plain values. Whoever serves a page fills one of
// these; nothing here knows search, tickets or HTTP. Words of closed sets (states, priorities …)
// are the stored ones; the pages translate them. All text is plain unless a name says trusted_html.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/base/clock.h"
#include "portal/render/assets.h"
#include "portal/render/form.h"
#include "portal/render/marks.h"
#include "portal/render/texts.h"

namespace lotse::portal {

/// What surrounds every page of the desk.
struct DeskFrame {
    Lang lang = Lang::de;
    std::string site_name;
    Look look{};
    std::string other_url;  // the same page in the other language
    std::string person;     // who is signed in; empty: nobody yet
    std::string form_token; // every form sends it back
    std::string query;      // what the search box holds
    bool tickets = false;   // what he may go to
    bool articles = false;
    bool words = false;
    bool index = false;
    bool reports = false;
    bool gaps = false;
    bool people = false;
    bool site = false;
};

struct SignInView {
    std::string email;
    std::string next; // where to go afterwards; may be empty
    std::vector<FieldError> errors;
};

/// A form that was sent after the session had ended.
struct ExpiredView {
    std::string action;                                      // where it is sent again
    std::vector<std::pair<std::string, std::string>> fields; // all of it
};

struct DeskLink {
    std::string label;
    std::string url;
    bool current = false;
};

struct SavedViewLink {
    DeskLink link;
    std::int64_t id = 0; // to remove it
    std::string owner;   // of a shared one that is somebody else's; empty: one's own
};

/// One choice of a form, and which of its options is chosen.
struct DeskChoice {
    std::string field;
    std::vector<std::pair<std::string, std::string>> options; // value, label
    std::string chosen;
};

struct QueueRow {
    std::int64_t number = 0;
    std::string subject;
    std::string customer;
    std::string state;
    std::string priority;
    int level = 1;
    std::string team;
    std::string assignee;
    std::string kind; // "request" or "gap"
    TimePoint created{};
    TimePoint updated{};
    std::optional<TimePoint> due;
};

/// What was done to several tickets at once, and how it is taken back.
struct BulkDone {
    std::size_t changed = 0;
    std::vector<std::int64_t> refused; // numbers
    bool taken_back = false;
    std::string change; // "assign:7", "priority:high": what is taken back
    std::string before; // "4711:3 4712:nobody"; empty: nothing to take back
};

struct QueueView {
    std::vector<DeskLink> views; // those that everybody has
    std::vector<SavedViewLink> saved;
    std::vector<DeskChoice> filters; // level, state, …
    std::string tag;
    std::string query; // the address's own, to save it as a view
    std::vector<QueueRow> rows;
    std::string next_url; // of the next page; empty: this was the last
    std::string done_key; // what was just done, a text key; empty: nothing
    DeskChoice bulk;      // what can be done to several
    bool none_chosen = false;
    std::optional<BulkDone> bulk_done;
};

/// One word of the asker's and what it met: "Passwort" met "Passwörter" as another form.
struct DeskReason {
    std::string asked;
    std::string met;
    std::string rule; // a word of search::Rule
};

/// A solution for the ticket that lies open.
struct DeskSolution {
    std::string id;
    std::string kind; // "article", "solution", "ticket"
    std::string title;
    std::string lang;
    std::string snippet;
    std::vector<MarkedRange> marks;
    std::vector<DeskReason> why;
    std::string training_note; // of a higher level; may be empty
    std::string trusted_html;  // of an article: all of it
    std::string url;           // where it is read
    std::string insert;     // the sentence with the link, for the answer; empty: not for customers
    std::string insert_url; // this page with that sentence in the answer
    bool internal = false;  // customers may not read it
    bool sent = false;      // it went out with an answer before
};

struct DeskFile {
    std::string name;
    std::string url;
    std::string size;
};

struct DeskMessage {
    std::string author;
    std::string side; // "customer", "agent", "note", "system"
    TimePoint at{};
    std::string body;
    std::vector<DeskFile> files;
};

/// A search that the customer made before, and what came of it.
struct SearchedView {
    std::string text;
    std::string outcome; // a word of tickets::Outcome
    std::vector<DeskLink> opened;
    std::string found; // "now found at rank 2"; empty: not asked again
};

struct LinkedTicket {
    std::string reading; // "duplicate_of", …
    DeskLink link;
    std::string state;
};

struct HistoryLine {
    TimePoint at{};
    std::string actor;
    std::string event;
};

/// An article that has to be explained in a hand-over.
struct SlipArticleView {
    std::string id;
    std::string title;
    std::string use; // "shown", "opened", "tried"
    std::string why_not;
};

struct HandOverView {
    std::vector<DeskChoice> to; // one choice: the level with its team
    std::vector<std::pair<std::string, std::string>> proposed; // team, why
    std::string problem;
    std::string ruled_out;
    std::string next_step;
    std::vector<SlipArticleView> articles;
    bool open = false; // shown at once, as something is missing
};

struct HandBackView {
    bool possible = false;
    DeskChoice to;
    std::string note;
    std::string article;
    bool open = false;
};

struct SolveView {
    std::string article; // proposed
    std::string text;
    std::string title; // of the shared solution, redacted
    std::string shared;
    DeskChoice lang;
    DeskChoice cause; // of "nothing to know"
    std::string reason;
    std::string open; // the outcome whose form is shown at once; may be empty
};

/// Which forms the ticket's state leaves open.
struct AllowedActions {
    bool assign = false;
    bool reply = false;
    bool note = false;
    bool prioritize = false;
    bool wait = false;
    bool hand_over = false;
    bool solve = false;
    bool close = false;
    bool reopen = false;
};

/// An answer that can still be taken back.
struct HeldView {
    std::string author;
    std::string body;
    bool mine = false;
    Milliseconds left{0}; // until it goes out
};

struct TicketView {
    std::int64_t number = 0;
    std::string kind;
    std::string subject;
    std::string state;
    std::string priority;
    std::string channel;
    std::string lang; // the customer's
    int level = 1;
    std::string team;
    std::string assignee;
    bool mine = false;
    std::string customer;
    std::string email;
    std::string phone;
    TimePoint created{};
    std::optional<TimePoint> due;
    std::string tags; // "router, wlan"
    std::vector<LinkedTicket> links;
    std::vector<SearchedView> searched;
    std::vector<DeskMessage> messages;
    std::vector<DeskSolution> solutions;
    std::vector<HistoryLine> history;
    std::vector<std::pair<std::string, std::string>> slips; // heading, text of former hand-overs

    AllowedActions may;
    DeskChoice agents;
    DeskChoice priorities;
    HandOverView hand_over;
    HandBackView hand_back;
    SolveView solve;
    std::int64_t last_message = 0;    // that the page shows; 0: none
    std::vector<std::string> company; // who else has it open, in the reader's language
    std::vector<HeldView> held;
    bool brought_back = false; // the answer in the box is one that was taken back
    std::string reply;         // what stands in the answer
    std::string note;
    std::string reopen_reason;
    std::string wait_until; // 2026-11-30
    std::string done_key;   // what was just done, a text key; empty: nothing
    std::string trouble;    // why it could not be done; in the reader's language
    std::vector<FieldError> errors;
};

struct IntakeView {
    DeskChoice channel;
    DeskChoice lang;
    std::string name;
    std::string email;
    std::string phone;
    std::string subject;
    std::string body;
    std::string idempotency_key;
    std::vector<DeskSolution> solutions; // without a script: once it was sent to be looked up
    std::vector<LinkedTicket> duplicates;
    std::vector<FieldError> errors;
};

struct DeskArticleView {
    std::string id;
    std::string lang;
    std::string title;
    std::string summary;
    std::string trusted_html;
    bool internal = false;
};

struct DeskSearchView {
    std::vector<DeskSolution> hits;
    std::vector<QueueRow> tickets; // of the customer whose address was typed
};

} // namespace lotse::portal
