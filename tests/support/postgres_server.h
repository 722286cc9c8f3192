#pragma once
// A PostgreSQL server of the tests' own, from Debian's package: in a temporary folder, reached by a
// private socket only, run by an unprivileged user. One serves a whole process; it stops and its
// folder goes when the process ends, however it ends.
//
//     const std::string address = PostgresServer::shared().make_database("t1");
//     → "postgresql://lotse@/t1?host=%2Ftmp%2Flotse-test-…"

#include <string>
#include <sys/types.h>

namespace lotse::testing {

class PostgresServer {
  public:
    /// Started with the first call. Throws std::runtime_error with the server's words.
    static PostgresServer& shared();

    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// An empty database, or an empty schema in the database they share; the address of it.
    std::string make_database(const std::string& name);
    std::string make_schema(const std::string& name);

    /// Ends all connections, as a restart of the server would.
    void disconnect_all();

    /// The folder of its programs, such as pg_dump.
    const std::string& programs() const { return programs_; }

    /// Runs statements on a database; what the server refuses, it throws.
    static void run(const std::string& address, const std::string& statements);

  private:
    PostgresServer();
    std::string address_of(const std::string& database) const;

    std::string programs_;
    std::string folder_;
    pid_t guardian_ = -1;
    int life_line_ = -1; // the guardian holds the other end
};

} // namespace lotse::testing
