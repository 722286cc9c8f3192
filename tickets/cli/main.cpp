#include "tickets/cli/options.h"

#include <iostream>

int main(int argc, char** argv) {
    return lotse::tickets::cli::run(argc, argv, {std::cin, std::cout, std::cerr});
}
