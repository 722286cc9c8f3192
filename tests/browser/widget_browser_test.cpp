// The help inside a page of another site with a strict policy of its own, by keys alone.

#include <fstream>
#include <httplib.h>
#include <iostream>
#include <iterator>
#include <thread>

#include "tests/browser/axe.h"
#include "tests/service/service.h"
#include "tests/support/webdriver.h"

using namespace lotse;
using lotse::testing::Browser;
using lotse::testing::contains;

namespace {

/// portal/example/host.html at an origin of its own, with the address of our daemon in it.
class Shop {
  public:
    Shop() {
        server_.Get("/", [this](const httplib::Request&, httplib::Response& response) {
            response.set_content(page_, "text/html; charset=utf-8");
        });
        port_ = server_.bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_.listen_after_bind(); });
    }
    ~Shop() {
        server_.stop();
        thread_.join();
    }
    Shop(const Shop&) = delete;
    Shop& operator=(const Shop&) = delete;

    std::string origin() const { return "http://127.0.0.1:" + std::to_string(port_); }

    /// With what stands in place of `from` there, everywhere.
    void embed(const std::string& help, const std::string& mode) {
        std::ifstream file(std::filesystem::path(LOTSE_SOURCE_DIR) / "portal/example/host.html");
        page_.assign(std::istreambuf_iterator<char>(file), {});
        replace("https://hilfe.example", help);
        replace("self-service", mode);
        // What a host's own style does to everything must not reach the help.
        replace("default-src 'none'", "default-src 'none'; style-src 'unsafe-inline'");
        replace("</head>", "<style>body * { display: none !important }</style></head>");
    }

  private:
    void replace(const std::string& from, const std::string& to) {
        for (auto at = page_.find(from); at != std::string::npos;
             at = page_.find(from, at + to.size()))
            page_.replace(at, from.size(), to);
    }

    httplib::Server server_;
    std::string page_;
    int port_ = 0;
    std::thread thread_;
};

/// Something inside the shadow root.
std::string inside(const std::string& selector) {
    return "document.querySelector('lotse-help').shadowRoot.querySelector('" + selector + "')";
}

bool no_browser_for_widget() {
    if (Browser::available())
        return false;
    std::cerr << "SKIPPED: chromedriver is not installed (apt-get install chromium-driver)\n";
    return true;
}

} // namespace

TEST_CASE("help in another site's page: opened, searched and read by keys, closed by Escape (18.1 "
          "to 18.4)",
          "[browser][embed]") {
    if (no_browser_for_widget())
        return;
    Shop shop;
    const service::Desk desk({.arguments = {"--embed-origins", shop.origin()}});
    shop.embed("http://" + desk.daemon->address(), "self-service");
    Browser browser;
    browser.open(shop.origin() + "/");
    browser.wait_for(inside("#launch"));
    CHECK(browser.evaluate(inside("#launch") + ".getBoundingClientRect().height >= 44") == "true");
    for (const auto& request : browser.requests()) // nothing but the page and the loader
        CHECK((request == shop.origin() + "/" || request.ends_with("/widget.js") ||
               request.ends_with("/favicon.ico")));
    browser.evaluate(inside("#launch") + ".focus()");
    browser.press(Browser::enter);
    browser.wait_for(inside("#panel") + "?.hidden === false");
    CHECK(browser.evaluate(inside("#launch") + ".getAttribute('aria-expanded')") == "true");
    CHECK(browser.evaluate(inside("footer") + ".hidden") == "true"); // first search, then ask
    browser.wait_for(inside(".hit"));                                // for the page's own title
    browser.press(std::string("wlan passwort") + Browser::enter);
    browser.wait_for("!" + inside("footer") + ".hidden");
    browser.wait_for(inside(".hit mark"));
    browser.evaluate(inside(".hit") + ".focus()");
    browser.press(Browser::enter);
    browser.wait_for(inside("article h2"));
    CHECK(browser.evaluate(inside("article h2") + ".textContent") == "WLAN-Passwort ändern");
    CHECK(browser.evaluate(
              "document.querySelector('lotse-help').shadowRoot.activeElement.tagName") == "H2");
    const lotse::testing::Axe axe;
    axe.load_into(browser);
    for (const char* scheme : {"dark", "light"}) {
        browser.prefer_colours(scheme);
        CHECK(axe.faults(browser) == "");
    }
    browser.resize(320, 640);
    CHECK(browser.evaluate(inside("#panel") + ".getBoundingClientRect().left >= 0") == "true");
    browser.press(Browser::escape);
    browser.wait_for(inside("#panel") + ".hidden");
    CHECK(browser.evaluate("document.querySelector('lotse-help').shadowRoot.activeElement.id") ==
          "launch");
    for (const auto& complaint : browser.complaints()) {
        INFO(complaint);
        CHECK(complaint.find("favicon") != std::string::npos);
    }
}

TEST_CASE(
    "the form in another site's page is ours, in a frame, and asks first where that is wanted",
    "[browser][embed]") {
    if (no_browser_for_widget())
        return;
    Shop shop;
    const service::Desk desk({.arguments = {"--embed-origins", shop.origin()}});
    shop.embed("http://" + desk.daemon->address(), "ask-first");
    Browser browser;
    browser.open(shop.origin() + "/");
    browser.wait_for(inside("#launch"));
    browser.evaluate(inside("#launch") + ".click()");
    browser.wait_for(inside("iframe"));
    browser.enter_frame(inside("iframe"));
    browser.type("#subject", "Waschmaschine schleudert nicht");
    browser.type("#body", "Seit gestern.");
    browser.type("#email", "erika@kunde.example");
    browser.click("form button[type=submit]");
    browser.wait_for("document.querySelector('[data-sent]') !== null");
    CHECK_THAT(browser.text(".secret"), contains("/t/"));
    CHECK(desk.get("/api/v1/tickets?kind=request", desk.as("agent")).json()["tickets"].size() == 1);
    CHECK(browser.cookies().empty());
    browser.press(Browser::escape); // from inside the frame
    browser.leave_frame();
    browser.wait_for(inside("#panel") + ".hidden");
}

TEST_CASE("a site that is not named gets no answer, and its visitors come to the portal (18.5)",
          "[browser][embed]") {
    if (no_browser_for_widget())
        return;
    Shop shop;
    const service::Desk desk({.arguments = {"--embed-origins", "https://shop.example"}});
    shop.embed("http://" + desk.daemon->address(), "neutral");
    Browser browser;
    browser.open(shop.origin() + "/");
    browser.wait_for(inside("#launch"));
    browser.evaluate(inside("#launch") + ".click()");
    browser.wait_for("(" + inside("[role=status]") + "?.textContent ?? '') !== ''");
    CHECK(browser.evaluate(inside(".hit") + " === null") == "true");
    CHECK_THAT(browser.evaluate(inside("[role=status]") + ".textContent"),
               contains("nicht zu erreichen"));
}
