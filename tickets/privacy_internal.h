#pragma once
// Finding a person's own words in other people's texts.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tickets/privacy.h"

namespace soci {
class session;
}

namespace lotse::tickets {

Result<DataSubject> load_data_subject(soci::session& sql, std::string_view who);

/// Recognises the person's addresses, numbers and full names in any text. A name counts only when
/// it has two words: a surname alone is half the town's.
class Mentions {
  public:
    explicit Mentions(const DataSubject& subject);

    bool in(std::string_view text) const;
    /// The text without them; nullopt when it holds none.
    std::optional<std::string> taken_out(std::string_view text) const;

  private:
    bool holds_phone(std::string_view text) const;

    std::vector<std::string> literal_; // in lower case
    std::vector<std::string> phones_;  // comparable digits
};

} // namespace lotse::tickets
