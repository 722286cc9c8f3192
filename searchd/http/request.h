#pragma once
// Requests and responses as plain values: what handlers see. The HTTP library stays behind
// protocol.h.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/base/result.h"

namespace lotse::http {

/// The languages that we speak with people.
enum class Tongue : std::uint8_t { de, en };
constexpr std::string_view name(Tongue tongue) {
    return tongue == Tongue::de ? "de" : "en";
}
/// "de", "en"; anything else is nothing.
std::optional<Tongue> parse_tongue(std::string_view text);

/// The best of de and en by the q-values of an Accept-Language header.
std::optional<Tongue> tongue_of_header(std::string_view accept_language);

/// Name and value pairs in the order they came: a query string or a form.
class Fields {
  public:
    /// Reads application/x-www-form-urlencoded. invalid_argument, with the field's name as the
    /// message, when a value is not UTF-8, holds NUL or a broken escape, or there are over 100.
    static Result<Fields> parse(std::string_view encoded);

    /// The first of that name; empty when there is none.
    std::string_view get(std::string_view name) const;
    bool has(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

  private:
    std::vector<std::pair<std::string, std::string>> all_;
};

struct Request {
    std::string method;
    std::string path;         // decoded, UTF-8 without control characters
    std::string query_string; // as it came, without '?'
    Fields query;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
    std::string remote; // the other end of the connection
    std::string caller; // who is behind it, proxies seen through
    std::string id;     // minted for each request: logs and problems name it
    Tongue tongue = Tongue::en;
    std::vector<std::string> arguments; // what the route's {…} stood for, in order

    /// `name` in lower case; empty when there is none.
    std::string_view header(std::string_view name) const;
    std::string_view cookie(std::string_view name) const;
    const std::string& argument(std::size_t i) const { return arguments.at(i); }
};

struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string content_type;
    std::string body;
    bool compressed = false; // the body is gzip already

    /// Refuses control characters: a value that holds one is dropped whole.
    void set(std::string_view name, std::string_view value);
    std::string_view get(std::string_view name) const;
};

/// Percent-decoding; nothing when an escape is broken. '+' is a space only in forms.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
/// For one segment of a path or a value of a query.
std::string percent_encoded(std::string_view text);

} // namespace lotse::http
