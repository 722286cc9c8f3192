#include "indexer/cli/terminal.h"

#include "indexer/cli/commands.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <ostream>

namespace lotse::cli {

namespace {

using analysis::Lang;
using index::Progress;

// What each kind of trouble is called in German and what to do about it; rooms speak English.
struct GermanError {
    Code code;
    const char* what;
    const char* remedy;
};
constexpr std::array german_errors{
    GermanError{Code::invalid_argument, "Eingabe nicht verständlich", "Eingabe prüfen"},
    GermanError{Code::not_found, "Nicht gefunden",
                "Pfad prüfen; fehlt der Index, hilft "
                "'lotse-indexer build'"},
    GermanError{Code::conflict, "Inzwischen geändert", "Noch einmal versuchen"},
    GermanError{Code::too_large, "Zu groß", "Datei teilen oder entfernen"},
    GermanError{Code::locked, "Von einem anderen Programm gesperrt", "Warten, bis es fertig ist"},
    GermanError{Code::corrupt, "Beschädigt", "'lotse-indexer build' legt den Index neu an"},
    GermanError{Code::mismatch, "Von einer anderen Version angelegt",
                "'lotse-indexer build' mit dieser Version ausführen"},
    GermanError{Code::io, "Lesen oder Schreiben nicht möglich",
                "Pfad, Eigentümer und Zugriffsrechte prüfen"},
    GermanError{Code::no_space, "Kein Platz auf dem Datenträger",
                "Platz schaffen und noch einmal versuchen"},
    GermanError{Code::unavailable, "Abgebrochen oder nicht bereit", "Noch einmal versuchen"},
    GermanError{Code::deadline, "Zeit überschritten", "Noch einmal versuchen"},
};

const GermanError* german(Code code) {
    for (const auto& row : german_errors)
        if (row.code == code)
            return &row;
    return nullptr;
}

const char* stage_name(Progress::Stage stage, const Terminal& terminal) {
    switch (stage) {
    case Progress::Stage::preparing:
        return terminal.say("Wörterbuch", "dictionary");
    case Progress::Stage::reading:
        return terminal.say("Lesen", "reading");
    case Progress::Stage::indexing:
        return terminal.say("Indexieren", "indexing");
    case Progress::Stage::merging:
        return terminal.say("Zusammenführen", "merging");
    }
    return "";
}

std::string describe(const Progress& progress, const Terminal& terminal) {
    std::string line = fmt::format("{} {}/{}", stage_name(progress.stage, terminal), progress.done,
                                   progress.total);
    if (progress.per_second > 0)
        line += fmt::format(", {:.0f}/s", progress.per_second);
    if (progress.seconds_left >= 1)
        line += terminal.format(", noch {:.0f} s", ", {:.0f} s left", progress.seconds_left);
    return line;
}

} // namespace

Lang language_of_locale(std::string_view locale) {
    return analysis::parse_lang(locale).value_or(Lang::en);
}

Lang language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0')
            return language_of_locale(value);
    return Lang::en;
}

std::ostream& Terminal::err() {
    clear_line();
    return err_;
}

int Terminal::fail(const Error& error) {
    const GermanError* row = lang_ == Lang::de ? german(error.code) : nullptr;
    const std::string message =
        row != nullptr ? std::string(row->what) + ": " + error.message : error.message;
    const std::string remedy = row != nullptr ? row->remedy : error.hint;
    err() << "lotse-indexer: " << say("Fehler: ", "error: ") << message << "\n";
    if (!remedy.empty())
        err_ << "lotse-indexer: " << say("Abhilfe: ", "hint: ") << remedy << "\n";
    return exit_trouble;
}

void Terminal::warn(const std::string& message) {
    err() << "lotse-indexer: " << say("Warnung: ", "warning: ") << message << "\n";
}

void Terminal::progress(const Progress& progress) {
    const bool ended = progress.done == progress.total;
    if (!watched_) {
        if (ended && progress.total > 0)
            err_ << describe(progress, *this) << "\n" << std::flush;
        return;
    }
    err_ << "\r\x1b[K" << describe(progress, *this) << std::flush;
    line_open_ = true;
}

void Terminal::clear_line() {
    if (line_open_)
        err_ << "\r\x1b[K";
    line_open_ = false;
}

} // namespace lotse::cli
