#include "portal/desk/editor_pages.h"
#include "portal/desk/gap_page.h"
#include "portal/desk/pages.h"
#include "portal/desk/people_pages.h"
#include "portal/desk/report_page.h"
#include "portal/desk/site_page.h"
#include "portal/render/urls.h"
#include "tests/unit/portal/samples.h"

namespace lotse::portal::samples {

namespace {

const TimePoint desk_day{Milliseconds{1'764'000'000'000}}; // 2025-11-24

DeskFrame desk(Lang lang, const Content& content) {
    return {.lang = lang,
            .site_name = content.title,
            .other_url = desk_url(other(lang)),
            .person = content.person,
            .form_token = "0123456789abcdef",
            .query = content.query,
            .tickets = true,
            .articles = true,
            .words = true,
            .index = true,
            .reports = true,
            .gaps = true};
}

QueueRow row(const Content& content, int number) {
    const char* states[] = {"new", "open", "pending_reminder", "solved"};
    const char* priorities[] = {"low", "normal", "high", "urgent"};
    return {.number = 1000 + number,
            .subject = content.title,
            .customer = content.person,
            .state = states[number % 4],
            .priority = priorities[number % 4],
            .level = number % 3 + 1,
            .team = number % 3 == 2 ? content.title : std::string(),
            .assignee = number % 2 == 0 ? content.person : std::string(),
            .kind = number % 5 == 4 ? "gap" : "request",
            .created = desk_day,
            .updated = desk_day,
            .due = number % 4 == 2 ? std::optional(desk_day) : std::nullopt};
}

std::vector<QueueRow> rows(const Content& content) {
    std::vector<QueueRow> all;
    for (int number = 0; number < 8; ++number)
        all.push_back(row(content, number));
    return all;
}

DeskChoice choice(const std::string& field, const Content& content) {
    return {field, {{"", content.sentence}, {content.query, content.title}}, content.query};
}

QueueView queue(Lang lang, const Content& content) {
    QueueView view;
    view.views = {{content.title, desk_url(lang), true},
                  {content.sentence, desk_url(lang) + "?level=2", false}};
    view.saved = {{{content.title, desk_url(lang) + "?tag=a", false}, 7, {}},
                  {{content.query, desk_url(lang) + "?tag=b", true}, 8, content.person}};
    for (const char* field : {"state", "level", "assignee", "team", "priority", "kind", "order"})
        view.filters.push_back(choice(field, content));
    view.tag = content.query;
    view.query = "state=open";
    view.rows = rows(content);
    view.next_url = desk_url(lang) + "?after=1";
    view.done_key = "desk.done.view";
    view.bulk = choice("change", content);
    view.bulk_done = BulkDone{.changed = 2,
                              .refused = {8},
                              .taken_back = false,
                              .change = content.query,
                              .before = content.sentence};
    return view;
}

std::vector<DeskSolution> solutions(Lang lang, const Content& content) {
    DeskSolution article{
        .id = "wlan-passwort",
        .kind = "article",
        .title = content.title,
        .lang = std::string(code(lang)),
        .snippet = content.sentence,
        .marks = {{0, 4}},
        .why = {{content.query, content.title, "form"}, {content.query, content.query, "exact"}},
        .training_note = content.sentence,
        .trusted_html = "<p>Router <strong>FB-7</strong></p><h2>Symptom</h2>",
        .url = desk_url(lang, "articles/wlan-passwort"),
        .insert = content.sentence,
        .insert_url = desk_ticket_url(lang, 7) + "?insert=wlan-passwort#reply",
        .internal = false,
        .sent = true};
    DeskSolution hidden = article;
    hidden.id = "intern";
    hidden.lang = code(other(lang));
    hidden.internal = true;
    hidden.insert.clear();
    hidden.training_note.clear();
    hidden.why.clear();
    DeskSolution solved = hidden;
    solved.id = "1042";
    solved.kind = "ticket";
    solved.trusted_html.clear();
    solved.internal = false;
    return {article, hidden, solved};
}

TicketView ticket(Lang lang, const Content& content) {
    TicketView view;
    view.number = 4711;
    view.kind = "request";
    view.subject = content.title;
    view.state = "open";
    view.priority = "urgent";
    view.channel = "phone";
    view.lang = code(lang);
    view.level = 2;
    view.team = content.title;
    view.assignee = content.person;
    view.customer = content.person;
    view.email = content.query;
    view.phone = content.query;
    view.created = desk_day;
    view.due = desk_day;
    view.tags = content.query;
    view.links = {{"duplicate_of", {content.title, desk_ticket_url(lang, 7), false}, "solved"}};
    view.searched = {{content.query,
                      "no_click",
                      {{content.title, desk_url(lang, "articles/a"), false}},
                      content.sentence}};
    for (const char* side : {"customer", "agent", "note", "system"})
        view.messages.push_back(
            {content.person,
             side,
             desk_day,
             content.sentence,
             {{content.title, desk_ticket_url(lang, 7) + "/files/1", "3 KiB"}}});
    view.last_message = 4;
    view.company = {content.sentence};
    view.held = {{content.person, content.sentence, true, Milliseconds{9'400}},
                 {content.title, content.sentence, false, Milliseconds{100}}};
    view.brought_back = true;
    view.solutions = solutions(lang, content);
    view.history = {{desk_day, content.person, "create"},
                    {desk_day, content.person, content.query}};
    view.slips = {{content.title, content.sentence}};
    view.may = {true, true, true, true, true, true, true, true, true};
    view.agents = choice("to", content);
    view.priorities = choice("priority", content);
    view.hand_over.to = {choice("to", content)};
    view.hand_over.proposed = {{content.title, content.query}};
    view.hand_over.problem = content.sentence;
    view.hand_over.articles = {{"a", content.title, "opened", content.sentence},
                               {"b", content.title, "shown", {}}};
    view.hand_back = {true, choice("to", content), content.sentence, content.query, false};
    view.solve = {.article = "a",
                  .text = content.sentence,
                  .title = content.title,
                  .shared = content.sentence,
                  .lang = choice("solution_lang", content),
                  .cause = choice("cause", content),
                  .reason = content.query,
                  .open = "shared_solution"};
    view.reply = content.sentence;
    view.note = content.sentence;
    return view;
}

TicketView ticket_with_errors(Lang lang, const Content& content) {
    auto view = ticket(lang, content);
    view.errors = {{"reply", "desk.answer_missing"},
                   {"problem", "desk.slip.problem_missing"},
                   {"shared", "desk.personal_data"}};
    view.done_key = {};
    return view;
}

TicketView finished_ticket(Lang lang, const Content& content) {
    TicketView view;
    view.number = 7;
    view.kind = "gap";
    view.subject = content.title;
    view.state = "solved";
    view.priority = "low";
    view.channel = "portal";
    view.lang = code(lang);
    view.may.reopen = true;
    view.done_key = "desk.done.resolve";
    view.trouble = content.sentence;
    return view;
}

IntakeView intake(Lang lang, const Content& content) {
    IntakeView view;
    view.channel = choice("channel", content);
    view.lang = choice("ticket_lang", content);
    view.name = content.person;
    view.subject = content.title;
    view.body = content.sentence;
    view.idempotency_key = "k";
    view.solutions = solutions(lang, content);
    view.duplicates = {{{}, {content.title, desk_ticket_url(lang, 7), false}, "open"}};
    view.errors = {{"subject", "desk.subject_missing"},
                   {"body", "desk.words_missing"},
                   {"email", "desk.bad_email"}};
    return view;
}

EditorListView articles(const Content& content) {
    EditorListView view;
    for (const char* field : {"article_lang", "article_state", "todo", "article_order"})
        view.filters.push_back(choice(field, content));
    view.search = content.query;
    for (const char* state : {"draft", "published", "archived"})
        view.rows.push_back({"wlan", content.title, "de", state, "internal", content.query,
                             desk_day, true, true, true, true, 1204, 31, 12, 7});
    view.may_write = true;
    return view;
}

WhoFindsView outlook(Lang lang, const Content& content) {
    const OutlookView failed{.text = content.query,
                             .lang = std::string(code(lang)),
                             .asker = "public",
                             .times = 12,
                             .failed = 9,
                             .verified = false,
                             .before = {},
                             .after = 1,
                             .displaced = {}};
    OutlookView pushing{.text = content.title,
                        .lang = std::string(code(other(lang))),
                        .asker = "staff",
                        .times = 3,
                        .failed = 0,
                        .verified = true,
                        .before = {},
                        .after = 2,
                        .displaced = {{{content.title, desk_url(lang, "articles/a"), false},
                                       std::string(code(lang)),
                                       1,
                                       2,
                                       true},
                                      {{content.query, {}, false}, "en", 3, {}, false}}};
    return {.known = 310,
            .asked = 300,
            .kept = 4,
            .gained = std::vector<OutlookView>(32, failed),
            .lost = {pushing},
            .displacing = {pushing}};
}

EditorView edited(Lang lang, const Content& content) {
    EditorView view;
    view.id = "wlan";
    view.revision = "0123";
    view.title = content.title;
    view.summary = content.sentence;
    view.category = content.query;
    view.tags = content.query;
    view.aliases = content.title;
    view.lang = choice("article_lang", content);
    view.lang.chosen = code(lang);
    view.state = choice("state", content);
    view.audience = choice("audience", content);
    view.body = content.sentence;
    view.preview_trusted_html = "<h2>Symptom</h2><p>Router</p>";
    view.faults = {{"vague_link", 3, content.title, true}, {"long_sentence", 4, "x", false}};
    view.versions = {{"000001", desk_day, desk_url(lang, "edit/wlan/versions/000001")}};
    view.conflict = line_diff(content.title, content.sentence);
    view.categories = {content.query};
    view.translation = {content.title, desk_url(lang, "edit/wifi"), false};
    view.behind = true;
    view.changed_there = line_diff(content.sentence, content.title);
    view.who_finds = outlook(lang, content);
    view.errors = {{"title", "desk.article_title_missing"}, {"body", "desk.article_text_missing"}};
    return view;
}

WordsView words(const Content& content) {
    return {.lists = {{"de", content.sentence, "r", {{3, content.title}}, content.title},
                      {"splitting", content.query, "r", {}, {}}},
            .done_key = "desk.done.list"};
}

IndexView index(const Content& content) {
    IndexView view;
    view.generation = 42;
    view.built = desk_day;
    view.articles = 1204;
    view.building = true;
    view.stage = "indexing";
    view.done = 500;
    view.total = 1204;
    view.per_second = 178.4;
    view.seconds_left = 3.9;
    view.last = desk_day;
    view.last_served = false;
    view.last_problem = content.sentence;
    view.lost = {{content.query, content.sentence}};
    view.faults = {content.sentence};
    return view;
}

ReportsView reports(const Content& content) {
    ReportsView view{.from = "2026-03-02",
                     .to = "2026-03-31",
                     .by = choice("by", content),
                     .csv_url = "/de/desk/reports.csv",
                     .reports = {{content.title,
                                  content.sentence,
                                  {{"", "87,3 %", "312 : 357", "82 – 91 %", 0.873}},
                                  false}},
                     .errors = {{"from", "desk.bad_date"}}};
    ReportView weekly{content.query, content.sentence, {}, true};
    for (int week = 0; week < 12; ++week)
        weekly.figures.push_back({"2026-03-0" + std::to_string(week % 9 + 1), "12", "1 : 2", "",
                                  week == 3 ? std::nullopt : std::optional(week / 12.0)});
    view.reports.push_back(std::move(weekly));
    return view;
}

GapsView gaps(Lang lang, const Content& content) {
    GapsView view;
    view.state = choice("state", content);
    view.may_write = true;
    view.may_ignore = true;
    view.done = content.sentence;
    view.trouble = content.sentence;
    for (int id = 1; id < 4; ++id)
        view.gaps.push_back({.id = id,
                             .question = content.query,
                             .lang = std::string(code(other(lang))),
                             .state = id == 1 ? "open" : "answered",
                             .count = 1234,
                             .visitors = 312,
                             .last_week = static_cast<std::size_t>(id),
                             .week_before = 2,
                             .questions = {content.query, content.title},
                             .nearest = {{content.title, desk_url(lang, "articles/a"), false}},
                             .nearest_ids = {"a"},
                             .ticket = {"#7", desk_ticket_url(lang, 7), false},
                             .draft_url = desk_url(lang, "edit/new")});
    return view;
}

PersonRow somebody(const Content& content) {
    return {.id = 7,
            .name = content.person,
            .email = content.query,
            .roles = {"agent", "admin"},
            .level = 3,
            .teams = {content.title},
            .active = false};
}

} // namespace

std::vector<Page> desk_pages(Lang lang, const Content& content) {
    const auto frame = desk(lang, content);
    auto stranger = frame;
    stranger.person.clear();
    return {
        {"desk-sign-in", lang,
         sign_in_page(stranger, {.email = content.query,
                                 .next = desk_url(lang),
                                 .errors = {{"password", "desk.wrong_password"}}})},
        {"desk-expired", lang,
         expired_page(stranger,
                      {.action = desk_ticket_url(lang, 7) + "/reply",
                       .fields = {{"form_token", content.query}, {"body", content.sentence}}})},
        {"desk-queue", lang, queue_page(frame, queue(lang, content))},
        {"desk-queue-empty", lang, queue_page(frame, {})},
        {"desk-ticket", lang, ticket_page(frame, ticket(lang, content))},
        {"desk-ticket-errors", lang, ticket_page(frame, ticket_with_errors(lang, content))},
        {"desk-ticket-finished", lang, ticket_page(frame, finished_ticket(lang, content))},
        {"desk-intake", lang, intake_page(frame, intake(lang, content))},
        {"desk-search", lang,
         desk_search_page(frame, {.hits = solutions(lang, content), .tickets = rows(content)})},
        {"desk-search-empty", lang, desk_search_page(frame, {})},
        {"desk-article", lang,
         desk_article_page(frame, {.id = "a",
                                   .lang = std::string(code(other(lang))),
                                   .title = content.title,
                                   .summary = content.sentence,
                                   .trusted_html = "<p>Router</p>",
                                   .internal = true})},
        {"editor-list", lang, editor_list_page(frame, articles(content))},
        {"editor", lang, editor_page(frame, edited(lang, content))},
        {"editor-nothing-searched", lang,
         editor_page(frame, {.id = "wlan", .title = content.title, .who_finds = WhoFindsView{}})},
        {"editor-version", lang,
         version_page(frame, {.id = "wlan",
                              .title = content.title,
                              .number = "000001",
                              .replaced = desk_day,
                              .changes = line_diff(content.title, content.sentence),
                              .may_write = true})},
        {"editor-words", lang, words_page(frame, words(content))},
        {"editor-index", lang, index_page(frame, index(content))},
        {"desk-gaps", lang, gaps_page(frame, gaps(lang, content))},
        {"desk-gaps-none", lang, gaps_page(frame, {})},
        {"desk-reports", lang, reports_page(frame, reports(content))},
        {"admin-people", lang,
         people_page(frame, {.people = {somebody(content)}, .done_key = "desk.done.person"})},
        {"admin-person", lang,
         person_page(frame, {.person = somebody(content),
                             .secret = content.query,
                             .errors = {{"name", "desk.person.name_missing"},
                                        {"email", "desk.person.email_wrong"},
                                        {"roles", "desk.person.role_missing"}},
                             .done_key = {}})},
        {"admin-person-new", lang, person_page(frame, {})},
        {"admin-teams", lang,
         teams_page(frame, {.teams = {{.id = 4,
                                       .name = content.title,
                                       .level = 2,
                                       .topics = content.sentence,
                                       .categories = content.query,
                                       .members = {{7, content.person, true}},
                                       .trouble = content.sentence},
                                      {}},
                            .done_key = {}})},
        {"admin-site", lang,
         site_page(frame, {.rows = {{"accent", "brand", InputKind::line, "", content.title, true},
                                    {"default_language", "brand", InputKind::language, "", "de"},
                                    {"notice_de", "texts", InputKind::line, "de", content.sentence},
                                    {"imprint_en", "legal", InputKind::text, "en", content.query},
                                    {"keep_searches", "retention", InputKind::number, "", "400"}},
                           .not_saved = true,
                           .done_key = {}})},
        {"desk-forbidden", lang, desk_message_page(frame, "desk.forbidden")},
    };
}

} // namespace lotse::portal::samples
