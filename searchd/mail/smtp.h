#pragma once
// Handing a message to a mail server by SMTP (RFC 5321), with TLS and a sign-in where it asks for
// them.

#include <atomic>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/result.h"

namespace lotse::mail {

struct SmtpServer {
    std::string url;           // "smtp://mail.example:587", "smtps://mail.example"
    std::string user;          // empty: no sign-in
    std::string password;      // never logged
    bool tls = true;           // refuse to speak without; smtps:// always has it
    Milliseconds time{30'000}; // for one message
};

struct Envelope {
    std::string from; // empty: nobody wants to hear that it did not arrive
    std::string to;
};

/// later: it may go well another time (no connection, a 4xx answer, a sign-in that failed).
/// refused: it never will (a 5xx answer for this recipient or this message).
enum class Outcome : std::uint8_t { accepted, later, refused };

struct Handover {
    Outcome outcome = Outcome::accepted;
    std::string why; // without addresses' secrets: the server's answer, or the library's words
};

/// "smtp://" or "smtps://", a host, perhaps a port; nothing else.
Result<std::string> parse_mail_server(std::string_view text);

/// Blocks for at most `server.time`; less when `stop` becomes true. Any thread may call it.
Handover hand_over(const SmtpServer& server, const Envelope& envelope, const std::string& message,
                   const std::atomic<bool>& stop);

} // namespace lotse::mail
