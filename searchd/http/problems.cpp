#include "searchd/http/problems.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace lotse::http {
namespace {

using Id = ProblemId;

constexpr std::array<ProblemType, 23> table{{
    {Id::invalid_request, 400, "invalid-request", "Die Anfrage ist nicht gültig",
     "The request is not valid", "Bitte die genannten Angaben berichtigen.",
     "Please correct the fields named."},
    {Id::malformed_request, 400, "malformed-request", "Die Anfrage ist nicht lesbar",
     "The request cannot be read", "Bitte Aufbau und Zeichenkodierung (UTF-8) prüfen.",
     "Please check its syntax and encoding (UTF-8)."},
    {Id::unauthenticated, 401, "unauthenticated", "Bitte melden Sie sich an", "Please sign in",
     "Dafür ist eine Anmeldung nötig; vielleicht ist sie abgelaufen.",
     "This needs you to be signed in; perhaps your session has ended."},
    {Id::forbidden, 403, "forbidden", "Das dürfen Sie nicht", "You may not do this",
     "Ihre Rolle erlaubt das nicht.", "Your role does not allow it."},
    {Id::cross_site, 403, "cross-site", "Die Anfrage kommt von einer fremden Seite",
     "The request comes from another site", "Bitte senden Sie das Formular von unserer Seite aus.",
     "Please send the form from our own page."},
    {Id::not_found, 404, "not-found", "Nicht gefunden", "Not found",
     "Das Gesuchte gibt es nicht, oder nicht für Sie.", "There is no such thing, or not for you."},
    {Id::method_not_allowed, 405, "method-not-allowed", "Diese Methode gibt es hier nicht",
     "This method is not available here", "Erlaubt sind die Methoden unter Allow.",
     "The Allow header names those that are."},
    {Id::not_acceptable_state, 409, "conflict", "Das passt nicht zum jetzigen Stand",
     "This does not fit the present state", "Bitte neu laden und noch einmal versuchen.",
     "Please reload and try again."},
    {Id::stale_edit, 412, "stale-edit", "Inzwischen hat jemand anderes geändert",
     "Somebody else has changed it meanwhile", "Bitte neu laden und die Änderung wiederholen.",
     "Please reload and repeat your change."},
    {Id::precondition_required, 428, "precondition-required", "If-Match fehlt",
     "If-Match is missing", "Bitte den ETag der gelesenen Fassung mitsenden.",
     "Please send the ETag of the revision that you have read."},
    {Id::body_too_large, 413, "too-large", "Die Anfrage ist zu groß", "The request is too large",
     "Bitte weniger auf einmal senden.", "Please send less at once."},
    {Id::unsupported_media_type, 415, "unsupported-media-type",
     "Dieser Inhaltstyp wird nicht angenommen", "This content type is not accepted",
     "Bitte den Inhaltstyp senden, den die Schnittstelle nennt.",
     "Please send the content type that the interface names."},
    {Id::unsupported_encoding, 415, "unsupported-encoding",
     "Komprimierte Anfragen werden nicht angenommen", "Compressed requests are not accepted",
     "Bitte ohne Content-Encoding senden.", "Please send without Content-Encoding."},
    {Id::uri_too_long, 414, "uri-too-long", "Die Adresse ist zu lang", "The address is too long",
     "Bitte kürzer fragen.", "Please ask for less."},
    {Id::header_too_large, 431, "header-too-large", "Der Kopf der Anfrage ist zu groß",
     "The header of the request is too large", "Bitte weniger oder kürzere Felder senden.",
     "Please send fewer or shorter fields."},
    {Id::request_timeout, 408, "timeout", "Die Anfrage kam zu langsam",
     "The request came too slowly", "Bitte noch einmal versuchen.", "Please try again."},
    {Id::rate_limited, 429, "rate-limited", "Zu viele Anfragen", "Too many requests",
     "Bitte warten Sie so lange, wie Retry-After sagt.",
     "Please wait as long as Retry-After says."},
    {Id::not_implemented, 501, "not-implemented", "Diese Methode kennen wir nicht",
     "This method is unknown", "Erlaubt sind GET, HEAD, POST, PUT, DELETE.",
     "GET, HEAD, POST, PUT, DELETE are allowed."},
    {Id::internal, 500, "internal", "Bei uns ist ein Fehler aufgetreten",
     "Something went wrong on our side",
     "Bitte später noch einmal; die Kennung der Anfrage hilft uns bei der Suche.",
     "Please try later; the request's id helps us to look into it."},
    {Id::unavailable, 503, "unavailable", "Im Augenblick nicht verfügbar",
     "Not available at the moment", "Bitte gleich noch einmal versuchen.",
     "Please try again in a moment."},
    {Id::overloaded, 503, "overloaded", "Im Augenblick ist zu viel los",
     "There is too much going on at the moment", "Bitte gleich noch einmal versuchen.",
     "Please try again in a moment."},
    {Id::out_of_space, 507, "out-of-space", "Der Speicher ist voll", "The disk is full",
     "Es wurde nichts gespeichert. Der Betreiber muss Platz schaffen.",
     "Nothing was saved. The operator has to make room."},
    {Id::deadline, 504, "deadline", "Das hat zu lange gedauert", "This took too long",
     "Bitte kürzer fragen oder noch einmal versuchen.", "Please ask for less or try again."},
}};

bool is_the_callers(Code code) {
    return code == Code::invalid_argument || code == Code::conflict || code == Code::too_large;
}

} // namespace

std::span<const ProblemType> problem_types() {
    return table;
}

const ProblemType& problem_type(ProblemId id) {
    const auto row = std::ranges::find(table, id, &ProblemType::id);
    if (row == table.end())
        throw std::logic_error("a problem without a row in the table");
    return *row;
}

ProblemId problem_of(Code code) {
    switch (code) {
    case Code::invalid_argument:
        return Id::invalid_request;
    case Code::not_found:
        return Id::not_found;
    case Code::conflict:
        return Id::not_acceptable_state;
    case Code::unauthenticated:
        return Id::unauthenticated;
    case Code::forbidden:
        return Id::forbidden;
    case Code::too_large:
        return Id::body_too_large;
    case Code::rate_limited:
        return Id::rate_limited;
    case Code::no_space:
        return Id::out_of_space;
    case Code::deadline:
        return Id::deadline;
    case Code::locked:
    case Code::corrupt:
    case Code::mismatch:
    case Code::unavailable:
        return Id::unavailable;
    case Code::io:
    case Code::internal:
        return Id::internal;
    }
    return Id::internal;
}

ProblemId problem_of(Refusal refusal) {
    switch (refusal) {
    case Refusal::malformed:
        return Id::malformed_request;
    case Refusal::header_too_large:
        return Id::header_too_large;
    case Refusal::line_too_long:
        return Id::uri_too_long;
    case Refusal::body_too_large:
        return Id::body_too_large;
    case Refusal::encoded_body:
        return Id::unsupported_encoding;
    case Refusal::unknown_method:
        return Id::not_implemented;
    case Refusal::too_slow:
        return Id::request_timeout;
    case Refusal::overloaded:
    case Refusal::too_many_connections:
        return Id::overloaded;
    }
    return Id::internal;
}

Problem problem_of(const Error& error) {
    Problem problem{.id = problem_of(error.code)};
    if (is_the_callers(error.code))
        problem.detail = error.to_string();
    if (problem_type(problem.id).status == 503)
        problem.retry_after = 5;
    return problem;
}

Problem invalid_field(std::string field, std::string what) {
    return {.id = Id::invalid_request, .faults = {{std::move(field), std::move(what)}}};
}

Response problem_response(const Problem& problem, Tongue tongue, std::string_view request_id) {
    const ProblemType& type = problem_type(problem.id);
    const bool german = tongue == Tongue::de;
    nlohmann::ordered_json body{
        {"type", "/problems/" + std::string(type.type)},
        {"title", german ? type.title_de : type.title_en},
        {"status", type.status},
        {"detail", problem.detail.empty() ? std::string(german ? type.remedy_de : type.remedy_en)
                                          : problem.detail},
        {"request_id", request_id},
    };
    for (const auto& fault : problem.faults) {
        nlohmann::ordered_json error{{"field", fault.field}, {"error", fault.what}};
        if (!fault.kind.empty())
            error.update({{"kind", fault.kind}, {"begin", fault.begin}, {"end", fault.end}});
        body["errors"].push_back(std::move(error));
    }
    Response response{
        .status = type.status,
        .headers = {},
        .content_type = "application/problem+json",
        .body = body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)};
    response.set("Content-Language", name(tongue));
    if (problem.retry_after > 0)
        response.set("Retry-After", std::to_string(problem.retry_after));
    if (!problem.allow.empty())
        response.set("Allow", problem.allow);
    if (problem.id == Id::unauthenticated)
        response.set("WWW-Authenticate", "Bearer");
    return response;
}

} // namespace lotse::http
