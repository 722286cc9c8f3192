#pragma once
// A stream of failed searches about known topics, as visitors might type them: another order, other
// words for the same, both languages, compounds joined, hyphened and taken apart, typing errors.
// Made from word lists and sentences of its own: it shares no rule, list or dictionary with what
// puts searches together. Deterministic.

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace lotse::testing {

struct FailedSearch {
    std::string text;
    std::string page_lang; // of the page it was typed on; mostly its own
    std::size_t topic = 0; // the truth
    std::size_t visitor = 0;
};

struct StreamOptions {
    std::size_t topics = 500;
    std::size_t visitors = 20'000;
    double german = 0.6;      // of the searches
    double mistyped = 0.25;   // have a typing error
    double twice = 0.05;      // have two
    double other_page = 0.15; // are typed on a page of the other language
    std::uint32_t seed = 1;
};

class SearchStream {
  public:
    explicit SearchStream(StreamOptions options = {});
    FailedSearch next();
    std::size_t topics() const { return topics_.size(); }

  private:
    struct Topic {
        std::size_t subject, problem;
    };
    std::size_t below(std::size_t count);
    bool chance(double share);
    std::string compound(const std::string& pieces, bool german);
    std::string sentence(const Topic& topic, bool german);
    void mistype(std::string& text);

    StreamOptions options_;
    std::mt19937 random_;
    std::vector<Topic> topics_;
};

} // namespace lotse::testing
