#include "searchd/search/plan.h"

#include <algorithm>
#include <cstdio>

namespace lotse::search {
namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", value);
    return text;
}

void print(const Group& group, const std::string& indent, std::string& out) {
    out += indent + group.typed + " (de " + number(group.rarity[0]) + ", en " +
           number(group.rarity[1]) + "):";
    for (const Alternative& one : group.alternatives)
        out += " " + std::string(name(one.rule)) + ":" + one.text + "/" +
               std::string(analysis::name(one.lang)) + "-" + std::string(analysis::name(one.kind)) +
               " " + number(one.worth) + " in " + std::to_string(one.documents) + ";";
    out += "\n";
    for (const Group& part : group.parts)
        print(part, indent + "  + ", out);
}

} // namespace

std::string_view name(Rule rule) {
    switch (rule) {
    case Rule::exact:
        return "exact";
    case Rule::form:
        return "form";
    case Rule::part:
        return "part";
    case Rule::mended:
        return "mended";
    case Rule::synonym:
        return "synonym";
    case Rule::translated:
        return "translated";
    }
    return "?";
}

std::string to_string(const Plan& plan) {
    std::string out;
    for (const Group& group : plan.groups)
        print(group, "  ", out);
    return out;
}

} // namespace lotse::search
