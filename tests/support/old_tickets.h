#pragma once
// A ticket database as the first version left it, with any number of tickets, written by statements
// of its own: what an upgrade has to bring to today's schema, and what speed is measured on. Equal
// seeds give equal rows.

#include <cstdint>
#include <filesystem>
#include <string>

namespace lotse::testing {

/// The last migration of the first version.
constexpr int first_version = 5;

struct OldTickets {
    std::int64_t tickets = 100;
    std::uint64_t seed = 1;
};

/// One in five is unfinished, whatever their number; three levels, eight teams, forty agents; each
/// has two messages or more, its history with a whole chain, and where they belong searches,
/// hand-overs, resolutions and index jobs.
void write_old_tickets(const std::filesystem::path& file, const OldTickets& how);

constexpr std::int64_t first_old_number = 1001;
constexpr int old_agents = 40;
constexpr int old_teams = 8;
/// Of every fourth.
std::string old_phone(std::int64_t number);
std::string old_team(int number); // from 0

} // namespace lotse::testing
