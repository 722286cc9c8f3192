#pragma once
// How the program talks: German or English, and the words for states, priorities and outcomes.

#include <string>
#include <string_view>

#include "indexer/base/clock.h"
#include "tickets/search_log.h"
#include "tickets/words.h"

namespace lotse::tickets::cli {

class Voice {
  public:
    /// "de", "de_DE.UTF-8" and the like are German, all else English.
    explicit Voice(std::string_view locale) : german_(locale.starts_with("de")) {}

    /// The language that LC_ALL, LC_MESSAGES or LANG ask for.
    static std::string locale_of_environment();

    /// One of the two, by language.
    const char* say(const char* german, const char* english) const {
        return german_ ? german : english;
    }

    const char* word(State state) const;
    const char* word(Priority priority) const;
    const char* word(Kind kind) const;
    const char* word(Outcome outcome) const;
    const char* word(ResolutionKind kind) const;
    const char* word(GapState state) const;

  private:
    bool german_;
};

/// "2026-03-02 08:14", UTC.
std::string short_time(TimePoint time);

} // namespace lotse::tickets::cli
