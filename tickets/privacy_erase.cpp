// Forgetting a person: every place that could hold their words, in one transaction.

#include <set>
#include <tuple>

#include "tickets/history_internal.h"
#include "tickets/outbox.h"
#include "tickets/privacy_internal.h"
#include "tickets/redactor_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/search_log.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

namespace {

const std::string mark(redacted_mark);

std::size_t counted(long long rows) {
    return static_cast<std::size_t>(std::max(rows, 0LL));
}

class Erasing {
  public:
    Erasing(soci::session& sql, const DataSubject& subject, TimePoint now,
            const std::vector<std::string>& own_contacts)
        : sql_(sql), subject_(subject), mentions_(subject), now_(now), own_contacts_(own_contacts) {
    }

    ErasureReport run() {
        for (const TicketNumber number : subject_.tickets)
            ticket(number);
        if (subject_.account)
            account();
        elsewhere();
        searched_elsewhere();
        for (const TicketNumber number : touched_)
            insert_job(sql_, {.kind = JobKind::ticket_resolved, .ticket = number, .at = now_});
        if (!touched_.empty())
            insert_job(sql_,
                       {.kind = JobKind::person_erased, .ticket = *touched_.begin(), .at = now_});
        report_.tickets = subject_.tickets.size();
        return report_;
    }

  private:
    void ticket(TicketNumber number) {
        resolutions(number);
        report_.messages += counted(execute(
            sql_, "UPDATE messages SET body = :mark WHERE ticket_number = :n", mark, number));
        execute(sql_,
                "UPDATE messages SET author = '' WHERE ticket_number = :n AND sender = 'customer'",
                number);
        execute(sql_, "UPDATE level_moves SET reason = :mark WHERE ticket_number = :n", mark,
                number);
        questions(number);
        execute(sql_,
                "UPDATE tickets SET subject = :mark, contact_name = '', contact_email = '', "
                "contact_phone = '', link_hash = NULL, version = version + 1 WHERE number = :n",
                mark, number);
        touched_.insert(number);
    }

    /// What was done stays known, without whom it was done for.
    void resolutions(TicketNumber number) {
        const auto found = load_ticket(sql_, number);
        if (!found)
            return;
        const auto messages = load_messages(sql_, number, Audience::staff);
        Redactor redactor(*found, messages, own_contacts_);
        std::vector<std::tuple<long long, std::string, std::string, std::string>> rows;
        each_row<long long, std::string, std::string, std::string>(
            sql_, "SELECT id, title, body, reason FROM resolutions WHERE ticket_number = :n",
            [&](long long id, const std::string& title, const std::string& body,
                const std::string& reason) {
                rows.emplace_back(id, redactor.clean(title), redactor.clean(body),
                                  redactor.clean(reason));
            },
            number);
        for (const auto& [id, title, body, reason] : rows)
            execute(sql_,
                    "UPDATE resolutions SET title = :t, body = :b, reason = :r WHERE id = :id",
                    title, body, reason, id);
    }

    void questions(TicketNumber number) {
        std::vector<std::string> articles;
        each_row<std::string>(
            sql_, "SELECT DISTINCT article FROM remembered_questions WHERE ticket_number = :n",
            [&](const std::string& article) { articles.push_back(article); }, number);
        for (const char* table : {"remembered_questions", "verified_pairs", "replays"})
            execute(sql_, std::string("DELETE FROM ") + table + " WHERE ticket_number = :n",
                    number);
        for (const std::string& article : articles)
            insert_job(sql_, {.kind = JobKind::questions_changed,
                              .ticket = number,
                              .article = article,
                              .at = now_});
        std::vector<GapId> gaps;
        each_row<GapId>(
            sql_,
            "SELECT DISTINCT gap_id FROM searches WHERE ticket_number = :n AND gap_id IS NOT NULL",
            [&](GapId gap) { gaps.push_back(gap); }, number);
        report_.searches +=
            counted(execute(sql_,
                            "UPDATE searches SET body = '', topic = '', trail = '', visitor = '' "
                            "WHERE ticket_number = :n",
                            number));
        for (const GapId gap : gaps)
            empty_gap(gap);
    }

    /// A topic that nobody else has asked for is the person's own.
    void empty_gap(GapId gap) {
        const auto others = one_value<long long>(
            sql_, "SELECT COUNT(*) FROM searches WHERE gap_id = :gap AND body <> ''", gap);
        if (others > 0)
            return;
        execute(sql_, "UPDATE gaps SET topic = :topic WHERE id = :gap",
                "erased-" + std::to_string(gap.value), gap);
        execute(sql_, "DELETE FROM gap_visitors WHERE gap_id = :gap", gap);
        each_row<TicketNumber>(
            sql_,
            "SELECT t.number FROM tickets t JOIN gaps g ON g.ticket_number = t.number "
            "WHERE g.id = :gap AND t.kind = 'gap'",
            [&](TicketNumber number) { touched_.insert(number); }, gap);
        execute(sql_,
                "UPDATE tickets SET subject = :mark WHERE kind = 'gap' AND number IN "
                "(SELECT ticket_number FROM gaps WHERE id = :gap)",
                mark, gap);
    }

    void account() {
        const PersonId id = subject_.account;
        const std::string name = "erased-" + std::to_string(id.value);
        for (const std::string& known : subject_.names)
            for (const char* table : {"level_moves", "resolutions"})
                execute(sql_,
                        std::string("UPDATE ") + table + " SET actor = :new WHERE actor = :old",
                        name, known);
        execute(sql_, "UPDATE messages SET author = :name WHERE author_id = :id", name, id);
        execute(sql_, "DELETE FROM tokens WHERE person_id = :id", id);
        execute(sql_,
                "UPDATE people SET name = :name, email = :email, password = '', active = 0 "
                "WHERE id = :id",
                name, name + "@erased.invalid", id);
    }

    struct Place {
        const char *table, *key, *ticket, *column;
    };

    /// Others may have named the person.
    void elsewhere() {
        for (const Place& place : {Place{"messages", "id", "ticket_number", "body"},
                                   Place{"tickets", "number", "number", "subject"},
                                   Place{"level_moves", "id", "ticket_number", "reason"},
                                   Place{"resolutions", "id", "ticket_number", "title"},
                                   Place{"resolutions", "id", "ticket_number", "body"},
                                   Place{"resolutions", "id", "ticket_number", "reason"}})
            clean(place);
    }

    void clean(const Place& place) {
        std::vector<std::tuple<long long, TicketNumber, std::string>> changed;
        const std::string column = place.column;
        each_row<long long, TicketNumber, std::string>(
            sql_,
            std::string("SELECT ") + place.key + ", " + place.ticket + ", " + column + " FROM " +
                place.table + " WHERE " + column + " <> ''",
            [&](long long id, TicketNumber number, const std::string& text) {
                if (auto without = mentions_.taken_out(text))
                    changed.emplace_back(id, number, std::move(*without));
            });
        for (const auto& [id, number, text] : changed) {
            execute(sql_,
                    std::string("UPDATE ") + place.table + " SET " + column + " = :text WHERE " +
                        place.key + " = :id",
                    text, id);
            touched_.insert(number);
        }
        report_.mentions += changed.size();
    }

    /// Somebody searched for the person: the whole question goes, wherever it was remembered.
    void searched_elsewhere() {
        std::vector<std::tuple<SearchId, std::optional<GapId>, std::string>> found;
        each_row<SearchId, std::optional<GapId>, std::string>(
            sql_, "SELECT id, gap_id, body FROM searches WHERE body <> ''",
            [&](SearchId id, const std::optional<GapId>& gap, const std::string& text) {
                if (mentions_.in(text))
                    found.emplace_back(id, gap, text);
            });
        for (const auto& [id, gap, text] : found) {
            execute(sql_, "UPDATE searches SET body = '', topic = '' WHERE id = :id", id);
            execute(sql_, "DELETE FROM remembered_questions WHERE body = :text", text);
            execute(sql_, "DELETE FROM verified_pairs WHERE body = :text", text);
            execute(sql_, "DELETE FROM replays WHERE question = :text", text);
            if (gap)
                empty_gap(*gap);
        }
        report_.searches += found.size();
    }

    soci::session& sql_;
    const DataSubject& subject_;
    const Mentions mentions_;
    TimePoint now_;
    const std::vector<std::string>& own_contacts_;
    std::set<TicketNumber> touched_; // whose documents are to be made anew
    ErasureReport report_;
};

} // namespace

Result<ErasureReport> erase_person(Database& database, const Actor& actor, std::string_view who) {
    ErasureReport report;
    const TimePoint now = database.clock().now();
    Status status = database.write([&](soci::session& sql) -> Status {
        const auto subject = load_data_subject(sql, who);
        if (!subject)
            return subject.error();
        report = Erasing(sql, *subject, now, database.options().own_contacts).run();
        append_history(sql, now,
                       {.actor = actor,
                        .event = "erase_person",
                        .facts = {{"account", subject->account.value},
                                  {"tickets", static_cast<std::int64_t>(report.tickets)}}});
        return Done{};
    });
    if (!status)
        return status.error();
    const Status emptied = database.forget_overwritten();
    if (!emptied && emptied.error().code != Code::locked)
        return emptied.error();
    report.log_emptied = emptied.ok();
    return report;
}

} // namespace lotse::tickets
