// Holds every include of the product against rooms.txt.

#include "tests/arch/sources.h"

#include "indexer/base/text.h"
#include "tests/support/catch.h"

#include <map>
#include <optional>
#include <set>

namespace {

using namespace lotse;
using arch::Source;

struct Plan {
    std::map<std::string, std::set<std::string>> rooms;     // room → rooms it may include
    std::map<std::string, std::set<std::string>> libraries; // header prefix → rooms, or "*"

    std::optional<std::string> room_of(const std::string& path) const {
        for (std::string folder = path; !folder.empty();) {
            const auto slash = folder.rfind('/');
            if (slash == std::string::npos)
                return std::nullopt;
            folder.resize(slash);
            if (rooms.contains(folder))
                return folder;
        }
        return std::nullopt;
    }
};

std::set<std::string> words(std::string_view text) {
    std::set<std::string> found;
    for (const auto word : split(text, ' '))
        if (!word.empty())
            found.emplace(word);
    return found;
}

Plan read_plan() {
    Plan plan;
    std::ifstream in(std::string(LOTSE_SOURCE_DIR) + "/tests/arch/rooms.txt");
    for (std::string line; std::getline(in, line);) {
        const auto space = line.find(' ');
        const auto colon = line.find(':');
        if (line.starts_with("room "))
            plan.rooms[line.substr(space + 1, colon - space - 1)] = words(line.substr(colon + 1));
        else if (line.starts_with("library "))
            plan.libraries[line.substr(space + 1, colon - space - 1)] =
                words(line.substr(colon + 1));
    }
    return plan;
}

std::vector<std::string> against_the_arrows(const Plan& plan, const Source& source) {
    std::vector<std::string> faults;
    const auto room = plan.room_of(source.path);
    if (!room)
        return {source.path + " stands in no room"};
    for (const auto& include : source.includes()) {
        if (!include.quoted)
            continue;
        const auto target = plan.room_of(include.target);
        if (!target)
            continue; // generated headers have no room
        const bool free = *target == *room || *target == "indexer/base";
        if (!free && !plan.rooms.at(*room).contains(*target))
            faults.push_back(source.path + " includes " + include.target + ": no arrow from " +
                             *room + " to " + *target);
    }
    return faults;
}

std::vector<std::string> strange_libraries(const Plan& plan, const Source& source) {
    std::vector<std::string> faults;
    const auto room = plan.room_of(source.path);
    for (const auto& include : source.includes()) {
        for (const auto& [header, rooms] : plan.libraries) {
            if (!include.target.starts_with(header) || rooms.contains("*"))
                continue;
            if (!room || !rooms.contains(*room))
                faults.push_back(source.path + " includes " + include.target +
                                 ", which its room has no business with");
        }
    }
    return faults;
}

} // namespace

TEST_CASE("every include follows an arrow of the plan", "[arch]") {
    const Plan plan = read_plan();
    REQUIRE(plan.rooms.size() > 8);
    for (const Source& source : arch::product_sources())
        for (const auto& fault : against_the_arrows(plan, source))
            FAIL_CHECK(fault);
}

TEST_CASE("libraries stay in the rooms that wrap them", "[arch]") {
    const Plan plan = read_plan();
    for (const Source& source : arch::product_sources())
        for (const auto& fault : strange_libraries(plan, source))
            FAIL_CHECK(fault);
}

TEST_CASE("the arrows of the plan make no circle", "[arch]") {
    const Plan plan = read_plan();
    for (const auto& [start, targets] : plan.rooms) {
        std::set<std::string> reached;
        std::vector<std::string> todo(targets.begin(), targets.end());
        while (!todo.empty()) {
            const std::string next = todo.back();
            todo.pop_back();
            INFO("a room of the plan is unknown: " << next);
            REQUIRE(plan.rooms.contains(next));
            if (reached.insert(next).second)
                todo.insert(todo.end(), plan.rooms.at(next).begin(), plan.rooms.at(next).end());
        }
        INFO(start);
        CHECK_FALSE(reached.contains(start));
    }
}

TEST_CASE("the plan itself catches a wrong arrow and a strange library", "[arch]") {
    const Plan plan = read_plan();
    const Source wrong{"tickets/x.cpp",
                       "#include \"searchd/http/server.h\"\n#include <xapian.h>\n"};
    CHECK(against_the_arrows(plan, wrong).size() == 1);
    CHECK(strange_libraries(plan, wrong).size() == 1);
}
