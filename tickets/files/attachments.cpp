#include "tickets/files/attachments.h"

#include "tickets/files/file_name.h"
#include "tickets/files/file_type.h"
#include "tickets/history_internal.h"
#include "tickets/rows_internal.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(Attachment& a) {
    return std::tie(a.id, a.ticket, a.message, a.at, a.hash, a.name, a.type, a.size, a.visibility,
                    a.author);
}

namespace {

std::vector<Attachment> load_attachments(soci::session& sql, TicketNumber number) {
    std::vector<Attachment> found;
    each_record<Attachment>(
        sql,
        "SELECT id, ticket_number, message_id, at, hash, name, type, size, visibility, author "
        "FROM attachments WHERE ticket_number = :n ORDER BY id",
        [&](const Attachment& attachment) { found.push_back(attachment); }, number);
    return found;
}

Status check_room(const std::vector<Attachment>& there, std::size_t more,
                  const AttachmentLimits& limits) {
    std::size_t bytes = more;
    for (const Attachment& attachment : there)
        bytes += static_cast<std::size_t>(attachment.size);
    if (there.size() >= limits.most || bytes > limits.most_bytes)
        return Error{Code::too_large, "the ticket has too many attachments",
                     "at most " + std::to_string(limits.most) + " files of " +
                         std::to_string(limits.most_bytes >> 20U) + " MiB in all"};
    return Done{};
}

Status check_message(soci::session& sql, TicketNumber number, const std::optional<MessageId>& id) {
    if (!id)
        return Done{};
    const auto its = one_value<long long>(
        sql, "SELECT COUNT(*) FROM messages WHERE id = :i AND ticket_number = :n", *id, number);
    if (its == 0)
        return Error{Code::invalid_argument, "the message is not of this ticket", ""};
    return Done{};
}

void insert_attachment(soci::session& sql, const Attachment& a) {
    execute(sql,
            "INSERT INTO attachments (id, ticket_number, message_id, at, hash, name, type, size, "
            "visibility, author) VALUES (:i, :n, :m, :t, :h, :f, :y, :s, :v, :a)",
            a.id, a.ticket, a.message, a.at, a.hash, a.name, a.type, a.size, a.visibility,
            a.author);
}

} // namespace

Result<Attachment> AttachmentStore::add(const Actor& actor, TicketNumber number,
                                        const AttachmentDraft& draft) {
    if (draft.bytes.empty())
        return Error{Code::invalid_argument, "the file is empty", "choose another file"};
    if (draft.bytes.size() > limits_.max_bytes)
        return Error{Code::too_large, "the file is too large",
                     "at most " + std::to_string(limits_.max_bytes >> 20U) + " MiB"};
    auto hash = blobs_.put(draft.bytes);
    if (!hash)
        return hash.error();
    Attachment added{.message = draft.message,
                     .at = database_.clock().now(),
                     .hash = *hash,
                     .name = display_name(draft.name),
                     .type = std::string(sniffed(draft.bytes).name),
                     .size = static_cast<std::int64_t>(draft.bytes.size()),
                     .visibility = draft.visibility,
                     .author = actor.name};
    Status status = database_.write([&](soci::session& sql) -> Status {
        added.ticket = standing_ticket(sql, number);
        const auto ticket = load_ticket(sql, added.ticket);
        if (!ticket)
            return ticket.error();
        if (Status room =
                check_room(load_attachments(sql, added.ticket), draft.bytes.size(), limits_);
            !room)
            return room;
        if (Status its = check_message(sql, added.ticket, draft.message); !its)
            return its;
        if (!actor.person && party_of(actor) == Party::customer)
            added.author = ticket->contact.name;
        added.id = {next_id(sql, "attachment")};
        insert_attachment(sql, added);
        append_history(sql, added.at,
                       {.ticket = added.ticket,
                        .actor = actor,
                        .event = "attach",
                        .facts = {{"attachment", added.id.value}, {"hash", added.hash}}});
        return Done{};
    });
    if (!status)
        return status.error();
    return added;
}

Result<std::vector<Attachment>> AttachmentStore::list(TicketNumber number) const {
    std::vector<Attachment> found;
    Status status = database_.read([&](soci::session& sql) -> Status {
        found = load_attachments(sql, number);
        return Done{};
    });
    if (!status)
        return status.error();
    return found;
}

Result<Attachment> AttachmentStore::find(TicketNumber number, AttachmentId id) const {
    auto all = list(number);
    if (!all)
        return all.error();
    for (Attachment& attachment : *all)
        if (attachment.id == id)
            return std::move(attachment);
    return Error{Code::not_found, "there is no such attachment", ""};
}

Result<std::string> AttachmentStore::read(const Attachment& attachment) const {
    return blobs_.get(attachment.hash, static_cast<std::size_t>(attachment.size));
}

Result<std::size_t> AttachmentStore::collect_orphans(Milliseconds age) {
    const auto old = blobs_.older_than(age);
    if (!old)
        return old.error();
    std::size_t collected = 0;
    for (const std::string& hash : *old) {
        long long named = 0;
        Status status = database_.read([&](soci::session& sql) -> Status {
            named =
                one_value<long long>(sql, "SELECT COUNT(*) FROM attachments WHERE hash = :h", hash);
            return Done{};
        });
        if (!status)
            return status.error();
        if (named > 0)
            continue;
        if (Status gone = blobs_.remove(hash); !gone)
            return gone.error();
        ++collected;
    }
    return collected;
}

} // namespace lotse::tickets
