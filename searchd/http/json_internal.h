#pragma once
// JSON in and out, inside this room: strict bodies, and our values as objects.

#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/content/article.h"
#include "searchd/http/problems.h"
#include "searchd/search/engine.h"
#include "tickets/people.h"
#include "tickets/search_log.h"
#include "tickets/ticket_store.h"

namespace lotse::http {

using Json = nlohmann::ordered_json;

Response json_response(const Json& body, int status = 200);
Response no_content();

/// A request's JSON object, read field by field. Faults are collected; ask problem() once all
/// fields that are known have been read: what is left over is unknown and refused.
///
///     JsonBody body(call.request);
///     const auto subject = body.text("subject", {.most = 200, .required = true});
///     if (auto problem = body.problem())
///         return *problem;
class JsonBody {
  public:
    struct Text {
        std::size_t most = 20'000; // characters
        bool required = false;
    };

    explicit JsonBody(const Request& request);

    /// Trimmed; empty when it is not there.
    std::string text(const std::string& name, Text rules);
    std::optional<bool> flag(const std::string& name, bool required = false);
    std::optional<std::int64_t> number(const std::string& name, std::int64_t least,
                                       std::int64_t most, bool required = false);
    std::vector<std::string> list(const std::string& name, std::size_t most);
    std::vector<std::int64_t> numbers(const std::string& name, std::size_t most);
    /// An object of texts: {"wlan-passwort": "…"}.
    std::map<std::string, std::string> texts(const std::string& name, std::size_t most);
    /// ISO 8601 with its offset.
    std::optional<TimePoint> time(const std::string& name, bool required = false);
    bool has(const std::string& name) const { return object_.contains(name); }
    bool is_null(const std::string& name) const;

    void fault(std::string field, std::string what) {
        faults_.push_back({"/" + std::move(field), std::move(what)});
    }
    std::optional<Problem> problem();

  private:
    const nlohmann::json* take(const std::string& name, bool required);

    nlohmann::json object_;
    std::vector<std::string> known_;
    std::vector<FieldFault> faults_;
    std::optional<Problem> broken_; // not even an object
};

/// Bytes [begin, end) of a text as UTF-16 units, which is what browsers count in.
Json utf16_marks(std::string_view text, const std::vector<search::Mark>& marks);

Json to_json(const search::Hit& hit, Tongue tongue, std::string_view trail);
Json to_json(const search::Suggestion& hit, Tongue tongue);
Json to_json(const tickets::Ticket& ticket);
Json to_json(const tickets::Message& message);
Json to_json(const tickets::TicketDetails& details);
Json to_json(const tickets::Gap& gap);
Json to_json(const tickets::Person& person);
Json to_json(const search::Reason& reason);
Json to_json(const tickets::LevelMove& move);
Json to_json(const tickets::Resolution& resolution);
Json to_json(const tickets::TrailSearch& search);
Json to_json(const tickets::Replay& replay);
Json to_json(const tickets::HistoryRow& row);

/// Where a hit is read: a path of the portal in the asker's language.
std::string url_of(index::Kind kind, std::string_view id, Tongue tongue, std::string_view trail);

/// A whole number in a query's field; `fault` is set when it is none or out of bounds.
std::size_t number_of(const Request& request, std::string_view name, std::size_t fallback,
                      std::size_t least, std::size_t most, std::optional<Problem>& fault);

} // namespace lotse::http
