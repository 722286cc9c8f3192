// What agents do at the desk, in a real browser: by keys alone, without scripts, and on a phone.

#include <iostream>

#include "tests/service/service.h"
#include "tests/support/webdriver.h"

using namespace lotse;
using lotse::testing::Browser;
using lotse::testing::BrowserOptions;
using lotse::testing::contains;

namespace {

/// An agent, and one ticket that the knowledge base can answer.
class AtTheDesk {
  public:
    explicit AtTheDesk(const BrowserOptions& options = {}) : browser(options) {
        const auto answer = desk.post("/api/v1/tickets", {{"subject", "WLAN Passwort ändern"},
                                                          {"body", "Wie geht das?"},
                                                          {"lang", "de"},
                                                          {"name", "Petra Schmidt"},
                                                          {"email", "petra@kunde.example"}});
        REQUIRE(answer.status == 201);
        number = std::to_string(answer.json()["number"].get<int>());
    }

    void open(const std::string& path) { browser.open("http://" + desk.daemon->address() + path); }
    void sign_in(const std::string& role = "agent") {
        open(role == "agent" ? "/de/desk" : "/de/anmelden"); // the queue is for agents
        browser.type("#email", role + "@example.org");
        browser.type("#password", std::string(service::Desk::password) + Browser::enter);
        browser.wait_for_page("/de/desk");
        browser.wait_for("document.querySelector('.queue') !== null");
    }
    std::size_t messages() const {
        return desk.get("/api/v1/tickets/" + number, desk.as("agent")).json()["messages"].size();
    }
    int page_width() const {
        return std::stoi(browser.evaluate("document.documentElement.scrollWidth"));
    }
    /// A form that was refused is no fault of the page, though the console names its status.
    void check_no_complaints() {
        for (const auto& complaint : browser.complaints()) {
            INFO(complaint);
            CHECK(complaint.find("status of 422") != std::string::npos);
        }
    }

    service::Desk desk;
    Browser browser;
    std::string number;
};

bool no_desk_browser() {
    if (Browser::available())
        return false;
    std::cerr << "SKIPPED: chromedriver is not installed (apt-get install chromium-driver)\n";
    return true;
}

const char* const link_text = "/de/artikel/wlan-passwort-aendern";

} // namespace

TEST_CASE("an agent answers a ticket by keys alone, three of them for the link",
          "[browser][desk]") {
    if (no_desk_browser())
        return;
    AtTheDesk at;
    Browser& browser = at.browser;
    at.sign_in();
    browser.press("j");
    browser.wait_for("document.querySelector('[data-current]') !== null");
    browser.press(Browser::enter);
    browser.wait_for_page("/desk/tickets/" + at.number);
    browser.press("1");
    browser.wait_for("document.querySelector('[data-solution]').open");
    browser.press("i");
    browser.wait_for("document.activeElement.id === 'reply'");
    CHECK_THAT(browser.value("#reply"), contains(link_text));
    // A closed tab costs nothing: the draft is there again.
    at.open("/de/desk/tickets/" + at.number);
    CHECK_THAT(browser.value("#reply"), contains(link_text));
    browser.press("r");
    browser.press("Viele Grüße");
    browser.click("form.answer button");
    browser.wait_for_page("done=reply");
    CHECK(browser.value("#reply").empty()); // sent, so the draft is gone
    CHECK(at.messages() == 1);              // but not out yet
    browser.click("#held button");
    browser.wait_for_page("done=undo");
    CHECK_THAT(browser.value("#reply"), contains("Viele Grüße"));
    CHECK(browser.count("#held") == 0);
    browser.click("form.answer button");
    browser.wait_for_page("done=reply");
    CHECK(browser.value("#reply").empty());
    CHECK(browser.count(".message.agent") == 1);
    browser.press("l");
    browser.wait_for("document.activeElement.id === 'article'");
    CHECK(browser.value("#article") == "wlan-passwort-aendern");
    at.check_no_complaints();
}

TEST_CASE("single keys can be switched off, and then they do nothing", "[browser][desk]") {
    if (no_desk_browser())
        return;
    AtTheDesk at;
    Browser& browser = at.browser;
    at.sign_in();
    browser.press("?");
    browser.wait_for("document.querySelector('#keys').open");
    browser.click("#keys-on");
    browser.press(Browser::escape);
    at.open("/de/desk/tickets/" + at.number);
    browser.press("n");
    CHECK(browser.evaluate("document.activeElement.id") != "note");
    browser.click("#keys-button");
    browser.click("#keys-on");
    browser.press(Browser::escape);
    browser.wait_for("!document.querySelector('#keys').open");
    browser.evaluate("document.activeElement.blur()");
    browser.press("n");
    browser.wait_for("document.activeElement.id === 'note'");
    at.check_no_complaints();
}

TEST_CASE("without a script a ticket is read, answered with a link and solved", "[browser][desk]") {
    if (no_desk_browser())
        return;
    AtTheDesk at({.javascript = false});
    Browser& browser = at.browser;
    at.sign_in();
    browser.click(".queue .subject a");
    browser.wait_for_page("/desk/tickets/" + at.number);
    browser.click("[data-insert-link]");
    browser.wait_for_page("insert=");
    CHECK_THAT(browser.value("#reply"), contains(link_text));
    browser.click("form.answer button");
    browser.wait_for_page("done=reply");
    browser.click("#solve-linked summary");
    browser.click("#solve-linked button");
    browser.wait_for_page("done=resolve");
    CHECK_THAT(browser.text(".badges"), contains("Gelöst"));
}

TEST_CASE("solutions and earlier tickets appear while a call is written down", "[browser][desk]") {
    if (no_desk_browser())
        return;
    AtTheDesk at;
    Browser& browser = at.browser;
    at.sign_in();
    browser.press("c");
    browser.wait_for_page("/desk/new");
    browser.type("#subject", "WLAN Passwort ändern");
    browser.type("#email", "petra@kunde.example");
    browser.wait_for("document.querySelectorAll('#live li').length > 1");
    CHECK_THAT(browser.text("#live"), contains("WLAN-Passwort ändern"));
    CHECK_THAT(browser.text("#live"), contains("#" + at.number));
    at.check_no_complaints();
}

TEST_CASE("an editor sees who would find a draft while it stays in the form", "[browser][desk]") {
    if (no_desk_browser())
        return;
    for (const bool javascript : {true, false}) {
        INFO("JavaScript " << javascript);
        AtTheDesk at({.javascript = javascript});
        Browser& browser = at.browser;
        REQUIRE(at.desk.get("/de/suche?q=Zauberschl%C3%BCssel").status == 200);
        at.sign_in("editor");
        at.open("/de/desk/edit/new");
        browser.type("#title", "Zauberschlüssel");
        browser.type("#body", "Noch nicht fertig.");
        browser.click("button[name=who]");
        CHECK_THAT(browser.text("#outlook-title"), contains("Wer würde das finden?"));
        CHECK_THAT(browser.text("#outlook"), contains("nicht gefunden → Platz 1"));
        CHECK(browser.value("#body") == "Noch nicht fertig.");
        if (javascript) {
            browser.wait_for("document.activeElement.id === 'outlook-title'");
            at.check_no_complaints();
            // A second answer takes the place of the first, and saving is as it was.
            browser.click("button[name=who]");
            browser.wait_for("document.activeElement.id === 'outlook-title'");
            CHECK(browser.count("#outlook-title") == 1);
        }
        browser.click("form.edit button.button");
        browser.wait_for_page("/de/desk/edit/zauberschluessel?done=article");
    }
}

TEST_CASE("the desk fits a small phone, and an error takes the focus", "[browser][desk]") {
    if (no_desk_browser())
        return;
    AtTheDesk at;
    Browser& browser = at.browser;
    at.sign_in();
    browser.resize(320, 640);
    for (const std::string path : {"/de/desk", "/en/desk/new", "/de/desk/search?q=wlan+passwort",
                                   "/de/desk/articles/wlan-passwort-aendern"}) {
        at.open(path);
        INFO(path);
        CHECK(at.page_width() <= 320);
    }
    at.open("/de/desk/tickets/" + at.number);
    CHECK(at.page_width() <= 320);
    browser.click("#hand-over summary");
    browser.click("#hand-over button");
    browser.wait_for_page("/hand-over");
    browser.wait_for("document.activeElement.id === 'errors'");
    CHECK_THAT(browser.text("#errors"), contains("Sagen Sie, was die nächste Ebene tun soll"));
    CHECK(at.page_width() <= 320);
    at.check_no_complaints();
}
