#pragma once
// A browser for tests: headless Chromium, driven through chromedriver (W3C WebDriver).
//
//     Browser browser;
//     browser.open("http://127.0.0.1:4711/de/");
//     browser.type("#q", "passw");
//     browser.wait_for("!document.querySelector('#suggestions').hidden");
//
// Nothing sleeps: what takes time is asked for again until it is so, or a deadline fails the test
// with a sentence. Each Browser has its own chromedriver, on a port that it picks itself, and a
// fresh profile. What goes wrong is a std::runtime_error.

#include <memory>
#include <string>
#include <vector>

namespace lotse::testing {

struct BrowserOptions {
    bool javascript = true;
    int width = 1280;
    int height = 900;
};

struct Cookie {
    std::string name;
    bool http_only = false;
    std::string same_site;

    bool operator==(const Cookie&) const = default;
};

class Browser {
  public:
    explicit Browser(const BrowserOptions& options = {});
    ~Browser();
    Browser(const Browser&) = delete;
    Browser& operator=(const Browser&) = delete;

    /// Is chromedriver there? Where CI is set, it has to be: then this is always true.
    static bool available();

    void open(const std::string& url);
    void back();
    /// The size of the page, smaller than any window may be. Lasts until the browser ends.
    void resize(int width, int height);
    /// "light" or "dark". Lasts until the browser ends.
    void prefer_colours(const std::string& scheme);
    /// So many times slower a processor; 1: as it is.
    void slow_down(double times);
    std::string url() const;
    std::string title() const;

    /// The first element of a CSS selector, waited for.
    void click(const std::string& selector);
    void clear(const std::string& selector);
    /// Types into it, key by key. Keys without a letter: see below.
    void type(const std::string& selector, const std::string& text);
    std::string text(const std::string& selector);
    std::string value(const std::string& selector);
    std::string attribute(const std::string& selector, const std::string& name);
    std::size_t count(const std::string& selector) const;
    /// Types into whatever has the focus.
    void press(const std::string& keys);

    /// The value of a script's expression as text: "true", "4", "some text"; a promise is waited
    /// for. Works on pages whose own scripts are off.
    std::string evaluate(const std::string& expression) const;
    void wait_for(const std::string& expression) const;
    /// Waits until the address has this part and the page has loaded.
    void wait_for_page(const std::string& part_of_url) const;

    /// The whole page, as far down as it goes, as the bytes of a PNG file.
    std::string picture() const;

    /// From here on all is about the document in the frame that the expression names, until it is
    /// left.
    void enter_frame(const std::string& expression);
    void leave_frame();

    std::vector<Cookie> cookies() const;
    void delete_cookies();
    /// Errors and warnings of the console so far, security violations included; emptied by asking.
    std::vector<std::string> complaints();
    /// Addresses asked for so far, over the network; emptied by asking.
    std::vector<std::string> requests();

    static constexpr const char* arrow_down = "\xEE\x80\x95"; // U+E015
    static constexpr const char* escape = "\xEE\x80\x8C";     // U+E00C
    static constexpr const char* enter = "\xEE\x80\x87";      // U+E007

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::testing
