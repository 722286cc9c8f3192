// Intervals against published figures, CSV against spreadsheets, and the table of reports.

#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include "tests/support/catch.h"
#include "tickets/reports/csv.h"
#include "tickets/reports/definitions.h"
#include "tickets/reports/interval.h"

using namespace lotse;
using namespace lotse::tickets;
using lotse::testing::Approx;

namespace {

struct Published {
    Proportion a, b;
    double low, high;
};

std::string one_cell(std::string_view text) {
    return Csv().text(text).str();
}

} // namespace

TEST_CASE("Newcombe's interval is that of his paper's examples", "[reports]") {
    // Statistics in Medicine 17 (1998), table II, method 10.
    for (const auto& [a, b, low, high] :
         {Published{{56, 70}, {48, 80}, 0.0524, 0.3339},
          Published{{9, 10}, {3, 10}, 0.1705, 0.8090}, Published{{6, 7}, {2, 7}, 0.0582, 0.8062},
          Published{{5, 56}, {0, 29}, -0.0381, 0.1926},
          Published{{0, 10}, {0, 20}, -0.1611, 0.2775},
          Published{{0, 10}, {0, 10}, -0.2775, 0.2775},
          Published{{10, 10}, {0, 20}, 0.6791, 1.0000},
          Published{{10, 10}, {0, 10}, 0.6075, 1.0000}}) {
        INFO(a.hits << '/' << a.total << " - " << b.hits << '/' << b.total);
        const auto interval = newcombe(a, b);
        REQUIRE(interval);
        CHECK(std::abs(interval->low - low) < 0.00006);
        CHECK(std::abs(interval->high - high) < 0.00006);
        const auto turned = newcombe(b, a);
        CHECK(turned->low == Approx(-interval->high));
    }
}

TEST_CASE("Wilson's interval stays between nothing and all", "[reports]") {
    CHECK(wilson({0, 10})->low == Approx(0).margin(1e-12));
    CHECK(wilson({0, 10})->high == Approx(0.2775).margin(0.00005));
    CHECK(wilson({10, 10})->high == Approx(1));
    CHECK(wilson({81, 263})->low == Approx(0.2553).margin(0.00005)); // Newcombe's first paper
    CHECK(wilson({81, 263})->high == Approx(0.3662).margin(0.00005));
}

TEST_CASE("of an empty sample nothing is said", "[reports]") {
    CHECK_FALSE(share({0, 0}));
    CHECK_FALSE(wilson({0, 0}));
    CHECK_FALSE(difference({0, 0}, {1, 2}));
    CHECK_FALSE(newcombe({1, 2}, {0, 0}));
    CHECK(difference({1, 2}, {1, 4}) == 0.25);
}

TEST_CASE("a cell that a spreadsheet would compute is made text", "[reports][security]") {
    CHECK(one_cell("=1+1") == "'=1+1");
    CHECK(one_cell("+49 431") == "'+49 431");
    CHECK(one_cell("-cmd") == "'-cmd");
    CHECK(one_cell("@SUM(A1)") == "'@SUM(A1)");
    CHECK(one_cell("\t=1") == "'\t=1");
    CHECK(one_cell("\r=1") == "\"'\r=1\"");
    CHECK(one_cell("\n=1") == "\"'\n=1\"");
    CHECK(one_cell("=HYPERLINK(\"http://x\",\"y\")") ==
          "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
    CHECK(one_cell("a=1") == "a=1");
    CHECK(one_cell("Größe, \"genau\"") == "\"Größe, \"\"genau\"\"\"");
}

TEST_CASE("numbers stay numbers and lines end as RFC 4180 says", "[reports]") {
    Csv csv;
    csv.text("a").number(std::int64_t{-5}).number(-0.03).number(std::optional<double>()).end_line();
    csv.text("").number(1e-7).number(1e21).number(0.1).end_line();
    csv.number(std::numeric_limits<double>::quiet_NaN()).text("x").end_line();
    CHECK(csv.str() == "a,-5,-0.03,\r\n,0.0000001,1000000000000000000000,0.1\r\n,x\r\n");
}

TEST_CASE("every report has its name, its titles and its formula in both languages", "[reports]") {
    std::set<std::string_view> names;
    for (const ReportDefinition& one : report_definitions()) {
        INFO(one.name);
        CHECK(names.insert(one.name).second);
        CHECK_FALSE(names.contains(one.family));
        CHECK_FALSE(one.title_de.empty());
        CHECK_FALSE(one.title_en.empty());
        CHECK(one.formula_de != one.formula_en);
        if (one.unit != Unit::tickets) {
            CHECK(one.formula_de.find(" : ") != std::string_view::npos);
            CHECK(one.formula_en.find(" : ") != std::string_view::npos);
        }
    }
    CHECK(names.size() >= 13);
}

TEST_CASE("the page of the reports is the table's own text", "[reports]") {
    std::ifstream file(LOTSE_SOURCE_DIR "/tickets/REPORTS.md");
    const std::string page{std::istreambuf_iterator<char>(file), {}};
    INFO("lotse-tickets report --formulas > tickets/REPORTS.md writes it anew");
    CHECK(page == reports_as_markdown());
}
