#include "indexer/content/store.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <algorithm>

using namespace lotse::content;
using lotse::testing::TempDir;

namespace {

std::string checked_article(const std::string& fields, const std::string& body = "Text\n") {
    return "---\n" + fields + "\n---\n\n" + body;
}

std::vector<std::string> faults(const TempDir& dir) {
    std::vector<std::string> out;
    const auto base = read_folder(dir.path());
    for (const auto& finding : check(*base, dir.path()))
        out.push_back(finding.path.generic_string() + ":" + std::to_string(finding.line) + " " +
                      finding.code);
    return out;
}

} // namespace

TEST_CASE("a sound knowledge base has no faults", "[content]") {
    TempDir dir;
    dir.write("de/a.md", checked_article("title: A\nlang: de\ntranslation_key: k",
                                         "[b](b.md#x) [w](https://x.example) [t](#t)\n"));
    dir.write("de/b.md", checked_article("title: B\nlang: de"));
    dir.write("en/a-en.md",
              checked_article("title: A\nlang: en\ntranslation_key: k", "[de](../de/a.md)\n"));
    CHECK(faults(dir).empty());
}

TEST_CASE("each fault of a knowledge base is found at its line", "[content]") {
    TempDir dir;
    dir.write("de/a.md",
              checked_article("title: A\nlang: de\nid: gleich", "Eins\n\nZwei [x](weg.md)\n"));
    dir.write("de/b.md", checked_article("title: B\nlang: de\nid: gleich\ntranslation_key: k"));
    dir.write("de/c.md",
              checked_article("title: C\nlang: de\ntranslation_key: k", "![](bild.png)\n"));
    dir.write("de/d.md", checked_article("title: D\nlang: de", "[intern](e.md)\n"));
    dir.write("de/e.md", checked_article("title: E\nlang: de\naudience: internal"));
    CHECK(faults(dir) ==
          std::vector<std::string>{"de/a.md:9 broken-link", "de/b.md:1 duplicate-id",
                                   "de/b.md:1 missing-translation", "de/c.md:1 broken-translation",
                                   "de/c.md:7 empty-body", "de/c.md:7 broken-link",
                                   "de/c.md:7 missing-alt-text", "de/d.md:6 link-to-hidden"});
}

TEST_CASE("an address that leads two ways, or nowhere, is a fault", "[content]") {
    TempDir dir;
    dir.write("de/a.md", checked_article("title: A\nlang: de\nid: a\nformer_ids: [alt, b]"));
    dir.write("de/b.md", checked_article("title: B\nlang: de\nid: b\nformer_ids: [alt, uralt]"));
    dir.write("de/c.md", checked_article("title: C\nlang: de\nid: c\nstate: archived\n"
                                         "replaced_by: weg"));
    dir.write("de/d.md", checked_article("title: D\nlang: de\nid: d\nstate: archived\n"
                                         "replaced_by: a"));
    CHECK(faults(dir) == std::vector<std::string>{"de/a.md:1 former-id-taken",
                                                  "de/b.md:1 former-id-taken",
                                                  "de/c.md:1 broken-replacement"});
}
