#pragma once
// axe-core, held against the page that a browser shows: WCAG 2.2 AA and its best practices. It
// looks into open shadow roots as well.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/support/catch.h"
#include "tests/support/webdriver.h"

namespace lotse::testing {

class Axe {
  public:
    /// Fails the test where ./run test has not fetched it.
    Axe() {
        const std::filesystem::path path = std::filesystem::path(LOTSE_SOURCE_DIR) /
                                           "build/browser-tools/node_modules/axe-core/axe.min.js";
        std::ifstream file(path);
        INFO("axe-core is fetched by ./run test, into " << path);
        REQUIRE(file);
        source_.assign(std::istreambuf_iterator<char>(file), {});
    }

    /// Once for each page that was opened.
    void load_into(const Browser& browser) const {
        browser.evaluate("(() => { " + source_ + "\n; return 'ok'; })()");
    }

    /// A line for each element that is at fault; empty where all is well.
    static std::string faults(const Browser& browser) {
        return browser.evaluate(R"(axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations']
}).then(found => found.violations.flatMap(one => one.nodes.map(node =>
    one.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary + ' ' + node.html)).join('\n')))");
    }

  private:
    std::string source_;
};

} // namespace lotse::testing
