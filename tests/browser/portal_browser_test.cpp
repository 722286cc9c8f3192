// What customers do, in a real browser against the real daemon, in both languages, with JavaScript
// and without.

#include <iostream>

#include "portal/render/urls.h"
#include "tests/service/service.h"
#include "tests/support/webdriver.h"

using namespace lotse;
using lotse::testing::Browser;
using lotse::testing::BrowserOptions;
using lotse::testing::contains;
using portal::Lang;

namespace {

/// What is asked and found in one language.
struct Words {
    Lang lang;
    std::string typed;    // the beginning of a word
    std::string question; // as written by a customer
    std::string title;    // of the article that answers it
    std::string id;
    std::string problem; // what the desk has no article on
};

const Words german{Lang::de,
                   "wlan",
                   "wlan passwort ändern",
                   "WLAN-Passwort ändern",
                   "wlan-passwort-aendern",
                   "Waschmaschine schleudert nicht"};
const Words english{Lang::en,
                    "passw",
                    "change wi-fi password",
                    "Change the Wi-Fi password",
                    "change-wifi-password",
                    "Washing machine does not spin"};

const Words& words(Lang lang) {
    return lang == Lang::de ? german : english;
}

/// The desk and a visitor in front of it.
class Visit {
  public:
    explicit Visit(const BrowserOptions& options = {}) : browser(options) {}

    std::string address(const std::string& path) const {
        return "http://" + desk.daemon->address() + path;
    }
    void open(const std::string& path) { browser.open(address(path)); }
    void search(const std::string& question) {
        browser.clear("#q");
        browser.type("#q", question + Browser::enter);
        browser.wait_for_page("?q=");
    }
    void fill_contact(const std::string& subject, const std::string& email) {
        browser.clear("#subject");
        browser.type("#subject", subject);
        browser.clear("#body"); // it may hold the draft of an earlier visit
        browser.type("#body", "Hello, äöü & <b>");
        browser.clear("#email");
        browser.type("#email", email);
    }
    std::size_t tickets() const {
        const auto answer = desk.get("/api/v1/tickets?kind=request", desk.as("agent"));
        REQUIRE(answer.status == 200);
        return answer.json().at("tickets").size();
    }
    /// Nothing to complain about, nobody else asked, nothing kept but the ticket's cookie.
    void check_manners(const std::string& allowed_complaint = {}) {
        for (const auto& complaint : browser.complaints()) {
            INFO(complaint);
            CHECK((!allowed_complaint.empty() &&
                   complaint.find(allowed_complaint) != std::string::npos));
        }
        for (const auto& request : browser.requests()) {
            INFO(request);
            CHECK((request.starts_with(address("/")) || request.starts_with("data:")));
        }
        for (const auto& cookie : browser.cookies()) {
            INFO(cookie.name);
            CHECK(cookie == lotse::testing::Cookie{"lotse_ticket", true, "Lax"});
        }
    }

    service::Desk desk;
    Browser browser;
};

bool no_browser() {
    if (Browser::available())
        return false;
    std::cerr << "SKIPPED: chromedriver is not installed (apt-get install chromium-driver)\n";
    return true;
}

/// Searches, reads, says that it did not help, and asks: without a line of script if need be.
void search_read_and_ask(Visit& visit, const Words& asked) {
    Browser& browser = visit.browser;
    visit.open(portal::home_url(asked.lang));
    visit.search(asked.question);
    CHECK(browser.count(".hit mark") >= 1);
    CHECK(browser.text(".hit a") == asked.title);
    browser.click(".hit a");
    browser.wait_for_page(portal::article_url(asked.lang, asked.id));
    CHECK(browser.text("h1") == asked.title);
    browser.click("button[value=no]");
    browser.wait_for_page("voted=no");
    browser.click("#why-outdated");
    browser.type("#remark", "Seit dem Umbau anders.");
    browser.click(".vote button[type=submit]");
    browser.wait_for_page("voted=1");
    CHECK(browser.count(".vote [role=status]") == 1);
    browser.click(".vote a");
    browser.wait_for_page(portal::contact_url(asked.lang));
    CHECK(browser.value("#subject") == asked.title);
    CHECK(browser.value("input[name=article]") == asked.id);
    CHECK(browser.value("form.form input[name=trail]").size() > 10);
}

void send_and_reply(Visit& visit, const Words& asked) {
    Browser& browser = visit.browser;
    visit.fill_contact(asked.problem, "erika@kunde.example");
    browser.click(".form button[type=submit]");
    browser.wait_for_page(portal::request_url(asked.lang));
    CHECK(browser.text("h1") == asked.problem);
    CHECK(browser.count(".done") == 1);
    CHECK_THAT(browser.text(".done .secret"), contains("/t/")); // shown once, to be kept
    CHECK(browser.text(".message") != "");
    browser.type("#reply", "One more thing: <script>alert(1)</script>");
    browser.click(".form button[type=submit]");
    browser.wait_for_page("replied=1");
    CHECK(browser.count(".message") == 2);
    CHECK_THAT(browser.text(".message:last-child"), contains("<script>alert(1)</script>"));
    CHECK(visit.tickets() == 1);
}

void check_errors(Visit& visit, const Words& asked) {
    Browser& browser = visit.browser;
    visit.open(portal::contact_url(asked.lang));
    visit.fill_contact(asked.problem, "nonsense");
    browser.click(".form button[type=submit]");
    browser.wait_for("document.querySelector('#errors a')");
    CHECK_THAT(browser.title(), contains(asked.lang == Lang::de ? "Fehler: " : "Error: "));
    CHECK(browser.count("#errors a") == 1);
    CHECK(browser.value("#subject") == asked.problem);
    CHECK(browser.value("#body") == "Hello, äöü & <b>");
    CHECK(browser.value("#email") == "nonsense");
    CHECK(visit.tickets() == 0);
}

} // namespace

TEST_CASE("suggestions open as a listbox, follow the arrow keys and close by Escape", "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    Browser& browser = visit.browser;
    for (const Lang lang : {Lang::de, Lang::en}) {
        visit.open(portal::home_url(lang));
        browser.press("/"); // from anywhere on the page
        CHECK(browser.evaluate("document.activeElement.id") == "q");
        CHECK(browser.attribute("#q", "role") == "combobox");
        browser.press(words(lang).typed);
        browser.wait_for("document.querySelector('#suggestions [role=option]')");
        CHECK(browser.attribute("#suggestions", "role") == "listbox");
        CHECK(browser.attribute("#q", "aria-expanded") == "true");
        CHECK(browser.text("#suggestions [role=option]") == words(lang).title);
        CHECK(browser.attribute("#q", "aria-activedescendant").empty());
        CHECK_FALSE(browser.evaluate("document.querySelector('.status').textContent").empty());

        browser.press(Browser::arrow_down);
        const auto active = browser.attribute("#q", "aria-activedescendant");
        REQUIRE_FALSE(active.empty());
        CHECK(browser.attribute("#" + active, "aria-selected") == "true");

        browser.press(Browser::escape);
        CHECK(browser.attribute("#q", "aria-expanded") == "false");
        CHECK(browser.attribute("#q", "aria-activedescendant").empty());
        CHECK(browser.value("#q") == words(lang).typed);

        browser.press(Browser::enter); // no active option: the form is sent
        browser.wait_for_page(portal::search_url(lang) + "?q=" + words(lang).typed);
    }
    visit.check_manners();
}

TEST_CASE("an active suggestion opens its article by Enter", "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    visit.open("/de/");
    visit.browser.type("#q", german.typed);
    visit.browser.wait_for("document.querySelector('#suggestions [role=option]')");
    visit.browser.press(Browser::arrow_down);
    visit.browser.press(Browser::enter);
    visit.browser.wait_for_page(portal::article_url(Lang::de, german.id));
    visit.check_manners();
}

TEST_CASE("from a search over the article to a request and a reply, in both languages",
          "[browser]") {
    if (no_browser())
        return;
    for (const bool javascript : {true, false})
        for (const Lang lang : {Lang::de, Lang::en}) {
            INFO("JavaScript " << javascript << " " << portal::code(lang));
            Visit visit({.javascript = javascript});
            search_read_and_ask(visit, words(lang));
            send_and_reply(visit, words(lang));
            visit.check_manners();
        }
}

TEST_CASE("errors take the focus and keep what was typed, with and without scripts", "[browser]") {
    if (no_browser())
        return;
    for (const bool javascript : {true, false}) {
        INFO("JavaScript " << javascript);
        Visit visit({.javascript = javascript});
        for (const Lang lang : {Lang::de, Lang::en})
            check_errors(visit, words(lang));
        if (javascript) {
            visit.browser.wait_for("document.activeElement.id === 'errors'");
            visit.browser.click("#errors a");
            CHECK(visit.browser.evaluate("document.activeElement.id") == "email");
        } else {
            CHECK(visit.browser.count("#q[role]") == 0); // scripts really are off
        }
        visit.check_manners("422");
    }
}

TEST_CASE("solutions appear while a request is written and never stop it from being sent",
          "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    Browser& browser = visit.browser;
    visit.open("/de/kontakt");
    const auto top = browser.evaluate("document.querySelector('.form button').offsetTop");
    browser.type("#subject", german.question);
    browser.wait_for("document.querySelector('#solutions a')");
    CHECK_THAT(browser.text("#solutions a"), contains(german.title));
    CHECK(browser.attribute("#solutions a", "target") == "_blank"); // the draft stays
    CHECK(browser.evaluate("document.querySelector('.form button').offsetTop") == top);
    CHECK(browser.evaluate("document.querySelector('.form button').disabled") == "false");
    browser.type("#body", "Es geht nicht.");
    browser.type("#email", "erika@kunde.example");
    browser.click(".form button[type=submit]");
    browser.wait_for_page("/de/anfrage");
    CHECK(browser.evaluate("sessionStorage.length") == "0"); // the draft has arrived
    visit.check_manners();
}

TEST_CASE("a double click makes one request, and so does sending the same form again",
          "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    Browser& browser = visit.browser;
    visit.open("/en/contact");
    visit.fill_contact(english.problem, "erika@customer.example");
    const auto key = browser.value("input[name=idempotency_key]");
    browser.evaluate("[1, 2].forEach(() => document.querySelector('.form button').click())");
    browser.wait_for_page("/en/request");
    CHECK(visit.tickets() == 1);
    const auto again = visit.desk.post_form(
        "/en/contact", "subject=Washing%20machine%20does%20not%20spin&body=Hello%2C%20"
                       "%C3%A4%C3%B6%C3%BC%20%26%20%3Cb%3E&email=erika%40customer.example"
                       "&idempotency_key=" +
                           key);
    CHECK(again.status == 303);
    CHECK(visit.tickets() == 1);
}

TEST_CASE("the secret link shows the request, under an address without the secret", "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    Browser& browser = visit.browser;
    const auto filed = visit.desk.post("/api/v1/tickets", {{"subject", german.problem},
                                                           {"body", "Bitte helfen Sie mir."},
                                                           {"email", "erika@kunde.example"},
                                                           {"lang", "de"}});
    REQUIRE(filed.status == 201);
    const auto link = filed.json().at("status_url").get<std::string>();
    visit.open(link.substr(link.find("/t/")));
    browser.wait_for_page("/de/anfrage");
    CHECK(browser.url() == visit.address("/de/anfrage"));
    CHECK(browser.text("h1") == german.problem);
    visit.check_manners();

    browser.delete_cookies();
    visit.open("/de/anfrage");
    CHECK(browser.count(".message") == 0);
}

TEST_CASE("the language switch keeps page and question", "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    Browser& browser = visit.browser;
    visit.open("/de/suche?q=passwort");
    browser.click(".top nav a[hreflang=en]");
    browser.wait_for_page("/en/search?q=passwort");
    CHECK(browser.value("#q") == "passwort");
    CHECK(browser.evaluate("document.documentElement.lang") == "en");
    visit.open(portal::article_url(Lang::en, english.id));
    browser.click(".top nav a[hreflang=de]");
    browser.wait_for_page(portal::article_url(Lang::de, german.id));
    CHECK(browser.text("h1") == german.title);
    visit.check_manners();
}

TEST_CASE("pages fit a screen of 320 points without scrolling sideways", "[browser]") {
    if (no_browser())
        return;
    Visit visit;
    for (const std::string path : {"/de/", "/de/suche?q=wlan%20passwort", "/de/suche?q=qwxyz",
                                   "/de/artikel/wlan-passwort-aendern", "/de/kontakt",
                                   "/de/barrierefreiheit", "/en/", "/en/contact"}) {
        INFO(path);
        visit.open(path);
        visit.browser.resize(320, 640);
        CHECK(visit.browser.evaluate("innerWidth") == "320");
        CHECK(std::stoi(visit.browser.evaluate("document.documentElement.scrollWidth")) <= 320);
    }
    visit.check_manners();
}
