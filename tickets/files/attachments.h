#pragma once
// Attachments of tickets: rows in the database, bytes in a BlobStore. The bytes are put first and
// the row is the promise, so that a crash leaves at worst bytes without a row, which are collected
// later.

#include <string>
#include <vector>

#include "tickets/files/blob_store.h"
#include "tickets/ticket_store.h"

namespace lotse::tickets {

struct AttachmentLimits {
    std::size_t max_bytes = std::size_t{10} << 20; // of one
    std::size_t most = 50;                         // of a ticket
    std::size_t most_bytes = std::size_t{100} << 20;
};

struct AttachmentDraft {
    std::string name{}; // as the sender calls it
    std::string_view bytes{};
    Visibility visibility = Visibility::public_; // internal ones are for staff
    std::optional<MessageId> message{};          // that it belongs to; else to the ticket
};

struct Attachment {
    AttachmentId id{};
    TicketNumber ticket{};
    std::optional<MessageId> message{};
    TimePoint at{};
    std::string hash{};
    std::string name{}; // for showing only
    std::string type{}; // by its bytes
    std::int64_t size = 0;
    Visibility visibility = Visibility::public_;
    std::string author{};

    bool operator==(const Attachment&) const = default;
};

class AttachmentStore {
  public:
    AttachmentStore(Database& database, std::filesystem::path folder, AttachmentLimits limits = {})
        : database_(database), blobs_(std::move(folder)), limits_(limits) {}

    /// On a merged ticket it goes to the one it was merged into. too_large beyond the limits;
    /// invalid_argument for an empty file or a message of another ticket.
    Result<Attachment> add(const Actor& actor, TicketNumber number, const AttachmentDraft& draft);

    Result<std::vector<Attachment>> list(TicketNumber number) const;
    /// not_found also when the attachment is another ticket's.
    Result<Attachment> find(TicketNumber number, AttachmentId id) const;
    Result<std::string> read(const Attachment& attachment) const;

    /// Removes bytes that no row names and that were not put within `age`; how many.
    Result<std::size_t> collect_orphans(Milliseconds age = std::chrono::hours{1});

  private:
    Database& database_;
    BlobStore blobs_;
    AttachmentLimits limits_;
};

} // namespace lotse::tickets
