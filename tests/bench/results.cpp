#include "tests/bench/results.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/support/daemon.h"

namespace lotse::bench {

namespace {

namespace fs = std::filesystem;

constexpr const char* gnuplot = "/usr/bin/gnuplot";

void write_table(const fs::path& path, const Results& results) {
    std::ofstream out(path);
    for (const std::string& column : results.columns)
        out << (&column == results.columns.data() ? "" : "\t") << column;
    for (const Results::Row& row : results.rows) {
        out << '\n' << row.label;
        for (const double value : row.values)
            if (value > 0)
                out << '\t' << value;
            else
                out << "\tNaN";
    }
    out << '\n';
}

/// Ratios are what counts, so that equal steps are equal ratios.
std::string plot(const fs::path& table, const fs::path& picture, const Results& results) {
    const std::string columns = std::to_string(results.columns.size());
    const std::string data = "'" + table.string() + "' using ";
    std::string script =
        "set terminal svg size 900,500 background 'white'; set rmargin 9; set output '" +
        picture.string() +
        "'; set datafile separator '\\t'; set key outside top "
        "horizontal; set grid ytics; set ylabel '" +
        results.unit + "'; ";
    if (results.by_size)
        return script + "set logscale xy; set xlabel '" + results.columns.front() +
               "'; plot for [i=2:" + columns + "] " + data +
               "1:i with linespoints pointtype 7 title columnheader(i)";
    return script +
           "set logscale y; set style data histogram; set style fill solid; set xtics "
           "rotate by -30; plot for [i=2:" +
           columns + "] " + data + "i:xtic(1) title columnheader(i)";
}

} // namespace

void keep(const Results& results) {
    const char* given = std::getenv("LOTSE_BENCH_RESULTS");
    const fs::path folder = given != nullptr ? given : "var/bench";
    std::error_code failed;
    fs::create_directories(folder, failed);
    const fs::path table = folder / (results.name + ".tsv");
    write_table(table, results);
    if (!fs::exists(table)) {
        std::cerr << folder.string() << " takes no tables; name another in LOTSE_BENCH_RESULTS\n";
        return;
    }
    std::cout << "kept in " << table.string();
    const fs::path picture = folder / (results.name + ".svg");
    if (fs::exists(gnuplot)) {
        testing::Process process(gnuplot, {"-e", plot(table, picture, results)});
        if (process.wait() == 0)
            std::cout << " and " << picture.string();
        else
            std::cerr << "gnuplot: " << process.errors();
    }
    std::cout << std::endl;
}

} // namespace lotse::bench
