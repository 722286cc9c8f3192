#include "tickets/cli/options.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tickets/cli/import_file.h"
#include "tickets/search_log.h"

using namespace lotse;
using namespace lotse::tickets;
using lotse::testing::contains;

namespace {

struct Ran {
    int code = 0;
    std::string out, err;
};

class CommandLine {
  public:
    Ran operator()(std::vector<std::string> words, const std::string& in = "") const {
        words.insert(words.begin(), {"lotse-tickets", "--db", db_, "--lang", "en"});
        std::vector<const char*> argv;
        for (const std::string& word : words)
            argv.push_back(word.c_str());
        std::istringstream input(in);
        std::ostringstream out, err;
        const int code = cli::run(static_cast<int>(argv.size()), argv.data(), {input, out, err});
        return {code, out.str(), err.str()};
    }
    std::string agent() const {
        const Ran ran = (*this)({"people", "add", "--name", "M. Weber", "--email",
                                 "m.weber@help.example", "--role", "agent"});
        REQUIRE(ran.code == 0);
        return "m.weber@help.example";
    }
    std::string ticket() const {
        const Ran ran = (*this)({"create", "-", "--subject", "Kein Internet", "--name", "Petra"},
                                "Seit gestern.\n");
        REQUIRE(ran.code == 0);
        return ran.out.substr(7, 4);
    }
    nlohmann::json shown(const std::string& number) const {
        return nlohmann::json::parse((*this)({"show", number, "--json"}).out);
    }
    std::filesystem::path file(const std::string& name, const std::string& bytes) const {
        return folder_.write(name, bytes);
    }
    const std::string& db() const { return db_; }

  private:
    lotse::testing::TempDir folder_;
    std::string db_ = (folder_ / "tickets.db").string();
};

const std::string good_line =
    R"({"ref":"a-1","lang":"de","channel":"email","created_at":"2026-03-02T08:14:00Z",)"
    R"("resolved_at":"2026-03-03T10:02:00Z","category":"email","priority":"normal",)"
    R"("customer":{"name":"Jürgen","email":"j@kunde.example"},"subject":"geht nich",)"
    R"("trail":[{"q":"email senden","outcome":"no_click"}],"messages":[],"levels":[],)"
    R"("resolution":{"kind":"none","solution":"erledigt","reason":"Einzelfall"}})";

} // namespace

namespace {

/// Somebody new searched in vain.
void ask_in_vain(const CommandLine& run, const std::string& words, int visitor) {
    const SystemClock clock;
    SystemRandom random;
    const auto database = Database::open({.path = run.db()}, clock, random);
    REQUIRE(database);
    const std::string who = words + std::to_string(visitor);
    REQUIRE(SearchLog(**database)
                .record({.trail = who,
                         .visitor = who,
                         .text = words,
                         .lang = "de",
                         .outcome = Outcome::no_results,
                         .topic = words}));
}

} // namespace

TEST_CASE("gaps are listed, merged, split and ignored on the command line", "[cli][gaps]") {
    const CommandLine run;
    run.agent();
    for (int visitor = 0; visitor < 2; ++visitor) {
        ask_in_vain(run, "kiste blinkt", visitor);
        ask_in_vain(run, "router rot", visitor);
    }
    ask_in_vain(run, "router rot", 2);
    const auto all = nlohmann::json::parse(run({"gaps", "--json"}).out);
    REQUIRE(all.size() == 2);
    CHECK(all[0]["visitors"] == 3);
    CHECK(all[0]["last_week"] == 3);
    CHECK(all[0]["week_before"] == 0);
    CHECK(all[0]["questions"][0]["text"] == "router rot");
    const std::string router = std::to_string(all[0]["id"].get<int>());
    const std::string box = std::to_string(all[1]["id"].get<int>());

    const Ran listed = run({"gaps"});
    CHECK_THAT(listed.out, contains("3 searches, 3 visitors, this week 3 (before 0)"));
    CHECK_THAT(listed.out, contains("2  de  kiste blinkt"));
    CHECK(nlohmann::json::parse(run({"gaps", "--min-visitors", "3", "--json"}).out).size() == 1);
    CHECK(run({"gaps", "--state", "merged"}).out.empty());

    const Ran merged = run({"gaps", "merge", box, router});
    CHECK(merged.code == 0);
    CHECK_THAT(merged.out, contains("5 searches, 5 visitors"));
    CHECK_THAT(run({"gaps", "--state", "merged", "--min-visitors", "0"}).out,
               contains("merged into " + router));
    CHECK(run({"gaps", "merge", box, router}).code == 1);

    const Ran part = run({"gaps", "split", router, "kiste blinkt", "--json"});
    REQUIRE(part.code == 0);
    const auto made = nlohmann::json::parse(part.out);
    CHECK(made["count"] == 2);
    CHECK(made["ticket"].is_number());
    ask_in_vain(run, "kiste blinkt", 9);
    const std::string again = std::to_string(made["id"].get<int>());
    CHECK(nlohmann::json::parse(run({"gaps", "show", again, "--json"}).out)["count"] == 3);

    CHECK(run({"gaps", "ignore", again}).code == 2);
    CHECK_THAT(run({"gaps", "ignore", again, "--reason", "not ours"}).out, contains("ignored"));
    CHECK(run({"gaps", "--state", "ignored"}).out != "");
    CHECK_THAT(run({"gaps", "heed", again}).out, contains("open"));
    CHECK(run({"gaps", "heed", again}).code == 1);
    CHECK_THAT(run({"gaps", "tell", again}).err, contains("not answered"));
    CHECK(run({"gaps", "show", "99"}).code == 1);
    CHECK(run({"gaps", "--state", "no-such-state"}).code == 1);
    CHECK(run({"audit", "verify"}).code == 0);
}

TEST_CASE("a customer may do nothing with gaps on the command line", "[cli][gaps]") {
    const CommandLine run;
    REQUIRE(run({"people", "add", "--name", "Petra", "--email", "petra@kunde.example", "--role",
                 "customer"})
                .code == 0);
    for (const std::vector<std::string>& words : {std::vector<std::string>{"gaps"},
                                                  {"gaps", "show", "1"},
                                                  {"gaps", "merge", "1", "2"},
                                                  {"gaps", "split", "1", "x"},
                                                  {"gaps", "ignore", "1", "--reason", "x"},
                                                  {"gaps", "heed", "1"},
                                                  {"gaps", "tell", "1"}}) {
        auto typed = words;
        typed.insert(typed.begin(), {"--as", "petra@kunde.example"});
        const Ran ran = run(typed);
        CHECK(ran.code == 1);
        CHECK_THAT(ran.err, contains("your roles do not include"));
    }
}

TEST_CASE("a ticket goes through its life on the command line", "[cli]") {
    const CommandLine run;
    const std::string weber = run.agent();
    const std::string number = run.ticket();
    CHECK(run({"assign", number, weber}).code == 0);
    CHECK(run({"level", number, "--to", "2", "--ruled-out", "measured, line is fine", "--next-step",
               "look at the profile"})
              .code == 0);
    CHECK(run({"note", number, "see line card"}).code == 0);
    CHECK(run({"--as", weber, "reply", number, "Please restart."}).code == 0);
    CHECK(run({"resolve", number, "--article", "dsl-restart", "--text", "restarted"}).code == 0);
    CHECK(run({"reopen", number, "--reason", "again"}).code == 0);
    CHECK(run({"resolve", number, "--solution-title", "Restart", "--solution", "Restart it.",
               "--lang", "en"})
              .code == 0);
    const auto json = run.shown(number);
    CHECK(json["state"] == "solved");
    CHECK(json["level"] == 2);
    CHECK(json["moves"][0]["reason"] == "look at the profile");
    CHECK(json["resolutions"][1]["kind"] == "shared_solution");
    CHECK(json["messages"][2]["author"] == "M. Weber");
    CHECK(run({"audit", "verify"}).code == 0);
    CHECK_THAT(run({"show", number}).out, contains("measured, line is fine"));
    CHECK_THAT(run({"list", "--state", "solved", "--level", "2"}).out, contains("Kein Internet"));
    CHECK(run({"list", "--state", "solved", "--level", "1", "--json"}).out == "[]\n");
}

TEST_CASE("the command line speaks German and English", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    CHECK_THAT(run({"show", number}).out, contains("assigned to nobody"));
    CHECK_THAT(run({"--lang", "de", "show", number}).out, contains("niemandem zugewiesen"));
}

TEST_CASE("exit codes tell refused, wrong use and trouble apart", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    CHECK(run({"show", "4711"}).code == 1);
    CHECK(run({"level", number, "--to", "7"}).code == 1);
    CHECK(run({"list", "--state", "odd"}).code == 1);
    CHECK(run({"resolve", number}).code == 2);
    CHECK(run({"resolve", number, "--article", "a", "--no-knowledge", "b"}).code == 2);
    CHECK(run({"frobnicate"}).code == 2);
    CHECK(run({"--help"}).code == 0);
    const Ran broken = run({"--db", run.file("broken.db", "this is no database").string(), "list"});
    CHECK(broken.code == 3);
    CHECK_THAT(broken.err, contains("restore the latest backup"));
}

TEST_CASE("acting as a person means having that person's permissions", "[cli]") {
    const CommandLine run;
    const std::string weber = run.agent();
    const Ran refused = run({"--as", weber, "people", "list"});
    CHECK(refused.code == 1);
    CHECK_THAT(refused.err, contains("manage_people"));
    CHECK(run({"--as", "nobody@help.example", "list"}).code == 1);
}

TEST_CASE("an issued token is printed alone, a password comes through standard input", "[cli]") {
    const CommandLine run;
    CHECK(run({"people", "add", "--name", "A", "--email", "a@help.example", "--role", "admin",
               "--password-stdin"},
              "too short\n")
              .code == 1);
    CHECK(run({"people", "add", "--name", "A", "--email", "a@help.example", "--role", "admin",
               "--password-stdin"},
              "long enough to be one\n")
              .code == 0);
    CHECK(run({"token", "a@help.example"}).out.size() == 44);
}

TEST_CASE("teams, a slip and a training note go over the command line", "[cli]") {
    const CommandLine run;
    const std::string weber = run.agent();
    const std::string number = run.ticket();
    CHECK(run({"teams", "add", "--name", "Glasfaser", "--topic", "ONT", "--member", weber}).code ==
          0);
    CHECK(run({"teams", "change", "Glasfaser", "--topic", "PON"}).code == 0);
    const auto teams = nlohmann::json::parse(run({"teams", "list", "--json"}).out);
    CHECK(teams[0]["topics"] == nlohmann::json::parse(R"(["PON"])"));
    CHECK(teams[0]["members"].size() == 1);

    const Ran lacking = run({"level", number, "--to", "3", "--team", "Glasfaser"});
    CHECK(lacking.code == 1);
    CHECK_THAT(lacking.err, contains("ruled_out, next_step"));
    CHECK_THAT(run({"handover-draft", number}).out, contains("Missing: ruled_out, next_step"));
    CHECK(run({"level", number, "--to", "3", "--team", "Glasfaser", "--ruled-out", "line is fine",
               "--next-step", "check the ONT"})
              .code == 0);
    CHECK(run({"level", number, "--to", "1", "--training-note", "restart the ONT", "--article",
               "ont-restart"})
              .code == 0);
    const auto shown = run.shown(number);
    CHECK(shown["slips"][0]["slip"]["next_step"] == "check the ONT");
    CHECK(shown["training_notes"][0]["article"] == "ont-restart");
    CHECK_THAT(run({"show", number}).out, contains("check the ONT"));
}

TEST_CASE("tags, links, merging, splitting and problems go over the command line", "[cli]") {
    const CommandLine run;
    const std::string a = run.ticket();
    const std::string b = run.ticket();
    CHECK(run({"tag", a, "DSL", "vip"}).code == 0);
    CHECK_THAT(run({"list", "--tag", "vip"}).out, contains(a));
    CHECK_THAT(run({"list", "--tag", "other"}).out, !contains(a));
    CHECK(run({"link", a, "duplicate_of", b}).code == 0);
    CHECK(run({"link", a, "odd", b}).code == 1);
    CHECK(run.shown(b)["links"][0]["kind"] == "duplicated_by");
    CHECK(run({"merge", a, b}).code == 0);
    CHECK(run.shown(a)["merged_into"] == std::stoi(b));
    CHECK(run.shown(b)["tags"].size() == 2);
    CHECK(run({"split", b, "2", "--subject", "another matter"}).code == 0);

    CHECK(run({"problems", "open", "--title", "DSLAM", "--public-en", "Kiel is down."}).code == 0);
    CHECK(run({"problems", "incident", "1", b}).code == 0);
    CHECK(run({"problems", "incident", "1", b}).code == 1);
    CHECK_THAT(run({"problems", "solve", "1"}).out, contains("unsolved: 1"));
    CHECK(run({"problems", "solve-incidents", "1", "--article", "dslam"}).code == 0);
    CHECK(run.shown(b)["state"] == "solved");
    CHECK_THAT(run({"problems", "list"}).out, contains("solved"));
}

TEST_CASE("a file goes in and comes out over the command line", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    const auto file = run.file("log.txt", "line one");
    CHECK_THAT(run({"attach", number, file.string()}).out, contains("log.txt (text/plain"));
    const auto saved = run.file("saved", "");
    CHECK(run({"save-attachment", number, "1", "--to", saved.string()}).code == 0);
    std::ifstream in(saved);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "line one");
    CHECK(run({"save-attachment", number, "9", "--to", saved.string()}).code == 1);
}

TEST_CASE("who writes a ticket down is told of others by the same customer", "[cli]") {
    const CommandLine run;
    const std::vector<std::string> words{"create", "-",       "--subject",
                                         "DSL",    "--email", "p@kunde.example"};
    CHECK(run(words, "x").err.empty());
    CHECK_THAT(run(words, "y").err, contains("Of the same customer"));

    // Free mail says nothing; that both belong to one firm does.
    for (const char* email : {"eva@web.de", "jan@gmx.de"})
        REQUIRE(
            run({"people", "add", "--name", "K", "--email", email, "--role", "customer"}).code ==
            0);
    CHECK(run({"create", "-", "--subject", "Fax", "--email", "eva@web.de"}, "x").err.empty());
    CHECK(run({"create", "-", "--subject", "Fax", "--email", "jan@gmx.de"}, "x").err.empty());
    for (const char* email : {"eva@web.de", "jan@gmx.de"})
        REQUIRE(run({"people", "organisation", email, "Hafen GmbH"}).code == 0);
    CHECK_THAT(run({"people", "list"}).out, contains("Hafen GmbH"));
    CHECK_THAT(run({"create", "-", "--subject", "Fax", "--email", "jan@gmx.de"}, "y").err,
               contains("Of the same customer"));
    CHECK(run({"people", "organisation", "nobody@web.de", "X"}).code == 1);
}

TEST_CASE("a ticket waits until a time that is typed", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    CHECK(run({"await", number, "--until", "2001-01-01T00:00:00Z"}).code == 1);
    CHECK(run({"await", number, "--until", "soon"}).code == 1);
    const auto tomorrow = to_iso8601(SystemClock{}.now() + std::chrono::hours{24});
    CHECK(run({"await", number, "--until", tomorrow, "--close"}).code == 0);
    CHECK(run.shown(number)["state"] == "pending_close");
    CHECK(run.shown(number)["due"] == tomorrow);
    CHECK(run({"priority", number, "urgent"}).code == 0);
    CHECK(run.shown(number)["priority"] == "urgent");
}

TEST_CASE("an import says what it added and what it knew", "[cli]") {
    const CommandLine run;
    const auto file = run.file("t.jsonl", good_line + "\n\n");
    CHECK_THAT(run({"import", file.string()}).out, contains("1 added, 0 known"));
    CHECK_THAT(run({"import", file.string()}).out, contains("0 added, 1 known"));
}

TEST_CASE("a bad line of an import is named with its place and its fault", "[cli]") {
    const CommandLine run;
    for (const auto& [from, to, said] : std::vector<std::array<std::string, 3>>{
             {R"("lang":"de",)", "", "\"lang\" is missing"},
             {R"("channel":"email")", R"("channel":"pigeon")", "pigeon"},
             {R"("subject":"geht nich")", R"("subject":7)", "\"subject\" is not a string"},
             {"2026-03-02T08:14:00Z", "gestern", "created_at"},
             {R"("trail":[)", R"("trail":{"x":[)", "no JSON object"},
             {R"("kind":"none")", R"("kind":"odd")", "resolution is unknown"},
             {R"("customer":{"name":"Jürgen","email":"j@kunde.example"})", R"("customer":3)",
              "\"customer\" is not an object"}}) {
        std::string line = good_line;
        line.replace(line.find(from), from.size(), to);
        const auto file = run.file("bad.jsonl", good_line + "\n" + line + "\n");
        const Ran ran = run({"import", file.string()});
        INFO(ran.err);
        CHECK(ran.code == 1);
        CHECK_THAT(ran.err, contains("bad.jsonl:2: "));
        CHECK_THAT(ran.err, contains(said));
        CHECK(run({"list", "--json"}).out == "[]\n");
    }
    CHECK(run({"import", "/nowhere/t.jsonl"}).code == 1);
}

TEST_CASE("a backup is made, refused over another file, and restored to a new place",
          "[tickets][cli]") {
    const CommandLine lotse_tickets;
    const std::string number = lotse_tickets.ticket();
    const std::string backup = lotse_tickets.db() + ".backup", again = lotse_tickets.db() + ".new";
    CHECK_THAT(lotse_tickets({"backup", backup}).out, contains("backed up"));
    const Ran twice = lotse_tickets({"backup", backup});
    CHECK(twice.code == 1);
    CHECK_THAT(twice.err, contains("exists already"));
    CHECK_THAT(lotse_tickets({"restore", backup}).err, contains("exists already"));

    const Ran restored = lotse_tickets({"--db", again, "restore", backup});
    CHECK(restored.code == 0);
    CHECK_THAT(restored.out, contains("the chain is whole"));
    CHECK(lotse_tickets({"--db", again, "show", number, "--json"}).out ==
          lotse_tickets({"show", number, "--json"}).out);
    CHECK(lotse_tickets({"--db", again, "audit", "verify"}).code == 0);
}

TEST_CASE("a draft of what a ticket teaches is printed redacted", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    CHECK(run({"note", number, "Ursache: Kabel lose. Petra, 0431 5550142"}).code == 0);
    CHECK(run({"reply", number, "Hallo Petra,\nbitte das Kabel stecken."}).code == 0);
    const Ran drafted = run({"draft", number});
    CHECK(drafted.code == 0);
    CHECK_THAT(drafted.out, contains("title: \"Kein Internet\""));
    CHECK_THAT(drafted.out, contains("## Symptom\n\nSeit gestern."));
    CHECK_THAT(drafted.out, contains("## Ursache\n\nUrsache: Kabel lose."));
    CHECK_THAT(drafted.out, contains("bitte das Kabel stecken."));
    CHECK(drafted.out.find("Petra") == std::string::npos);
    CHECK(nlohmann::json::parse(run({"draft", number, "--json"}).out)["title"] == "Kein Internet");
    CHECK(run({"draft", "99"}).code == 1);
}

TEST_CASE("a reason from the list needs no words of one's own", "[cli]") {
    const CommandLine run;
    const std::string number = run.ticket();
    CHECK(run({"resolve", number, "--no-knowledge", "", "--cause", "luck"}).code == 1);
    CHECK(run({"resolve", number, "--no-knowledge", ""}).code == 1);
    CHECK(run({"resolve", number, "--no-knowledge", "", "--cause", "outage"}).code == 0);
}

TEST_CASE("a person is handed out as JSON and forgotten only with --yes", "[cli]") {
    const CommandLine run;
    CHECK(run({"create", "Es klemmt.", "--subject", "Kabel", "--name", "Petra Vogelsang", "--email",
               "petra@kunde.example"})
              .code == 0);
    const Ran handed = run({"export", "petra@kunde.example"});
    CHECK(handed.code == 0);
    CHECK(nlohmann::json::parse(handed.out)["tickets"][0]["subject"] == "Kabel");
    CHECK(run({"--as", run.agent(), "export", "petra@kunde.example"}).code == 1);
    CHECK(run({"erase", "petra@kunde.example"}).code == 2);
    const Ran gone = run({"erase", "petra@kunde.example", "--yes"});
    CHECK(gone.code == 0);
    CHECK_THAT(gone.out, contains("tickets: 1, messages: 1, searches: 0, mentions: 0"));
    CHECK(run({"export", "petra@kunde.example"}).code == 1);
    CHECK(run({"audit", "verify"}).code == 0);
}

TEST_CASE("reports are printed, and handed to programs as JSON and CSV", "[cli][reports]") {
    const CommandLine run;
    run.agent();
    const std::string number = run.ticket();
    CHECK(run({"resolve", number, "--article", "dsl-restart"}).code == 0);
    const std::string tomorrow =
        to_iso8601(SystemClock().now() + std::chrono::hours{1}).substr(0, 19) + "Z";

    const Ran table = run({"report", "link_rate", "--to", tomorrow});
    CHECK(table.code == 0);
    CHECK_THAT(table.out, contains("1 : 1 = 100.0 % (95 %: 20.7 – 100.0 %)"));
    CHECK_THAT(table.out, contains("Solved requests whose resolution names an article"));
    const Ran german = run({"--lang", "de", "report", "link_rate", "--to", tomorrow});
    CHECK_THAT(german.out, contains("1 : 1 = 100,0 %"));
    CHECK_THAT(german.out, contains("Gelöste Anfragen"));
    CHECK_THAT(run({"report", "--to", tomorrow}).out, contains("[backlog]"));

    const auto json = nlohmann::json::parse(
        run({"report", "deflection", "--to", tomorrow, "--format", "json"}).out);
    CHECK(json["reports"].size() == 3);
    const Ran csv =
        run({"report", "link_rate", "--to", tomorrow, "--by", "channel", "--format", "csv"});
    CHECK_THAT(csv.out, contains(",channel,phone,,,1,1,,,1,"));

    CHECK(run({"report", "happiness"}).code == 1);
    CHECK(run({"report", "--by", "mood"}).code == 1);
    CHECK(run({"report", "--from", "yesterday"}).code == 1);
    CHECK(run({"report", "--from", "2026-03-02", "--to", "2026-03-01"}).code == 1);
    CHECK(run({"report", "--format", "xml"}).code == 2);
    run({"people", "add", "--name", "K", "--email", "k@kunde.example", "--role", "customer"});
    CHECK(run({"--as", "k@kunde.example", "report"}).code == 1);
    CHECK(run({"--as", "m.weber@help.example", "report"}).code == 0);
}
