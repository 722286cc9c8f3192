#pragma once
// Which gap a question belongs to: to the one that holds a wording whose words all have their
// counterpart in the question, and the other way round. A word's counterpart is itself, one of its
// other names in either language, or what one mistyped letter made of it; a compound's also its
// parts (topic_likeness_internal.h). The index lives in memory and is learned from the rows of
// gap_topics, so that it goes on where they stand.
//
// Linear clustering as in Hartigan's leader algorithm, with several leaders to a gap. Looking one
// up costs in proportion to its own words, not to the gaps: only a bounded number of candidates,
// chosen by the rarity of the words in common (idf), is held against it. Any thread.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tickets/ids.h"
#include "tickets/topics.h"

namespace lotse::tickets {

/// From here on a question belongs to a gap, 0 to 1. What decides is that no word is without its
/// counterpart: between .5 and .66 little changes. Measured: `./run bench loop`.
inline constexpr double same_gap = 0.6;

/// A row of gap_topics.
struct TopicRow {
    std::int64_t id = 0;
    std::string topic{};
    std::string lang{};
    GapId gap{};
};

struct NearGap {
    GapId gap{};
    double likeness = 0;

    bool operator==(const NearGap&) const = default;
};

class TopicIndex {
  public:
    TopicIndex();
    ~TopicIndex();
    TopicIndex(const TopicIndex&) = delete;
    TopicIndex& operator=(const TopicIndex&) = delete;

    /// From now on words have the other names that this reader knows. Best said before anything is
    /// learned.
    void read_with(std::shared_ptr<const TopicReader> reader);

    /// Rows in order of their ids. A wording that is known under another gap moves there.
    void learn(const std::vector<TopicRow>& rows);
    /// The id of the last row that was learned; 0 at first.
    std::int64_t learned() const;

    /// Gaps that are alike, the likeliest first, at most `most`, `except` left out.
    std::vector<NearGap> nearest(std::string_view topic, std::string_view lang,
                                 std::size_t most = 3, GapId except = {}) const;

    /// How much two topics share, every word counting the same.
    double alike(std::string_view topic, std::string_view lang, std::string_view other,
                 std::string_view other_lang) const;

    /// How many wordings, words and gaps it holds, for people.
    struct Size {
        std::size_t topics = 0, words = 0, gaps = 0;
    };
    Size size() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::tickets
