// lotse-indexer as its users run it.

#include "indexer/base/random.h"
#include "tests/support/catch.h"
#include "tests/support/process.h"
#include "tests/support/soon.h"
#include "tests/support/temp_dir.h"
#include "tickets/solution_store.h"
#include "tickets/ticket_store.h"

#include <chrono>
#include <sys/mount.h>
#include <thread>

using lotse::testing::contains;
using lotse::testing::Process;
using lotse::testing::Ran;
using lotse::testing::soon;
using lotse::testing::TempDir;

namespace {

std::string article(const std::string& id, const std::string& lang, const std::string& title,
                    const std::string& body, const std::string& more = "") {
    return "---\nid: " + id + "\nlang: " + lang + "\ntitle: " + title +
           "\nsummary: About this.\ncategory: router-wifi\n" + more + "---\n\n" + body + "\n";
}

// A small knowledge base, its index, and the program.
struct Desk {
    TempDir dir;

    Desk() {
        dir.write("content/de/wlan-passwort.md",
                  article("wlan-passwort", "de", "WLAN-Passwort der Box ändern",
                          "Öffnen Sie die Oberfläche und wählen Sie den Netzwerkschlüssel.",
                          "translation_key: wifi-password\n"));
        dir.write("content/en/wifi-password.md",
                  article("wifi-password", "en", "Change the Wi-Fi password",
                          "Open the admin page and choose the network key.",
                          "translation_key: wifi-password\n"));
        dir.write("content/en/slow-line.md",
                  article("slow-line", "en", "The line is slow",
                          "Measure the speed by cable and compare it with your tariff."));
    }

    std::string content() const { return (dir / "content").string(); }
    std::string index() const { return (dir / "index").string(); }
    std::vector<std::string> places(const std::string& command) const {
        return {command, "--content", content(), "--index", index()};
    }
    Ran run(std::vector<std::string> arguments) const {
        return lotse::testing::run("lotse-indexer", arguments);
    }
    Ran build() const {
        auto arguments = places("build");
        arguments.insert(arguments.end(), {"--dictionary", (dir / "no-dictionary").string()});
        return run(arguments);
    }
    Ran search(const std::string& question, const std::string& page_lang = "en") const {
        // Whether an answer is good enough to show is not what these tests are about.
        return run({"search", question, "--index", index(), "--all", "--page-lang", page_lang});
    }
};

} // namespace

TEST_CASE("build, then search finds the article in the asker's language", "[indexer]") {
    const Desk desk;
    const Ran built = desk.build();
    INFO(built.err);
    REQUIRE(built.exit_code == 0);
    CHECK_THAT(built.out, contains("generation 000001: 3 documents (public 3"));
    CHECK_THAT(built.err, contains("indexing 3/3")); // nobody watches: plain lines
    CHECK(built.err.find('\r') == std::string::npos);
    CHECK_THAT(desk.search("wlan passwort ändern", "de").out, contains("wlan-passwort"));
    CHECK_THAT(desk.search("change wifi password").out, contains("wifi-password"));
}

TEST_CASE("update indexes only what changed", "[indexer]") {
    const Desk desk;
    REQUIRE(desk.build().exit_code == 0);
    CHECK_THAT(desk.run(desk.places("update")).out, contains("0 put, 0 removed"));
    desk.dir.write("content/en/slow-line.md",
                   article("slow-line", "en", "The line is slow", "Now about photovoltaics."));
    std::filesystem::remove(desk.dir / "content/en/wifi-password.md");
    CHECK_THAT(desk.run(desk.places("update")).out, contains("1 put, 1 removed"));
    CHECK_THAT(desk.run(desk.places("update")).out, contains("0 put, 0 removed"));
    CHECK_THAT(desk.search("photovoltaics").out, contains("slow-line"));
}

TEST_CASE("a broken article is named and left out, the rest is indexed", "[indexer]") {
    const Desk desk;
    desk.dir.write("content/en/broken.md", "---\nid: [\n---\nx\n");
    desk.dir.write("content/en/latin1.md", "---\nid: latin1\nlang: en\ntitle: x\n---\n\xE4\n");
    desk.dir.write("content/en/huge.md", std::string(3 * 1024 * 1024, 'x'));
    const Ran built = desk.build();
    CHECK(built.exit_code == 0);
    CHECK_THAT(built.out, contains("3 documents"));
    for (const char* name : {"broken.md", "latin1.md", "huge.md"})
        CHECK_THAT(built.err, contains(name));
}

TEST_CASE("check answers 0 for a sound base, 1 with the faults of another", "[indexer]") {
    const Desk desk;
    CHECK(desk.run({"check", desk.content()}).exit_code == 0);
    desk.dir.write("content/en/link.md",
                   article("link", "en", "A link", "See [this](not-there.md)."));
    const Ran checked = desk.run({"check", desk.content()});
    CHECK(checked.exit_code == 1);
    CHECK_THAT(checked.out, contains("en/link.md:"));
    CHECK_THAT(checked.out, contains("not-there.md"));
}

TEST_CASE("a wrong command line is 2, trouble with files is 3, in either language", "[indexer]") {
    const Desk desk;
    CHECK(desk.run({}).exit_code == 2);
    CHECK(desk.run({"build"}).exit_code == 2);
    CHECK(desk.run({"search", "x", "--index", desk.index(), "--limit", "-1"}).exit_code == 2);
    CHECK(desk.run({"--help"}).exit_code == 0);
    const Ran english = desk.search("anything");
    CHECK(english.exit_code == 3);
    CHECK_THAT(english.err, contains("hint: run lotse-indexer build"));
    const Ran german = desk.run({"--lang", "de", "search", "x", "--index", desk.index()});
    CHECK(german.exit_code == 3);
    CHECK_THAT(german.err, contains("Abhilfe:"));
}

TEST_CASE("a folder that is empty or not there is said so, and no index appears", "[indexer]") {
    const Desk desk;
    std::filesystem::create_directory(desk.dir / "empty");
    for (const char* folder : {"empty", "nowhere"}) {
        const Ran built =
            desk.run({"build", "--content", (desk.dir / folder).string(), "--index", desk.index()});
        CHECK(built.exit_code == 3);
        CHECK_THAT(built.err, contains(folder));
        CHECK_THAT(built.err, contains("hint:"));
        CHECK_FALSE(std::filesystem::exists(desk.dir / "index/CURRENT"));
    }
    CHECK(desk.run({"build", "--content", desk.content(), "--index", desk.index(), "--tickets",
                    (desk.dir / "no.db").string()})
              .exit_code == 3);
    CHECK_FALSE(std::filesystem::exists(desk.dir / "no.db"));
}

TEST_CASE("a corrupt index is refused with a hint, and build mends it", "[indexer]") {
    const Desk desk;
    REQUIRE(desk.build().exit_code == 0);
    desk.dir.write("index/000001/public/iamglass", "nonsense");
    const Ran asked = desk.search("wlan");
    CHECK(asked.exit_code == 3);
    CHECK_THAT(asked.err, contains("lotse-indexer build"));
    CHECK(desk.build().exit_code == 0);
    CHECK_THAT(desk.search("change wifi password").out, contains("wifi-password"));
}

TEST_CASE("kill -9 in the middle of a build leaves the old generation serving", "[indexer]") {
    const Desk desk;
    REQUIRE(desk.build().exit_code == 0);
    for (int i = 0; i < 400; ++i)
        desk.dir.write("content/en/n" + std::to_string(i) + ".md",
                       article("n" + std::to_string(i), "en", "Number " + std::to_string(i),
                               "Some words about matter " + std::to_string(i)));
    auto arguments = desk.places("build");
    arguments.insert(arguments.end(), {"--dictionary", (desk.dir / "none").string()});
    {
        Process building("lotse-indexer", arguments);
        REQUIRE(soon([&] { return std::filesystem::exists(desk.dir / "index/000002/chunks"); }));
        building.signal(SIGKILL);
        CHECK(building.wait().exit_code == 128 + SIGKILL);
    }
    CHECK(std::filesystem::exists(desk.dir / "index/000002"));
    CHECK_THAT(desk.search("change wifi password").out, contains("wifi-password"));
    CHECK_THAT(desk.build().out, contains("403 documents"));
    CHECK_THAT(desk.search("matter number 77").out, contains("n77"));
}

TEST_CASE("a build that is asked to stop ends cleanly and changes nothing", "[indexer]") {
    const Desk desk;
    for (int i = 0; i < 400; ++i)
        desk.dir.write("content/en/n" + std::to_string(i) + ".md",
                       article("n" + std::to_string(i), "en", "Number", "Words"));
    auto arguments = desk.places("build");
    arguments.insert(arguments.end(), {"--dictionary", (desk.dir / "none").string()});
    Process building("lotse-indexer", arguments);
    REQUIRE(soon([&] { return std::filesystem::exists(desk.dir / "index/000001"); }));
    building.signal(SIGTERM);
    CHECK(building.wait().exit_code == 3);
    CHECK_FALSE(std::filesystem::exists(desk.dir / "index/000001"));
    CHECK_FALSE(std::filesystem::exists(desk.dir / "index/CURRENT"));
}

namespace {

// A file system of the test's own that can be filled; only root can make one.
class SmallDisk {
  public:
    explicit SmallDisk(const std::filesystem::path& at) : at_(at) {
        std::filesystem::create_directories(at);
        mounted_ = ::mount("tmpfs", at.c_str(), "tmpfs", 0, "size=4m") == 0;
    }
    ~SmallDisk() {
        if (mounted_)
            ::umount2(at_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    bool mounted() const { return mounted_; }

    void fill() const {
        std::ofstream out(at_ / "ballast", std::ios::binary);
        const std::string block(4096, 'x');
        while (out.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }

  private:
    std::filesystem::path at_;
    bool mounted_ = false;
};

} // namespace

TEST_CASE("a full disk ends a build with what to do, and the old index serves on", "[indexer]") {
    const Desk desk;
    const SmallDisk disk(desk.dir / "index");
    if (!disk.mounted()) {
        WARN("skipped: only root can mount a small file system");
        return;
    }
    REQUIRE(desk.build().exit_code == 0);
    disk.fill();
    const Ran failed = desk.build();
    CHECK(failed.exit_code == 3);
    CHECK_THAT(failed.err, contains("free some disk space"));
    CHECK_FALSE(std::filesystem::exists(desk.dir / "index/000002"));
    CHECK_THAT(desk.search("change wifi password").out, contains("wifi-password"));
}

TEST_CASE("watch follows the folder and stops when asked", "[indexer]") {
    const Desk desk;
    REQUIRE(desk.build().exit_code == 0);
    auto arguments = desk.places("watch");
    arguments.insert(arguments.end(), {"--interval", "50"});
    Process watching("lotse-indexer", arguments);
    REQUIRE(soon([&] { return watching.out().find("0 put") != std::string::npos; }));
    desk.dir.write("content/en/new.md", article("new", "en", "Photovoltaics", "About inverters."));
    CHECK(soon([&] { return watching.out().find("1 put") != std::string::npos; }));
    CHECK_THAT(desk.search("photovoltaics inverters").out, contains("new"));
    watching.signal(SIGTERM);
    CHECK(watching.wait().exit_code == 0);
}

TEST_CASE("Mallard pages are imported, checked, built and found in both languages", "[indexer]") {
    const Desk desk;
    const auto page = [](const std::string& lang, const std::string& title,
                         const std::string& text) {
        return "<page xmlns=\"http://projectmallard.org/1.0/\" type=\"topic\" style=\"task\" "
               "id=\"bluetooth-off\" xml:lang=\"" +
               lang + "\"><info><link type=\"guide\" xref=\"bluetooth\"/><desc>" + text +
               "</desc></info><title>" + title + "</title><p>" + text + "</p><steps><item><p>" +
               text + "</p></item></steps></page>";
    };
    desk.dir.write(
        "help/C/bluetooth-off.page",
        page("en", "Turn off Bluetooth", "Switch the adapter off to save battery power."));
    desk.dir.write(
        "help/de/bluetooth-off.page",
        page("de", "Bluetooth ausschalten", "Schalten Sie den Adapter aus, das spart Strom."));
    const std::string out = (desk.dir / "imported").string();
    const Ran imported = desk.run({"import", "mallard", (desk.dir / "help/C").string(),
                                   (desk.dir / "help/de").string(), "--out", out});
    INFO(imported.err);
    REQUIRE(imported.exit_code == 0);
    CHECK_THAT(imported.out, contains("2 articles"));
    CHECK(desk.run({"check", out}).exit_code == 0);
    REQUIRE(
        desk.run({"build", "--content", out, "--index", desk.index(), "--dictionary", "/nowhere"})
            .exit_code == 0);
    CHECK_THAT(desk.search("turn off bluetooth").out, contains("Turn off Bluetooth"));
    CHECK_THAT(desk.search("Bluetooth ausschalten", "de").out, contains("Bluetooth ausschalten"));
}

TEST_CASE("eval measures a set, as a table, as JSON and as a TREC run", "[indexer]") {
    const Desk desk;
    desk.dir.write("set/corpus.jsonl",
                   R"({"id":"d1","lang":"en","title":"Reset the router","body":"Hold the pin."})"
                   "\n"
                   R"({"id":"d2","lang":"de","title":"","body":"Rechnung als PDF herunterladen"})"
                   "\n");
    desk.dir.write("set/queries.jsonl", R"({"id":"q1","lang":"en","text":"reset router"})"
                                        "\n"
                                        R"({"id":"q2","lang":"de","text":"Rechnung herunterladen"})"
                                        "\n");
    desk.dir.write("set/qrels.tsv", "q1\td1\t1\nq2\td2\t2\n");
    const std::string set = (desk.dir / "set").string();
    const std::string run_file = (desk.dir / "run.txt").string();
    const Ran json =
        desk.run({"eval", set, "--json", "--run", run_file, "--dictionary", "/nowhere"});
    INFO(json.err);
    REQUIRE(json.exit_code == 0);
    CHECK_THAT(json.out, contains("\"recall_at_1\": 1.0"));
    CHECK_THAT(json.out, contains("\"by_lang\""));
    std::ifstream in(run_file);
    std::string line;
    std::getline(in, line);
    CHECK(line.starts_with("q1 Q0 d1 1 "));
    CHECK(line.ends_with(" lotse"));
    CHECK_THAT(desk.run({"eval", set, "--dictionary", "/nowhere"}).out, contains("recall@1"));

    // Others of the same names stand beside the set's own and take the places that are theirs.
    desk.dir.write("others.jsonl", R"({"id":"d1","lang":"en","title":"Reset router",)"
                                   R"("body":"Reset router: reset router."})"
                                   "\n");
    const std::string others = (desk.dir / "others.jsonl").string();
    const Ran beside =
        desk.run({"eval", set, "--beside", others, "--json", "--dictionary", "/nowhere"});
    INFO(beside.err);
    CHECK_THAT(beside.out, contains("\"recall_at_1\": 0.5"));
    const Ran absent = desk.run({"eval", set, "--beside", "/nowhere", "--dictionary", "/nowhere"});
    CHECK(absent.exit_code == 3);
    CHECK_THAT(absent.err, contains("cannot open /nowhere"));
}

TEST_CASE("the guard asks verified questions of a new index and keeps it from being served",
          "[indexer][guard]") {
    const Desk desk;
    const std::string tickets = (desk.dir / "tickets.db").string();
    {
        const lotse::SystemClock clock;
        lotse::SystemRandom random;
        using namespace lotse::tickets;
        const auto database = Database::open({.path = tickets}, clock, random);
        REQUIRE(database);
        const auto agent = Actor::program("test");
        const auto made =
            TicketStore(**database)
                .create(agent, {.subject = "Box", .body = "Wie geht das?", .lang = "de"});
        REQUIRE(made);
        REQUIRE(TicketStore(**database)
                    .resolve(agent, made->number,
                             {.kind = ResolutionKind::linked_article, .article = "wlan-passwort"}));
        REQUIRE(
            SolutionStore(**database)
                .record_replays(made->number,
                                {{.question = "Netzwerkschlüssel", .lang = "de", .found_rank = 1}},
                                {{.document = "article:wlan-passwort", .asker = "public"}}));
    }
    const auto build = [&](const std::string& guard) {
        auto arguments = desk.places("build");
        arguments.insert(arguments.end(), {"--dictionary", (desk.dir / "no-dictionary").string(),
                                           "--tickets", tickets, "--guard", guard});
        return desk.run(arguments);
    };
    const Ran first = build("block");
    INFO(first.err);
    REQUIRE(first.exit_code == 0);
    CHECK_THAT(first.out, contains("1 of 1 verified questions find their answer"));
    CHECK(desk.run({"replay", "--tickets", tickets, "--index", desk.index()}).exit_code == 0);

    std::filesystem::remove(desk.dir / "content/de/wlan-passwort.md");
    const Ran blocked = build("block");
    CHECK(blocked.exit_code == 1);
    CHECK_THAT(blocked.err, contains("generation 2 is complete but not served"));
    CHECK_THAT(blocked.err, contains("article:wlan-passwort, rank 1 -> none, answer_gone"));
    CHECK_THAT(desk.search("Netzwerkschlüssel", "de").out, contains("wlan-passwort"));
    CHECK(desk.run({"replay", "--tickets", tickets, "--index", desk.index(), "--generation", "2"})
              .exit_code == 1);
    CHECK(build("report").exit_code == 0);
    CHECK(desk.run({"replay", "--tickets", tickets, "--index", desk.index()}).exit_code == 1);
}
