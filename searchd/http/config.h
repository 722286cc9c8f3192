#pragma once
// Everything an operator may set. One table (settings()) holds each setting's name, default, unit,
// sentence and parser; the file, the environment, the flags, --help and --print-config all come
// from it. A flag wins over the environment, the environment over the file, the file over the
// default.
//
//     listen = "127.0.0.1:8080"       in lotse.toml
//     LOTSE_LISTEN=127.0.0.1:8080     in the environment
//     --listen 127.0.0.1:8080         on the command line

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/base/log.h"
#include "indexer/base/result.h"
#include "searchd/deflect/guard.h"
#include "searchd/http/limits.h"
#include "searchd/http/rate_limit.h"
#include "searchd/http/request.h"

namespace lotse::http {

enum class LogFormat : std::uint8_t { logfmt, json };

struct Config {
    std::string listen;
    std::filesystem::path port_file;
    std::string base_url; // empty: http:// and the address listened at
    std::string trusted_proxies;

    std::filesystem::path index;
    std::filesystem::path content;
    std::string tickets;               // an SQLite file, or the address of a PostgreSQL database
    std::filesystem::path attachments; // load_config() fills an empty one
    std::filesystem::path synonyms;
    std::filesystem::path dictionary; // bilingual word list, for the daemon's own builds
    deflect::GuardMode guard = deflect::GuardMode::report;

    std::string site_name;
    Tongue default_language = Tongue::de;
    std::vector<std::string> embed_origins; // "https://shop.example": sites that may embed us
    std::vector<std::string> own_contacts;  // hotline and addresses: never redacted
    std::vector<std::string> imprint;       // paragraphs
    std::vector<std::string> privacy;
    std::vector<std::string> accessibility;

    std::string mail_server; // empty: no mail goes out
    std::string mail_from;
    std::string mail_user;
    std::filesystem::path mail_password_file;
    bool mail_tls = true;
    bool sends_mail() const { return !mail_server.empty(); }

    double most_useless = 0; // of the answers shown, a share
    std::optional<double> confidence_floor;
    Milliseconds search_time{0};
    Milliseconds suggest_time{0};
    int min_gap_visitors = 0;
    Milliseconds trail_time{0};
    int holdout_percent = 0;
    Milliseconds session_time{0};
    Milliseconds hold_replies{0};  // in which they can be taken back
    Milliseconds keep_jobs{0};     // that the index has done
    Milliseconds keep_searches{0}; // that belong to nothing; 0: until somebody is erased

    FrontLimits front;
    RateTable rates{};

    LogLevel log_level = LogLevel::info;
    LogFormat log_format = LogFormat::logfmt;
};

struct Setting {
    std::string_view name;          // in the file: "header_time"
    std::string_view default_value; // as one would write it
    std::string_view unit;          // "duration", "bytes", "rate", "path", …
    std::string_view sentence_de;
    std::string_view sentence_en;
    bool on_reload; // takes effect with SIGHUP; all others need a restart
    std::function<Status(Config&, std::string_view)> set;
};

std::span<const Setting> settings();

/// "--header-time" and "LOTSE_HEADER_TIME".
std::string flag_of(const Setting& setting);
std::string variable_of(const Setting& setting);

/// What the command line asks for besides settings.
struct CommandLine {
    std::filesystem::path config_file;
    bool help = false;
    bool version = false;
    bool check_config = false;
    bool print_config = false;
    std::map<std::string, std::string> flags; // by setting's name
};

Result<CommandLine> parse_command_line(std::span<const std::string> arguments, Tongue tongue);

/// The value of an environment variable; empty when it is not set.
using Environment = std::function<std::string(const std::string&)>;

/// Errors name file and line, variable or flag, and the remedy.
Result<Config> load_config(const CommandLine& line, const Environment& environment, Tongue tongue);

/// The language that LC_ALL, LC_MESSAGES or LANG ask for.
Tongue tongue_of_environment(const Environment& environment);

std::string help_text(Tongue tongue);
/// A configuration file with every setting, its sentence and its default.
std::string sample_config(Tongue tongue);

} // namespace lotse::http
