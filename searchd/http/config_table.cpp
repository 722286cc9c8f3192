// The table of settings. To add one: a field in Config, a row here.

#include <algorithm>
#include <thread>
#include <utility>

#include "indexer/base/text.h"
#include "searchd/http/address.h"
#include "searchd/http/config.h"
#include "searchd/http/config_values.h"
#include "searchd/mail/letter.h"
#include "searchd/mail/smtp.h"

namespace lotse::http {
namespace {

using Set = std::function<Status(Config&, std::string_view)>;

/// Stores what `parse` makes of the text in what `field` names.
template <class Field, class Parse>
Set into(Field field, Parse parse) {
    return [field, parse](Config& config, std::string_view text) -> Status {
        auto value = parse(text);
        if (!value)
            return value.error();
        field(config) = std::move(value).value();
        return Done{};
    };
}

template <class Field>
Set text_into(Field field) {
    return [field](Config& config, std::string_view text) -> Status {
        field(config) = std::string(text);
        return Done{};
    };
}

template <class Field>
Set list_into(Field field) {
    return [field](Config& config, std::string_view text) -> Status {
        field(config) = parse_list(text);
        return Done{};
    };
}

template <class Field>
Set count_into(Field field, std::size_t least, std::size_t most) {
    return into(field, [=](std::string_view text) { return parse_count(text, least, most); });
}

template <class Value>
Set choice_into(Value Config::*field, std::vector<std::pair<std::string_view, Value>> choices) {
    return [field, choices](Config& config, std::string_view text) -> Status {
        std::string known;
        for (const auto& [word, value] : choices) {
            if (word == text) {
                config.*field = value;
                return Done{};
            }
            known += (known.empty() ? "" : ", ") + std::string(word);
        }
        return Error{Code::invalid_argument, "'" + std::string(text) + "'", known};
    };
}

Set rate_into(RateClass rate) {
    return into([rate](Config& c) -> Rate& { return c.rates[static_cast<std::size_t>(rate)]; },
                parse_rate);
}

Status set_workers(Config& config, std::string_view text) {
    const auto count = parse_count(text, 0, 256);
    if (!count)
        return count.error();
    const std::size_t machine = std::max<std::size_t>(1, std::thread::hardware_concurrency());
    config.front.workers = *count > 0 ? *count : std::max<std::size_t>(4, 2 * machine);
    return Done{};
}

Status set_floor(Config& config, std::string_view text) {
    config.confidence_floor.reset();
    if (trimmed(text).empty())
        return Done{};
    const auto floor = parse_fraction(text);
    if (!floor)
        return floor.error();
    config.confidence_floor = *floor;
    return Done{};
}

Status set_proxies(Config& config, std::string_view text) {
    const auto proxies = TrustedProxies::parse(text);
    if (!proxies)
        return proxies.error();
    config.trusted_proxies = text;
    return Done{};
}

Status set_embed_origins(Config& config, std::string_view text) {
    std::vector<std::string> origins;
    for (const std::string& entry : parse_list(text)) {
        auto origin = parse_base_url(entry);
        if (!origin)
            return origin.error();
        origins.push_back(std::move(*origin));
    }
    config.embed_origins = std::move(origins);
    return Done{};
}

Result<std::string> parse_sender(std::string_view text) {
    if (text.empty() || mail::is_address(text))
        return std::string(text);
    return Error{Code::invalid_argument, "'" + std::string(text) + "' is no e-mail address",
                 "hilfe@antwort.example"};
}

Status set_gap_visitors(Config& config, std::string_view text) {
    const auto count = parse_count(text, 1, 1000);
    if (!count)
        return count.error();
    config.min_gap_visitors = static_cast<int>(*count);
    return Done{};
}

Status set_holdout(Config& config, std::string_view text) {
    const auto percent = parse_count(text, 0, 50);
    if (!percent)
        return percent.error();
    config.holdout_percent = static_cast<int>(*percent);
    return Done{};
}

// A path of members cannot stand in parentheses. NOLINTBEGIN(bugprone-macro-parentheses)
#define FIELD(name)                                                                                \
    [](Config & c) -> auto& {                                                                      \
        return c.name;                                                                             \
    }
// NOLINTEND(bugprone-macro-parentheses)

std::vector<Setting> network_settings() {
    return {
        {"listen", "127.0.0.1:8080", "host:port",
         "Wo der Dienst lauscht; Port 0 wählt einen freien.",
         "Where the daemon listens; port 0 picks a free one.", false, text_into(FIELD(listen))},
        {"port_file", "", "path", "Datei, in die nach dem Start die Adresse geschrieben wird.",
         "File that the address is written to once the daemon listens.", false,
         text_into(FIELD(port_file))},
        {"base_url", "", "URL",
         "Adresse, unter der Kunden den Dienst erreichen; für Links in Antworten. Leer: die "
         "Lauschadresse.",
         "Address at which customers reach the daemon, for links in answers. Empty: the address "
         "it listens at.",
         false, into(FIELD(base_url), parse_base_url)},
        {"trusted_proxies", "", "networks",
         "Vorgeschaltete Proxys, deren X-Forwarded-For gilt, durch Komma getrennt.",
         "Proxies in front whose X-Forwarded-For is believed, separated by commas.", false,
         set_proxies},
    };
}

std::vector<Setting> place_settings() {
    return {
        {"index", "index", "path", "Ordner des Index (von lotse-indexer gebaut).",
         "Folder of the index (built by lotse-indexer).", false, text_into(FIELD(index))},
        {"content", "content", "path", "Ordner der Artikel (Markdown-Dateien).",
         "Folder of the articles (Markdown files).", false, text_into(FIELD(content))},
        {"tickets", "tickets.db", "path or address",
         "Datenbank der Tickets: eine SQLite-Datei, die angelegt wird, wenn sie fehlt, oder "
         "postgresql://lotse@host/name.",
         "Database of the tickets: an SQLite file, made when it is missing, or "
         "postgresql://lotse@host/name.",
         false, text_into(FIELD(tickets))},
        {"attachments", "", "path",
         "Ordner der Anhänge; leer: attachments neben der Datenbank der Tickets.",
         "Folder of the attachments; empty: attachments beside the ticket database.", false,
         text_into(FIELD(attachments))},
        {"synonyms", "", "path", "Ordner mit de.txt, en.txt und glossary.txt; leer: keine.",
         "Folder with de.txt, en.txt and glossary.txt; empty: none.", false,
         text_into(FIELD(synonyms))},
        {"dictionary", "/usr/share/trans/de-en", "path",
         "Zweisprachige Wortliste (Ding-Format), wenn der Dienst selbst neu baut.",
         "Bilingual word list (Ding format), for when the daemon builds anew itself.", false,
         text_into(FIELD(dictionary))},
        {"guard", "report", "report, block, off",
         "Wenn ein Neubau geprüften Fragen ihre Antwort nimmt: melden, nicht umschalten (block) "
         "oder gar nicht fragen (off).",
         "When a rebuild takes the answer from verified questions: report it, do not switch "
         "(block), or do not ask (off).",
         false,
         choice_into<deflect::GuardMode>(&Config::guard, {{"report", deflect::GuardMode::report},
                                                          {"block", deflect::GuardMode::block},
                                                          {"off", deflect::GuardMode::off}})},
    };
}

std::vector<Setting> portal_settings() {
    return {
        {"site_name", "Lotse", "text", "Name des Portals, wie er auf den Seiten steht.",
         "Name of the portal as the pages show it.", false, text_into(FIELD(site_name))},
        {"default_language", "de", "de, en", "Sprache, wenn jemand keine andere verlangt.",
         "Language where nobody asks for another.", false,
         choice_into<Tongue>(&Config::default_language, {{"de", Tongue::de}, {"en", Tongue::en}})},
        {"embed_origins", "", "list",
         "Websites, die die Hilfe einbetten dürfen (https://shop.example), durch | getrennt.",
         "Sites that may embed the help (https://shop.example), separated by |.", false,
         set_embed_origins},
        {"own_contacts", "", "list",
         "Eigene Rufnummern und Adressen, die nie geschwärzt werden, durch | getrennt.",
         "Own phone numbers and addresses that are never redacted, separated by |.", false,
         list_into(FIELD(own_contacts))},
        {"imprint", "", "list", "Absätze des Impressums, durch | getrennt.",
         "Paragraphs of the imprint, separated by |.", false, list_into(FIELD(imprint))},
        {"privacy", "", "list", "Absätze der Datenschutzerklärung, durch | getrennt.",
         "Paragraphs of the privacy notice, separated by |.", false, list_into(FIELD(privacy))},
        {"accessibility", "", "list",
         "Absätze der Erklärung zur Barrierefreiheit, durch | getrennt.",
         "Paragraphs of the accessibility statement, separated by |.", false,
         list_into(FIELD(accessibility))},
    };
}

std::vector<Setting> mail_settings() {
    return {
        {"mail_server", "", "URL",
         "Mailserver für Briefe an Kunden: smtp://mail.example:587 oder smtps://mail.example. "
         "Leer: es gehen keine hinaus, und Kunden können sich nicht anmelden.",
         "Mail server for letters to customers: smtp://mail.example:587 or smtps://mail.example. "
         "Empty: none are sent, and customers cannot sign in.",
         false, into(FIELD(mail_server), mail::parse_mail_server)},
        {"mail_from", "", "address",
         "Absender dieser Briefe, am besten unter einer Domain nur für Anfragen.",
         "Sender of these letters, best of a domain for requests alone.", false,
         into(FIELD(mail_from), parse_sender)},
        {"mail_user", "", "text", "Anmeldename am Mailserver; leer: ohne Anmeldung.",
         "Name to sign in with at the mail server; empty: without.", false,
         text_into(FIELD(mail_user))},
        {"mail_password_file", "", "path", "Datei, deren erste Zeile das Passwort dazu ist.",
         "File whose first line is the password for it.", false,
         text_into(FIELD(mail_password_file))},
        {"mail_tls", "required", "required, if_offered",
         "Ob der Mailserver verschlüsselt sprechen muss.",
         "Whether the mail server must speak encrypted.", false,
         choice_into<bool>(&Config::mail_tls, {{"required", true}, {"if_offered", false}})},
    };
}

std::vector<Setting> search_settings() {
    return {
        {"most_useless", "0.15", "0 – 1",
         "Höchstens dieser Anteil der gezeigten Antworten darf nutzlos sein; 1: alles wird "
         "gezeigt.",
         "At most this share of the answers shown may be useless; 1: everything is shown.", false,
         into(FIELD(most_useless), parse_fraction)},
        {"confidence_floor", "", "0 – 1",
         "Geeicht an eigenen Fragen (lotse-indexer eval --calibrate); leer: nach most_useless.",
         "Calibrated with your own questions (lotse-indexer eval --calibrate); empty: by "
         "most_useless.",
         false, set_floor},
        {"search_time", "500ms", "duration",
         "Frist einer Suche; danach kommt, was bis dahin da ist.",
         "Deadline of a search; then comes what is there.", false,
         into(FIELD(search_time), parse_duration)},
        {"suggest_time", "100ms", "duration", "Frist eines Vorschlags beim Tippen.",
         "Deadline of a suggestion while typing.", false,
         into(FIELD(suggest_time), parse_duration)},
        {"min_gap_visitors", "2", "count",
         "Ab so vielen verschiedenen Besuchern wird eine vergebliche Suche zum Ticket.",
         "From so many different visitors on a failed search becomes a ticket.", false,
         set_gap_visitors},
        {"trail_time", "30min", "duration", "So lange gehören die Suchen eines Besuchs zusammen.",
         "For so long the searches of a visit belong together.", false,
         into(FIELD(trail_time), parse_duration)},
        {"holdout_percent", "0", "0 – 50",
         "Anteil der Besucher, die keine Vorschläge und keine Lösungen neben dem Formular sehen, "
         "um "
         "zu messen, was diese wert sind; Suchergebnisse sehen alle. 0: niemand, und nichts wird "
         "dazu aufgeschrieben.",
         "Share of the visitors who see no suggestions and no solutions beside the form, to "
         "measure "
         "what these are worth; search results are for everybody. 0: nobody, and nothing is "
         "written "
         "down for it.",
         false, set_holdout},
        {"session_time", "12h", "duration", "Gültigkeit einer Anmeldung.", "Lifetime of a sign-in.",
         false, into(FIELD(session_time), parse_duration)},
        {"hold_replies", "10s", "duration",
         "So lange kann ein Mitarbeiter eine Antwort zurückholen, ehe sie hinausgeht. 0s: gar "
         "nicht.",
         "For so long an agent can take an answer back before it goes out. 0s: not at all.", false,
         into(FIELD(hold_replies), parse_duration)},
        {"keep_jobs", "9600h", "duration",
         "So lange bleiben erledigte Aufträge an den Index (400 Tage); der Bericht "
         "solved_to_findable reicht so weit zurück.",
         "For so long jobs that the index has done are kept (400 days); the report "
         "solved_to_findable reaches back as far.",
         false, into(FIELD(keep_jobs), parse_duration)},
        {"keep_searches", "9600h", "duration",
         "So lange bleiben Suchen, die zu keinem Ticket und keiner Lücke gehören, und "
         "Anmerkungen von Lesern zu Artikeln (400 Tage); auch "
         "am Arbeitsplatz zu setzen. 0s: für immer.",
         "For so long searches are kept that belong to no ticket and no gap, and readers' remarks "
         "on "
         "articles (400 days); can be set "
         "at the desk, too. 0s: for ever.",
         false, into(FIELD(keep_searches), parse_duration)},
    };
}

std::vector<Setting> limit_settings() {
    return {
        {"workers", "0", "count", "Arbeitsfäden; 0: doppelt so viele wie Kerne, mindestens 4.",
         "Worker threads; 0: twice the number of cores, at least 4.", false, set_workers},
        {"max_connections", "4096", "count", "Offene Verbindungen insgesamt.",
         "Open connections in all.", false, count_into(FIELD(front.connections), 1, 1'000'000)},
        {"max_connections_per_source", "256", "count",
         "Offene Verbindungen je Absender; 0: unbegrenzt.",
         "Open connections of one source; 0: no limit.", false,
         count_into(FIELD(front.connections_per_source), 0, 1'000'000)},
        {"max_header", "16KiB", "bytes", "Größe eines Anfragekopfs.", "Size of a request's header.",
         false, into(FIELD(front.frame.header_bytes), parse_bytes)},
        {"max_header_fields", "100", "count", "Felder eines Anfragekopfs.",
         "Fields of a request's header.", false,
         count_into(FIELD(front.frame.header_fields), 10, 1000)},
        {"max_body", "1MiB", "bytes", "Größe eines Anfragerumpfs.", "Size of a request's body.",
         false, into(FIELD(front.frame.body_bytes), parse_bytes)},
        {"max_upload", "10MiB", "bytes", "Größe eines Anhangs.", "Size of an attachment.", false,
         into(FIELD(front.frame.upload_bytes), parse_bytes)},
        {"header_time", "5s", "duration", "Frist für den Anfragekopf.",
         "Deadline for a request's header.", false, into(FIELD(front.header_time), parse_duration)},
        {"request_time", "30s", "duration", "Frist für die ganze Anfrage.",
         "Deadline for a whole request.", false, into(FIELD(front.request_time), parse_duration)},
        {"idle_time", "15s", "duration", "So lange bleibt eine stille Verbindung offen.",
         "For so long a silent connection stays open.", false,
         into(FIELD(front.idle_time), parse_duration)},
        {"write_time", "30s", "duration", "Frist, in der eine Antwort abgenommen sein muss.",
         "Deadline for a client to take its answer.", false,
         into(FIELD(front.write_time), parse_duration)},
        {"stop_time", "20s", "duration", "So lange warten wir beim Beenden auf laufende Anfragen.",
         "For so long stopping waits for running requests.", false,
         into(FIELD(front.stop_time), parse_duration)},
        {"max_waiting", "256", "count", "Wartende Anfragen (Suchen, Lesen); mehr: 503.",
         "Requests that wait (searching, reading); beyond: 503.", false,
         count_into(FIELD(front.waiting_interactive), 1, 100'000)},
        {"max_waiting_heavy", "16", "count", "Wartende schwere Anfragen (Anmelden, Schreiben).",
         "Heavy requests that wait (signing in, writing).", false,
         count_into(FIELD(front.waiting_heavy), 1, 10'000)},
    };
}

std::vector<Setting> rate_settings() {
    return {
        {"rate_search", "5/s burst 30", "rate", "Suchen je Absender; 0: unbegrenzt.",
         "Searches of one source; 0: no limit.", true, rate_into(RateClass::search)},
        {"rate_suggest", "20/s burst 40", "rate", "Vorschläge je Absender; 0: unbegrenzt.",
         "Suggestions of one source; 0: no limit.", true, rate_into(RateClass::suggest)},
        {"rate_tickets", "5/h", "rate", "Neue Anfragen je Absender; 0: unbegrenzt.",
         "New requests of one source; 0: no limit.", true, rate_into(RateClass::ticket)},
        {"rate_votes", "10/h burst 20", "rate", "Rückmeldungen je Absender; 0: unbegrenzt.",
         "Votes of one source; 0: no limit.", true, rate_into(RateClass::vote)},
        {"rate_sign_in", "30/min", "rate", "Anmeldeversuche je Absender; 0: unbegrenzt.",
         "Sign-ins of one source; 0: no limit.", true, rate_into(RateClass::sign_in)},
        {"log_level", "info", "debug, info, warning, error", "Was ins Protokoll kommt.",
         "What is logged.", true,
         choice_into<LogLevel>(&Config::log_level, {{"debug", LogLevel::debug},
                                                    {"info", LogLevel::info},
                                                    {"warning", LogLevel::warning},
                                                    {"error", LogLevel::error}})},
        {"log_format", "logfmt", "logfmt, json", "Form der Protokollzeilen (auf stderr).",
         "Form of the log's lines (on stderr).", false,
         choice_into<LogFormat>(&Config::log_format,
                                {{"logfmt", LogFormat::logfmt}, {"json", LogFormat::json}})},
    };
}

#undef FIELD

std::vector<Setting> all_settings() {
    std::vector<Setting> all;
    for (auto part : {network_settings(), place_settings(), portal_settings(), mail_settings(),
                      search_settings(), limit_settings(), rate_settings()})
        for (auto& setting : part)
            all.push_back(std::move(setting));
    return all;
}

} // namespace

std::span<const Setting> settings() {
    static const std::vector<Setting> all = all_settings();
    return all;
}

} // namespace lotse::http
