#include "searchd/http/log_sink.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

namespace lotse::http {
namespace {

spdlog::level::level_enum level_of(LogLevel level) {
    switch (level) {
    case LogLevel::debug:
        return spdlog::level::debug;
    case LogLevel::info:
        return spdlog::level::info;
    case LogLevel::warning:
        return spdlog::level::warn;
    case LogLevel::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

std::string as_json(LogLevel level, std::string_view event,
                    std::initializer_list<LogField> fields) {
    nlohmann::ordered_json line{{"level", name(level)}, {"event", event}};
    for (const auto& field : fields)
        line[std::string(field.key)] = field.value;
    return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

struct StderrLog::Impl {
    explicit Impl(LogFormat wanted)
        : logger("lotse", std::make_shared<spdlog::sinks::stderr_sink_mt>()), format(wanted) {}
    spdlog::logger logger;
    LogFormat format;
};

StderrLog::StderrLog(LogLevel level, LogFormat format) : impl_(std::make_unique<Impl>(format)) {
    impl_->logger.set_level(level_of(level));
    // JSON lines carry no time of their own: journald, Docker and the like add it.
    if (format == LogFormat::json)
        impl_->logger.set_pattern("%v");
    else
        impl_->logger.set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
}

StderrLog::~StderrLog() = default;

void StderrLog::write(LogLevel level, std::string_view event,
                      std::initializer_list<LogField> fields) {
    const auto as = level_of(level);
    if (!impl_->logger.should_log(as))
        return;
    const std::string line = impl_->format == LogFormat::json ? as_json(level, event, fields)
                                                              : format_event(event, fields);
    impl_->logger.log(as, spdlog::string_view_t(line.data(), line.size()));
}

void StderrLog::change_level(LogLevel level) {
    impl_->logger.set_level(level_of(level));
}

} // namespace lotse::http
