#include "searchd/deflect/asked.h"

#include <algorithm>

#include "tickets/asked.h"

namespace lotse::deflect {

namespace {

constexpr std::chrono::seconds at_most_every{1};
constexpr std::chrono::minutes at_least_every{10}; // for what grows old while nobody writes
constexpr int share = 50;                          // of the time, its reciprocal

} // namespace

AskedBefore::AskedBefore(tickets::Database& database, search::Engine& engine)
    : database_(database), engine_(engine) {}

Status AskedBefore::refresh() {
    const auto begun = database_.clock().steady();
    if (mark_ && begun < next_)
        return Done{};
    const auto mark = database_.change_mark();
    if (!mark)
        return mark.error();
    if (mark_ == *mark && begun < at_latest_)
        return Done{};
    const auto often = tickets::asked_often(
        database_, {.audiences = {std::string(index::name(search::Visibility::everyone)),
                                  std::string(index::name(search::Visibility::customer))}});
    if (!often)
        return often.error();
    std::vector<search::AskedQuestion> questions;
    for (const auto& one : *often) {
        const auto lang = analysis::parse_lang(one.lang);
        const auto audience = one.audience == index::name(search::Visibility::everyone)
                                  ? search::Visibility::everyone
                                  : search::Visibility::customer;
        if (lang)
            questions.push_back(
                {one.text, *lang, audience, static_cast<std::uint32_t>(one.times), one.answers});
    }
    if (const auto done = engine_.offer(questions); !done)
        return done;
    mark_ = *mark;
    const auto ended = database_.clock().steady();
    next_ = ended +
            std::max<std::chrono::steady_clock::duration>(at_most_every, share * (ended - begun));
    at_latest_ = ended + at_least_every;
    return Done{};
}

} // namespace lotse::deflect
