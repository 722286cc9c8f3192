#pragma once
// The command line of lotse-tickets.

#include <iosfwd>

namespace lotse::tickets::cli {

struct Streams {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

/// Reads the command line, runs the subcommand and answers the exit code: 0 done, 1 refused (no
/// such ticket, not possible now, a broken chain), 2 wrong command line, 3 trouble with files or
/// the database.
int run(int argc, const char* const* argv, const Streams& streams);

} // namespace lotse::tickets::cli
