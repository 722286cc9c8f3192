#pragma once
// Takes letters that wait, writes them in their language and hands them to the mail server. Each
// says what has happened and where to read it, never what somebody wrote (tickets/mail_queue.h).

#include <atomic>
#include <functional>
#include <string>

#include "indexer/base/log.h"
#include "searchd/mail/smtp.h"
#include "tickets/mail_queue.h"

namespace lotse::mail {

struct PostOptions {
    SmtpServer server{};
    std::string from{};     // our address; its domain names our letters
    std::string base_url{}; // of the links
    std::function<std::string()> site_name{};
};

class Post {
  public:
    /// Both must outlive the object.
    Post(PostOptions options, tickets::Database& database, Log& log);

    /// One round: whatever is due. One thread at a time. A letter that could not be sent is no
    /// error of the round.
    Status send_due();

    /// The round that is running ends soon. Any thread.
    void stop() { stopping_ = true; }

  private:
    Status send(const tickets::Mail& mail);
    Result<std::string> message_for(const tickets::Mail& mail, const std::string& secret) const;

    PostOptions options_;
    tickets::MailQueue queue_;
    Log& log_;
    std::atomic<bool> stopping_{false};
};

} // namespace lotse::mail
