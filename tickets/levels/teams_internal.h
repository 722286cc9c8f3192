#pragma once
// What handing over asks of the teams, inside its transaction.

#include <string>

#include "indexer/base/result.h"

namespace soci {
class session;
}

namespace lotse::tickets {

/// Done when the level has that team, or has no teams at all (then any word goes). Levels 1 and 2
/// take tickets without naming a team; among the expert teams one has to be chosen.
Status check_team(soci::session& sql, int level, const std::string& name);

} // namespace lotse::tickets
