#include "tests/contract/store_fixture.h"
#include "tickets/files/attachments.h"
#include "tickets/files/file_name.h"
#include "tickets/files/file_type.h"
#include "tickets/relations/merge.h"

using namespace lotse;
using namespace lotse::tickets;
using namespace lotse::tickets::testing;
using namespace std::string_view_literals;

namespace {

constexpr auto png = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1"sv;

struct FileFixture : StoreFixture {
    AttachmentStore files{*database,
                          place.folder() / "attachments",
                          {.max_bytes = 100, .most = 3, .most_bytes = 250}};

    Attachment added(TicketNumber number, std::string_view bytes, std::string name = "a.txt") {
        auto made = files.add(agent, number, {.name = std::move(name), .bytes = bytes});
        REQUIRE(ok(made));
        return *made;
    }
    std::size_t blobs() const {
        std::size_t count = 0;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(place.folder() / "attachments"))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
};

} // namespace

TEST_CASE_METHOD(FileFixture, "an attachment is kept once under the hash of its bytes",
                 "[contract][files]") {
    const auto one = number();
    const auto other = number();
    const auto first = added(one, "Protokoll", "log.txt");
    const auto again = added(other, "Protokoll", "anders.txt");
    CHECK(first.hash == again.hash);
    CHECK(first.hash.size() == 64);
    CHECK(first.type == "text/plain; charset=utf-8");
    CHECK(blobs() == 1);
    CHECK(files.read(again).value() == "Protokoll");
    CHECK(files.list(one).value() == std::vector{first});
    CHECK(failure(files.find(one, again.id)) == Code::not_found);
    CHECK(details(one).history.back().event == "attach");
    check_chain();
}

TEST_CASE_METHOD(FileFixture, "attachments have limits, and belong to messages of their ticket",
                 "[contract][files]") {
    const auto one = number();
    const auto fails = [&](const AttachmentDraft& what) {
        return failure(files.add(agent, one, what));
    };
    CHECK(fails({.name = "x", .bytes = ""}) == Code::invalid_argument);
    CHECK(fails({.name = "x", .bytes = std::string(101, 'x')}) == Code::too_large);
    CHECK(fails({.name = "x", .bytes = "y", .message = MessageId{4711}}) == Code::invalid_argument);
    CHECK(failure(files.add(agent, {4711}, {.name = "x", .bytes = "y"})) == Code::not_found);
    added(one, std::string(100, 'a'));
    added(one, std::string(100, 'b'));
    CHECK(fails({.name = "x", .bytes = std::string(51, 'x')}) == Code::too_large);
    added(one, "c");
    CHECK(fails({.name = "x", .bytes = "d"}) == Code::too_large);
    CHECK(files.list(one).value().size() == 3);
}

TEST_CASE_METHOD(FileFixture, "attachments move with a merged ticket", "[contract][files]") {
    const auto one = number();
    const auto other = number();
    added(one, "a");
    REQUIRE(ok(MergeStore(*database).merge(agent, one, other)));
    added(one, "b");
    CHECK(files.list(other).value().size() == 2);
    CHECK(files.list(one).value().empty());
}

TEST_CASE_METHOD(FileFixture, "bytes without a row are collected, those with one never",
                 "[contract][files]") {
    const auto one = number();
    const auto kept = added(one, "bleibt");
    CHECK_FALSE(files.add(agent, {4711}, {.name = "x", .bytes = "verwaist"}));
    CHECK(blobs() == 2);
    CHECK(files.collect_orphans(std::chrono::hours{1}).value() == 0); // may be on its way
    CHECK(files.collect_orphans(Milliseconds{0}).value() == 1);
    CHECK(blobs() == 1);
    CHECK(files.read(kept).value() == "bleibt");
}

TEST_CASE_METHOD(FileFixture, "bytes that changed on disk are not handed out",
                 "[contract][files]") {
    const auto kept = added(number(), "bleibt");
    place.folder().write("attachments/" + kept.hash.substr(0, 2) + "/" + kept.hash, "BLEIBT");
    CHECK(failure(files.read(kept)) == Code::corrupt);
    auto odd = kept;
    odd.hash = "../../a b.db";
    CHECK(failure(files.read(odd)) == Code::not_found);
}

TEST_CASE("a file's name is only a label, whatever it tries to be", "[files]") {
    for (const auto& [given, shown] : std::vector<std::pair<std::string, std::string>>{
             {"Rechnung März.pdf", "Rechnung März.pdf"},
             {"\u200b.htaccess", "htaccess"},
             {"..\u200b/.\u2060./.htaccess", "htaccess"},
             {"../../etc/passwd", "passwd"},
             {"C:\\Windows\\system32\\x.exe", "x.exe"},
             {"invoice\u202Efdp.exe", "invoicefdp.exe"},
             {"a.txt...  ", "a.txt"},
             {"CON", "_CON"},
             {"nul.txt", "_nul.txt"},
             {std::string("a\0b.txt", 7), "ab.txt"},
             {"a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"},
             {"caf\xe9.txt", "caf.txt"},
             {"....", "file"},
             {"", "file"}}) {
        INFO(given);
        CHECK(display_name(given) == shown);
    }
    const std::string longest = display_name(std::string(300, 'x') + ".docx");
    CHECK(longest.size() == 120);
    CHECK(longest.ends_with(".docx"));
}

TEST_CASE("a header can hold any name", "[files]") {
    CHECK(content_disposition("Größe \"x\".pdf", false) ==
          "attachment; filename=\"Gr____e _x_.pdf\"; "
          "filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22x%22.pdf");
    CHECK(content_disposition("a\r\nb", true).find('\n') == std::string::npos);
}

TEST_CASE("a file is what its bytes are", "[files]") {
    CHECK(sniffed(png).name == "image/png");
    CHECK(sniffed(png).inline_image);
    CHECK(sniffed("\xff\xd8\xff\xe0"sv).name == "image/jpeg");
    CHECK(sniffed("GIF89a\1\0"sv).name == "image/gif");
    CHECK(sniffed("RIFF\0\0\0\0WEBPVP8 "sv).name == "image/webp");
    CHECK(sniffed("RIFF\0\0\0\0WAVEfmt "sv).name == "application/octet-stream");
    CHECK(sniffed("\x89PNG\r\n\x1a\n<script>"sv).name == "application/octet-stream");
    for (const auto& [bytes, type] :
         {std::pair{"<svg onload=alert(1)>"sv, "text/plain; charset=utf-8"},
          std::pair{"<html><script>"sv, "text/plain; charset=utf-8"},
          std::pair{"%PDF-1.7"sv, "application/pdf"}, std::pair{"PK\x03\x04"sv, "application/zip"},
          std::pair{"\0\1\2"sv, "application/octet-stream"}}) {
        CHECK(sniffed(bytes).name == type);
        CHECK_FALSE(sniffed(bytes).inline_image);
        CHECK_FALSE(may_be_inline(type));
    }
    CHECK(may_be_inline("image/webp"));
    CHECK_FALSE(may_be_inline("image/svg+xml"));
}
