#pragma once
// Bytes of one complete request → Request → handler → Response → bytes, through the HTTP library,
// which sees neither sockets nor routes. Everything that the library does by itself with what
// strangers send (form bodies, ranges, compression, routing by regular expressions) is kept from
// it.

#include <functional>
#include <string>

#include "searchd/http/front.h"
#include "searchd/http/request.h"

namespace lotse::http {

/// Must not throw. Gets the request without `caller`, `id`, `tongue` and `arguments`; a request
/// whose target cannot be decoded has an empty path.
using RawHandler = std::function<Response(Request request)>;

/// Any thread. No bytes come out when the library refused the request. One that the library has not
/// read to its end ends its connection.
Outgoing answer_with_library(const Incoming& incoming, const RawHandler& handler);

/// An answer without the library, for requests that never reach it; closes the connection.
std::string closing_answer(const Response& response);

/// Compresses text bodies over a kilobyte if the request accepts gzip.
void compress(const Request& request, Response& response);
std::string gzip(std::string_view bytes, int level);

} // namespace lotse::http
