#include <algorithm>
#include <charconv>

#include "indexer/base/text.h"
#include "searchd/http/json_internal.h"

namespace lotse::http {
namespace {

constexpr int max_depth = 16;

/// The parser recurses; a megabyte of '[' must not reach it.
bool too_deep(std::string_view text) {
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '[' || c == '{') {
            if (++depth > max_depth)
                return true;
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
    return false;
}

bool is_json_type(std::string_view content_type) {
    return trimmed(content_type.substr(0, content_type.find(';'))) == "application/json";
}

bool has_control(const std::string& text) {
    return std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
    });
}

} // namespace

Response json_response(const Json& body, int status) {
    Response response;
    response.status = status;
    response.content_type = "application/json";
    response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
    return response;
}

Response no_content() {
    Response response;
    response.status = 204;
    return response;
}

JsonBody::JsonBody(const Request& request) : object_(nlohmann::json::object()) {
    if (!is_json_type(ascii_lower(request.header("content-type")))) {
        broken_ = Problem{.id = ProblemId::unsupported_media_type};
        return;
    }
    nlohmann::json parsed = nlohmann::json::value_t::discarded;
    if (!too_deep(request.body))
        parsed = nlohmann::json::parse(request.body, nullptr, false);
    if (parsed.is_object())
        object_ = std::move(parsed);
    else
        broken_ = Problem{.id = ProblemId::malformed_request};
}

const nlohmann::json* JsonBody::take(const std::string& name, bool required) {
    known_.push_back(name);
    const auto found = object_.find(name);
    if (found != object_.end() && !found->is_null())
        return &*found;
    if (required)
        fault(name, "required");
    return nullptr;
}

bool JsonBody::is_null(const std::string& name) const {
    const auto found = object_.find(name);
    return found != object_.end() && found->is_null();
}

std::string JsonBody::text(const std::string& name, Text rules) {
    const nlohmann::json* value = take(name, rules.required);
    if (value == nullptr)
        return {};
    if (!value->is_string()) {
        fault(name, "wrong_type");
        return {};
    }
    std::string text(trimmed(value->get_ref<const std::string&>()));
    if (has_control(text))
        fault(name, "invalid_value");
    else if (text.empty() && rules.required)
        fault(name, "required");
    else if (utf8_length(text) > rules.most)
        fault(name, "too_long");
    return text;
}

std::optional<bool> JsonBody::flag(const std::string& name, bool required) {
    const nlohmann::json* value = take(name, required);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_boolean())
        return value->get<bool>();
    fault(name, "wrong_type");
    return std::nullopt;
}

std::optional<std::int64_t> JsonBody::number(const std::string& name, std::int64_t least,
                                             std::int64_t most, bool required) {
    const nlohmann::json* value = take(name, required);
    if (value == nullptr)
        return std::nullopt;
    if (!value->is_number_integer()) {
        fault(name, "wrong_type");
        return std::nullopt;
    }
    const bool huge = value->is_number_unsigned() &&
                      value->get<std::uint64_t>() > static_cast<std::uint64_t>(most);
    if (huge || value->get<std::int64_t>() < least || value->get<std::int64_t>() > most) {
        fault(name, "invalid_value");
        return std::nullopt;
    }
    return value->get<std::int64_t>();
}

std::vector<std::string> JsonBody::list(const std::string& name, std::size_t most) {
    const nlohmann::json* value = take(name, false);
    if (value == nullptr)
        return {};
    const auto is_text = [](const auto& entry) { return entry.is_string(); };
    if (!value->is_array() || !std::ranges::all_of(*value, is_text)) {
        fault(name, "wrong_type");
        return {};
    }
    if (value->size() > most)
        fault(name, "too_long");
    return value->get<std::vector<std::string>>();
}

std::vector<std::int64_t> JsonBody::numbers(const std::string& name, std::size_t most) {
    const nlohmann::json* value = take(name, false);
    if (value == nullptr)
        return {};
    const auto is_number = [](const auto& entry) { return entry.is_number_integer(); };
    if (!value->is_array() || !std::ranges::all_of(*value, is_number)) {
        fault(name, "wrong_type");
        return {};
    }
    if (value->size() > most)
        fault(name, "too_long");
    return value->get<std::vector<std::int64_t>>();
}

std::map<std::string, std::string> JsonBody::texts(const std::string& name, std::size_t most) {
    const nlohmann::json* value = take(name, false);
    std::map<std::string, std::string> found;
    if (value == nullptr)
        return found;
    const auto is_text = [](const auto& entry) { return entry.is_string(); };
    if (!value->is_object() || !std::ranges::all_of(*value, is_text))
        fault(name, "wrong_type");
    else if (value->size() > most)
        fault(name, "too_long");
    else
        for (const auto& [key, text] : value->items())
            found[key] = trimmed(text.template get_ref<const std::string&>());
    return found;
}

std::optional<TimePoint> JsonBody::time(const std::string& name, bool required) {
    const std::string written = text(name, {.most = 40, .required = required});
    if (written.empty())
        return std::nullopt;
    const auto time = parse_iso8601(written);
    if (time)
        return *time;
    fault(name, "invalid_value");
    return std::nullopt;
}

std::optional<Problem> JsonBody::problem() {
    if (broken_)
        return broken_;
    for (const auto& [name, value] : object_.items())
        if (std::ranges::find(known_, name) == known_.end())
            fault(name, "unknown_field");
    if (faults_.empty())
        return std::nullopt;
    return Problem{.id = ProblemId::invalid_request, .faults = std::move(faults_)};
}

std::size_t number_of(const Request& request, std::string_view name, std::size_t fallback,
                      std::size_t least, std::size_t most, std::optional<Problem>& fault) {
    if (!request.query.has(name))
        return fallback;
    const auto text = request.query.get(name);
    std::size_t value = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (wrong == std::errc{} && end == text.data() + text.size() && value >= least && value <= most)
        return value;
    fault = invalid_field(std::string(name), "invalid_value");
    return fallback;
}

} // namespace lotse::http
