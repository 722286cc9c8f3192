#pragma once
// Runs a program of the build as its user would: own process, output caught, killed if need be.
//
//     const auto ran = testing::run("lotse-indexer", {"check", folder});
//     CHECK(ran.exit_code == 0);

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "tests/support/temp_dir.h"

namespace lotse::testing {

struct Ran {
    int exit_code = -1; // 128 + the signal's number when one ended it
    std::string out;
    std::string err;
};

/// A started program; killed when it is still running at the end of scope.
class Process {
  public:
    Process(const std::string& program, const std::vector<std::string>& arguments) {
        std::vector<std::string> words{(std::filesystem::path(LOTSE_BIN_DIR) / program).string()};
        words.insert(words.end(), arguments.begin(), arguments.end());
        std::vector<char*> argv;
        for (auto& word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        const std::string out = (files_ / "out").string();
        const std::string err = (files_ / "err").string();
        pid_ = ::fork();
        if (pid_ < 0)
            throw std::runtime_error("cannot fork");
        if (pid_ > 0)
            return;
        redirect(out, STDOUT_FILENO);
        redirect(err, STDERR_FILENO);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    ~Process() {
        if (pid_ > 0) {
            ::kill(pid_, SIGKILL);
            wait();
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    void signal(int number) const { ::kill(pid_, number); }
    pid_t pid() const { return pid_; }

    Ran wait() {
        int status = 0;
        while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
        }
        pid_ = -1;
        const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return {code, out(), text("err")};
    }

    /// What it has printed so far.
    std::string out() const { return text("out"); }

  private:
    static void redirect(const std::string& path, int to) {
        const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(fd, to);
        ::close(fd);
    }
    std::string text(const std::string& name) const {
        std::ifstream in(files_ / name, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    TempDir files_;
    pid_t pid_ = -1;
};

inline Ran run(const std::string& program, const std::vector<std::string>& arguments) {
    return Process(program, arguments).wait();
}

} // namespace lotse::testing
