#include "searchd/http/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "searchd/http/front.h"

namespace lotse::http {

struct Metrics::Impl {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests =
        prometheus::BuildCounter()
            .Name("lotse_http_requests_total")
            .Help("Requests by method, route and status")
            .Register(registry);
    prometheus::Family<prometheus::Histogram>& durations =
        prometheus::BuildHistogram()
            .Name("lotse_http_request_seconds")
            .Help("Time from a complete request to its answer, by route")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& searches = prometheus::BuildCounter()
                                                            .Name("lotse_searches_total")
                                                            .Help("Searches by what came of them")
                                                            .Register(registry);
    prometheus::Family<prometheus::Counter>& limited =
        prometheus::BuildCounter()
            .Name("lotse_http_limited_total")
            .Help("Requests turned away by a rate limit")
            .Register(registry);
    prometheus::Family<prometheus::Gauge>& front =
        prometheus::BuildGauge()
            .Name("lotse_http_front")
            .Help("Connections and requests at this moment")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& connections =
        prometheus::BuildCounter()
            .Name("lotse_http_connections_total")
            .Help("Connections accepted and refused")
            .Register(registry);

    prometheus::Family<prometheus::Counter>& kept =
        prometheus::BuildCounter()
            .Name("lotse_kept_total")
            .Help("Answers to questions asked before: found among those kept, or made anew")
            .Register(registry);

    void set(const char* what, double value) { front.Add({{"what", what}}).Set(value); }
    static void raise(prometheus::Counter& counter, std::uint64_t value) {
        const double more = static_cast<double>(value) - counter.Value();
        if (more > 0)
            counter.Increment(more);
    }
    void raise(const char* what, const search::CacheFigures& figures) {
        raise(kept.Add({{"what", what}, {"outcome", "found"}}), figures.found);
        raise(kept.Add({{"what", what}, {"outcome", "missed"}}), figures.missed);
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view method, std::string_view route, int status,
                            std::chrono::duration<double> took) {
    impl_->requests
        .Add({{"method", std::string(method)},
              {"route", std::string(route)},
              {"status", std::to_string(status)}})
        .Increment();
    static const prometheus::Histogram::BucketBoundaries bounds{
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
    impl_->durations.Add({{"route", std::string(route)}}, bounds).Observe(took.count());
}

void Metrics::count_search(std::string_view outcome) {
    impl_->searches.Add({{"outcome", std::string(outcome)}}).Increment();
}

void Metrics::count_limited(std::string_view rate_class) {
    impl_->limited.Add({{"class", std::string(rate_class)}}).Increment();
}

std::string Metrics::text(const Front* front, const KeptFigures& kept) const {
    impl_->raise("answers", kept.answers);
    impl_->raise("suggestions", kept.suggestions);
    if (front != nullptr) {
        const auto& counters = front->counters();
        Impl::raise(impl_->connections.Add({{"what", "accepted"}}), counters.accepted);
        Impl::raise(impl_->connections.Add({{"what", "refused"}}), counters.refused);
        impl_->set("open_connections", static_cast<double>(counters.open));
        impl_->set("working", static_cast<double>(counters.working));
        impl_->set("waiting_interactive", static_cast<double>(front->waiting(Lane::interactive)));
        impl_->set("waiting_heavy", static_cast<double>(front->waiting(Lane::heavy)));
    }
    return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

} // namespace lotse::http
