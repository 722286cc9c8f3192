#pragma once
// Letters to customers that wait to be sent. They are written down in the transaction of what they
// tell of, so that none is lost and none is sent for what did not happen. A letter holds a kind, an
// address and a ticket's number, never what somebody wrote: an address is not verified by being
// typed into a form, so nobody can have words of his own sent to another.
//
// Limits, so that nobody's mailbox is filled by forms: in an hour one letter of each automatic kind
// but three to sign in, in a day five of all automatic kinds together to one address, in an hour
// 1,000 altogether. An answer that an agent wrote is always told, once until the letter is out.

#include <optional>
#include <string>
#include <vector>

#include "tickets/database.h"
#include "tickets/ids.h"
#include "tickets/words.h"

namespace lotse::tickets {

enum class MailKind : std::uint8_t {
    sign_in,          // somebody asked for a link to his requests; automatic
    request_received, // automatic
    answer_arrived,
};

enum class MailState : std::uint8_t { waiting, sent, failed };

struct Mail {
    MailId id{};
    MailKind kind = MailKind::sign_in;
    std::string address{}; // in lower case
    std::string lang{};
    std::optional<TicketNumber> ticket{}; // none of sign_in
    TimePoint created{};
    TimePoint due{}; // of the next attempt
    int tries = 0;
    MailState state = MailState::waiting;
    std::string problem{}; // why the last attempt failed

    bool operator==(const Mail&) const = default;
};

constexpr auto sign_in_link_life = std::chrono::minutes{30};

/// Any thread may call it.
class MailQueue {
  public:
    explicit MailQueue(Database& database) : database_(database) {}

    /// Whether letters are queued from now on, by whatever program writes tickets. Those that wait
    /// are dropped with `false`: they would come as a surprise when mail is set up again.
    Status goes_out(bool yes);

    /// Those whose time has come, the oldest first.
    Result<std::vector<Mail>> due(int limit = 20) const;
    /// A new secret for the letter's link: to the ticket (TicketStore::find_by_link), or to sign in
    /// (Mailbox::redeem), good for `sign_in_link_life`. Earlier ones of the letter stay good.
    Result<std::string> make_secret(const Mail& mail);

    Status sent(const Mail& mail);
    /// Tried again after 1, 2, 4 … minutes, at most 4 hours. A letter older than 5 days, one to
    /// sign in than its link lives, has failed.
    Status not_yet(const Mail& mail, std::string_view why);
    /// A note on the ticket says so.
    Status failed(const Mail& mail, std::string_view why);

    /// Forgets letters that are done with and links that have expired, older than `keep`.
    Result<std::size_t> clear(Milliseconds keep);

  private:
    Database& database_;
};

} // namespace lotse::tickets
