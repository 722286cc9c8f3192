// Forgetting a person: every place that could hold their words, in one transaction.

#include <algorithm>
#include <set>
#include <tuple>

#include "tickets/gap_rows_internal.h"
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
        for (const std::string& address : subject_.emails)
            for (const char* table : {"mail", "mailbox_links"})
                execute(sql_, std::string("DELETE FROM ") + table + " WHERE address = :a", address);
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
        cleaned(number, "resolutions", {"title", "body", "reason"});
        cleaned(number, "training_notes", {"body"});
        merged_away(number);
        report_.messages += emptied("messages", "body", number);
        emptied("level_moves", "reason", number);
        emptied("slip_facts", "body", number);
        execute(sql_,
                "UPDATE messages SET author = '' WHERE ticket_number = :n AND sender = 'customer'",
                number);
        attachments(number);
        questions(number);
        execute(sql_, "DELETE FROM secret_links WHERE ticket_number = :n", number);
        execute(sql_,
                "UPDATE tickets SET subject = :mark, contact_name = '', contact_email = '', "
                "contact_phone = '', contact_domain = '', contact_phone_key = '', "
                "link_hash = NULL, version = version + 1 WHERE number = :n",
                mark, number);
        touched_.insert(number);
    }

    std::size_t emptied(const std::string& table, const std::string& column, TicketNumber number) {
        return counted(execute(
            sql_, "UPDATE " + table + " SET " + column + " = :mark WHERE ticket_number = :n", mark,
            number));
    }

    /// What the person wrote went to another ticket with the merge; that one may be somebody
    /// else's.
    void merged_away(TicketNumber number) {
        const auto into = one_row<TicketNumber>(
            sql_, "SELECT merged_into FROM tickets WHERE number = :n AND merged_into IS NOT NULL",
            number);
        if (!into)
            return;
        for (const std::string& name : subject_.names)
            report_.messages += counted(execute(
                sql_,
                "UPDATE messages SET body = :mark, author = '' WHERE ticket_number = :n AND "
                "sender = 'customer' AND author = :name",
                mark, std::get<0>(*into), name));
        touched_.insert(std::get<0>(*into));
    }

    /// The rows go here, the bytes with whoever keeps the files.
    void attachments(TicketNumber number) {
        each_row<std::string>(
            sql_, "SELECT DISTINCT hash FROM attachments WHERE ticket_number = :n",
            [&](const std::string& hash) { report_.attachments.push_back(hash); }, number);
        execute(sql_, "DELETE FROM attachments WHERE ticket_number = :n", number);
    }

    /// What was done, and learnt from it, stays known, without whom it was done for.
    void cleaned(TicketNumber number, const std::string& table,
                 std::initializer_list<const char*> columns) {
        const auto found = load_ticket(sql_, number);
        if (!found)
            return;
        const auto messages = load_messages(sql_, number, Audience::staff);
        const Redactor redactor(*found, messages, own_contacts_);
        for (const std::string column : columns) {
            std::vector<std::pair<long long, std::string>> rows;
            each_row<long long, std::string>(
                sql_, "SELECT id, " + column + " FROM " + table + " WHERE ticket_number = :n",
                [&](long long id, const std::string& text) {
                    rows.emplace_back(id, redactor.clean(text));
                },
                number);
            for (const auto& [id, text] : rows)
                execute(sql_, "UPDATE " + table + " SET " + column + " = :t WHERE id = :id", text,
                        id);
        }
    }

    void questions(TicketNumber number) {
        std::vector<std::string> articles;
        each_row<std::string>(
            sql_, "SELECT DISTINCT article FROM remembered_questions WHERE ticket_number = :n",
            [&](const std::string& article) { articles.push_back(article); }, number);
        for (const char* table :
             {"remembered_questions", "verified_pairs", "replays", "held_replies"})
            execute(sql_, std::string("DELETE FROM ") + table + " WHERE ticket_number = :n",
                    number);
        execute(sql_,
                "DELETE FROM hand_over_finds WHERE move_id IN "
                "(SELECT id FROM level_moves WHERE ticket_number = :n)",
                number);
        for (const std::string& article : articles)
            insert_job(sql_, {.kind = JobKind::questions_changed,
                              .ticket = number,
                              .article = article,
                              .at = now_});
        renamed("trail", number);
        renamed("visitor", number);
        std::vector<GapId> gaps;
        each_row<GapId>(
            sql_,
            "SELECT DISTINCT gap_id FROM searches WHERE ticket_number = :n AND gap_id IS NOT NULL",
            [&](GapId gap) { gaps.push_back(gap); }, number);
        report_.searches += counted(execute(
            sql_, "UPDATE searches SET body = '', topic = '' WHERE ticket_number = :n", number));
        for (const GapId gap : gaps)
            without_words(gap);
    }

    /// Which searches belong together is still known afterwards, for the figures; that a browser
    /// still holds this trail, or whose key this was, is not.
    void renamed(const std::string& column, TicketNumber number) {
        std::vector<std::string> keys;
        each_row<std::string>(
            sql_,
            "SELECT DISTINCT " + column + " FROM searches WHERE ticket_number = :n AND " + column +
                " <> ''",
            [&](const std::string& key) { keys.push_back(key); }, number);
        for (const std::string& key : keys) {
            const auto first = one_value<long long>(
                sql_, "SELECT MIN(id) FROM searches WHERE " + column + " = :key", key);
            execute(sql_, "UPDATE searches SET " + column + " = :new WHERE " + column + " = :old",
                    "erased-" + std::to_string(first), key);
        }
    }

    /// Words that nobody else has asked with are the person's own; the gap goes by what is left.
    void without_words(GapId gap) {
        recount_gap(sql_, gap);
        execute(sql_,
                "DELETE FROM gap_topics WHERE gap_id = :gap AND (topic, lang) NOT IN "
                "(SELECT topic, lang FROM searches WHERE gap_id = :there)",
                gap, gap);
        const auto left = wordings_of(sql_, gap);
        const auto named =
            one_value<std::string>(sql_, "SELECT topic FROM gaps WHERE id = :g", gap);
        if (std::ranges::none_of(left, [&](const Wording& one) { return one.topic == named; }))
            execute(sql_, "UPDATE gaps SET topic = :topic WHERE id = :gap",
                    (left.empty() ? "erased-" : left.front().topic + " #") +
                        std::to_string(gap.value),
                    gap);
        const auto asked = questions_of(sql_, gap, 1);
        const auto ticket = one_row<TicketNumber, std::string>(
            sql_,
            "SELECT t.number, t.subject FROM tickets t JOIN gaps g ON g.ticket_number = t.number "
            "WHERE g.id = :gap AND t.kind = 'gap'",
            gap);
        if (!ticket || still_asked(gap, std::get<1>(*ticket)))
            return;
        const TicketNumber number = std::get<0>(*ticket);
        execute(sql_, "UPDATE tickets SET subject = :subject WHERE number = :n",
                asked.empty() ? mark : asked.front().text, number);
        touched_.insert(number);
    }

    bool still_asked(GapId gap, const std::string& text) {
        return one_value<long long>(
                   sql_, "SELECT COUNT(*) FROM gap_questions WHERE gap_id = :g AND body = :text",
                   gap, text) > 0;
    }

    void account() {
        const PersonId id = subject_.account;
        const std::string name = "erased-" + std::to_string(id.value);
        for (const std::string& known : subject_.names)
            for (const char* table :
                 {"level_moves", "resolutions", "training_notes", "ticket_articles"})
                execute(sql_,
                        std::string("UPDATE ") + table + " SET actor = :new WHERE actor = :old",
                        name, known);
        for (const std::string& known : subject_.names)
            execute(sql_, "UPDATE attachments SET author = :new WHERE author = :old", name, known);
        execute(sql_, "UPDATE messages SET author = :name WHERE author_id = :id", name, id);
        execute(sql_, "DELETE FROM tokens WHERE person_id = :id", id);
        execute(sql_, "DELETE FROM saved_views WHERE owner_id = :id", id);
        execute(sql_, "DELETE FROM held_replies WHERE person_id = :id", id);
        execute(sql_,
                "UPDATE people SET name = :name, email = :email, password = '', active = 0, "
                "organisation = '', organisation_key = '' WHERE id = :id",
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
                                   Place{"resolutions", "id", "ticket_number", "reason"},
                                   Place{"training_notes", "id", "ticket_number", "body"}})
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
        std::set<GapId> gaps;
        for (const auto& [id, gap, text] : found) {
            execute(sql_, "UPDATE searches SET body = '', topic = '' WHERE id = :id", id);
            execute(sql_, "DELETE FROM remembered_questions WHERE body = :text", text);
            execute(sql_, "DELETE FROM verified_pairs WHERE body = :text", text);
            execute(sql_, "DELETE FROM replays WHERE question = :text", text);
            if (gap)
                gaps.insert(*gap);
        }
        for (const GapId gap : gaps)
            without_words(gap);
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
