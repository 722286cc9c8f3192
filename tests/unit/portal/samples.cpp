#include "tests/unit/portal/samples.h"

#include "portal/pages/pages.h"
#include "portal/render/urls.h"

namespace lotse::portal::samples {

namespace {

const TimePoint day{Milliseconds{1'764'000'000'000}}; // 2025-11-24

std::vector<FaultView> faults(Lang lang, const Content& content) {
    return {{content.sentence, std::string(code(lang)), article_url(lang, "stoerung"), day},
            {content.title, std::string(code(other(lang))), "", day}};
}

HomeView home(Lang lang, const Content& content) {
    HomeView view;
    view.faults = faults(lang, content);
    view.categories = {{"internet", 14},  {"router-wifi", 18}, {"email", 1},   {"telephony", 9},
                       {"hosting", 1204}, {"billing", 7},      {"account", 11}};
    view.categories.push_back({content.title, 3});
    for (int i = 0; i < 4; ++i)
        view.recent.push_back(hit(lang, content));
    return view;
}

ResultsView found(Lang lang, const Content& content) {
    ResultsView view;
    for (int i = 0; i < 3; ++i)
        view.hits.push_back(hit(lang, content));
    view.hits[1].is_solution = true;
    view.hits[2].why.clear();
    view.hits.push_back(hit(other(lang), content));
    view.total = 1234;
    view.page = 2;
    view.pages = 3;
    view.did_you_mean = content.query;
    view.searched_for = content.query;
    view.read_as = code(lang);
    view.read_as_chosen = true;
    view.partial = true;
    return view;
}

ResultsView nothing(const Content& content) {
    ResultsView view;
    view.categories = {{"internet", 14}, {"email", 8}, {content.title, 2}};
    return view;
}

ArticleView article(Lang lang, const Content& content) {
    ArticleView view;
    view.id = "wlan-passwort";
    view.lang = code(lang);
    view.title = content.title;
    view.summary = content.sentence;
    view.category = "router-wifi";
    view.trusted_html =
        "<p>Router <strong>FB-7</strong>, <code>E-1042</code>.</p><h2 id=\"a\">Symptom</h2>"
        "<ol><li>Menu</li><li>Wi-Fi</li></ol><h2 id=\"b\">Tabelle</h2><table><thead><tr>"
        "<th>LED</th><th>Status</th></tr></thead><tbody><tr><td>DSL</td><td>rot, blinkt</td></tr>"
        "</tbody></table><h2 id=\"c\">Log</h2><pre><code>ping -c 3 router.example.net # "
        "a-very-long-line-that-has-to-scroll-inside-its-own-box-and-never-the-page\n</code></pre>"
        "<blockquote><p>Tipp</p></blockquote>\n";
    view.headings = {
        {2, content.title, "a"}, {2, "Tabelle", "b"}, {3, "nested", "x"}, {2, "Log", "c"}};
    view.updated = day;
    view.related = {hit(lang, content), hit(other(lang), content)};
    return view;
}

ContactView contact(Lang lang, const Content& content) {
    ContactView view;
    view.faults = faults(lang, content);
    view.subject = content.title;
    view.body = content.sentence;
    view.name = content.person;
    view.email = "erika@kunde.example";
    view.article = "wlan-passwort";
    view.idempotency_key = "key-1";
    view.suggestions = {hit(lang, content), hit(other(lang), content)};
    return view;
}

ContactView wrong_contact(const Content& content) {
    ContactView view;
    view.name = content.person;
    view.email = content.query;
    view.errors = {{"subject", "contact.subject_missing"},
                   {"body", "contact.body_missing"},
                   {"email", "contact.email_wrong"}};
    return view;
}

RequestView request(Lang lang, const Content& content) {
    RequestView view;
    view.url = request_url(lang);
    view.files_url = request_files_url(lang);
    view.number = "1042";
    view.subject = content.title;
    view.state = "solved";
    view.created = day;
    view.messages = {
        {"request.from_you", content.person, day, content.sentence + "\n\n" + content.query},
        {"request.from_us", content.person, day, content.sentence}};
    view.solutions = {hit(lang, content)};
    view.files = {{content.title + ".png", request_files_url(lang) + "/7", "12 KiB"}};
    return view;
}

RequestView own_request(Lang lang, const Content& content) {
    auto view = request(lang, content);
    view.own = true;
    view.url = own_request_url(lang, 1042);
    view.files_url = own_request_files_url(lang, 1042);
    return view;
}

OwnRequestsView own_requests(Lang lang, const Content& content) {
    return {.email = content.person,
            .show = "open",
            .requests = {{.url = own_request_url(lang, 1042),
                          .number = "1042",
                          .subject = content.title,
                          .state = "open",
                          .created = day,
                          .updated = day}},
            .more_url = own_requests_url(lang) + "?show=open&after=1042"};
}

} // namespace

Content friendly(Lang lang) {
    if (lang == Lang::de)
        return {
            "WLAN-Passwort am Router zurücksetzen",
            "Haben Sie das Passwort Ihres Funknetzes vergessen, setzen Sie es in der Oberfläche "
            "des Routers in drei Schritten zurück.",
            "passwort vergessen", "Erika Muster"};
    return {"Reset the Wi-Fi password of your router",
            "If you forgot the password of your wireless network, reset it in three steps on the "
            "router's own page.",
            "forgot password", "Erika Sample"};
}

Content hostile() {
    const std::string evil = "\"'><script>alert(1)</script>&amp;{{t}}{{{q}}}{query}";
    return {"T" + evil, "S" + evil, "Q" + evil, "P" + evil};
}

Frame frame(Lang lang, const Content& content) {
    Frame out;
    out.lang = lang;
    out.site_name = "Fördenet Hilfe";
    out.query = content.query;
    out.trail = "trail-1";
    out.base_url = "https://hilfe.example";
    out.path = home_url(lang);
    out.other_url = with_parameter(search_url(other(lang)), "q", content.query);
    out.description = content.sentence;
    out.welcome = content.sentence;
    out.notice = content.sentence;
    out.expected = content.sentence;
    out.signs_in = true;
    return out;
}

HitView hit(Lang lang, const Content& content) {
    HitView out;
    out.url = article_url(lang, "wlan-passwort");
    out.title = content.title;
    out.title_marks = {{0, 4}};
    out.snippet = content.sentence;
    out.marks = {{1, 5}, {3, 9}};
    out.category = "router-wifi";
    out.lang = code(lang);
    out.why = content.query;
    out.updated = day;
    return out;
}

std::vector<Page> pages(Lang lang, const Content& content) {
    const Frame around = frame(lang, content);
    Frame plain = around;
    plain.query.clear();
    auto foreign = article(other(lang), content);
    auto thanked = article(lang, content);
    thanked.voted = true;
    auto sorry = article(lang, content);
    sorry.asks_why = true;
    auto filed = request(lang, content);
    filed.is_new = true;
    filed.link = "https://hilfe.example/t/" + std::string(43, 'x');
    filed.state = "new";
    auto wrong_reply = request(lang, content);
    wrong_reply.errors = {{"reply", "request.reply_missing"}, {"file", "request.file_empty"}};
    ResultsView filtered = found(lang, content);
    filtered.category = "email";
    return {
        {"home", lang, home_page(plain, home(lang, content))},
        {"results", lang, results_page(around, found(lang, content))},
        {"results-category", lang, results_page(plain, filtered)},
        {"results-none", lang, results_page(around, nothing(content))},
        {"article", lang, article_page(around, article(lang, content))},
        {"article-thanked", lang, article_page(around, thanked)},
        {"article-why", lang, article_page(around, sorry)},
        {"article-foreign", lang, article_page(around, foreign)},
        {"contact", lang, contact_page(around, contact(lang, content))},
        {"contact-empty", lang, contact_page(plain, ContactView{})},
        {"contact-errors", lang, contact_page(around, wrong_contact(content))},
        {"request", lang, request_page(plain, request(lang, content))},
        {"request-new", lang, request_page(plain, filed)},
        {"request-error", lang, request_page(plain, wrong_reply)},
        {"own-request", lang, request_page(plain, own_request(lang, content))},
        {"own-requests", lang, own_requests_page(plain, own_requests(lang, content))},
        {"own-requests-none", lang,
         own_requests_page(plain, {.email = content.person, .show = "closed"})},
        {"mail-sign-in", lang, mail_sign_in_page(plain, {})},
        {"mail-sign-in-sent", lang,
         mail_sign_in_page(plain, {.email = content.person, .sent = true})},
        {"mail-sign-in-error", lang,
         mail_sign_in_page(
             plain, {.email = content.person, .errors = {{"email", "contact.email_wrong"}}})},
        {"sign-in-link", lang,
         sign_in_link_page(plain,
                           {.action = sign_in_link_url(lang, "abc"), .email = content.person})},
        {"retired", lang,
         retired_page(plain, {article_url(lang, "neu"), content.title, std::string(code(lang))})},
        {"retired-for-good", lang, retired_page(plain, {})},
        {"message", lang, message_page(plain, "error.not_found", content.sentence)},
        {"legal", lang, legal_page(plain, "imprint", {content.title, content.sentence})},
        {"legal-empty", lang, legal_page(plain, "privacy", {})},
    };
}

} // namespace lotse::portal::samples
