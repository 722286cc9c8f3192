#pragma once
// Settings that administrators change while the daemon runs. What they mean is the business of
// whoever asks for them.

#include <map>
#include <optional>
#include <string>

#include "tickets/actor.h"
#include "tickets/database.h"

namespace lotse::tickets {

/// Any thread may call it.
class KeptSettings {
  public:
    explicit KeptSettings(Database& database) : database_(database) {}

    /// By name; those that nobody has set are absent.
    Result<std::map<std::string, std::string>> all() const;

    /// All at once; no value: what the settings file says holds again. The history says who changed
    /// which names, not what was written. forbidden unless the actor may `configure`.
    Status put(const Actor& actor, const std::map<std::string, std::optional<std::string>>& values);

  private:
    Database& database_;
};

} // namespace lotse::tickets
