#include "indexer/analysis/editors_list.h"

#include "indexer/base/text.h"

namespace lotse::analysis {

std::vector<ListFault> read_entries(std::string_view text, const ReadEntry& read) {
    std::vector<ListFault> faults;
    std::size_t number = 0;
    for (std::string_view line : split(text, '\n')) {
        ++number;
        line = trimmed(line.substr(0, line.find('#')));
        if (line.empty())
            continue;
        if (auto fault = read(line)) {
            fault->line = number;
            faults.push_back(std::move(*fault));
        }
    }
    return faults;
}

Status refuse_faults(const std::vector<ListFault>& faults, std::string_view source) {
    if (faults.empty())
        return Done{};
    const ListFault& first = faults.front();
    return Error{Code::invalid_argument,
                 std::string(source) + ":" + std::to_string(first.line) + ": " + first.message,
                 first.hint};
}

} // namespace lotse::analysis
