#pragma once
// What a bench measured, kept beside what it prints: a table that other programs read, and a plot.

#include <string>
#include <vector>

namespace lotse::bench {

struct Results {
    std::string name;     // of the files
    std::string unit;     // of all values
    bool by_size = false; // rows are numbers of documents: lines; otherwise engines: bars
    std::vector<std::string> columns; // the first says what rows are
    struct Row {
        std::string label;
        std::vector<double> values; // one for each further column; 0 or less: not measured
    };
    std::vector<Row> rows;
};

/// Writes NAME.tsv and, where gnuplot is installed, NAME.svg into the folder that
/// LOTSE_BENCH_RESULTS names, var/bench where it names none; says where. A folder that takes
/// nothing is told and costs no more than that.
void keep(const Results& results);

} // namespace lotse::bench
