#include "searchd/http/site_settings.h"

#include <algorithm>

#include "indexer/base/text.h"
#include "portal/render/brand.h"
#include "searchd/http/config_values.h"
#include "searchd/http/protocol.h"
#include "tickets/house/kept_settings.h"
#include "tickets/passwords.h"

namespace lotse::http {
namespace {

constexpr std::size_t longest_line = 300; // characters
constexpr std::size_t longest_text = 50'000;
constexpr std::size_t longest_kept = 10 * 366; // days
constexpr int best_compression = 9;
constexpr std::size_t fingerprint_length = 12;

std::string joined(const std::vector<std::string>& paragraphs) {
    std::string out;
    for (const std::string& paragraph : paragraphs)
        out += (out.empty() ? "" : "\n\n") + paragraph;
    return out;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
    std::vector<std::string> out;
    for (const auto line : split(text, '\n'))
        if (!trimmed(line).empty())
            out.emplace_back(trimmed(line));
    return out;
}

Error wrong(std::string_view text) {
    return {Code::invalid_argument, "cannot read '" + std::string(text.substr(0, 60)) + "'", ""};
}

Status set_line(std::string& field, std::string_view text) {
    if (utf8_length(text) > longest_line)
        return wrong(text);
    field = text;
    return Done{};
}

Status set_hours(SiteSettings& site) {
    auto hours = tickets::OpeningHours::parse(site.opening_hours, site.holidays);
    if (!hours)
        return hours.error();
    site.hours = std::move(hours).value();
    return Done{};
}

SiteSetting line(std::string_view name, std::string_view section, std::string_view lang,
                 std::string SiteTexts::*field) {
    const auto tongue = static_cast<std::size_t>(lang == "de" ? Tongue::de : Tongue::en);
    return {name,
            section,
            SettingKind::line,
            lang,
            [=](const SiteSettings& site) { return site.texts[tongue].*field; },
            [=](SiteSettings& site, std::string_view text) {
                return set_line(site.texts[tongue].*field, text);
            }};
}

SiteSetting lines(std::string_view name, std::string_view lang,
                  std::vector<std::string> SiteTexts::*field) {
    const auto tongue = static_cast<std::size_t>(lang == "de" ? Tongue::de : Tongue::en);
    return {name,
            "legal",
            SettingKind::lines,
            lang,
            [=](const SiteSettings& site) { return joined(site.texts[tongue].*field); },
            [=](SiteSettings& site, std::string_view text) -> Status {
                if (text.size() > longest_text)
                    return wrong(text);
                site.texts[tongue].*field = paragraphs_of(text);
                return Done{};
            }};
}

/// Days, and 0 for none.
SiteSetting days(std::string_view name, std::chrono::days SiteSettings::*field) {
    return {name,
            "retention",
            SettingKind::count,
            "",
            [=](const SiteSettings& site) { return std::to_string((site.*field).count()); },
            [=](SiteSettings& site, std::string_view text) -> Status {
                const auto count = parse_count(text, 0, longest_kept);
                if (!count)
                    return count.error();
                site.*field = std::chrono::days{*count};
                return Done{};
            }};
}

std::vector<SiteSetting> brand_settings() {
    return {{"site_name", "brand", SettingKind::line, "",
             [](const SiteSettings& site) { return site.site_name; },
             [](SiteSettings& site, std::string_view text) {
                 return text.empty() ? Status(wrong(text)) : set_line(site.site_name, text);
             }},
            {"accent", "brand", SettingKind::colour, "",
             [](const SiteSettings& site) { return site.accent; },
             [](SiteSettings& site, std::string_view text) -> Status {
                 const auto colour = portal::colour_of(text);
                 if (!text.empty() && !colour)
                     return wrong(text);
                 site.accent = colour ? portal::colour_text(*colour) : std::string();
                 return Done{};
             }},
            {"default_language", "brand", SettingKind::language, "",
             [](const SiteSettings& site) { return std::string(name(site.default_language)); },
             [](SiteSettings& site, std::string_view text) -> Status {
                 if (text != "de" && text != "en")
                     return wrong(text);
                 site.default_language = text == "de" ? Tongue::de : Tongue::en;
                 return Done{};
             }}};
}

std::vector<SiteSetting> answer_settings() {
    return {{"opening_hours", "answers", SettingKind::hours, "",
             [](const SiteSettings& site) { return site.opening_hours; },
             [](SiteSettings& site, std::string_view text) {
                 site.opening_hours = text;
                 return set_hours(site);
             }},
            {"holidays", "answers", SettingKind::lines, "",
             [](const SiteSettings& site) { return site.holidays; },
             [](SiteSettings& site, std::string_view text) {
                 site.holidays = text;
                 return set_hours(site);
             }},
            {"answer_target", "answers", SettingKind::count, "",
             [](const SiteSettings& site) {
                 return std::to_string(
                     std::chrono::floor<std::chrono::hours>(site.answer_target).count());
             },
             [](SiteSettings& site, std::string_view text) -> Status {
                 const auto hours = parse_count(text, 0, 1000);
                 if (!hours)
                     return hours.error();
                 site.answer_target = std::chrono::hours{*hours};
                 return Done{};
             }}};
}

std::vector<SiteSetting> all_site_settings() {
    std::vector<SiteSetting> all = brand_settings();
    for (auto setting : {line("welcome_de", "texts", "de", &SiteTexts::welcome),
                         line("welcome_en", "texts", "en", &SiteTexts::welcome),
                         line("contact_note_de", "texts", "de", &SiteTexts::contact_note),
                         line("contact_note_en", "texts", "en", &SiteTexts::contact_note),
                         line("notice_de", "texts", "de", &SiteTexts::notice),
                         line("notice_en", "texts", "en", &SiteTexts::notice),
                         lines("imprint_de", "de", &SiteTexts::imprint),
                         lines("imprint_en", "en", &SiteTexts::imprint),
                         lines("privacy_de", "de", &SiteTexts::privacy),
                         lines("privacy_en", "en", &SiteTexts::privacy),
                         lines("accessibility_de", "de", &SiteTexts::accessibility),
                         lines("accessibility_en", "en", &SiteTexts::accessibility)})
        all.push_back(std::move(setting));
    for (auto& setting : answer_settings())
        all.push_back(std::move(setting));
    all.push_back(days("keep_searches", &SiteSettings::keep_searches));
    return all;
}

SiteSettings settings_of(const Config& config) {
    SiteSettings site;
    site.site_name = config.site_name;
    site.default_language = config.default_language;
    for (SiteTexts& texts : site.texts) {
        texts.imprint = config.imprint;
        texts.privacy = config.privacy;
        texts.accessibility = config.accessibility;
    }
    site.keep_searches = std::chrono::floor<std::chrono::days>(config.keep_searches);
    return site;
}

std::shared_ptr<const BrandFile> brand_file(std::string_view name, std::string_view type,
                                            std::string bytes) {
    auto file = std::make_shared<BrandFile>();
    file->bytes = std::move(bytes);
    file->gzipped = gzip(file->bytes, best_compression);
    const auto dot = name.rfind('.');
    const std::string mark = tickets::sha256_hex(file->bytes).substr(0, fingerprint_length);
    file->url =
        "/static/" + std::string(name.substr(0, dot)) + "." + mark + std::string(name.substr(dot));
    file->asset = {file->bytes, file->gzipped, type,
                   std::string_view(file->url).substr(8 + dot + 1, fingerprint_length)};
    return file;
}

/// Lines as a form sends them end in "\r\n".
std::string plain(std::string_view typed) {
    std::string text(trimmed(typed));
    std::erase(text, '\r');
    return text;
}

} // namespace

std::span<const SiteSetting> site_settings() {
    static const std::vector<SiteSetting> all = all_site_settings();
    return all;
}

SiteKeeper::SiteKeeper(const Config& config, tickets::Database& database)
    : file_(settings_of(config)), database_(database) {
    use(file_);
}

void SiteKeeper::use(SiteSettings settings) {
    if (const auto accent = portal::colour_of(settings.accent)) {
        settings.css =
            brand_file("portal.css", "text/css; charset=utf-8", portal::branded_css(*accent));
        settings.icon = brand_file("icon.svg", "image/svg+xml", portal::branded_icon(*accent));
    }
    auto next = std::make_shared<const SiteSettings>(std::move(settings));
    const std::lock_guard lock(mutex_);
    now_ = std::move(next);
}

std::shared_ptr<const SiteSettings> SiteKeeper::now() const {
    const std::lock_guard lock(mutex_);
    return now_;
}

Result<std::vector<std::string>> SiteKeeper::load() {
    const auto kept = tickets::KeptSettings(database_).all();
    if (!kept)
        return kept.error();
    SiteSettings site = file_;
    std::vector<std::string> unread;
    for (const SiteSetting& setting : site_settings()) {
        const auto value = kept->find(std::string(setting.name));
        if (value == kept->end())
            continue;
        SiteSettings with = site;
        if (setting.set(with, value->second))
            site = std::move(with);
        else
            unread.emplace_back(setting.name);
    }
    use(std::move(site));
    return unread;
}

Status SiteKeeper::change(const tickets::Actor& actor,
                          const std::map<std::string, std::string>& typed,
                          std::vector<std::string>& wrong) {
    SiteSettings site = file_;
    std::map<std::string, std::optional<std::string>> changes;
    const auto before = now();
    for (const SiteSetting& setting : site_settings()) {
        const std::string name(setting.name);
        const auto value = typed.find(name);
        const std::string text = value != typed.end() ? plain(value->second) : setting.get(*before);
        SiteSettings with = site;
        if (!setting.set(with, text)) {
            wrong.push_back(name);
            continue;
        }
        site = std::move(with);
        const std::string given = setting.get(site);
        if (given != setting.get(*before))
            changes[name] = given == setting.get(file_) ? std::nullopt : std::optional(given);
    }
    if (!wrong.empty())
        return Done{};
    if (Status kept = tickets::KeptSettings(database_).put(actor, changes); !kept)
        return kept;
    use(std::move(site));
    return Done{};
}

} // namespace lotse::http
