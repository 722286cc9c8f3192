#include "tickets/cli/import_file.h"

#include <nlohmann/json.hpp>

#include "indexer/base/file.h"
#include "indexer/base/text.h"

namespace lotse::tickets::cli {

namespace {

using Value = nlohmann::json;

constexpr std::size_t largest_file = std::size_t{1} << 30;

/// Thrown inside of one line and caught at its end: a line has many places to go wrong.
struct BadLine {
    Error error;
};

template <class T>
T unwrapped(Result<T> result, const std::string& key) {
    if (!result)
        throw BadLine{{result.error().code, "\"" + key + "\": " + result.error().message,
                       result.error().hint}};
    return std::move(*result);
}

const Value& member(const Value& object, const std::string& key) {
    const auto found = object.find(key);
    if (found == object.end())
        throw BadLine{{Code::invalid_argument, "\"" + key + "\" is missing", ""}};
    return *found;
}

std::string text(const Value& object, const std::string& key) {
    const Value& value = member(object, key);
    if (!value.is_string())
        throw BadLine{{Code::invalid_argument, "\"" + key + "\" is not a string", ""}};
    return value.get<std::string>();
}

std::string text_or(const Value& object, const std::string& key, const std::string& otherwise) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? otherwise : text(object, key);
}

TimePoint time(const Value& object, const std::string& key) {
    return unwrapped(parse_iso8601(text(object, key)), key);
}

template <class Enum>
Enum word(const Value& object, const std::string& key) {
    return unwrapped(from_name<Enum>(text(object, key)), key);
}

int number(const Value& object, const std::string& key) {
    const Value& value = member(object, key);
    if (!value.is_number_integer())
        throw BadLine{{Code::invalid_argument, "\"" + key + "\" is not a number", ""}};
    return value.get<int>();
}

const Value& list_at(const Value& object, const std::string& key) {
    static const Value none = Value::array();
    const auto found = object.find(key);
    if (found == object.end())
        return none;
    if (!found->is_array())
        throw BadLine{{Code::invalid_argument, "\"" + key + "\" is not a list", ""}};
    return *found;
}

Ticket ticket_of(const Value& line) {
    const Value& customer = member(line, "customer");
    if (!customer.is_object())
        throw BadLine{{Code::invalid_argument, "\"customer\" is not an object", ""}};
    Ticket ticket{.subject = text(line, "subject"),
                  .lang = text(line, "lang"),
                  .category = text_or(line, "category", ""),
                  .channel = word<Channel>(line, "channel"),
                  .contact = {text_or(customer, "name", ""), text_or(customer, "email", ""),
                              text_or(customer, "phone", "")},
                  .priority = word<Priority>(line, "priority"),
                  .created = time(line, "created_at"),
                  .import_ref = text(line, "ref")};
    if (line.contains("resolved_at"))
        ticket.resolved = time(line, "resolved_at");
    return ticket;
}

TrailSearch search_of(const Value& search, const Ticket& ticket) {
    return {.at = ticket.created,
            .text = text(search, "q"),
            .lang = text_or(search, "lang", ticket.lang),
            .outcome = word<Outcome>(search, "outcome")};
}

Message message_of(const Value& message) {
    return {.at = time(message, "at"),
            .sender = word<Sender>(message, "from"),
            .visibility = word<Visibility>(message, "visibility"),
            .author = text(message, "author"),
            .body = text(message, "body")};
}

LevelMove move_of(const Value& move) {
    return {.at = time(move, "at"),
            .from = number(move, "from"),
            .to = number(move, "to"),
            .team = text_or(move, "team", ""),
            .reason = text(move, "reason"),
            .actor = text_or(move, "author", "")};
}

Resolution resolution_of(const Value& solved, const Ticket& ticket) {
    const std::string kind = text(solved, "kind");
    Resolution resolution{.lang = text_or(solved, "lang", ticket.lang),
                          .title = text_or(solved, "title", ""),
                          .text = text_or(solved, "solution", "")};
    if (kind == "article") {
        resolution.kind = ResolutionKind::linked_article;
        resolution.article = text(solved, "article");
    } else if (kind == "shared_solution") {
        resolution.kind = ResolutionKind::shared_solution;
        resolution.title = text(solved, "title");
    } else if (kind == "none") {
        resolution.kind = ResolutionKind::no_knowledge;
        resolution.reason = text_or(solved, "reason", resolution.text);
    } else {
        throw BadLine{{Code::invalid_argument, "\"kind\" of the resolution is unknown",
                       "article, shared_solution or none"}};
    }
    return resolution;
}

ImportedTicket imported(const Value& line) {
    ImportedTicket result;
    result.ticket = ticket_of(line);
    for (const Value& search : list_at(line, "trail"))
        result.trail.push_back(search_of(search, result.ticket));
    for (const Value& message : list_at(line, "messages"))
        result.messages.push_back(message_of(message));
    for (const Value& move : list_at(line, "levels"))
        result.moves.push_back(move_of(move));
    if (line.contains("resolution"))
        result.resolution = resolution_of(line["resolution"], result.ticket);
    return result;
}

} // namespace

Result<ImportedTicket> parse_ticket(std::string_view line) {
    const Value json = Value::parse(line, nullptr, false);
    if (!json.is_object())
        return Error{Code::invalid_argument, "the line is no JSON object",
                     "one ticket a line, as JSON"};
    try {
        return imported(json);
    } catch (const BadLine& bad) {
        return bad.error;
    } catch (const Value::exception& wrong) {
        return Error{Code::invalid_argument, wrong.what(), ""};
    }
}

Result<std::vector<ImportedTicket>> read_tickets(const std::filesystem::path& file) {
    auto bytes = read_file(file, largest_file);
    if (!bytes)
        return bytes.error();
    std::vector<ImportedTicket> tickets;
    std::size_t line_number = 0;
    for (const auto line : split(*bytes, '\n')) {
        ++line_number;
        if (trimmed(line).empty())
            continue;
        auto ticket = parse_ticket(line);
        if (!ticket)
            return Error{ticket.error().code,
                         file.string() + ":" + std::to_string(line_number) + ": " +
                             ticket.error().message,
                         ticket.error().hint};
        tickets.push_back(std::move(*ticket));
    }
    return tickets;
}

} // namespace lotse::tickets::cli
