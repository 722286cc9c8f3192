// What house style asks of headers and sources, where a machine can see it.

#include "tests/arch/sources.h"

#include "indexer/base/text.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <array>

using namespace lotse;

TEST_CASE("public headers are guarded and start by saying what they are", "[arch]") {
    for (const auto& source : arch::product_sources()) {
        if (!source.is_header())
            continue;
        INFO(source.path);
        CHECK(source.text.starts_with("#pragma once\n//"));
    }
}

TEST_CASE("no header brings a library's headers along", "[arch]") {
    constexpr std::array libraries{"httplib.h",  "soci/",    "unicode/", "yaml-cpp/",
                                   "cmark-gfm",  "mustache", "CLI/",     "nlohmann/json.hpp",
                                   "toml++/",    "libxml/",  "spdlog/",  "sodium.h",
                                   "libpq-fe.h", "curl/"};
    for (const auto& source : arch::product_sources()) {
        // A header whose name says so belongs to the inside of its room.
        if (!source.is_header() || source.path.find("_internal.h") != std::string::npos)
            continue;
        for (const auto& include : source.includes())
            for (const char* library : libraries)
                if (include.target.starts_with(library))
                    FAIL_CHECK(source.path << " includes " << include.target);
    }
}

TEST_CASE("secrets come from one generator", "[arch]") {
    for (const auto& source : arch::product_sources())
        for (const char* word : {"mt19937", "std::rand(", "srand("})
            if (source.text.find(word) != std::string::npos)
                FAIL_CHECK(source.path << " uses " << word);
}

TEST_CASE("templates escape: no raw mustache value", "[arch]") {
    namespace fs = std::filesystem;
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(LOTSE_SOURCE_DIR) / "portal")) {
        if (entry.path().extension() != ".mustache")
            continue;
        std::ifstream in(entry.path());
        const std::string text((std::istreambuf_iterator<char>(in)), {});
        INFO(entry.path().string());
        CHECK(text.find("{{&") == std::string::npos);
    }
}
