#pragma once
// A small bilingual knowledge base and an Engine over it.

#include <memory>
#include <string>
#include <vector>

#include "indexer/index/builder.h"
#include "searchd/search/engine.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace lotse::testing {

inline index::Document article(const std::string& id, analysis::Lang lang, const std::string& title,
                               const std::string& text) {
    index::Document document;
    document.key = {index::Kind::article, id};
    document.lang = lang;
    document.visibility = index::Visibility::everyone;
    document.title = title;
    document.text = text;
    return document;
}

class Library {
  public:
    explicit Library(std::vector<index::Document> documents, double floor = 0,
                     const std::string& synonyms = "") {
        index::BuildOptions options;
        options.index = folder_ / "index";
        options.threads = 1;
        options.dictionary = folder_.write(
            "list", "Passwort {n}; Kennwort {n} | Passwörter {pl} :: password | passwords\n"
                    "zurücksetzen {vt} :: to reset\n"
                    "Rechnung {f} | Rechnungen {pl} :: invoice; bill | invoices; bills\n"
                    "Drucker {m} :: printer\n"
                    "Umzug {m} :: moving house; move\n"
                    "Sicherheit {f} :: security; safety\n"
                    "Betrag {m} :: amount\n"
                    "ausschalten {vt} :: to switch off\n"
                    "einschalten {vt} :: to switch on\n"
                    "umziehen {vi} :: to move house\n"
                    "anmelden {vt} :: to register\n"
                    "eintragen {vt} :: to enter\n"
                    "zusammensetzen {vt} :: to compose\n"
                    "Verbindung {f} :: connection\n"
                    "abgelehnt {adj} :: refused\n"
                    "Rat {m} :: council; advice\n");
        if (!synonyms.empty())
            folder_.write("synonyms/de.txt", synonyms);
        const auto built = index::build(index::VectorSource(std::move(documents)), options, clock_);
        REQUIRE(built.ok());
        engine_ =
            search::Engine::create({options.index, folder_ / "synonyms", floor}, clock_).value();
    }

    const search::Engine& engine() const { return *engine_; }
    search::Engine& engine() { return *engine_; }
    const TempDir& folder() const { return folder_; }

    search::SearchAnswer ask(const std::string& query,
                             analysis::Lang page = analysis::Lang::de) const {
        return ask(search::SearchRequest{.query = query, .page_lang = page});
    }
    search::SearchAnswer ask(search::SearchRequest request) const {
        request.deadline = Milliseconds{60'000};
        auto answer = engine_->search(request);
        REQUIRE(answer.ok());
        return std::move(*answer);
    }
    /// The id of the first hit, or nothing.
    std::string first(const std::string& query, analysis::Lang page = analysis::Lang::de) const {
        const auto answer = ask(query, page);
        return answer.hits.empty() ? "" : answer.hits.front().id;
    }

  private:
    TempDir folder_;
    SystemClock clock_;
    std::unique_ptr<search::Engine> engine_;
};

inline std::vector<index::Document> help_desk() {
    using analysis::Lang;
    auto documents = std::vector{
        article("wlan-passwort", Lang::de, "WLAN-Passwort der FördeBox ändern",
                "Öffnen Sie die Oberfläche der FördeBox. Unter Funknetz steht der WLAN-Schlüssel. "
                "Tragen Sie das neue Passwort ein und speichern Sie. Geräte müssen neu angemeldet "
                "werden."),
        article("rechnung-lesen", Lang::de, "Ihre Rechnung verstehen",
                "Der Rechnungsbetrag setzt sich aus Grundgebühr und Gesprächen zusammen. Die "
                "Rechnung kommt am 5. des Monats. Konten im Ausland werden nicht belastet."),
        article("drucker-offline", Lang::de, "Drucker ist offline",
                "Wenn der Drucker nicht gefunden wird, schalten Sie ihn aus und wieder ein. Der "
                "Fehler 0x80070005 bedeutet fehlende Rechte."),
        article("umzug", Lang::de, "Anschluss beim Umzug mitnehmen",
                "Melden Sie den Umzug vier Wochen vorher an. Die Rufnummernmitnahme ist am selben "
                "Ort möglich. Größe und Straße der neuen Wohnung bitte angeben."),
        article("sicherheitsrat", Lang::de, "Sitzung im Sicherheitsrat",
                "Die Sitzung beginnt um zehn. Die FRITZ!Box 7590 steht im Saal."),
        article("reset-password", Lang::en, "Reset your password",
                "Choose forgotten password on the sign-in page. We send a link for resetting the "
                "password to your second address. The link works for one hour."),
        article("understand-bill", Lang::en, "Understanding your bill",
                "Your invoice lists the monthly fee and all calls. Payments are taken by direct "
                "debit on the fifth."),
        article("wifi-range", Lang::en, "Better Wi-Fi range",
                "Place the router high and in the open. Error ERR_CONNECTION_RESET often means a "
                "weak signal.")};
    documents[1].group = "bill";
    documents[6].group = "bill";
    return documents;
}

} // namespace lotse::testing
