#pragma once
// What /metrics shows to Prometheus. Labels are routes and statuses, never anything of a visitor.

#include <memory>
#include <string>
#include <string_view>

#include "indexer/base/clock.h"
#include "searchd/search/engine.h"

namespace lotse::http {

class Front;

/// What is counted elsewhere, since the start.
struct KeptFigures {
    search::CacheFigures answers;
    search::CacheFigures suggestions;
};

/// Any thread.
class Metrics {
  public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// `route` is the pattern of the table, "none" for what no route took.
    void count_request(std::string_view method, std::string_view route, int status,
                       std::chrono::duration<double> took);
    void count_search(std::string_view outcome);
    void count_limited(std::string_view rate_class);

    /// The text format of Prometheus.
    std::string text(const Front* front, const KeptFigures& kept) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::http
