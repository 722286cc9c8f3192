// What axe-core finds on every page: WCAG 2.2 AA and its best practices, in German dark and at 320
// points (which is 400 % zoom of 1280), in English light and on a desk's screen.

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "portal/render/urls.h"
#include "tests/browser/axe.h"
#include "tests/service/service.h"
#include "tests/support/smtp_sink.h"
#include "tests/support/soon.h"
#include "tests/support/webdriver.h"

using namespace lotse;
using lotse::testing::Browser;
using lotse::testing::contains;
using lotse::testing::SmtpSink;
using portal::Lang;

namespace {

bool no_browser_for_axe() {
    if (Browser::available())
        return false;
    std::cerr << "SKIPPED: chromedriver is not installed (apt-get install chromium-driver)\n";
    return true;
}

class Inspector {
  public:
    explicit Inspector(const service::DeskOptions& options = {}) : desk(options) {}

    void open(const std::string& path) { browser.open("http://" + desk.daemon->address() + path); }

    /// The page as it stands now. One language is seen dark and narrow, the other light and wide:
    /// what a page looks like does not depend on its language, and how long its words are is worst
    /// where it is narrow and German.
    void inspect(const std::string& state) {
        axe.load_into(browser);
        const bool german = browser.evaluate("document.documentElement.lang") == "de";
        const int width = german ? 320 : 1280;
        browser.prefer_colours(german ? "dark" : "light");
        browser.resize(width, 800);
        INFO(state << ", " << browser.url());
        CHECK(axe.faults(browser) == "");
        CHECK(std::stoi(browser.evaluate("document.documentElement.scrollWidth")) <= width);
        keep_pictures(state);
    }
    /// LOTSE_SCREENSHOTS names a folder: each state light and dark, on a phone and on a desk.
    void keep_pictures(const std::string& state) {
        const char* folder = std::getenv("LOTSE_SCREENSHOTS");
        if (folder == nullptr)
            return;
        std::string name = browser.evaluate("document.documentElement.lang") + " " + state;
        std::ranges::replace_if(
            name, [](unsigned char c) { return std::isalnum(c) == 0; }, '-');
        for (const char* scheme : {"light", "dark"})
            for (const auto& [device, width] : {std::pair{"phone", 360}, std::pair{"desk", 1280}}) {
                browser.prefer_colours(scheme);
                browser.resize(width, 800);
                std::ofstream(std::filesystem::path(folder) /
                                  (name + "-" + scheme + "-" + device + ".png"),
                              std::ios::binary)
                    << browser.picture();
            }
    }
    void inspect_at(const std::string& path) {
        open(path);
        inspect(path);
    }

    /// An agent's ticket; its number.
    std::string ask(const std::string& subject) {
        const auto answer = desk.post("/api/v1/tickets", {{"subject", subject},
                                                          {"body", "Wie geht das?"},
                                                          {"lang", "de"},
                                                          {"name", "Petra Schmidt"},
                                                          {"email", "petra@kunde.example"}});
        REQUIRE(answer.status == 201);
        return std::to_string(answer.json()["number"].get<int>());
    }
    void sign_in(const std::string& who, const std::string& home) {
        browser.delete_cookies();
        open(home);
        browser.type("#email", who + "@example.org");
        browser.type("#password", std::string(service::Desk::password) + Browser::enter);
        browser.wait_for("document.querySelector('#password') === null");
    }

    service::Desk desk;
    Browser browser;
    const lotse::testing::Axe axe;
};

} // namespace

TEST_CASE("axe finds nothing on any page of a customer (G1, G6)", "[browser][axe]") {
    if (no_browser_for_axe())
        return;
    Inspector see;
    Browser& browser = see.browser;
    for (const Lang lang : {Lang::de, Lang::en}) {
        const bool german = lang == Lang::de;
        const std::string question = german ? "wlan passwort" : "wi-fi password";
        see.inspect_at(portal::home_url(lang));
        browser.type("#q", german ? "wlan" : "passw");
        browser.wait_for("!document.querySelector('#suggestions').hidden");
        see.inspect("suggestions open");
        browser.clear("#q");
        browser.type("#q", question + Browser::enter);
        browser.wait_for_page("?q=");
        see.inspect("results");
        browser.click(".hit a");
        browser.wait_for("document.querySelector('button[value=no]') !== null");
        see.inspect("article");
        browser.click("button[value=no]");
        browser.wait_for_page("voted=no");
        see.inspect("article, voted on");
        see.open(portal::home_url(lang));
        browser.type("#q", std::string("xyzzy plugh") + Browser::enter);
        browser.wait_for_page("?q=");
        see.inspect("nothing found");
        see.inspect_at(portal::contact_url(lang));
        browser.click(".form button[type=submit]");
        browser.wait_for("document.querySelector('#errors') !== null");
        see.inspect("contact, errors");
        browser.type("#subject",
                     german ? "Waschmaschine schleudert nicht" : "Washing machine stuck");
        browser.type("#body", "Hello");
        browser.type("#email", "erika@kunde.example");
        browser.click(".form button[type=submit]");
        browser.wait_for_page(portal::request_url(lang));
        see.inspect("request sent");
        for (const char* legal : {"imprint", "privacy", "accessibility"})
            see.inspect_at(portal::legal_url(lang, legal));
        see.inspect_at(portal::home_url(lang) + "nowhere");
    }
}

TEST_CASE("axe finds nothing where customers sign in by mail and see their requests (G1, G6, 6.1)",
          "[browser][axe][mail]") {
    if (no_browser_for_axe())
        return;
    const SmtpSink sink;
    Inspector see({{"--mail-server", sink.url(), "--mail-from", "hilfe@antwort.example",
                    "--mail-tls", "if_offered"}});
    Browser& browser = see.browser;
    (void)see.ask("Router blinkt rot");
    std::size_t letters = 1;
    for (const Lang lang : {Lang::de, Lang::en}) {
        browser.delete_cookies();
        see.inspect_at(portal::own_requests_url(lang));
        browser.click(".form button[type=submit]");
        browser.wait_for("document.querySelector('#errors') !== null");
        see.inspect("sign in by mail, errors");
        browser.type("#email", std::string("petra@kunde.example") + Browser::enter);
        browser.wait_for("document.querySelector('.done') !== null");
        see.inspect("sign in by mail, sent");
        ++letters;
        REQUIRE(lotse::testing::soon([&] { return sink.received().size() == letters; }));
        see.open(lotse::testing::link_in(sink.received().back()));
        see.inspect("sign-in link");
        browser.click(".form button[type=submit]");
        browser.wait_for("document.querySelector('.requests a') !== null");
        see.inspect("own requests");
        browser.click(".requests a");
        browser.wait_for("document.querySelector('#reply') !== null");
        see.inspect("own request");
        browser.type("#reply", "Hallo");
        browser.click(".form button[type=submit]");
        browser.wait_for_page("replied=1");
        CHECK(browser.text(".done") != "");
        see.inspect_at(portal::own_requests_url(lang) + "?show=closed");
    }
}

TEST_CASE("axe finds nothing on any page of the desk (G1, G6)", "[browser][axe]") {
    if (no_browser_for_axe())
        return;
    Inspector see;
    Browser& browser = see.browser;
    const std::string number = see.ask("WLAN Passwort ändern");
    for (const std::string lang : {"/de", "/en"}) {
        browser.delete_cookies();
        see.inspect_at(lang + "/desk");
        see.sign_in("agent", lang + "/desk");
        see.inspect_at(lang + "/desk");
        see.inspect_at(lang + "/desk/tickets/" + number);
        browser.click("#hand-over summary");
        browser.click("#hand-over button");
        browser.wait_for("document.querySelector('#errors') !== null");
        see.inspect("hand-over, errors");
        see.inspect_at(lang + "/desk/new");
        see.inspect_at(lang + "/desk/search?q=wlan+passwort");
        see.sign_in("editor", lang + "/desk");
        for (const char* path :
             {"/desk/articles", "/desk/edit/new", "/desk/edit/wlan-passwort-aendern", "/desk/words",
              "/desk/index", "/desk/gaps", "/desk/reports"})
            see.inspect_at(lang + path);
        see.sign_in("admin", lang + "/desk");
        for (const char* path : {"/desk/people", "/desk/people/new", "/desk/teams", "/desk/site"})
            see.inspect_at(lang + path);
    }
}
