#pragma once
// What a question is about, as the store keeps it (tickets/topics.h), and what its words are called
// otherwise: from the analysis and the dictionary that search itself uses.

#include <string>
#include <string_view>

#include "searchd/search/engine.h"
#include "tickets/topics.h"

namespace lotse::deflect {

/// The topic of a question that was read in `lang`; empty when no word carries meaning. Equal for
/// the same words in another order or form. Fails as Engine::search().
Result<std::string> topic_of(const search::Engine& engine, std::string_view question,
                             search::Lang lang);

/// The same where its typing errors are mended already (SearchAnswer::searched_for).
Result<std::string> topic_of_mended(const search::Engine& engine, std::string_view question,
                                    search::Lang lang);

class EngineTopics final : public tickets::TopicReader {
  public:
    /// Must outlive the object.
    explicit EngineTopics(const search::Engine& engine) : engine_(engine) {}

    /// Without an index the words have no other names.
    tickets::Topic read(std::string_view topic, std::string_view lang, bool names) const override;

  private:
    const search::Engine& engine_;
};

} // namespace lotse::deflect
