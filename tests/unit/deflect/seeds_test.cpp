// Not one of the personal data in the sample tickets may be in the index that staff search: neither
// in the bytes of any file, nor in what the index says when it is read (it compresses documents),
// nor in suggestions, completions or the log.

#include <fstream>
#include <set>

#include "indexer/index/xapian_internal.h"
#include "tests/support/bytes.h"
#include "tests/support/ticket_seeds.h"
#include "tests/unit/deflect/world.h"

using namespace lotse;
using namespace lotse::deflect::testing;
using tickets::testing::Seed;

namespace {

class RememberingLog final : public Log {
  public:
    void write(LogLevel, std::string_view event, std::initializer_list<LogField> fields) override {
        lines += format_event(event, fields) + "\n";
    }
    std::string lines;
};

/// Everything that can be read of the index as staff: documents with all their fields, and terms.
std::string readable(const index::Snapshot& snapshot) {
    std::string text;
    const auto& database = index::database(snapshot);
    for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
        const auto stored = index::read_stored(snapshot, *it);
        text += stored.key.to_string() + "\n" + stored.title + "\n" + stored.summary + "\n" +
                stored.category + "\n" + stored.text + "\n";
        for (const auto* list : {&stored.tags, &stored.aliases, &stored.questions})
            for (const std::string& one : *list)
                text += one + "\n";
    }
    for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it)
        text += *it + "\n";
    for (const index::Part& part : index::parts(snapshot))
        part.built.each("", [&](std::string_view term, const index::BuiltList&) {
            text += std::string(term) + "\n";
            return true;
        });
    for (auto it = database.metadata_keys_begin(""); it != database.metadata_keys_end(""); ++it)
        text += *it + " " + database.get_metadata(*it) + "\n";
    return text;
}

/// What stands for a seed wherever words are taken apart: of a number its digits.
std::vector<std::string> forms(const Seed& seed) {
    if (seed.kind == "name" || seed.kind == "email")
        return {seed.text};
    const std::string digits = tickets::testing::digits_of(seed.text);
    return digits.size() >= 6 ? std::vector<std::string>{seed.text, digits}
                              : std::vector<std::string>{seed.text};
}

} // namespace

TEST_CASE("no byte of the index, no suggestion and no line of the log holds a seed of the sample "
          "tickets",
          "[deflect][redaction][corpus]") {
    World world;
    RememberingLog log;
    tickets::DatabaseOptions options{.path = world.dir / "sample.db"};
    options.own_contacts = {tickets::testing::hotline};
    const auto database = ok(tickets::Database::open(options, world.clock, world.random));
    const auto samples = tickets::testing::sample_tickets();
    ok(tickets::import_tickets(*database, samples));
    content::Catalog catalog(world.dir / "content");
    deflect::Loop loop(world.dir / "index", catalog, *database, *world.engine, log);
    while (ok(loop.step()).jobs > 0) // live updates
        ;
    const auto source = ok(index::KnowledgeSource::open({}, database.get())); // and a full build
    index::BuildOptions building;
    building.index = world.dir / "built";
    building.dictionary = world.dir / "no-dictionary";
    CHECK(ok(index::build(*source, building, world.clock)).documents >= samples.size());

    std::set<std::string> words;
    for (const Seed& seed : tickets::testing::seeds_in(samples))
        for (const std::string& form : forms(seed))
            words.insert(form);
    CHECK(words.size() > 300);
    const std::vector<std::string> all(words.begin(), words.end());
    for (const char* folder : {"index", "built"}) {
        CHECK(lotse::testing::found_in_files(world.dir / folder, all) ==
              std::vector<std::string>{});
        index::Snapshots snapshots(world.dir / folder);
        const auto snapshot = ok(snapshots.acquire(search::Visibility::staff));
        const std::string text = lotse::testing::lower(readable(snapshot));
        CHECK(text.size() > 50'000);
        for (const std::string& word : all) {
            INFO(folder << ": " << word);
            CHECK(text.find(lotse::testing::lower(word)) == std::string::npos);
        }
    }
    CHECK(log.lines.find("searches_replayed") != std::string::npos);
    const std::string said = lotse::testing::lower(log.lines);
    for (const std::string& word : all) {
        INFO(word);
        CHECK(said.find(lotse::testing::lower(word)) == std::string::npos);
        search::SuggestRequest typed;
        typed.query = word.substr(0, 6);
        typed.caller = search::Visibility::staff;
        const auto suggested = ok(world.engine->suggest(typed));
        for (const std::string& completion : suggested.completions)
            CHECK(completion.find(word) == std::string::npos);
        for (const auto& hit : suggested.hits)
            CHECK(hit.title.find(word) == std::string::npos);
    }
}
