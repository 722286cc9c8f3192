#pragma once
// A mail server that takes what it is given, or answers as a test wants it to.

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lotse::testing {

struct ReceivedMail {
    std::string from; // of the envelope
    std::string to;
    std::string message; // as it was sent, dots unstuffed
};

/// What it answers to a line ("MAIL FROM:<…>", "RCPT TO:<…>", "DATA", "." for the message itself).
/// Empty: as if all was well. "drop": the connection is cut.
using SmtpTemper = std::function<std::string(const std::string& line)>;

class SmtpSink {
  public:
    explicit SmtpSink(SmtpTemper temper = {});
    ~SmtpSink();
    SmtpSink(const SmtpSink&) = delete;
    SmtpSink& operator=(const SmtpSink&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    std::vector<ReceivedMail> received() const;
    /// Takes effect with the next line.
    void change_temper(SmtpTemper temper);

  private:
    void run();
    void serve(int connection);
    std::string answer_to(const std::string& line) const;

    mutable std::mutex mutex_;
    SmtpTemper temper_;               // guarded by mutex_
    std::vector<ReceivedMail> mails_; // guarded by mutex_
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

/// The path of the first link in the message: "/t/…".
std::string link_in(const ReceivedMail& mail);

/// The body of a quoted-printable message, decoded.
std::string text_of(const ReceivedMail& mail);

} // namespace lotse::testing
