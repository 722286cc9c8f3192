#include "tests/support/smtp_sink.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace lotse::testing {

namespace {

/// Lines of a connection, without their ends.
class Lines {
  public:
    explicit Lines(int connection) : connection_(connection) {}

    bool next(std::string& line) {
        for (;;) {
            if (const auto end = held_.find("\r\n"); end != std::string::npos) {
                line = held_.substr(0, end);
                held_.erase(0, end + 2);
                return true;
            }
            char buffer[4096];
            const auto got = recv(connection_, buffer, sizeof buffer, 0);
            if (got <= 0)
                return false;
            held_.append(buffer, static_cast<std::size_t>(got));
        }
    }

  private:
    int connection_;
    std::string held_;
};

bool say(int connection, const std::string& line) {
    const std::string bytes = line + "\r\n";
    return send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
           static_cast<ssize_t>(bytes.size());
}

std::string between_brackets(const std::string& line) {
    const auto begin = line.find('<');
    const auto end = line.rfind('>');
    return begin == std::string::npos || end == std::string::npos
               ? std::string()
               : line.substr(begin + 1, end - begin - 1);
}

std::string read_message(Lines& lines) {
    std::string message;
    for (std::string line; lines.next(line) && line != ".";)
        message += (line.starts_with("..") ? line.substr(1) : line) + "\r\n";
    return message;
}

} // namespace

SmtpSink::SmtpSink(SmtpTemper temper) : temper_(std::move(temper)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in here{};
    here.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof here;
    auto* address = reinterpret_cast<sockaddr*>(&here);
    if (listener_ < 0 || bind(listener_, address, size) != 0 || listen(listener_, 16) != 0 ||
        getsockname(listener_, address, &size) != 0)
        throw std::runtime_error("no port for the mail server");
    port_ = ntohs(here.sin_port);
    thread_ = std::thread([this] { run(); });
}

SmtpSink::~SmtpSink() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
}

std::vector<ReceivedMail> SmtpSink::received() const {
    const std::lock_guard lock(mutex_);
    return mails_;
}

void SmtpSink::change_temper(SmtpTemper temper) {
    const std::lock_guard lock(mutex_);
    temper_ = std::move(temper);
}

void SmtpSink::run() {
    for (;;) {
        const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection < 0 && errno == EINTR)
            continue;
        if (connection < 0)
            return;
        // One that hangs must not keep a test from ending.
        const timeval patience{10, 0};
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        serve(connection);
        close(connection);
    }
}

std::string SmtpSink::answer_to(const std::string& line) const {
    const std::lock_guard lock(mutex_);
    return temper_ ? temper_(line) : std::string();
}

void SmtpSink::serve(int connection) {
    Lines lines(connection);
    ReceivedMail mail;
    say(connection, "220 sink ready");
    for (std::string line; lines.next(line);) {
        const std::string wish = answer_to(line);
        if (wish == "drop")
            return;
        if (!wish.empty()) {
            say(connection, wish);
            continue;
        }
        if (line == "QUIT") {
            say(connection, "221 bye");
            return;
        }
        if (line.starts_with("EHLO")) {
            say(connection, "250 sink");
        } else if (line == "DATA") {
            say(connection, "354 go on");
            mail.message = read_message(lines);
            const std::string end = answer_to(".");
            if (end == "drop")
                return;
            if (end.empty()) {
                const std::lock_guard lock(mutex_);
                mails_.push_back(mail);
            }
            say(connection, end.empty() ? "250 taken" : end);
        } else {
            if (line.starts_with("MAIL FROM"))
                mail.from = between_brackets(line);
            if (line.starts_with("RCPT TO"))
                mail.to = between_brackets(line);
            say(connection, "250 fine");
        }
    }
}

std::string text_of(const ReceivedMail& mail) {
    const auto begin = mail.message.find("\r\n\r\n");
    std::string text;
    for (std::size_t i = begin == std::string::npos ? 0 : begin + 4; i < mail.message.size(); ++i) {
        const char c = mail.message[i];
        if (c == '=' && mail.message.compare(i + 1, 2, "\r\n") == 0) {
            i += 2;
        } else if (c == '=') {
            text += static_cast<char>(std::stoi(mail.message.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else if (c != '\r') {
            text += c;
        }
    }
    return text;
}

std::string link_in(const ReceivedMail& mail) {
    const std::string text = text_of(mail);
    const auto begin = text.find("http://");
    const auto path = text.find('/', begin + 7);
    return begin == std::string::npos ? std::string()
                                      : text.substr(path, text.find('\n', path) - path);
}

} // namespace lotse::testing
