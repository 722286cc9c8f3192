#include <string>
#include <zlib.h>

#include "portal/render/assets.h"
#include "tests/support/catch.h"
#include "tests/unit/portal/samples.h"

using namespace lotse::portal;

namespace {

std::string gunzipped(std::string_view bytes) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string in(bytes);
    std::string out(1 << 20, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(in.data());
    stream.avail_in = static_cast<uInt>(in.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
    out.resize(stream.total_out);
    inflateEnd(&stream);
    return out;
}

std::size_t gzipped_size(const std::string& bytes) {
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string out(size, '\0');
    REQUIRE(compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                      reinterpret_cast<const Bytef*>(bytes.data()),
                      static_cast<uLong>(bytes.size()), 6) == Z_OK);
    return size;
}

constexpr std::size_t kib = 1024;

} // namespace

TEST_CASE("a static file is found under its fingerprinted address only", "[portal][assets]") {
    for (const char* name : {"portal.css", "portal.js", "icon.svg"}) {
        const std::string url = asset_url(name);
        INFO(url);
        const Asset* asset = find_asset(url);
        REQUIRE(asset != nullptr);
        CHECK(url.find(asset->etag) != std::string::npos);
        CHECK(asset->etag.size() == 12);
        CHECK(find_asset("/static/" + std::string(name)) == nullptr);
    }
    CHECK(find_asset("/static/../portal.css") == nullptr);
    CHECK(find_asset(asset_url("portal.css"))->content_type == "text/css; charset=utf-8");
    CHECK_THROWS_AS(asset_url("other.css"), std::logic_error);
}

TEST_CASE("a compressed file holds the same bytes", "[portal][assets]") {
    for (const char* name : {"portal.css", "portal.js", "icon.svg"}) {
        const Asset* asset = find_asset(asset_url(name));
        CHECK(gunzipped(asset->gzipped) == asset->bytes);
    }
}

TEST_CASE("style sheet and script keep within 8 KB each, any page within 30 KB in all",
          "[portal][assets]") {
    std::size_t shared = 0;
    for (const char* name : {"portal.css", "portal.js", "icon.svg"}) {
        const std::size_t size = find_asset(asset_url(name))->gzipped.size();
        INFO(name << " " << size);
        CHECK(size <= 8 * kib);
        shared += size;
    }
    for (const Lang lang : {Lang::de, Lang::en})
        for (const auto& page : samples::pages(lang, samples::friendly(lang))) {
            INFO(page.name);
            CHECK(shared + gzipped_size(page.html) <= 30 * kib);
        }
}
