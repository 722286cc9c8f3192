#pragma once
// What administrators set at the desk while the daemon runs: name and colour of the portal, its own
// texts, when the desk works, how long things are kept. One table (site_settings()) holds each
// setting's name, kind and parser; the form, its checks and what is stored come from it. What
// nobody has set stands as the settings file says.

#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "portal/render/assets.h"
#include "searchd/http/config.h"
#include "tickets/database.h"
#include "tickets/house/opening_hours.h"

namespace lotse::http {

/// Static files made anew in the house's colour.
struct BrandFile {
    std::string url; // with a fingerprint of its bytes
    std::string bytes;
    std::string gzipped;
    portal::Asset asset; // views of the above
};

/// In one language; empty: the portal's own words.
struct SiteTexts {
    std::string welcome;      // the question on the home page
    std::string contact_note; // above the contact form
    std::string notice;       // on every page of the portal
    std::vector<std::string> imprint{};
    std::vector<std::string> privacy{};
    std::vector<std::string> accessibility{};
};

struct SiteSettings {
    std::string site_name;
    std::string accent; // "#0b5a6b"; empty: the portal's own
    Tongue default_language = Tongue::de;
    std::array<SiteTexts, 2> texts{}; // by Tongue
    std::string opening_hours;        // as they were written
    std::string holidays;
    tickets::OpeningHours hours;          // of both
    Milliseconds answer_target{0};        // of opening hours; 0: none
    std::chrono::days keep_searches{0};   // 0: until the person is erased
    std::shared_ptr<const BrandFile> css; // null: the portal's own
    std::shared_ptr<const BrandFile> icon;

    const SiteTexts& texts_in(Tongue tongue) const {
        return texts[static_cast<std::size_t>(tongue)];
    }
};

enum class SettingKind : std::uint8_t { line, lines, colour, language, hours, count };

struct SiteSetting {
    std::string_view name;
    std::string_view section; // brand, texts, legal, answers, retention
    SettingKind kind;
    std::string_view lang; // of what is written, where it is one's alone
    std::function<std::string(const SiteSettings&)> get;
    /// An error's code says enough: what is asked for stands beside the field.
    std::function<Status(SiteSettings&, std::string_view)> set;
};

std::span<const SiteSetting> site_settings();

/// Any thread.
class SiteKeeper {
  public:
    SiteKeeper(const Config& config, tickets::Database& database);

    /// Reads what is kept. What has become unreadable is left out and named in the result.
    Result<std::vector<std::string>> load();

    /// Never null; stays as it is while one holds it.
    std::shared_ptr<const SiteSettings> now() const;

    /// All or none. `typed` holds every setting by its name; names of those that cannot be read go
    /// to `wrong`, and then nothing is kept.
    Status change(const tickets::Actor& actor, const std::map<std::string, std::string>& typed,
                  std::vector<std::string>& wrong);

  private:
    void use(SiteSettings settings);

    SiteSettings file_; // what the settings file says
    tickets::Database& database_;
    mutable std::mutex mutex_;
    std::shared_ptr<const SiteSettings> now_;
};

} // namespace lotse::http
