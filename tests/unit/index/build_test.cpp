#include <sys/resource.h>
#include <unistd.h>

#include <set>

#include "indexer/base/file.h"
#include "tests/unit/index/support.h"

using namespace lotse;
using namespace lotse::index;
using namespace lotse::index::testing;

TEST_CASE("a built index finds documents by words of every field", "[index]") {
    const Index index;
    Document document = article("wlan", Lang::de, "Titelwort", "Textwort");
    document.aliases = {"Zweitname"};
    document.tags = {"schlagwort"};
    document.headings = {"Überschrift"};
    document.summary = "Kurzfassung";
    document.questions = {"gestellte Frage"};
    index.build({document, article("other", Lang::en, "Something else")});
    for (const char* word : {"titelwort", "textwort", "zweitname", "schlagwort", "überschrift",
                             "kurzfassung", "frage"}) {
        INFO(word);
        CHECK(index.with_word(Lang::de, word) == Ids{"wlan"});
        CHECK(index.with_word(Lang::en, word).empty());
    }
}

TEST_CASE("a caller finds only what his class may read", "[index]") {
    const Index index;
    index.build({article("p", Lang::en, "thing"),
                 article("c", Lang::en, "thing", "", Visibility::customer),
                 article("s", Lang::en, "thing", "", Visibility::staff)});
    CHECK(index.with_word(Lang::en, "thing", Visibility::everyone) == Ids{"p"});
    CHECK(index.with_word(Lang::en, "thing", Visibility::customer) == Ids{"c", "p"});
    CHECK(index.with_word(Lang::en, "thing", Visibility::staff) == Ids{"c", "p", "s"});
    CHECK(index.snapshot(Visibility::everyone).documents() == 1);
}

TEST_CASE("a hidden word is in no vocabulary of those who may not see it", "[index]") {
    const Index index;
    index.build({article("p", Lang::en, "known"),
                 article("s", Lang::en, "secretword", "", Visibility::staff)});
    const auto everyone = index.snapshot(Visibility::everyone);
    CHECK(everyone.vocabulary()->frequency("known", Lang::en) == 1);
    CHECK(everyone.vocabulary()->frequency("secretword", Lang::en) == 0);
    CHECK(frequency(everyone, Lang::en, "secretword") == 0);
    CHECK(words(everyone, Lang::en) == std::vector<Word>{{"known", 1}});
    const auto staff = index.snapshot(Visibility::staff);
    CHECK(staff.vocabulary()->frequency("secretword", Lang::en) == 1);
    CHECK(words_starting(staff, Lang::en, "secr", 5) == std::vector<Word>{{"secretword", 1}});
}

TEST_CASE("what a search reads back of a document is what was put in", "[index]") {
    const Index index;
    Document document = article("wlan", Lang::de, "WLAN Passwort", "Erste Zeile\nZweite Zeile");
    document.group = "wifi";
    document.aliases = {"Netzwerkschlüssel"};
    document.updated = index.clock.now();
    index.build({document});
    const auto stored = index.snapshot().document(document.key);
    REQUIRE(stored);
    CHECK(stored->title == document.title);
    CHECK(stored->text == document.text);
    CHECK(stored->group == "wifi");
    CHECK(stored->aliases == document.aliases);
    CHECK(stored->updated == document.updated);
    CHECK(index.snapshot().document({Kind::article, "nope"}).error().code == Code::not_found);
}

TEST_CASE("the forward list says in which field and where each term stands", "[index]") {
    const Index index;
    Document document = article("a", Lang::en, "blue router", "the red router");
    document.aliases = {"first", "second"};
    index.build({document});
    const auto stored = index.snapshot().document(document.key);
    REQUIRE(stored);
    const auto hash = [](const char* word) {
        return term_hash(term(Lang::en, TermKind::exact, word));
    };
    const auto has = [&](const Token& token) {
        return std::count(stored->tokens.begin(), stored->tokens.end(), token) == 1;
    };
    CHECK(has({hash("router"), Field::title, 1}));
    CHECK(has({hash("router"), Field::body, 2}));
    CHECK(has({hash("first"), Field::alias, 0}));
    CHECK(has({hash("second"), Field::alias, 17})); // never adjacent to the alias before
}

TEST_CASE("a build of many batches on many threads holds each document once", "[index]") {
    const Index index;
    std::vector<Document> documents;
    for (int i = 0; i < 300; ++i)
        documents.push_back(article("id" + std::to_string(i), i % 2 ? Lang::de : Lang::en,
                                    "common n" + std::to_string(i)));
    BuildOptions options = index.options();
    options.batch = 7;
    options.threads = 4;
    const auto report = index.build(documents, options);
    CHECK(report.documents == 300);
    CHECK(index.snapshot().documents() == 300);
    CHECK(index.with_word(Lang::en, "common").size() == 150);
    CHECK(index.snapshot().vocabulary()->frequency("common", Lang::de) == 150);
}

TEST_CASE("of two documents with one key the first is indexed", "[index]") {
    const Index index;
    const auto report =
        index.build({article("same", Lang::en, "first"), article("same", Lang::en, "second")});
    CHECK(report.documents == 1);
    CHECK(report.left_out == 1);
    CHECK(index.with_word(Lang::en, "first") == Ids{"same"});
}

TEST_CASE("an index of nothing can be searched", "[index]") {
    const Index index;
    CHECK(index.build({}).documents == 0);
    CHECK(index.snapshot(Visibility::staff).documents() == 0);
    CHECK(words(index.snapshot(), Lang::de).empty());
}

TEST_CASE("a very long word and a very long text are indexed", "[index]") {
    const Index index;
    index.build({article("long", Lang::de, std::string(100'000, 'a'),
                         std::string(300'000, 'b') + " ende")});
    CHECK(index.with_word(Lang::de, "ende") == Ids{"long"});
}

TEST_CASE("each build is a new generation, and the one before it stays", "[index]") {
    const Index index;
    CHECK(index.build({article("a", Lang::en, "one")}).generation.number == 1);
    CHECK(index.build({article("a", Lang::en, "two")}).generation.number == 2);
    CHECK(index.build({article("a", Lang::en, "three")}).generation.number == 3);
    CHECK_FALSE(std::filesystem::exists(index.path() / "000001"));
    CHECK(std::filesystem::exists(index.path() / "000002" / "manifest"));
    CHECK(current_generation(index.path())->number == 3);
    CHECK(index.with_word(Lang::en, "three") == Ids{"a"});
}

namespace {

// Fails, or waits for death, when it comes to a certain document of the second pass.
class FailingSource final : public Source {
  public:
    std::size_t size() const override { return 10; }
    Result<std::optional<Document>> load(std::size_t i) const override {
        if (++loads_ > 15)
            return Error{Code::no_space, "the disk is full", "free some"};
        return std::optional(article("new" + std::to_string(i), Lang::en, "new"));
    }

  private:
    mutable std::atomic<int> loads_{0};
};

} // namespace

TEST_CASE("a failing build leaves the old generation serving and nothing behind", "[index]") {
    const Index index;
    index.build({article("old", Lang::en, "old")});
    const auto failed = build(FailingSource(), index.options(), index.clock);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().code == Code::no_space);
    CHECK(current_generation(index.path())->number == 1);
    CHECK_FALSE(std::filesystem::exists(index.path() / "000002"));
    CHECK(index.with_word(Lang::en, "old") == Ids{"old"});
}

TEST_CASE("a build that is asked to stop changes nothing", "[index]") {
    const Index index;
    const std::atomic<bool> stop{true};
    BuildOptions options = index.options();
    options.stop = &stop;
    const auto stopped = build(VectorSource({article("a", Lang::en, "a")}), options, index.clock);
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().code == Code::unavailable);
    CHECK(current_number(index.path()).error().code == Code::not_found);
}

TEST_CASE("a half-built generation of a killed build is swept away by the next", "[index]") {
    const Index index;
    index.build({article("a", Lang::en, "one")});
    index.dir.write("index/000002/public/iamglass", "half");
    CHECK(index.build({article("a", Lang::en, "two")}).generation.number == 2);
    CHECK(index.with_word(Lang::en, "two") == Ids{"a"});
}

TEST_CASE("two builds at once: the second is told to wait", "[index]") {
    const Index index;
    class Nested final : public Source {
      public:
        explicit Nested(const Index& in) : in_(in) {}
        std::size_t size() const override { return 1; }
        Result<std::optional<Document>> load(std::size_t) const override {
            const auto second = build(VectorSource({}), in_.options(), in_.clock);
            REQUIRE_FALSE(second);
            CHECK(second.error().code == Code::locked);
            CHECK_FALSE(second.error().hint.empty());
            return std::optional<Document>();
        }

      private:
        const Index& in_;
    };
    BuildOptions options = index.options();
    options.threads = 1;
    CHECK(build(Nested(index), options, index.clock));
}

TEST_CASE("a build leaves the processors to whoever answers, and its caller as he was", "[index]") {
    const auto priority = [] { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); };
    const int before = priority();
    const Index index;
    BuildOptions options = index.options();
    std::set<int> while_building;
    options.progress = [&](const Progress&) { while_building.insert(priority()); };
    index.build({article("a", Lang::en, "alpha"), article("b", Lang::en, "beta")}, options);
    CHECK(while_building == std::set<int>{std::max(before, 10)});
    CHECK(priority() == before);
}

TEST_CASE("progress is told from beginning to end of each stage", "[index]") {
    const Index index;
    BuildOptions options = index.options();
    std::vector<Progress> told;
    options.progress = [&told](const Progress& progress) { told.push_back(progress); };
    index.build({article("a", Lang::en, "one"), article("b", Lang::en, "two")}, options);
    for (const auto stage : {Progress::Stage::preparing, Progress::Stage::reading,
                             Progress::Stage::indexing, Progress::Stage::merging}) {
        const auto last = std::find_if(told.rbegin(), told.rend(), [&](const Progress& progress) {
            return progress.stage == stage;
        });
        REQUIRE(last != told.rend());
        CHECK(last->done == last->total);
    }
}

TEST_CASE("the bilingual dictionary is compiled once and kept for the next builds", "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.dictionary =
        index.dir.write("words", "Schlüssel {m} :: key\nRechner {m} :: computer\n");
    const auto first = index.build({article("a", Lang::de, "eins")}, options).generation;
    REQUIRE(index.snapshot().dictionary());
    const auto fingerprint = index.snapshot().dictionary()->fingerprint();
    const auto second = index.build({article("a", Lang::de, "eins")}, options).generation;
    CHECK(index.snapshot().dictionary()->fingerprint() == fingerprint);
    CHECK(std::filesystem::equivalent(first.dictionary(), second.dictionary()));
    index.dir.write("words", "Schlüssel {m} :: key; spanner\n");
    index.build({article("a", Lang::de, "eins")}, options);
    CHECK(index.snapshot().dictionary()->fingerprint() != fingerprint);
}

TEST_CASE("a damaged cache of the dictionary is made anew", "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.dictionary = index.dir.write("words", "Schlüssel {m} :: key\n");
    index.build({}, options);
    for (const auto& entry : std::filesystem::directory_iterator(index.path() / "cache")) {
        std::filesystem::remove(entry.path());
        index.dir.write("index/cache/" + entry.path().filename().string(), "nonsense");
    }
    index.build({}, options);
    CHECK(index.snapshot().dictionary() != nullptr);
}

TEST_CASE("an index folder that cannot be made is an error with a hint", "[index]") {
    const Index index;
    index.dir.write("index", "a file in its place");
    const auto failed = build(VectorSource({}), index.options(), index.clock);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.find("index") != std::string::npos);
}

TEST_CASE("linked public translations teach pairs of words, hidden ones do not", "[index]") {
    for (const Visibility visibility : all_visibilities) {
        const Index index;
        std::vector<Document> documents;
        for (const char* group : {"a", "b"}) {
            const std::string id = group;
            documents.push_back(article(id + "-de", Lang::de, "Vertragskonto", "", visibility));
            documents.push_back(article(id + "-en", Lang::en, "Ledger"));
            documents[documents.size() - 2].group = documents.back().group = group;
        }
        index.build(std::move(documents));
        const auto snapshot = index.snapshot(Visibility::staff);
        INFO(name(visibility));
        REQUIRE((snapshot.learned() != nullptr) == (visibility == Visibility::everyone));
        if (snapshot.learned())
            CHECK(snapshot.learned()->lookup("vertragskonto", Lang::de)[0].stem == "ledger");
    }
}

TEST_CASE("the editors' words about compounds are kept in the generation and split its words",
          "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.splitting = index.dir.write("splitting.txt", "Förde|box\n");
    const auto with = index.build({article("a", Lang::de, "Fördeboxen")}, options).generation;
    CHECK(index.with_part(Lang::de, "box") == Ids{"a"});
    index.dir.write("splitting.txt", "Fördebox\n"); // takes part in the next build only
    CHECK(index.snapshot().analyzer()->split("fördebox", analysis::NoVocabulary{}).size() == 2);
    const auto without = index.build({article("a", Lang::de, "Fördeboxen")}, options).generation;
    CHECK(index.with_part(Lang::de, "box").empty());
    CHECK(with.manifest.analysis != without.manifest.analysis);
}

TEST_CASE("a faulty list of compounds stops a build and is named", "[index]") {
    const Index index;
    index.build({article("a", Lang::de, "eins")});
    BuildOptions options = index.options();
    options.splitting = index.dir.write("splitting.txt", "Förde|box\nGlas faser\n");
    const auto failed = build(VectorSource({}), options, index.clock);
    REQUIRE_FALSE(failed);
    CHECK(failed.error().message.find("splitting.txt:2") != std::string::npos);
    CHECK(index.snapshot().generation().number == 1);
}

TEST_CASE("a passage in the other language is posted in its own, and counts for its words",
          "[index]") {
    const Index index;
    BuildOptions options = index.options();
    options.dictionary = index.dir.write(
        "words",
        "Verbindung {f} :: connection\nabgelehnt {adj} :: refused\nMeldung {f} :: report\n");
    index.build({article("a", Lang::de, "Die Meldung „Connection refused“", "")}, options);
    CHECK(index.with_word(Lang::en, "refused") == Ids{"a"});
    CHECK(index.with_word(Lang::de, "refused").empty());
    CHECK(index.with_word(Lang::de, "meldung") == Ids{"a"});
    CHECK(index.snapshot().vocabulary()->frequency("refused", Lang::en) == 1);
    CHECK(index.snapshot().vocabulary()->frequency("refused", Lang::de) == 0);
}
