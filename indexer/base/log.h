#pragma once
// What a running program tells its operator: events with typed fields, one line each. A sink
// decides where they go. Never log what a customer wrote, an address, a token or a password.

#include <initializer_list>
#include <string>
#include <string_view>

namespace lotse {

enum class LogLevel { debug, info, warning, error };

const char* name(LogLevel level);

struct LogField {
    std::string_view key;
    std::string value;
};

/// Implementations are safe to call from any thread.
class Log {
  public:
    virtual ~Log() = default;
    virtual void write(LogLevel level, std::string_view event,
                       std::initializer_list<LogField> fields) = 0;

    void debug(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::debug, event, fields);
    }
    void info(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::info, event, fields);
    }
    void warning(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::warning, event, fields);
    }
    void error(std::string_view event, std::initializer_list<LogField> fields = {}) {
        write(LogLevel::error, event, fields);
    }
};

/// Drops everything: for tests and short commands.
class NullLog final : public Log {
  public:
    void write(LogLevel, std::string_view, std::initializer_list<LogField>) override {}
};

/// "event key=value key="two words"" with control characters escaped: the text form of an event.
std::string format_event(std::string_view event, std::initializer_list<LogField> fields);

} // namespace lotse
