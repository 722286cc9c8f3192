#include "searchd/http/config.h"

#include <set>

#include "searchd/http/config_values.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace lotse;
using namespace lotse::http;
using lotse::testing::contains;
using lotse::testing::TempDir;

namespace {

const Environment nothing = [](const std::string&) { return std::string(); };

Result<Config> load(const std::vector<std::string>& arguments, const Environment& environment,
                    Tongue tongue = Tongue::en) {
    const auto line = parse_command_line(arguments, tongue);
    if (!line)
        return line.error();
    return load_config(*line, environment, tongue);
}

} // namespace

TEST_CASE("a flag beats the environment, the environment the file, the file the default",
          "[http][config]") {
    TempDir dir;
    const auto file = dir.write("lotse.toml", "listen = \"file:1\"\nmax_connections = 11\n"
                                              "imprint = [\"Eins\", \"Zwei\"]\n");
    const Environment environment = [](const std::string& name) {
        return name == "LOTSE_LISTEN" ? std::string("env:2") : std::string();
    };
    CHECK(load({}, nothing)->listen == "127.0.0.1:8080");
    CHECK(load({"--config", file.string()}, nothing)->listen == "file:1");
    CHECK(load({"--config", file.string()}, environment)->listen == "env:2");
    const auto config = load({"--config=" + file.string(), "--listen", "flag:3"}, environment);
    REQUIRE(config);
    CHECK(config->listen == "flag:3");
    CHECK(config->front.connections == 11);
    CHECK(config->imprint == std::vector<std::string>{"Eins", "Zwei"});
    CHECK(config->rates[static_cast<std::size_t>(RateClass::ticket)].count == 5);
}

TEST_CASE("a mistake in the file is named with its line and a remedy", "[http][config]") {
    TempDir dir;
    const auto fails_with = [&](const std::string& text, Tongue tongue) {
        const auto file = dir.write("lotse.toml", text);
        const auto config = load({"--config", file.string()}, nothing, tongue);
        REQUIRE_FALSE(config);
        return config.error().to_string();
    };
    CHECK_THAT(fails_with("\n\nlisten_ = \"x\"\n", Tongue::en),
               contains("lotse.toml:3: unknown setting 'listen_' (did you mean 'listen'?)"));
    CHECK_THAT(fails_with("max_body = \"lots\"\n", Tongue::de),
               contains("lotse.toml:1: max_body hat einen ungültigen Wert: 'lots' (möglich ist: "));
    CHECK_THAT(fails_with("listen = \n", Tongue::en), contains("lotse.toml:1"));
    CHECK_THAT(fails_with("listen = true\n", Tongue::en), contains("wrong kind of value"));
    CHECK_THAT(fails_with("header_time = 5\n", Tongue::en), contains("500ms, 5s"));
    CHECK_FALSE(load({"--config", (dir / "missing.toml").string()}, nothing));
}

TEST_CASE("a mistake on the command line or in the environment names its place", "[http][config]") {
    CHECK_THAT(load({"--lisen", "x"}, nothing).error().to_string(),
               contains("--lisen: unknown setting"));
    CHECK_THAT(load({"--listen"}, nothing).error().to_string(), contains("value is missing"));
    CHECK_THAT(load({"serve"}, nothing).error().to_string(), contains("'serve'"));
    CHECK_THAT(load({"--workers", "many"}, nothing).error().to_string(), contains("--workers"));
    const Environment bad = [](const std::string& name) {
        return name == "LOTSE_RATE_SEARCH" ? std::string("often") : std::string();
    };
    CHECK_THAT(load({}, bad).error().to_string(), contains("LOTSE_RATE_SEARCH: rate_search"));
}

TEST_CASE("the sample file, uncommented, is a valid file with the defaults", "[http][config]") {
    TempDir dir;
    std::string text;
    for (const Tongue tongue : {Tongue::de, Tongue::en}) {
        std::string sample = sample_config(tongue);
        for (const auto& setting : settings()) {
            const auto at = sample.find("\n#" + std::string(setting.name) + " = ");
            REQUIRE(at != std::string::npos);
            sample.erase(at + 1, 1);
        }
        text = sample;
    }
    const auto file = dir.write("lotse.toml", text);
    const auto config = load({"--config", file.string()}, nothing);
    INFO((config ? std::string() : config.error().to_string()));
    REQUIRE(config);
    CHECK(config->listen == load({}, nothing)->listen);
}

TEST_CASE("every setting has one name, both sentences, and stands in the help", "[http][config]") {
    std::set<std::string_view> names;
    for (const auto& setting : settings()) {
        INFO(setting.name);
        CHECK(names.insert(setting.name).second);
        CHECK_FALSE(setting.sentence_de.empty());
        CHECK_FALSE(setting.sentence_en.empty());
        CHECK_THAT(help_text(Tongue::de), contains(flag_of(setting) + " <"));
    }
    CHECK(tongue_of_environment([](const std::string& name) {
              return name == "LANG" ? std::string("de_DE.UTF-8") : std::string();
          }) == Tongue::de);
}

TEST_CASE("values are read with their units", "[http][config]") {
    CHECK(*parse_duration("500ms") == Milliseconds{500});
    CHECK(*parse_duration("2 min") == Milliseconds{120'000});
    CHECK_FALSE(parse_duration("5"));
    CHECK(*parse_bytes("16KiB") == 16'384);
    CHECK_FALSE(parse_bytes("16kb"));
    CHECK(*parse_base_url("https://hilfe.example/") == "https://hilfe.example");
    for (const char* wrong :
         {"hilfe.example", "https://", "https://a/b", "javascript://x", "https://a\"b"})
        CHECK_FALSE(parse_base_url(wrong));
    CHECK_FALSE(parse_fraction("1.5"));
}
