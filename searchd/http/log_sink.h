#pragma once
// The log of the daemon: one line an event on stderr, as logfmt or JSON.

#include <memory>

#include "indexer/base/log.h"
#include "searchd/http/config.h"

namespace lotse::http {

/// Any thread. The level may be changed while it is in use.
class StderrLog final : public Log {
  public:
    StderrLog(LogLevel level, LogFormat format);
    ~StderrLog() override;

    void write(LogLevel level, std::string_view event,
               std::initializer_list<LogField> fields) override;
    void change_level(LogLevel level);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::http
