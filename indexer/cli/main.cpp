#include "indexer/cli/options.h"

#include <iostream>

int main(int argc, char** argv) {
    return lotse::cli::run(argc, argv, std::cout, std::cerr);
}
