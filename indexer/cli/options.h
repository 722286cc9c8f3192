#pragma once
// The command line of lotse-indexer.

#include <iosfwd>

namespace lotse::cli {

/// Reads the command line, runs the subcommand and answers the exit code.
int run(int argc, const char* const* argv, std::ostream& out, std::ostream& err);

} // namespace lotse::cli
