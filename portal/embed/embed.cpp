// Build tool: turns portal/{templates,static,i18n} into one C++ file, and refuses what is
// incomplete.
//
//     lotse_embed PORTAL_FOLDER OUTPUT.cpp

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <zlib.h>

namespace {

namespace fs = std::filesystem;

struct Text {
    std::string de;
    std::string en;
};

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + path.string());
    std::ostringstream bytes;
    bytes << in.rdbuf();
    return bytes.str();
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_regular_file() && !entry.path().filename().string().starts_with('.'))
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

// The names in braces: "{count} of {pages}" → count, pages.
std::set<std::string> places(const std::string& text) {
    std::set<std::string> names;
    for (auto open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1))
        names.insert(text.substr(open + 1, text.find('}', open) - open - 1));
    return names;
}

void check_text(const std::string& key, const Text& text) {
    if (text.de.empty() || text.en.empty())
        throw std::runtime_error("the text '" + key + "' is missing in " +
                                 (text.de.empty() ? "German" : "English"));
    if (places(text.de) != places(text.en))
        throw std::runtime_error("the text '" + key +
                                 "' has other places in English than in German");
}

// "key" on a line of its own, then "  de …" and "  en …".
std::map<std::string, Text> read_texts(const fs::path& folder) {
    std::map<std::string, Text> texts;
    for (const fs::path& path : files_in(folder)) {
        std::istringstream lines(read(path));
        std::string key;
        for (std::string line; std::getline(lines, line);) {
            if (line.empty() || line[0] == '#')
                continue;
            if (line[0] != ' ') {
                key = line;
                if (!texts.emplace(key, Text{}).second)
                    throw std::runtime_error(path.string() + ": the key '" + key +
                                             "' stands twice");
            } else if (line.starts_with("  de ")) {
                texts[key].de = line.substr(5);
            } else if (line.starts_with("  en ")) {
                texts[key].en = line.substr(5);
            } else {
                throw std::runtime_error(path.string() + ": cannot read '" + line + "'");
            }
        }
    }
    for (const auto& [key, text] : texts)
        check_text(key, text);
    return texts;
}

// Templates ask for a text with {{#t}}key{{/t}}.
void check_template(const std::string& name, const std::string& source,
                    const std::map<std::string, Text>& texts) {
    static const std::string open = "{{#t}}";
    static const std::string close = "{{/t}}";
    for (std::size_t at = source.find(open); at != std::string::npos;
         at = source.find(open, at + 1)) {
        const std::size_t start = at + open.size();
        const std::string key = source.substr(start, source.find(close, start) - start);
        if (!texts.contains(key))
            throw std::runtime_error("template " + name + " asks for the unknown text '" + key +
                                     "'");
    }
    for (std::size_t at = source.find("{{{"); at != std::string::npos;
         at = source.find("{{{", at + 1))
        if (source.compare(at, 16, "{{{trusted_html}") != 0)
            throw std::runtime_error("template " + name +
                                     " writes something unescaped that is not trusted_html");
    if (source.find("{{&") != std::string::npos)
        throw std::runtime_error("template " + name + " writes something unescaped with {{&");
}

std::string gzipped(const std::string& bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib");
    std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

// FNV-1a, 64 bits: names a version of a file; nobody gains by a collision.
std::string fingerprint(const std::string& bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return std::string(text, 12);
}

std::string literal(const std::string& bytes) {
    std::string out = "std::string_view(\"";
    std::size_t column = 0;
    for (const char c : bytes) {
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "\\%03o",
                      static_cast<unsigned>(static_cast<unsigned char>(c)));
        const bool plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '?';
        out += plain ? std::string(1, c) : std::string(escaped);
        if (++column % 200 == 0)
            out += "\"\n\"";
    }
    return out + "\", " + std::to_string(bytes.size()) + ")";
}

void write(std::ostream& out, const fs::path& portal) {
    const auto texts = read_texts(portal / "i18n");
    out << "// Generated from portal/; not to be edited.\n"
           "#include \"portal/render/embedded.h\"\n\n"
           "namespace lotse::portal::embedded {\n\n";
    out << "const std::vector<Text>& texts() {\n    static const std::vector<Text> all{\n";
    for (const auto& [key, text] : texts)
        out << "{" << literal(key) << ", " << literal(text.de) << ", " << literal(text.en)
            << "},\n";
    out << "};\n    return all;\n}\n\n";
    out << "const std::vector<TemplateSource>& templates() {\n"
           "    static const std::vector<TemplateSource> all{\n";
    for (const fs::path& path : files_in(portal / "templates")) {
        const std::string source = read(path);
        check_template(path.filename().string(), source, texts);
        out << "{" << literal(path.stem().string()) << ", " << literal(source) << "},\n";
    }
    out << "};\n    return all;\n}\n\n";
    out << "const std::vector<File>& files() {\n    static const std::vector<File> all{\n";
    for (const fs::path& path : files_in(portal / "static")) {
        const std::string bytes = read(path);
        out << "{" << literal(path.filename().string()) << ", " << literal(fingerprint(bytes))
            << ", " << literal(bytes) << ", " << literal(gzipped(bytes)) << "},\n";
    }
    out << "};\n    return all;\n}\n\n} // namespace lotse::portal::embedded\n";
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: lotse_embed PORTAL_FOLDER OUTPUT.cpp\n";
        return 2;
    }
    try {
        std::ostringstream source;
        write(source, argv[1]);
        std::ofstream out(argv[2], std::ios::binary);
        if (!(out << source.str()).flush())
            throw std::runtime_error(std::string("cannot write ") + argv[2]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "portal: " << error.what() << "\n";
        return 1;
    }
}
