// Writes the sample pages and the static files they name, so that a browser can show them:
//
//     portal_samples FOLDER && python3 -m http.server --directory FOLDER

#include <filesystem>
#include <fstream>
#include <iostream>

#include "portal/render/assets.h"
#include "tests/unit/portal/samples.h"

int main(int argc, char** argv) {
    using namespace lotse::portal;
    if (argc != 2) {
        std::cerr << "usage: portal_samples FOLDER\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    std::filesystem::create_directories(folder / "static");
    for (const char* name : {"portal.css", "portal.js", "desk.css", "desk.js", "icon.svg"}) {
        const std::string url = asset_url(name);
        std::ofstream(folder / url.substr(1), std::ios::binary) << find_asset(url)->bytes;
    }
    for (const Lang lang : {Lang::de, Lang::en}) {
        auto pages = samples::pages(lang, samples::friendly(lang));
        for (auto& page : samples::desk_pages(lang, samples::friendly(lang)))
            pages.push_back(std::move(page));
        for (const auto& page : pages)
            std::ofstream(folder / (page.name + "-" + std::string(code(lang)) + ".html"),
                          std::ios::binary)
                << page.html;
    }
    return 0;
}
