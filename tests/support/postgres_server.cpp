#include "tests/support/postgres_server.h"

#include <libpq-fe.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <grp.h>
#include <iterator>
#include <memory>
#include <pwd.h>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace lotse::testing {

namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

/// Debian keeps each version below its number; the newest will do.
std::string find_programs() {
    std::string newest;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", ignored))
        if (fs::exists(entry.path() / "bin" / "initdb"))
            newest = std::max(newest, (entry.path() / "bin").string());
    if (newest.empty())
        throw std::runtime_error("PostgreSQL is not installed: apt-get install postgresql");
    return newest;
}

/// The server refuses to run as root.
const passwd* unprivileged_user() {
    if (::geteuid() != 0)
        return nullptr;
    for (const char* name : {"postgres", "nobody"})
        if (const passwd* user = ::getpwnam(name))
            return user;
    throw std::runtime_error("there is neither a user postgres nor nobody");
}

/// Runs a program as that user, its words going to the log; whether it succeeded.
bool run_as(const passwd* user, const Words& words, const std::string& log) {
    const pid_t child = ::fork();
    if (child < 0)
        return false;
    if (child == 0) {
        std::vector<char*> argv;
        for (const std::string& word : words)
            argv.push_back(const_cast<char*>(word.c_str()));
        argv.push_back(nullptr);
        const int out = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
        const int in = ::open("/dev/null", O_RDONLY);
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::dup2(out, STDERR_FILENO);
        if (user != nullptr && (::setgroups(0, nullptr) != 0 || ::setgid(user->pw_gid) != 0 ||
                                ::setuid(user->pw_uid) != 0))
            ::_exit(126);
        ::execv(argv[0], argv.data());
        ::_exit(127);
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

struct Guarded {
    std::string programs, folder;
    const passwd* user;
    int life_line, ready;
};

/// Lives as long as somebody holds the other end of the life line, and the server with it.
[[noreturn]] void guard(const Guarded& it) {
    ::setsid();
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
        ::signal(signal, SIG_IGN);
    const std::string log = it.folder + "/log", data = it.folder + "/data";
    const std::string pg_ctl = it.programs + "/pg_ctl";
    // Nothing here outlives the test, so nothing has to reach the disk.
    const std::string options = "-c listen_addresses= -c unix_socket_directories=" + it.folder +
                                " -c fsync=off -c full_page_writes=off -c max_connections=100"
                                " -c shared_buffers=32MB -c autovacuum=off";
    const bool started =
        run_as(it.user,
               {it.programs + "/initdb", "-D", data, "-U", "lotse", "-A", "trust", "-E", "UTF8",
                "--locale=C.UTF-8", "--no-sync", "--no-instructions"},
               log) &&
        run_as(it.user,
               {pg_ctl, "start", "-w", "-s", "-D", data, "-l", it.folder + "/server.log", "-o",
                options},
               log);
    const char verdict = started ? 'y' : 'n';
    if (::write(it.ready, &verdict, 1) == 1 && started) {
        char byte = 0;
        while (::read(it.life_line, &byte, 1) < 0 && errno == EINTR) {
        }
    }
    ::close(it.ready);
    run_as(it.user, {pg_ctl, "stop", "-w", "-s", "-m", "immediate", "-D", data}, log);
    std::error_code ignored;
    if (started) // else its words are read first
        fs::remove_all(it.folder, ignored);
    ::_exit(0);
}

std::string contents(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string encoded(std::string text) {
    for (auto at = text.find('/'); at != std::string::npos; at = text.find('/', at))
        text.replace(at, 1, "%2F");
    return text;
}

} // namespace

PostgresServer& PostgresServer::shared() {
    // What failed once is not tried again for every test.
    static std::string failure;
    static const std::unique_ptr<PostgresServer> server = []() -> std::unique_ptr<PostgresServer> {
        try {
            return std::unique_ptr<PostgresServer>(new PostgresServer());
        } catch (const std::exception& why) {
            failure = why.what();
            return nullptr;
        }
    }();
    if (!server)
        throw std::runtime_error(failure);
    return *server;
}

PostgresServer::PostgresServer() : programs_(find_programs()) {
    const passwd* user = unprivileged_user();
    folder_ = (fs::temp_directory_path() / "lotse-test-XXXXXX").string();
    if (::mkdtemp(folder_.data()) == nullptr)
        throw std::runtime_error("cannot make a temporary folder");
    if (user != nullptr && ::chown(folder_.c_str(), user->pw_uid, user->pw_gid) != 0)
        throw std::runtime_error("cannot give the folder away");
    int life[2], ready[2];
    if (::pipe2(life, O_CLOEXEC) != 0 || ::pipe2(ready, O_CLOEXEC) != 0)
        throw std::runtime_error("cannot make a pipe");
    guardian_ = ::fork();
    if (guardian_ < 0)
        throw std::runtime_error("cannot fork");
    if (guardian_ == 0) {
        ::close(life[1]);
        ::close(ready[0]);
        const int nowhere = ::open("/dev/null", O_RDWR);
        for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) // whoever reads them need not wait
            ::dup2(nowhere, stream);
        guard({programs_, folder_, user, life[0], ready[1]});
    }
    ::close(life[0]);
    ::close(ready[1]);
    life_line_ = life[1];
    char verdict = 'n';
    while (::read(ready[0], &verdict, 1) < 0 && errno == EINTR) {
    }
    ::close(ready[0]);
    if (verdict != 'y') {
        const std::string words = contents(folder_ + "/log") + contents(folder_ + "/server.log");
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        throw std::runtime_error("PostgreSQL did not start: " + words);
    }
}

PostgresServer::~PostgresServer() {
    ::close(life_line_);
    int status = 0;
    while (::waitpid(guardian_, &status, 0) < 0 && errno == EINTR) {
    }
}

std::string PostgresServer::address_of(const std::string& name) const {
    return "postgresql://lotse@/" + name + "?host=" + encoded(folder_);
}

std::string PostgresServer::make_database(const std::string& name) {
    run(address_of("postgres"), "CREATE DATABASE " + name);
    return address_of(name);
}

std::string PostgresServer::make_schema(const std::string& name) {
    run(address_of("postgres"), "CREATE SCHEMA " + name);
    return address_of("postgres") + "&options=-csearch_path%3D" + name;
}

void PostgresServer::disconnect_all() {
    run(address_of("postgres"),
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
}

void PostgresServer::run(const std::string& address, const std::string& statements) {
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(address.c_str()),
                                                                  PQfinish);
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection.get(), statements.c_str()), PQclear);
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        throw std::runtime_error(PQerrorMessage(connection.get()));
}

} // namespace lotse::testing
