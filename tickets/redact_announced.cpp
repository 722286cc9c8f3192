// What a word before or behind gives away: "call me on", "ID card", "Hello Petra,", "this is".

#include <algorithm>
#include <array>
#include <optional>

#include "tickets/redact_internal.h"

namespace lotse::tickets::redaction {

namespace {

bool same_line(const Scan& scan, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i)
        if (scan.behind(i).find('\n') != std::string_view::npos)
            return false;
    return true;
}

// --- phone numbers without a dialling code

bool announces_phone(const Scan& scan, std::size_t i) {
    return scan.is(i,
                   {"tel", "telefon", "telefonnummer", "rufnummer", "handy", "mobil", "mobilnummer",
                    "handynummer", "mobile", "phone", "telephone", "cell", "fax", "rueckruf",
                    "rueckrufnummer", "callback", "durchwahl", "festnetz", "landline"}) ||
           (scan.is(i, {"me"}) && i > 0 && scan.is(i - 1, {"call", "ring", "phone"})) ||
           (scan.is(i, {"number"}) && i > 0 && scan.is(i - 1, {"my", "our", "phone", "mobile"})) ||
           (scan.is(i, {"nummer"}) && i > 0 && scan.is(i - 1, {"meine", "meiner", "unsere"})) ||
           (scan.is(i, {"erreichbar", "erreichen"}));
}

bool joins_groups(std::string_view between) {
    return one_of(between, {" ", "-", "/", " / ", " - ", ".", "–", ") ", "\u00A0", "\u202F"});
}

/// The last of the groups of digits that start at `first`; nothing when they are too few or many.
std::optional<std::size_t> digit_groups(const Scan& scan, std::size_t first, std::size_t least,
                                        std::size_t most) {
    std::size_t digits = scan.words[first].size();
    std::size_t last = first;
    while (last + 1 < scan.count() && scan.words[last + 1].digits &&
           joins_groups(scan.behind(last)))
        digits += scan.words[++last].size();
    return digits >= least && digits <= most ? std::optional(last) : std::nullopt;
}

void find_announced_phone(const Scan& scan, std::size_t i, Findings& findings) {
    if (!announces_phone(scan, i))
        return;
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 4; ++k) {
        if (!same_line(scan, k - 1, k))
            return;
        if (scan.words[k].digits) {
            if (const auto last = digit_groups(scan, k, 5, 15))
                add(findings, scan, k, *last, Personal::phone);
            return;
        }
        if (!scan.is(k, {"nr", "no", "number", "nummer", "ist", "is", "unter", "on", "at", "der",
                         "die", "me", "bitte", "please", "lautet", "auf", "under", "bin", "ich"}))
            return;
    }
}

/// 212-555-0123, (212) 555-0123: three groups as they are written in North America.
void find_american_phone(const Scan& scan, std::size_t i, Findings& findings) {
    const auto size = [&](std::size_t k) { return scan.words[k].size(); };
    if (i + 2 >= scan.count() || !scan.words[i].digits || !scan.words[i + 1].digits ||
        !scan.words[i + 2].digits || size(i) != 3 || size(i + 1) != 3 || size(i + 2) != 4)
        return;
    if (!one_of(scan.behind(i), {"-", ") ", ")"}) || !one_of(scan.behind(i + 1), {"-"}))
        return;
    std::size_t begin = scan.words[i].begin;
    if (begin > 0 && scan.text[begin - 1] == '(')
        --begin;
    findings.push_back({begin, scan.words[i + 2].end, Personal::phone});
}

// --- numbers of documents and accounts

bool announces_document(const Scan& scan, std::size_t i) {
    const std::string& word = scan.words[i].folded;
    return word.ends_with("ausweis") || word.ends_with("ausweisnr") ||
           scan.is(i, {"reisepass", "passport", "fuehrerschein", "ssn", "svnr",
                       "sozialversicherungsnummer", "rentenversicherungsnummer",
                       "versichertennummer", "krankenversichertennummer", "steuerid", "idnr",
                       "steueridentifikationsnummer", "nino", "taxid"}) ||
           (scan.is(i, {"id", "idnr"}) && i > 0 && scan.is(i - 1, {"steuer", "tax"})) ||
           (scan.is(i, {"code"}) && i > 0 && scan.is(i - 1, {"sort"})) ||
           (scan.is(i, {"insurance"}) && i > 0 && scan.is(i - 1, {"national"})) ||
           (scan.is(i, {"licence", "license"}) && i > 0 && scan.is(i - 1, {"driving", "drivers"}));
}

bool joins_document(std::string_view between) {
    return one_of(between, {" ", "-", "/", ".", "\u00A0"});
}

void find_document(const Scan& scan, std::size_t i, Findings& findings) {
    if (!announces_document(scan, i))
        return;
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 4; ++k) {
        if (!same_line(scan, k - 1, k))
            return;
        // Letters may lead: QQ 12 34 56 C, L01X00T47.
        const bool leads = scan.raw(k).size() <= 2 && all_of(scan.raw(k), is_upper) &&
                           k + 1 < scan.count() && has(scan.raw(k + 1), is_digit);
        if (has(scan.raw(k), is_digit) || leads) {
            std::size_t last = k;
            while (last + 1 < scan.count() && last < k + 8 && joins_document(scan.behind(last)) &&
                   (has(scan.raw(last + 1), is_digit) ||
                    (scan.raw(last + 1).size() == 1 && all_of(scan.raw(last + 1), is_upper))))
                ++last;
            if (scan.words[last].end - scan.words[k].begin >= 6)
                add(findings, scan, k, last, Personal::number);
            return;
        }
        if (!scan.is(k, {"nr", "no", "number", "nummer", "ist", "is", "lautet", "my", "meine"}))
            return;
    }
}

/// "Konto-Nr. 12 345 678": groups that are too short to be long numbers by themselves.
void find_grouped_account(const Scan& scan, std::size_t i, Findings& findings) {
    const bool account =
        (scan.is(i, {"nr", "nummer", "no", "number"}) && i > 0 &&
         scan.is(i - 1, {"konto", "kunden", "kd", "vertrags", "account", "customer"})) ||
        scan.is(i, {"kontonummer", "kundennummer", "kundennr", "blz", "bankleitzahl"});
    if (!account || i + 1 >= scan.count() || !scan.words[i + 1].digits ||
        scan.behind(i).find('\n') != std::string_view::npos)
        return;
    if (const auto last = digit_groups(scan, i + 1, 4, 15))
        add(findings, scan, i + 1, *last, Personal::number);
}

// --- secrets

bool is_hexadecimal(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Keys that give themselves away by how they begin, or by nothing but hexadecimal digits.
bool is_access_key(std::string_view raw) {
    for (const std::string_view start : {"AKIA", "ASIA", "ghp_", "gho_", "sk_live_", "pk_live_",
                                         "sk_test_", "xoxb", "xoxp", "glpat"})
        if (raw.starts_with(start) && raw.size() >= start.size() + 8)
            return true;
    return raw.size() >= 32 && has(raw, is_digit) && all_of(raw, is_hexadecimal);
}

/// "?token=…", "Bearer …": up to the next blank.
void find_token(const Scan& scan, std::size_t i, Findings& findings) {
    const bool parameter = scan.is(i, {"token", "access_token", "apikey", "api_key", "secret",
                                       "auth", "sig", "signature", "session", "sessionid"}) &&
                           scan.behind(i) == "=";
    const bool bearer = scan.is(i, {"bearer"}) && scan.behind(i) == " ";
    if ((!parameter && !bearer) || i + 1 >= scan.count())
        return;
    const std::size_t begin = scan.words[i + 1].begin;
    const std::size_t end =
        std::min(scan.text.find_first_of(" \t\r\n&\"'<>)", begin), scan.text.size());
    if (parameter ? end - begin >= 6 : end - begin >= 16)
        findings.push_back({begin, end, Personal::secret});
}

bool is_card_code(const Scan& scan, std::size_t i) {
    return scan.is(i, {"cvv", "cvc", "cvv2", "cvc2", "pruefziffer", "kartenpruefnummer",
                       "kartenpruefziffer", "sicherheitscode"});
}

void find_short_secret(const Scan& scan, std::size_t i, Findings& findings) {
    if (is_card_code(scan, i))
        for (std::size_t k = i + 1; k < scan.count() && k <= i + 3 && same_line(scan, i, k); ++k)
            if (scan.words[k].digits && scan.words[k].size() >= 3 && scan.words[k].size() <= 4)
                add(findings, scan, k, k, Personal::secret);
    if (scan.is(i, {"tan", "einmalcode", "code", "pin", "puk"}) && i + 2 < scan.count() &&
        scan.words[i + 1].digits && scan.words[i + 2].digits && scan.words[i + 1].size() == 3 &&
        scan.words[i + 2].size() == 3 && scan.behind(i + 1) == " " && scan.behind(i).size() <= 2)
        add(findings, scan, i + 1, i + 2, Personal::secret); // 482 913
}

// --- names

bool greets(const Scan& scan, std::size_t i) {
    if (scan.is(i, {"hallo", "hi", "hello", "dear", "liebe", "lieber", "liebes", "moin", "hey",
                    "servus", "werte", "werter"}))
        return true;
    return i > 0 && ((scan.is(i, {"tag", "morgen", "abend"}) && scan.is(i - 1, {"guten"})) ||
                     (scan.is(i, {"morning", "afternoon", "evening"}) && scan.is(i - 1, {"good"})));
}

/// Whom a greeting means that means nobody in particular.
bool is_anybody(const Scan& scan, std::size_t i) {
    return scan.is(i, {"zusammen",
                       "team",
                       "damen",
                       "herren",
                       "support",
                       "sir",
                       "madam",
                       "all",
                       "alle",
                       "there",
                       "kunde",
                       "kundin",
                       "customer",
                       "kunden",
                       "leute",
                       "service",
                       "kundenservice",
                       "kundendienst",
                       "hotline",
                       "und",
                       "and",
                       "or",
                       "kollegen",
                       "kollegin",
                       "kollege",
                       "colleague",
                       "colleagues",
                       "everyone",
                       "everybody",
                       "folks",
                       "herr",
                       "frau",
                       "mr",
                       "mrs",
                       "ms",
                       "miss",
                       "familie",
                       "technik",
                       "liebes",
                       "again",
                       "nochmal"});
}

bool is_at_line_start(const Scan& scan, std::size_t i) {
    std::size_t first = i;
    while (first > 0 && scan.before(first).find('\n') == std::string_view::npos)
        --first;
    return i - first <= 1;
}

/// "Hallo Petra," and "Dear Emily," at the start of a line.
void find_greeted(const Scan& scan, std::size_t i, Findings& findings) {
    if (!greets(scan, i) || !is_at_line_start(scan, i) || scan.behind(i) != " ")
        return;
    std::size_t last = i;
    for (std::size_t k = i + 1; k < scan.count() && k <= i + 3; ++k) {
        if (!scan.words[k].capital || is_anybody(scan, k) || scan.words[k].digits)
            return;
        last = k;
        if (!one_of(scan.behind(k), {" ", "-"}))
            break;
    }
    if (last == i)
        return;
    const auto behind = scan.behind(last);
    const bool ends = behind.starts_with(',') || behind.starts_with('!') ||
                      behind.find('\n') != std::string_view::npos || last + 1 == scan.count();
    if (ends)
        add(findings, scan, i + 1, last, Personal::name);
}

/// "hier spricht Petra Schmidt", "this is John Smith", "my name's Ann": one or two capital words.
void find_speaker(const Scan& scan, std::size_t i, Findings& findings) {
    const auto said = [&](std::initializer_list<std::string_view> word,
                          std::initializer_list<std::string_view> before) {
        return scan.is(i, word) && i > 0 && scan.is(i - 1, before);
    };
    const bool surely = said({"spricht", "schreibt"}, {"hier", "es"}) || said({"s"}, {"name"}) ||
                        said({"called"}, {"am"}) || scan.is(i, {"gez", "unterzeichnet"});
    const bool maybe = said({"is"}, {"this", "it"}) || said({"bin"}, {"ich"}) ||
                       said({"am"}, {"i"}) || said({"ist"}, {"hier"});
    if ((!surely && !maybe) || i + 1 >= scan.count() || !scan.words[i + 1].capital ||
        !one_of(scan.behind(i), {" ", ". ", ": "}))
        return;
    const bool second = i + 2 < scan.count() && scan.words[i + 2].capital &&
                        one_of(scan.behind(i + 1), {" ", "-"}) && has(scan.raw(i + 2), is_lower);
    const bool like_name = has(scan.raw(i + 1), is_lower) && !has(scan.raw(i + 1), is_digit) &&
                           !is_anybody(scan, i + 1);
    // "Ich bin Kunde" and "this is Windows": one capital word alone says nothing.
    if (like_name && (surely || (second && !has(scan.raw(i + 2), is_digit))))
        add(findings, scan, i + 1, second ? i + 2 : i + 1, Personal::name);
}

/// "Hr. Meier" as people shorten it.
void find_shortened_address(const Scan& scan, std::size_t i, Findings& findings) {
    if (scan.is(i, {"hr", "hrn", "fam"}) && one_of(scan.behind(i), {". ", "."}) &&
        i + 1 < scan.count() && scan.words[i + 1].capital)
        add(findings, scan, i + 1, i + 1, Personal::name);
}

// --- born before it is said

void find_born_behind(const Scan& scan, std::size_t i, Findings& findings) {
    if (!scan.is(i, {"geboren", "born"}) || i < 3)
        return;
    const auto number = [&](std::size_t k) {
        return scan.words[k].digits && scan.words[k].size() <= 4;
    };
    if (number(i - 1) && number(i - 2) && number(i - 3) && scan.behind(i - 3).size() <= 2 &&
        scan.behind(i - 2).size() <= 2)
        add(findings, scan, i - 3, i - 1, Personal::birthday);
}

/// "*12.03.1980" as on forms.
void find_starred_birthday(const Scan& scan, std::size_t i, Findings& findings) {
    if (i + 2 >= scan.count() || !scan.before(i).ends_with('*') || scan.before(i).ends_with("**"))
        return;
    const bool date = scan.words[i].digits && scan.words[i + 1].digits &&
                      scan.words[i + 2].digits && scan.words[i].size() <= 2 &&
                      scan.words[i + 1].size() <= 2 && scan.words[i + 2].size() == 4 &&
                      scan.behind(i) == "." && scan.behind(i + 1) == ".";
    if (date)
        add(findings, scan, i, i + 2, Personal::birthday);
}

// --- streets that do not end like one

/// "Unter den Linden 5", "An der Schanze 3", "Lange Reihe 7, 20099 Hamburg": a preposition or a
/// postcode behind the house number gives them away.
void find_other_street(const Scan& scan, std::size_t i, Findings& findings) {
    if (!scan.words[i].digits || scan.words[i].size() > 4 || i == 0 || !scan.words[i - 1].capital ||
        scan.before(i) != " ")
        return;
    const std::size_t town = i + 1;
    const bool posted = town + 1 < scan.count() && one_of(scan.behind(i), {", ", "\n", ",\n"}) &&
                        scan.words[town].digits && scan.words[town].size() == 5 &&
                        scan.behind(town) == " " && scan.words[town + 1].capital;
    if (!posted)
        return;
    std::size_t first = i - 1;
    while (first > 0 && i - first < 4 && scan.before(first) == " " &&
           (scan.words[first - 1].capital ||
            scan.is(first - 1, {"den", "der", "dem", "am", "an", "im", "zum", "zur", "alten"})))
        --first;
    add(findings, scan, first, town + 1, Personal::address);
}

/// "Postfach 1234", "PO Box 123".
void find_box(const Scan& scan, std::size_t i, Findings& findings) {
    const bool box =
        scan.is(i, {"postfach"}) || (scan.is(i, {"box"}) && i > 0 && scan.is(i - 1, {"po", "o"}));
    if (box && i + 1 < scan.count() && scan.words[i + 1].digits && scan.behind(i) == " ")
        add(findings, scan, i + 1, i + 1, Personal::address);
}

} // namespace

void find_announced(const Scan& scan, Findings& findings) {
    for (std::size_t i = 0; i < scan.count(); ++i) {
        if (is_access_key(scan.raw(i)))
            add(findings, scan, i, i, Personal::secret);
        for (const auto find :
             {find_announced_phone, find_american_phone, find_document, find_grouped_account,
              find_token, find_short_secret, find_greeted, find_speaker, find_shortened_address,
              find_born_behind, find_starred_birthday, find_other_street, find_box})
            find(scan, i, findings);
    }
}

} // namespace lotse::tickets::redaction
