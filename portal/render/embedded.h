#pragma once
// What the build compiled in: texts, templates and static files. Internal to this room.

#include <string_view>
#include <vector>

namespace lotse::portal::embedded {

struct Text {
    std::string_view key;
    std::string_view de;
    std::string_view en;
};

struct TemplateSource {
    std::string_view name;
    std::string_view source;
};

struct File {
    std::string_view name;
    std::string_view fingerprint; // of its bytes
    std::string_view bytes;
    std::string_view gzipped;
};

const std::vector<Text>& texts();
const std::vector<TemplateSource>& templates();
const std::vector<File>& files();

} // namespace lotse::portal::embedded
