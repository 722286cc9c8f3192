#pragma once
// A program of ours running beside the test, told to end when the test does. Nothing sleeps: the
// daemon says on its output when it listens, and ends when it ends.

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace lotse::testing {

class Process {
  public:
    using Environment = std::vector<std::pair<std::string, std::string>>;

    Process(const std::string& program, const std::vector<std::string>& arguments,
            const Environment& environment = {}) {
        int out[2];
        int err[2];
        if (::pipe2(out, O_CLOEXEC) != 0 || ::pipe2(err, O_CLOEXEC) != 0)
            throw std::runtime_error("no pipe");
        pid_ = ::fork();
        if (pid_ == 0)
            run(program, arguments, environment, out[1], err[1]);
        ::close(out[1]);
        ::close(err[1]);
        out_ = out[0];
        err_ = err[0];
    }
    ~Process() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
        ::close(out_);
        ::close(err_);
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const { ::kill(pid_, number); }

    /// One line of standard output; empty when it ends instead. Fails after half a minute.
    std::string read_line() {
        std::string line;
        for (char c = 0; c != '\n';) {
            wait_readable(out_);
            if (::read(out_, &c, 1) != 1)
                return {};
            line += c;
        }
        line.pop_back();
        return line;
    }

    std::string rest_of_output() { return read_all(out_); }
    std::string errors() { return read_all(err_); }

    /// Its exit code, or 1000 + the signal that ended it. Fails after half a minute.
    int wait() {
        const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
        wait_readable(handle);
        ::close(handle);
        int status = 0;
        ::waitpid(pid_, &status, 0);
        pid_ = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
    }

  private:
    [[noreturn]] static void run(const std::string& program,
                                 const std::vector<std::string>& arguments,
                                 const Environment& environment, int out, int err) {
        ::dup2(out, STDOUT_FILENO);
        ::dup2(err, STDERR_FILENO);
        for (const auto& [name, value] : environment)
            ::setenv(name.c_str(), value.c_str(), 1);
        std::vector<char*> values{const_cast<char*>(program.c_str())};
        for (const auto& argument : arguments)
            values.push_back(const_cast<char*>(argument.c_str()));
        values.push_back(nullptr);
        ::execv(program.c_str(), values.data());
        ::_exit(127);
    }

    static void wait_readable(int fd) {
        pollfd ready{fd, POLLIN, 0};
        if (::poll(&ready, 1, 30'000) != 1)
            throw std::runtime_error("the program neither speaks nor ends");
    }

    static std::string read_all(int fd) {
        std::string all;
        char piece[4096];
        for (;;) {
            wait_readable(fd);
            const auto count = ::read(fd, piece, sizeof piece);
            if (count <= 0)
                return all;
            all.append(piece, static_cast<std::size_t>(count));
        }
    }

    pid_t pid_ = -1;
    int out_ = -1;
    int err_ = -1;
};

/// lotse-searchd on a port of its own, logging errors only, so that a full pipe never stops it.
class Daemon {
  public:
    explicit Daemon(std::vector<std::string> arguments)
        : process_(LOTSE_BIN_DIR "/lotse-searchd", with_listen(std::move(arguments))) {
        const std::string line = process_.read_line();
        if (!line.starts_with("http://"))
            throw std::runtime_error("lotse-searchd did not start: " + process_.errors());
        address_ = line.substr(7);
    }

    /// "127.0.0.1:43121"
    const std::string& address() const { return address_; }
    Process& process() { return process_; }

    /// Asks it to stop and waits; its exit code.
    int stop() {
        process_.signal(SIGTERM);
        return process_.wait();
    }

  private:
    static std::vector<std::string> with_listen(std::vector<std::string> arguments) {
        for (const char* more : {"--listen", "127.0.0.1:0", "--log-level", "error"})
            arguments.emplace_back(more);
        return arguments;
    }

    Process process_;
    std::string address_;
};

} // namespace lotse::testing
