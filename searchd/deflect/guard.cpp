#include "searchd/deflect/guard.h"

#include <algorithm>
#include <array>

#include "indexer/content/store.h"

namespace lotse::deflect {

namespace {

constexpr std::array<std::string_view, 3> mode_words{"off", "report", "block"};
constexpr std::array<std::string_view, 6> cause_words{
    "answer_gone", "answer_hidden", "answer_changed", "synonyms_changed", "overtaken", "held_back"};

bool by_synonym(const search::Before& before) {
    return std::any_of(before.why.begin(), before.why.end(), [](const search::Reason& reason) {
        return reason.rule == search::Rule::synonym;
    });
}

/// The word that lifted the other one: a synonym that ours does not need, else one that ours lacks,
/// else the first in its title.
std::optional<search::Reason> lifted_by(const search::Before& before,
                                        const std::vector<std::string>& missing) {
    const auto find = [&](auto fits) -> std::optional<search::Reason> {
        const auto found = std::find_if(before.why.begin(), before.why.end(), fits);
        return found == before.why.end() ? std::nullopt : std::optional(*found);
    };
    if (auto found = find([&](const search::Reason& reason) {
            return std::find(missing.begin(), missing.end(), reason.query_word) != missing.end();
        }))
        return found;
    if (auto found =
            find([](const search::Reason& reason) { return reason.rule == search::Rule::synonym; }))
        return found;
    if (auto found = find([](const search::Reason& reason) { return reason.field == "title"; }))
        return found;
    return find([](const search::Reason&) { return true; });
}

LossCause cause_of(const tickets::VerifiedAnswer& then, const Encounter& now,
                   const std::string& synonyms) {
    if (now.cause == MissCause::not_indexed)
        return LossCause::answer_gone;
    if (now.cause == MissCause::not_for_asker)
        return LossCause::answer_hidden;
    const bool missing = !now.meeting.missing().empty();
    if (missing && content::content_hash(now.meeting.content) != then.content_hash)
        return LossCause::answer_changed;
    const bool lifted = !now.meeting.before.empty() && by_synonym(now.meeting.before.front());
    if (synonyms != then.synonyms_hash && (missing || lifted))
        return LossCause::synonyms_changed;
    return now.rank || !now.meeting.before.empty() ? LossCause::overtaken : LossCause::held_back;
}

Loss loss_of(const tickets::VerifiedPair& pair, const Encounter& now, const std::string& synonyms) {
    Loss loss{.pair = pair,
              .rank = now.rank,
              .cause = cause_of(pair.answer, now, synonyms),
              .missing = now.meeting.missing()};
    if (!now.meeting.before.empty()) {
        loss.overtook = now.meeting.before.front();
        loss.by = lifted_by(*loss.overtook, loss.missing);
    }
    return loss;
}

search::Visibility asker_of(const std::string& word) {
    return word == index::name(search::Visibility::customer) ? search::Visibility::customer
                                                             : search::Visibility::everyone;
}

/// Why a generation with losses is not served, for whoever asked for the build.
Error blocked(const GuardReport& report) {
    return {Code::conflict,
            "generation " + std::to_string(report.generation) +
                " is complete but not served: " + std::to_string(report.lost.size()) + " of " +
                std::to_string(report.asked) + " verified questions would lose their answer",
            "mend what is named, or build with --guard report to serve it all the same"};
}

} // namespace

std::string_view name(GuardMode mode) {
    return mode_words[static_cast<std::size_t>(mode)];
}

std::string_view name(LossCause cause) {
    return cause_words[static_cast<std::size_t>(cause)];
}

Result<GuardMode> guard_mode_of(std::string_view word) {
    const auto found = std::find(mode_words.begin(), mode_words.end(), word);
    if (found == mode_words.end())
        return Error{Code::invalid_argument, "'" + std::string(word.substr(0, 40)) + "' is unknown",
                     "off, report or block"};
    return static_cast<GuardMode>(found - mode_words.begin());
}

std::string describe(const Loss& loss) {
    std::string line = "\"" + loss.pair.question.text + "\" (" + loss.pair.question.lang + ", " +
                       loss.pair.answer.asker + "): " + loss.pair.answer.document + ", rank " +
                       std::to_string(loss.pair.rank) + " -> " +
                       (loss.rank ? std::to_string(*loss.rank) : std::string("none")) + ", " +
                       std::string(name(loss.cause));
    for (std::size_t i = 0; i < loss.missing.size(); ++i)
        line += (i == 0 ? "; missing: " : ", ") + loss.missing[i];
    if (loss.overtook)
        line += "; first is now " + index::Key{loss.overtook->kind, loss.overtook->id}.to_string();
    if (loss.by)
        line += " by \"" + loss.by->query_word + "\" = \"" + loss.by->document_word + "\" (" +
                std::string(search::name(loss.by->rule)) + ", " + loss.by->field + ")";
    return line;
}

Result<GuardReport> ask_verified(tickets::Database& database, const search::Engine& engine,
                                 std::uint64_t generation) {
    GuardReport report{.generation = generation, .asked = 0, .lost = {}};
    const std::string synonyms = engine.synonyms_fingerprint();
    const auto done =
        tickets::VerifiedPairs(database).each([&](const tickets::VerifiedPair& pair) -> Status {
            const auto key = index::parse_key(pair.answer.document);
            if (!key)
                return Done{}; // of a kind that a later version knows
            const auto now =
                ask_for(engine,
                        {pair.question.text,
                         analysis::parse_lang(pair.question.lang).value_or(search::Lang::de),
                         asker_of(pair.answer.asker)},
                        *key);
            if (!now)
                return now.error();
            ++report.asked;
            if (now->cause != MissCause::none)
                report.lost.push_back(loss_of(pair, *now, synonyms));
            return Done{};
        });
    if (!done)
        return done.error();
    return report;
}

Result<index::BuildReport> build_guarded(const index::Source& source, index::BuildOptions options,
                                         tickets::Database& database, const Guarding& guarding,
                                         GuardReport& report) {
    static const SystemClock clock;
    if (guarding.mode != GuardMode::off)
        options.before_switch = [&](const index::Generation& generation) -> Status {
            search::EngineOptions asking = guarding.engine;
            asking.index = options.index;
            asking.generation = generation.number;
            const auto engine = search::Engine::create(asking, clock);
            if (!engine)
                return engine.error();
            auto asked = ask_verified(database, **engine, generation.number);
            if (!asked)
                return asked.error();
            report = std::move(*asked);
            return guarding.mode == GuardMode::block && !report.clean() ? Status(blocked(report))
                                                                        : Status(Done{});
        };
    return index::build(source, options, clock);
}

} // namespace lotse::deflect
