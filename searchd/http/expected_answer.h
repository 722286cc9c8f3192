#pragma once
// When somebody who writes now can expect an answer, as pages and the API say it.

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "indexer/base/clock.h"
#include "portal/render/texts.h"
#include "searchd/http/site_settings.h"
#include "tickets/house/answer_time.h"

namespace lotse::http {

/// Any thread. What is measured is measured anew every five minutes, and when the opening hours
/// have changed.
class ExpectedAnswer {
  public:
    ExpectedAnswer(const SiteKeeper& site, tickets::Database& database, const Clock& clock)
        : site_(site), database_(database), clock_(clock) {}

    /// Nothing where neither enough is measured nor a target set, or the database cannot say.
    std::optional<tickets::AnswerTime> now() const;

    /// "In der Regel antworten wir innerhalb von 4 Arbeitsstunden (Mo–Fr 8–17 Uhr)."; outside the
    /// opening hours, or where it takes longer than a day's work, the day and the hour by which.
    /// Empty where now() is nothing.
    std::string sentence(portal::Lang lang) const;

    /// The moment by which what came at `asked` should be answered; empty when that is past, too.
    std::string sentence_since(portal::Lang lang, TimePoint asked) const;

  private:
    const SiteKeeper& site_;
    tickets::Database& database_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    mutable std::shared_ptr<const SiteSettings> measured_for_;
    mutable std::chrono::steady_clock::time_point measured_at_{};
    mutable std::optional<tickets::AnswerTime> measured_;
};

/// "Mo–Fr 8–17 Uhr, Sa 9–12 Uhr" · "Mon–Fri 8:00–17:00, Sat 9:00–12:00".
std::string hours_text(portal::Lang lang, const tickets::OpeningHours& hours);

} // namespace lotse::http
