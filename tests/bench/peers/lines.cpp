#include "tests/bench/peers/lines.h"

#include <algorithm>
#include <stdexcept>

#include <httplib.h>

#include "searchd/http/request.h"

namespace lotse::bench {

namespace {

class LinesConnection final : public Connection {
  public:
    explicit LinesConnection(int port) : client_("127.0.0.1", port) {
        client_.set_keep_alive(true);
        client_.set_tcp_nodelay(true);
        client_.set_read_timeout(60);
    }
    std::size_t search(const Ask& ask) override { return lines("/search", ask); }
    std::size_t suggest(const Ask& ask) override { return lines("/suggest", ask); }

  private:
    std::size_t lines(const std::string& path, const Ask& ask) {
        const auto answer = client_.Get(path + "?lang=" + std::string(analysis::name(ask.lang)) +
                                        "&q=" + http::percent_encoded(ask.text));
        if (!answer || answer->status != 200)
            throw std::runtime_error("no answer to " + path);
        return static_cast<std::size_t>(std::count(answer->body.begin(), answer->body.end(), '\n'));
    }

    httplib::Client client_;
};

} // namespace

std::unique_ptr<Connection> lines_connection(int port) {
    return std::make_unique<LinesConnection>(port);
}

} // namespace lotse::bench
