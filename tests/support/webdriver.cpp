#include "tests/support/webdriver.h"

#include "tests/support/soon.h"

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <httplib.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

namespace lotse::testing {

namespace {

using Json = nlohmann::json;

constexpr const char* driver_program = "/usr/bin/chromedriver";
constexpr const char* element_key = "element-6066-11e4-a52e-4f735466cecf";

/// chromedriver, and with it every browser it started: they share a process group.
class Driver {
  public:
    /// chromedriver picks a port on IPv6 and gives up when somebody has it on IPv4: then once more.
    Driver() {
        constexpr int most_attempts = 5;
        for (int attempt = 1; port_ == 0; ++attempt) {
            launch();
            const std::string said = words();
            port_ = port_in(said);
            if (port_ != 0)
                return;
            end();
            if (attempt == most_attempts || said.find("port not available") == std::string::npos)
                throw std::runtime_error("chromedriver did not start: " + said);
        }
    }
    ~Driver() { end(); }
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    int port() const { return port_; }

  private:
    [[noreturn]] static void run(int out) {
        ::setpgid(0, 0);
        ::dup2(out, STDOUT_FILENO);
        ::execl(driver_program, driver_program, "--port=0", nullptr);
        ::_exit(127);
    }

    void launch() {
        int pipe[2];
        if (::pipe2(pipe, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        pid_ = ::fork();
        if (pid_ == 0)
            run(pipe[1]);
        ::close(pipe[1]);
        out_ = pipe[0];
    }

    void end() const {
        ::kill(-pid_, SIGTERM);
        ::kill(-pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        ::close(out_);
    }

    static constexpr std::string_view before_port = "successfully on port ";

    /// What it says until it has started or ended: "… was started successfully on port 41234."
    std::string words() const {
        std::string said;
        for (char c = 0;; said += c) {
            pollfd ready{out_, POLLIN, 0};
            if (::poll(&ready, 1, 15'000) != 1 || ::read(out_, &c, 1) != 1)
                return said;
            if (c == '\n' && said.find(before_port) != std::string::npos)
                return said;
        }
    }

    static int port_in(const std::string& said) {
        const auto at = said.find(before_port);
        return at == std::string::npos ? 0 : std::stoi(said.substr(at + before_port.size()));
    }

    pid_t pid_ = -1;
    int out_ = -1;
    int port_ = 0;
};

Json capabilities(const BrowserOptions& options) {
    const Json arguments = {"--headless=new",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--disable-dev-shm-usage",
                            "--window-size=" + std::to_string(options.width) + "," +
                                std::to_string(options.height)};
    Json chrome = {{"args", arguments}, {"perfLoggingPrefs", {{"enableNetwork", true}}}};
    if (!options.javascript)
        chrome["prefs"] = {{"profile.managed_default_content_settings.javascript", 2}};
    return {{"capabilities",
             {{"alwaysMatch",
               {{"browserName", "chrome"},
                {"goog:chromeOptions", chrome},
                {"goog:loggingPrefs", {{"browser", "ALL"}, {"performance", "ALL"}}}}}}}};
}

/// Base64 (RFC 4648) without line breaks.
std::string decoded(std::string_view text) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const auto digit = digits.find(c);
        if (digit == std::string_view::npos)
            break; // padding
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        if ((held += 6) >= 8)
            bytes += static_cast<char>(bits >> static_cast<unsigned>(held -= 8) & 0xFFU);
    }
    return bytes;
}

} // namespace

struct Browser::Impl {
    explicit Impl(const BrowserOptions& options) : client("127.0.0.1", driver.port()) {
        client.set_read_timeout(30, 0);
        client.set_keep_alive(true);
        const Json answer = call("POST", "", capabilities(options));
        session = "/" + answer.at("sessionId").get<std::string>();
    }

    /// One command; `value` of its answer.
    Json call(const std::string& method, const std::string& path,
              const Json& body = Json::object()) {
        Json value = try_call(method, path, body);
        if (value.is_object() && value.contains("error") && value.contains("stacktrace"))
            throw std::runtime_error(path + ": " + value.value("message", std::string()));
        return value;
    }

    Json try_call(const std::string& method, const std::string& path, const Json& body) {
        const std::string target = "/session" + session + path;
        const auto result = method == "GET" ? client.Get(target)
                            : method == "DELETE"
                                ? client.Delete(target)
                                : client.Post(target, body.dump(), "application/json");
        if (!result)
            throw std::runtime_error("chromedriver does not answer: " +
                                     httplib::to_string(result.error()));
        return Json::parse(result->body).at("value");
    }

    std::string find(const std::string& selector) {
        Json found;
        const Json wanted = {{"using", "css selector"}, {"value", selector}};
        if (!soon([&] {
                found = try_call("POST", "/element", wanted);
                return found.contains(element_key);
            }))
            throw std::runtime_error("no element " + selector + " on " + address());
        return "/element/" + found.at(element_key).get<std::string>();
    }

    /// A page that is just being replaced makes elements stale: then look again.
    Json on_element(const std::string& selector, const std::string& method, const std::string& path,
                    const Json& body = Json::object()) {
        Json value;
        std::string error;
        if (!soon([&] {
                value = try_call(method, find(selector) + path, body);
                error = value.is_object() ? value.value("error", std::string()) : std::string();
                return error.empty();
            }))
            throw std::runtime_error(selector + ": " + error + " on " + address());
        return value;
    }

    std::string address() { return call("GET", "/url").get<std::string>(); }

    Json log(const std::string& type) { return call("POST", "/se/log", {{"type", type}}); }

    Driver driver;
    httplib::Client client;
    std::string session;
};

Browser::Browser(const BrowserOptions& options) : impl_(std::make_unique<Impl>(options)) {}

Browser::~Browser() {
    try {
        impl_->call("DELETE", "");
    } catch (const std::exception&) {
        // The driver ends with this object, and the browser with the driver.
    }
}

bool Browser::available() {
    const char* ci = std::getenv("CI");
    return ::access(driver_program, X_OK) == 0 || (ci != nullptr && *ci != '\0');
}

void Browser::open(const std::string& url) {
    impl_->call("POST", "/url", {{"url", url}});
}

void Browser::back() {
    impl_->call("POST", "/back");
}

void Browser::resize(int width, int height) {
    impl_->call(
        "POST", "/goog/cdp/execute",
        {{"cmd", "Emulation.setDeviceMetricsOverride"},
         {"params",
          {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}}}});
}

void Browser::prefer_colours(const std::string& scheme) {
    impl_->call(
        "POST", "/goog/cdp/execute",
        {{"cmd", "Emulation.setEmulatedMedia"},
         {"params", {{"features", {{{"name", "prefers-color-scheme"}, {"value", scheme}}}}}}});
}

void Browser::slow_down(double times) {
    impl_->call("POST", "/goog/cdp/execute",
                {{"cmd", "Emulation.setCPUThrottlingRate"}, {"params", {{"rate", times}}}});
}

std::string Browser::url() const {
    return impl_->address();
}

std::string Browser::title() const {
    return impl_->call("GET", "/title").get<std::string>();
}

void Browser::click(const std::string& selector) {
    impl_->on_element(selector, "POST", "/click");
}

void Browser::clear(const std::string& selector) {
    impl_->on_element(selector, "POST", "/clear");
}

void Browser::type(const std::string& selector, const std::string& text) {
    impl_->on_element(selector, "POST", "/value", {{"text", text}});
}

std::string Browser::text(const std::string& selector) {
    return impl_->on_element(selector, "GET", "/text").get<std::string>();
}

std::string Browser::value(const std::string& selector) {
    return impl_->on_element(selector, "GET", "/property/value").get<std::string>();
}

std::string Browser::attribute(const std::string& selector, const std::string& name) {
    const Json value = impl_->on_element(selector, "GET", "/attribute/" + name);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::size_t Browser::count(const std::string& selector) const {
    const Json wanted = {{"using", "css selector"}, {"value", selector}};
    return impl_->call("POST", "/elements", wanted).size();
}

void Browser::press(const std::string& keys) {
    const Json active = impl_->call("GET", "/element/active");
    impl_->call("POST", "/element/" + active.at(element_key).get<std::string>() + "/value",
                {{"text", keys}});
}

std::string Browser::evaluate(const std::string& expression) const {
    const Json value = impl_->call("POST", "/execute/sync",
                                   {{"script", "return " + expression}, {"args", Json::array()}});
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void Browser::wait_for(const std::string& expression) const {
    if (!soon([&] { return evaluate("!!(" + expression + ")") == "true"; }))
        throw std::runtime_error("never became true on " + url() + ": " + expression);
}

void Browser::wait_for_page(const std::string& part_of_url) const {
    std::string seen;
    if (!soon([&] {
            seen = url();
            return seen.find(part_of_url) != std::string::npos;
        }))
        throw std::runtime_error("never came to " + part_of_url + ", still on " + seen);
    wait_for("document.readyState === 'complete'");
}

std::string Browser::picture() const {
    impl_->call("POST", "/goog/cdp/execute",
                {{"cmd", "Emulation.setScrollbarsHidden"}, {"params", {{"hidden", true}}}});
    const Json taken =
        impl_->call("POST", "/goog/cdp/execute",
                    {{"cmd", "Page.captureScreenshot"},
                     {"params", {{"format", "png"}, {"captureBeyondViewport", true}}}});
    return decoded(taken.at("data").get<std::string>());
}

void Browser::enter_frame(const std::string& expression) {
    const Json frame = impl_->call("POST", "/execute/sync",
                                   {{"script", "return " + expression}, {"args", Json::array()}});
    impl_->call("POST", "/frame", {{"id", frame}});
}

void Browser::leave_frame() {
    impl_->call("POST", "/frame", {{"id", nullptr}});
}

std::vector<Cookie> Browser::cookies() const {
    std::vector<Cookie> all;
    for (const Json& cookie : impl_->call("GET", "/cookie"))
        all.push_back({cookie.at("name"), cookie.value("httpOnly", false),
                       cookie.value("sameSite", std::string())});
    return all;
}

void Browser::delete_cookies() {
    impl_->call("DELETE", "/cookie");
}

std::vector<std::string> Browser::complaints() {
    std::vector<std::string> all;
    for (const Json& entry : impl_->log("browser"))
        if (entry.at("level") == "SEVERE" || entry.at("level") == "WARNING")
            all.push_back(entry.at("message"));
    return all;
}

std::vector<std::string> Browser::requests() {
    std::vector<std::string> all;
    for (const Json& entry : impl_->log("performance")) {
        const Json message = Json::parse(entry.at("message").get<std::string>()).at("message");
        if (message.at("method") == "Network.requestWillBeSent")
            all.push_back(message.at("params").at("request").at("url"));
    }
    return all;
}

} // namespace lotse::testing
