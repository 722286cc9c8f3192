#include "searchd/http/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <numeric>
#include <optional>

#include "indexer/base/file.h"
#include "indexer/base/text.h"
#include "tickets/database.h"

namespace lotse::http {
namespace {

constexpr std::size_t max_config_bytes = 1024 * 1024;

const char* say(Tongue tongue, const char* german, const char* english) {
    return tongue == Tongue::de ? german : english;
}

std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

const Setting* find_setting(std::string_view name) {
    for (const Setting& setting : settings())
        if (setting.name == name)
            return &setting;
    return nullptr;
}

Error unknown(std::string_view name, std::string where, Tongue tongue) {
    const Setting* nearest = nullptr;
    std::size_t least = 4; // further away it is no slip of the finger
    for (const Setting& setting : settings())
        if (const auto far = distance(setting.name, name); far < least) {
            least = far;
            nearest = &setting;
        }
    const std::string hint =
        nearest != nullptr
            ? say(tongue, "gemeint ist wohl '", "did you mean '") + std::string(nearest->name) +
                  (tongue == Tongue::de ? "'" : "'?")
            : say(tongue, "--help nennt alle Einstellungen", "--help lists all settings");
    return {Code::invalid_argument,
            std::move(where) + say(tongue, ": unbekannte Einstellung '", ": unknown setting '") +
                std::string(name) + "'",
            hint};
}

/// Puts a value into the configuration; an error says where it came from and what would do.
Status apply(Config& config, const Setting& setting, std::string_view value,
             const std::string& where, Tongue tongue) {
    const Status set = setting.set(config, value);
    if (set)
        return Done{};
    return Error{Code::invalid_argument,
                 where + ": " + std::string(setting.name) +
                     say(tongue, " hat einen ungültigen Wert: ", " has an invalid value: ") +
                     set.error().message,
                 say(tongue, "möglich ist: ", "possible: ") + set.error().hint};
}

std::optional<std::string> text_of(const toml::node& node) {
    if (const auto* text = node.as_string())
        return text->get();
    if (const auto* number = node.as_integer())
        return std::to_string(number->get());
    if (const auto* number = node.as_floating_point()) {
        std::string text = std::to_string(number->get());
        return text;
    }
    if (const auto* list = node.as_array()) {
        std::string joined;
        for (const auto& entry : *list) {
            if (!entry.is_string())
                return std::nullopt;
            joined += (joined.empty() ? "" : "|") + entry.as_string()->get();
        }
        return joined;
    }
    return std::nullopt;
}

std::string place_of(const std::filesystem::path& file, const toml::source_region& source) {
    return file.string() + ":" + std::to_string(source.begin.line);
}

Status apply_file(Config& config, const std::filesystem::path& file, Tongue tongue) {
    const auto bytes = read_file(file, max_config_bytes);
    if (!bytes)
        return bytes.error();
    toml::table table;
    try {
        table = toml::parse(*bytes);
    } catch (const toml::parse_error& fault) {
        return Error{Code::invalid_argument,
                     place_of(file, fault.source()) + ": " + std::string(fault.description()),
                     say(tongue,
                         "die Datei ist kein gültiges TOML; --print-config zeigt ein Muster",
                         "the file is not valid TOML; --print-config shows a sample")};
    }
    for (const auto& [key, node] : table) {
        const std::string where = place_of(file, key.source());
        const Setting* setting = find_setting(key.str());
        if (setting == nullptr)
            return unknown(key.str(), where, tongue);
        const auto text = text_of(node);
        if (!text)
            return Error{
                Code::invalid_argument,
                where + ": " + std::string(setting->name) +
                    say(tongue, " hat die falsche Art von Wert", " has the wrong kind of value"),
                say(tongue, "erwartet: ", "expected: ") + std::string(setting->unit)};
        if (auto applied = apply(config, *setting, *text, where, tongue); !applied)
            return applied;
    }
    return Done{};
}

std::string dashed(std::string_view name) {
    std::string text(name);
    std::ranges::replace(text, '_', '-');
    return text;
}

/// "--name=value" or "--name value"; sets `i` to the last argument used.
Status read_flag(CommandLine& line, std::span<const std::string> arguments, std::size_t& i,
                 Tongue tongue) {
    const std::string& argument = arguments[i];
    const auto equals = std::min(argument.find('='), argument.size());
    std::string name = argument.substr(2, equals - 2);
    std::ranges::replace(name, '-', '_');
    if (name != "config" && find_setting(name) == nullptr)
        return unknown(name, argument.substr(0, equals), tongue);
    std::string value;
    if (equals < argument.size())
        value = argument.substr(equals + 1);
    else if (i + 1 < arguments.size())
        value = arguments[++i];
    else
        return Error{Code::invalid_argument,
                     argument + say(tongue, ": der Wert fehlt", ": the value is missing"),
                     argument + " …"};
    if (name == "config")
        line.config_file = value;
    else
        line.flags[name] = value;
    return Done{};
}

} // namespace

std::string flag_of(const Setting& setting) {
    return "--" + dashed(setting.name);
}

std::string variable_of(const Setting& setting) {
    std::string variable = "LOTSE_" + std::string(setting.name);
    std::ranges::transform(variable, variable.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    return variable;
}

Result<CommandLine> parse_command_line(std::span<const std::string> arguments, Tongue tongue) {
    CommandLine line;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--help" || argument == "-h")
            line.help = true;
        else if (argument == "--version")
            line.version = true;
        else if (argument == "--check-config")
            line.check_config = true;
        else if (argument == "--print-config")
            line.print_config = true;
        else if (!argument.starts_with("--"))
            return Error{
                Code::invalid_argument,
                "'" + argument +
                    say(tongue, "' wird hier nicht verstanden", "' is not understood here"),
                "lotse-searchd --help"};
        else if (auto read = read_flag(line, arguments, i, tongue); !read)
            return read.error();
    }
    return line;
}

Result<Config> load_config(const CommandLine& line, const Environment& environment, Tongue tongue) {
    Config config;
    for (const Setting& setting : settings())
        if (auto set = setting.set(config, setting.default_value); !set)
            return Error{Code::internal, "bad default of " + std::string(setting.name), {}};
    std::filesystem::path file = line.config_file;
    if (file.empty())
        file = environment("LOTSE_CONFIG");
    if (!file.empty())
        if (auto applied = apply_file(config, file, tongue); !applied)
            return applied.error();
    for (const Setting& setting : settings()) {
        const std::string variable = variable_of(setting);
        if (const std::string value = environment(variable); !value.empty())
            if (auto applied = apply(config, setting, value, variable, tongue); !applied)
                return applied.error();
        const auto flag = line.flags.find(std::string(setting.name));
        if (flag != line.flags.end())
            if (auto applied = apply(config, setting, flag->second, flag_of(setting), tongue);
                !applied)
                return applied.error();
    }
    if (config.sends_mail() && config.mail_from.empty())
        return Error{Code::invalid_argument,
                     say(tongue, "mail_server steht da, aber kein Absender (mail_from)",
                         "mail_server is set, but no sender (mail_from)"),
                     "mail_from = \"hilfe@antwort.example\""};
    if (config.attachments.empty())
        config.attachments =
            tickets::database_at(config.tickets).path.parent_path() / "attachments";
    return config;
}

Tongue tongue_of_environment(const Environment& environment) {
    for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const std::string value = environment(variable); !value.empty())
            return value.starts_with("de") ? Tongue::de : Tongue::en;
    return Tongue::en;
}

std::string help_text(Tongue tongue) {
    std::string text =
        say(tongue,
            "lotse-searchd beantwortet Suchen über HTTP und zeigt das Hilfeportal.\n\n"
            "  lotse-searchd [--config DATEI] [Einstellungen]\n\n"
            "  --config DATEI   TOML-Datei mit Einstellungen (auch LOTSE_CONFIG)\n"
            "  --check-config   Einstellungen prüfen, nicht starten\n"
            "  --print-config   Muster einer Einstellungsdatei ausgeben\n"
            "  --version, --help\n\n"
            "Einstellungen, als Flag, Umgebungsvariable (LOTSE_…) oder in der Datei:\n\n",
            "lotse-searchd answers searches over HTTP and shows the help portal.\n\n"
            "  lotse-searchd [--config FILE] [settings]\n\n"
            "  --config FILE    TOML file with settings (also LOTSE_CONFIG)\n"
            "  --check-config   check the settings, do not start\n"
            "  --print-config   print a sample of a configuration file\n"
            "  --version, --help\n\n"
            "Settings, as a flag, an environment variable (LOTSE_…) or in the file:\n\n");
    for (const Setting& setting : settings()) {
        text += "  " + flag_of(setting) + " <" + std::string(setting.unit) + ">";
        if (!setting.default_value.empty())
            text += "  [" + std::string(setting.default_value) + "]";
        text += "\n      " +
                std::string(tongue == Tongue::de ? setting.sentence_de : setting.sentence_en) +
                "\n";
    }
    return text;
}

std::string sample_config(Tongue tongue) {
    std::string text =
        say(tongue, "# Einstellungen von lotse-searchd; gezeigt sind die Vorgaben.\n",
            "# Settings of lotse-searchd; shown are the defaults.\n");
    for (const Setting& setting : settings()) {
        text += "\n# " +
                std::string(tongue == Tongue::de ? setting.sentence_de : setting.sentence_en) +
                "\n# (" + std::string(setting.unit) + "; " + variable_of(setting) + ", " +
                flag_of(setting) + ")\n";
        text +=
            "#" + std::string(setting.name) + " = \"" + std::string(setting.default_value) + "\"\n";
    }
    return text;
}

} // namespace lotse::http
