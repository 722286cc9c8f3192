// To add a report: a row here.

#include "tickets/reports/definitions.h"

#include <array>
#include <vector>

namespace lotse::tickets {

namespace {

constexpr std::array<std::string_view, 5> units{"share", "ratio", "milliseconds", "tickets",
                                                "difference"};

/// One row for each visit that began in the period: what a visitor searched on one day (UTC) with
/// one trail. What staff look up and the words that tickets came with have no channel of a visitor.
const std::string visits =
    "(SELECT f.at AS at, f.lang AS lang, f.channel AS channel, f.visitor AS visitor, "
    "v.ticketed AS ticketed, v.opened AS opened, v.helped AS helped, v.repeated AS repeated "
    "FROM (SELECT MIN(s.id) AS first_id, "
    "MAX(CASE WHEN s.ticket_number IS NULL THEN 0 ELSE 1 END) AS ticketed, "
    "MAX(CASE WHEN EXISTS (SELECT 1 FROM search_documents d WHERE d.search_id = s.id "
    "AND d.opened = 1) THEN 1 ELSE 0 END) AS opened, "
    "MAX(CASE WHEN s.outcome <> 'not_helped' AND EXISTS (SELECT 1 FROM search_documents d "
    "WHERE d.search_id = s.id AND d.helped = 1) THEN 1 ELSE 0 END) AS helped, "
    "MAX(CASE WHEN EXISTS (SELECT 1 FROM intake_lookups i WHERE i.repeats = s.id) "
    "THEN 1 ELSE 0 END) AS repeated "
    "FROM searches s, period p WHERE s.at >= p.since AND s.at < p.until AND s.channel <> '' "
    "GROUP BY s.trail, s.at / 86400000) v JOIN searches f ON f.id = v.first_id)";

const std::string nowhere = "0 AS level, '' AS team, ";

const std::string searches_in_period =
    "FROM searches s, period p WHERE s.at >= p.since AND s.at < p.until AND s.channel <> ''";

/// Requests that were solved in the period and still are, with their last resolution.
const std::string solved_in_period =
    "FROM tickets t JOIN resolutions r ON r.id = "
    "(SELECT MAX(l.id) FROM resolutions l WHERE l.ticket_number = t.number), period p "
    "WHERE t.kind = 'request' AND t.state IN {finished} AND t.state <> 'merged' "
    "AND t.resolved_at >= p.since AND t.resolved_at < p.until";

std::vector<ReportDefinition> deflection() {
    return {
        {"deflection_claimed", "deflection", Unit::share, "Abwendung, behauptet",
         "Deflection, claimed",
         "Besuche, in denen jemand sagte, dass ein Artikel geholfen hat, und das nicht zurücknahm "
         ": "
         "Besuche der Hilfe. Ein Besuch ist, was mit einer Suchspur an einem Tag (UTC) gesucht "
         "wurde.",
         "Visits in which somebody said that an article helped, and did not take it back : visits "
         "of the help. A visit is what one search trail asked on one day (UTC).",
         "SELECT v.at AS at, v.lang AS lang, v.channel AS channel, " + nowhere +
             "v.helped AS top, 1 AS bottom FROM " + visits + " v"},
        {"deflection_inferred", "deflection", Unit::share, "Abwendung, erschlossen",
         "Deflection, inferred",
         "Besuche, in denen eine Antwort geöffnet wurde und auf die binnen 7 Tagen kein Ticket "
         "folgte : Besuche, deren 7 Tage um sind. Ein Ticket folgt, wenn es die Spur trägt oder "
         "eine spätere desselben Besuchers an dem Tag; ein Ticket ohne solche Spur, gleich aus "
         "welchem Kanal, nimmt den jüngsten Besuch zurück, der in den 7 Tagen davor zum selben "
         "Thema etwas geöffnet hatte.",
         "Visits in which an answer was opened and that no ticket followed within 7 days : visits "
         "whose 7 days are over. A ticket follows when it carries the trail, or a later one of the "
         "same visitor on that day; a ticket without such a trail, whatever its channel, takes "
         "back the latest visit that had opened something on the same topic in the 7 days before.",
         "SELECT v.at AS at, v.lang AS lang, v.channel AS channel, " + nowhere +
             "CASE WHEN v.opened = 1 AND v.ticketed = 0 AND v.repeated = 0 "
             "AND COALESCE(o.latest, -1) < v.at THEN 1 ELSE 0 END AS top, 1 AS bottom "
             "FROM " +
             visits +
             " v LEFT JOIN (SELECT s.visitor AS visitor, MAX(s.at) AS latest "
             "FROM searches s, period p WHERE s.ticket_number IS NOT NULL AND s.channel <> '' "
             "AND s.at >= p.since AND s.at < p.until + 86400000 GROUP BY s.visitor) o "
             "ON o.visitor = v.visitor, period q WHERE v.at <= q.now - 604800000"},
        {"deflection_causal", "deflection", Unit::difference, "Abwendung, ursächlich",
         "Deflection, causal",
         "(Zurückgehaltene mit Ticket : Zurückgehaltene) − (alle anderen mit Ticket : alle "
         "anderen). Wer zurückgehalten wird, entscheidet das Los (holdout_percent): Er bekommt "
         "weder Vorschläge beim Tippen noch Lösungen neben dem Formular, aber alle Suchergebnisse. "
         "Gezählt werden Besucher je Tag (UTC) und ihre Tickets über Portal und API an dem Tag; "
         "die Spanne (95 %) nach Newcombe.",
         "(Held-out visitors with a ticket : held-out visitors) − (all others with a ticket : all "
         "others). Who is held out is drawn by lot (holdout_percent) and gets neither suggestions "
         "while typing nor solutions beside the form, but every search result. Counted are "
         "visitors of a day (UTC) and their tickets through portal and API on that day; the "
         "interval (95 %) is Newcombe's.",
         "SELECT e.at AS at, e.lang AS lang, e.channel AS channel, " + nowhere +
             "CASE WHEN e.tickets > 0 THEN 1 ELSE 0 END AS top, 1 AS bottom, "
             "e.held_out AS held_out FROM exposures e, period p "
             "WHERE e.at >= p.since AND e.at < p.until"},
    };
}

std::vector<ReportDefinition> searching() {
    return {
        {"self_service_score", "", Unit::ratio, "Selbsthilfe-Quote", "Self-service score",
         "Besuche der Hilfe : Anfragen, die im selben Zeitraum eingingen",
         "Visits of the help : requests that came in over the same period",
         "SELECT v.at AS at, v.lang AS lang, v.channel AS channel, " + nowhere +
             "1 AS top, 0 AS bottom FROM " + visits +
             " v UNION ALL SELECT t.created_at AS at, t.lang AS lang, t.channel AS channel, " +
             nowhere +
             "0 AS top, 1 AS bottom FROM tickets t, period p WHERE t.kind = 'request' "
             "AND t.created_at >= p.since AND t.created_at < p.until"},
        {"search_success", "", Unit::share, "Sucherfolg", "Search success",
         "Suchen, die nicht fehlgeschlagen sind : Suchen. Wann eine fehlgeschlagen ist, sagt die "
         "eine Tabelle der Regeln.",
         "Searches that did not fail : searches. When one has failed the one table of rules says.",
         "SELECT s.at AS at, s.lang AS lang, s.channel AS channel, " + nowhere +
             "CASE WHEN s.outcome IN {failed} THEN 0 ELSE 1 END AS top, 1 AS bottom " +
             searches_in_period},
        {"zero_results", "", Unit::share, "Leere Ergebnisse", "Zero results",
         "Suchen, auf die nichts gezeigt wurde (nichts gefunden, oder nichts über der Schwelle) : "
         "Suchen",
         "Searches for which nothing was shown (nothing found, or nothing above the floor) : "
         "searches",
         "SELECT s.at AS at, s.lang AS lang, s.channel AS channel, " + nowhere +
             "CASE WHEN EXISTS (SELECT 1 FROM search_documents d WHERE d.search_id = s.id) "
             "THEN 0 ELSE 1 END AS top, 1 AS bottom " +
             searches_in_period},
        {"search_to_ticket", "", Unit::share, "Von der Suche zum Ticket", "Search to ticket",
         "Besuche der Hilfe, aus denen ein Ticket wurde : Besuche der Hilfe",
         "Visits of the help that became a ticket : visits of the help",
         "SELECT v.at AS at, v.lang AS lang, v.channel AS channel, " + nowhere +
             "v.ticketed AS top, 1 AS bottom FROM " + visits + " v"},
        {"self_service_reach", "", Unit::share, "Von Selbsthilfe beantwortbar",
         "Answerable by self-service",
         "Anfragen, deren eigene Worte beim Eingang eine Antwort unter den ersten drei fanden : "
         "Anfragen, deren Worte gesucht wurden",
         "Requests whose own words found an answer among the first three when they came in : "
         "requests whose words were searched",
         "SELECT t.created_at AS at, t.lang AS lang, t.channel AS channel, " + nowhere +
             "i.answered AS top, 1 AS bottom FROM intake_lookups i "
             "JOIN tickets t ON t.number = i.ticket_number, period p "
             "WHERE t.created_at >= p.since AND t.created_at < p.until"},
    };
}

std::vector<ReportDefinition> closing() {
    return {
        {"solved_to_findable", "", Unit::milliseconds, "Von gelöst zu auffindbar",
         "Solved to findable",
         "Zeit von der Lösung bis ihr Wissen im Index steht, summiert : Lösungen mit Wissen. Was "
         "noch nicht darin steht, zählt bis jetzt; was eingelesen wurde, zählt nicht.",
         "Time from a solution until its knowledge stands in the index, summed : solutions with "
         "knowledge. What does not stand there yet counts until now; what was imported does not "
         "count.",
         "SELECT r.at AS at, t.lang AS lang, t.channel AS channel, " + nowhere +
             "CASE WHEN o.findable_at = 0 THEN p.now ELSE o.findable_at END - o.at AS top, "
             "1 AS bottom FROM resolutions r JOIN tickets t ON t.number = r.ticket_number "
             "JOIN outbox o ON o.id = (SELECT MIN(j.id) FROM outbox j "
             "WHERE j.ticket_number = r.ticket_number AND j.at = r.at "
             "AND j.kind = 'ticket_resolved'), period p "
             "WHERE r.kind <> 'no_knowledge' AND t.import_ref IS NULL AND o.findable_at >= 0 AND "
             "r.at >= p.since AND r.at < p.until"},
        {"loop_closure", "", Unit::share, "Geschlossene Wissenslücken", "Loop closure",
         "Beantwortete Wissenslücken, deren eigene Fragen die Antwort unter den ersten drei finden "
         ": im Zeitraum beantwortete Wissenslücken",
         "Answered gaps whose own questions find the answer among the first three : gaps answered "
         "in the period",
         "SELECT g.answered_at AS at, COALESCE(t.lang, '') AS lang, "
         "COALESCE(t.channel, '') AS channel, " +
             nowhere +
             "CASE WHEN g.state = 'closed' THEN 1 ELSE 0 END AS top, 1 AS bottom "
             "FROM gaps g LEFT JOIN tickets t ON t.number = g.ticket_number, period p "
             "WHERE g.state IN ('answered', 'closed') AND g.answered_at >= p.since "
             "AND g.answered_at < p.until"},
        {"link_rate", "", Unit::share, "Verknüpfungsquote", "Link rate",
         "Gelöste Anfragen, deren Lösung einen Artikel nennt oder selbst geteilt ist : gelöste "
         "Anfragen",
         "Solved requests whose resolution names an article or is shared itself : solved requests",
         "SELECT t.resolved_at AS at, t.lang AS lang, t.channel AS channel, " + nowhere +
             "CASE WHEN r.kind = 'no_knowledge' THEN 0 ELSE 1 END AS top, 1 AS bottom " +
             solved_in_period},
        {"first_contact_resolution", "", Unit::share, "Lösung beim ersten Kontakt",
         "First-contact resolution",
         "Gelöste Anfragen, die nie übergeben und nie wieder geöffnet wurden und höchstens eine "
         "Antwort an den Kunden brauchten : gelöste Anfragen",
         "Solved requests that were never handed over, never reopened and took at most one reply "
         "to the customer : solved requests",
         "SELECT t.resolved_at AS at, t.lang AS lang, t.channel AS channel, " + nowhere +
             "CASE WHEN EXISTS (SELECT 1 FROM level_moves m WHERE m.ticket_number = t.number) "
             "OR (SELECT COUNT(*) FROM resolutions a WHERE a.ticket_number = t.number) > 1 "
             "OR (SELECT COUNT(*) FROM messages m WHERE m.ticket_number = t.number "
             "AND m.sender = 'agent' AND m.visibility = 'public') > 1 "
             "THEN 0 ELSE 1 END AS top, 1 AS bottom " +
             solved_in_period},
        {"solvable_at_level_1", "", Unit::share, "Auf Ebene 1 lösbar", "Solvable at level 1",
         "Übergaben von Ebene 1, bei denen sie den lösenden Artikel mit den eigenen Worten des "
         "Tickets unter den ersten drei gefunden hätte : Übergaben von Ebene 1, deren Ticket mit "
         "Wissen gelöst ist",
         "Hand-overs from level 1 at which it would have found the solving article among the first "
         "three with the ticket's own words : hand-overs from level 1 whose ticket is solved with "
         "knowledge",
         "SELECT h.at AS at, t.lang AS lang, t.channel AS channel, " + nowhere +
             "h.solvable AS top, 1 AS bottom FROM hand_over_lookups h "
             "JOIN tickets t ON t.number = h.ticket_number, period p "
             "WHERE h.solvable IS NOT NULL AND h.at >= p.since AND h.at < p.until"},
        {"backlog", "", Unit::tickets, "Rückstand", "Backlog",
         "Tickets, die am Ende des Zeitraums nicht fertig waren, nach der Ebene und dem Team, bei "
         "denen sie jetzt liegen. Der Beginn des Zeitraums zählt hier nicht.",
         "Tickets that were not finished at the end of the period, by the level and team where "
         "they lie now. The beginning of the period does not count here.",
         "SELECT t.created_at AS at, t.lang AS lang, t.channel AS channel, t.level AS level, "
         "t.team AS team, 1 AS top, 0 AS bottom FROM tickets t, period p "
         "WHERE t.created_at < p.until AND (t.state NOT IN {finished} "
         "OR COALESCE(t.resolved_at, t.updated_at) >= p.until)"},
    };
}

std::vector<ReportDefinition> all_definitions() {
    std::vector<ReportDefinition> all;
    for (auto part : {deflection(), searching(), closing()})
        for (auto& definition : part)
            all.push_back(std::move(definition));
    return all;
}

} // namespace

std::string_view name(Unit unit) {
    return units[static_cast<std::size_t>(unit)];
}

std::span<const ReportDefinition> report_definitions() {
    static const std::vector<ReportDefinition> all = all_definitions();
    return all;
}

std::string reports_as_markdown() {
    std::string page = "# Reports\n\n"
                       "`lotse-tickets report` and `/api/v1/reports` compute them; this page is "
                       "written from their table\n(`lotse-tickets report --formulas`).\n";
    for (const bool german : {true, false}) {
        page += german ? "\n## Formeln\n\n| Bericht | | Einheit | Formel |\n|---|---|---|---|\n"
                       : "\n## Formulas\n\n| report | | unit | formula |\n|---|---|---|---|\n";
        for (const ReportDefinition& one : report_definitions())
            page.append("| `")
                .append(one.name)
                .append("` | ")
                .append(german ? one.title_de : one.title_en)
                .append(" | ")
                .append(name(one.unit))
                .append(" | ")
                .append(german ? one.formula_de : one.formula_en)
                .append(" |\n");
    }
    return page;
}

} // namespace lotse::tickets
