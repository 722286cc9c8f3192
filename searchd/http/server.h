#pragma once
// From a request's bytes to its answer: language, caller, route, limits, who is asking, may he, the
// handler, headers, log and metrics. The routes do the rest.

#include <functional>
#include <memory>
#include <string>

#include "indexer/base/clock.h"
#include "indexer/base/log.h"
#include "indexer/base/random.h"
#include "searchd/http/address.h"
#include "searchd/http/front.h"
#include "searchd/http/metrics.h"
#include "searchd/http/rate_limit.h"
#include "searchd/http/router.h"

namespace lotse::http {

struct ServerOptions {
    std::string base_url; // "https://hilfe.example"; where forms may come from
    std::function<Tongue()> default_tongue = [] { return Tongue::de; };
    TrustedProxies proxies{};
    std::vector<std::string> embed_origins{}; // sites.h
    /// Called before whatever is not itself a question and not for everyone (health, files): it
    /// may read articles, and what questions before it left behind. False: not yet, ask again in a
    /// moment. Empty: nothing to wait for.
    std::function<bool()> settled{};
};

/// Who is asking; unauthenticated for a token that is no good.
using Identify = std::function<Result<tickets::Actor>(const Request&, Face)>;
/// A problem as a page for people.
using ProblemPage = std::function<Response(const Problem&, const Request&)>;

/// Any thread. What it is given must outlive it.
class Server final : public Exchange {
  public:
    struct Parts {
        const Router& router;
        RateLimiter& limiter;
        Metrics& metrics;
        Log& log;
        const Clock& clock;
        Random& random;
    };

    Server(Parts parts, ServerOptions options, Identify identify, ProblemPage problem_page);

    Outgoing answer(const Incoming& incoming) override;
    std::string refuse(Refusal why, std::string_view head) override;
    Lane lane(std::string_view head) override;
    bool counts(std::string_view remote) override;

    /// The whole way without bytes.
    Response handle(Request request);

  private:
    void prepare(Request& request) const;
    Reply dispatch(Request& request, const Route*& route);
    Reply run(const Request& request, const Route& route);
    std::optional<Problem> over_limit(const Request& request, const Route& route);
    bool is_cross_site(const Request& request) const;
    Response finish(Reply reply, const Request& request, const Route* route);
    void record(const Request& request, const Route* route, int status,
                std::chrono::duration<double> took);

    Parts parts_;
    ServerOptions options_;
    Identify identify_;
    ProblemPage problem_page_;
};

} // namespace lotse::http
