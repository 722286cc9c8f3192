#pragma once
// What readers say of articles: whether one helped, and why it did not. Visitors are known for a
// day (deflect/visitors.h); each has one vote on an article in it, and may change it.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tickets/database.h"

namespace lotse::tickets {

/// Why an article did not help: outdated, unclear, off_topic, wrong.
inline constexpr std::string_view vote_reasons[] = {"outdated", "unclear", "off_topic", "wrong"};

struct Remark {
    std::string reason; // one of vote_reasons; may be empty
    std::string text;
    TimePoint at{};

    bool operator==(const Remark&) const = default;
};

struct Votes {
    std::int64_t helped = 0;
    std::int64_t not_helped = 0;
    std::map<std::string, std::int64_t> reasons{}; // of those who gave one
    std::vector<Remark> remarks{};                 // the newest ten

    bool operator==(const Votes&) const = default;
};

/// Any thread may call it.
class ArticleVotes {
  public:
    explicit ArticleVotes(Database& database) : database_(database) {}

    /// The visitor's vote of today in place of a former one. Who was helped after all takes back
    /// why he was not.
    Status cast(const std::string& article, const std::string& visitor, bool helped);

    /// Why it did not help; it is a vote that it did not. The remark is cut to 1,000 characters and
    /// kept redacted. invalid_argument for an unknown reason.
    Status explain(const std::string& article, const std::string& visitor,
                   const std::string& reason, std::string_view remark);

    /// What was written freely before then is gone; votes and reasons stay. Nobody can be told from
    /// a vote once its day is over, so that neither export nor erasure of a person finds any.
    Status forget_remarks_before(TimePoint before);

    Result<Votes> of(const std::string& article, TimePoint since) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
