#include "tickets/asked.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "indexer/base/text.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {
namespace {

constexpr std::size_t longest = 120;       // bytes; longer ones are letters, not questions
constexpr std::size_t most_spellings = 16; // kept of one question
constexpr int most_answers = 3;
constexpr std::string_view taken_out = "[…]"; // what redaction leaves

/// The question in the form in which it is compared.
std::string plain(std::string_view text) {
    std::string result;
    for (const char c : ascii_lower(text))
        if (c != ' ' || (!result.empty() && result.back() != ' '))
            result += c;
    while (!result.empty() && std::string_view(" ?!.,;:").find(result.back()) != std::string::npos)
        result.pop_back();
    return result;
}

/// One question, whoever asked it. Holds only as many visitors as are needed.
struct Tally {
    std::vector<std::set<std::string>> visitors; // by audience
    std::vector<std::int64_t> times;             // by audience
    std::map<std::string, std::int64_t> spellings;
    std::set<std::string> topics;
};
using Key = std::pair<std::string, std::string>; // plain, language
using Tallies = std::map<Key, Tally>;

void count(Tallies& tallies, const AskedQuery& query, const AskedOften& row,
           const std::string& visitor, const std::string& topic) {
    const auto audience = std::find(query.audiences.begin(), query.audiences.end(), row.audience);
    if (audience == query.audiences.end() || row.text.size() > longest ||
        row.text.find(taken_out) != std::string::npos)
        return;
    const auto a = static_cast<std::size_t>(audience - query.audiences.begin());
    Tally& tally = tallies[{plain(row.text), row.lang}];
    tally.visitors.resize(query.audiences.size());
    tally.times.resize(query.audiences.size());
    tally.times[a] += row.times;
    if (static_cast<std::int64_t>(tally.visitors[a].size()) < query.least_visitors)
        tally.visitors[a].insert(visitor);
    if (tally.spellings.size() < most_spellings || tally.spellings.contains(row.text))
        tally.spellings[row.text] += row.times;
    tally.topics.insert(topic);
}

/// The first audience that, with those before it, has enough visitors; -1 for none.
int audience_of(Tally& tally, std::int64_t least) {
    std::set<std::string> visitors;
    std::int64_t times = 0;
    for (std::size_t a = 0; a < tally.visitors.size(); ++a) {
        visitors.merge(tally.visitors[a]);
        times += tally.times[a];
        tally.times[a] = times;
        if (static_cast<std::int64_t>(visitors.size()) >= least)
            return static_cast<int>(a);
    }
    return -1;
}

void tally_up(soci::session& sql, const AskedQuery& query, TimePoint since, Tallies& tallies) {
    each_row<std::string, std::string, std::string, std::string, std::string, long long>(
        sql,
        "SELECT body, lang, audience, visitor, topic, COUNT(*) FROM searches "
        "WHERE at >= :since AND outcome IN ('answered', 'opened', 'no_click') AND topic IN ("
        "SELECT topic FROM searches WHERE at >= :since2 AND topic <> '' "
        "AND outcome IN ('answered', 'opened', 'no_click') GROUP BY topic "
        "HAVING COUNT(DISTINCT visitor) >= :least "
        "ORDER BY COUNT(DISTINCT visitor) DESC, topic LIMIT :k) "
        "GROUP BY body, lang, audience, visitor, topic",
        [&](const std::string& body, const std::string& lang, const std::string& audience,
            const std::string& visitor, const std::string& topic, long long times) {
            count(tallies, query, {body, lang, audience, times, {}}, visitor, topic);
        },
        since, since, query.least_visitors, query.limit);
}

/// The documents that answered it when these audiences asked, whichever way it was written.
std::vector<std::string> answers_of(soci::session& sql, const Tally& tally, TimePoint since,
                                    const std::set<std::string>& audiences) {
    std::map<std::string, std::pair<long long, long long>> votes; // opened, shown high up
    for (const auto& [spelling, times] : tally.spellings)
        for (const std::string& topic : tally.topics)
            each_row<std::string, std::string, long long, long long>(
                sql,
                "SELECT d.document, s.audience, CAST(SUM(d.opened) AS BIGINT), CAST("
                "SUM(4 - d.position) AS BIGINT) "
                "FROM searches s JOIN search_documents d ON d.search_id = s.id "
                "WHERE s.topic = :topic AND s.at >= :since AND s.body = :body "
                "AND s.outcome IN ('answered', 'opened', 'no_click') AND d.position <= :most "
                "GROUP BY d.document, s.audience",
                [&](const std::string& document, const std::string& audience, long long opened,
                    long long high) {
                    if (!audiences.contains(audience))
                        return;
                    votes[document].first += opened;
                    votes[document].second += high;
                },
                topic, since, spelling, most_answers);
    std::vector<std::tuple<long long, long long, std::string>> sorted;
    for (const auto& [document, vote] : votes)
        sorted.emplace_back(-vote.first, -vote.second, document);
    std::sort(sorted.begin(), sorted.end());
    sorted.resize(std::min<std::size_t>(sorted.size(), most_answers));
    std::vector<std::string> answers;
    for (const auto& vote : sorted)
        answers.push_back(std::get<2>(vote));
    return answers;
}

} // namespace

Result<std::vector<AskedOften>> asked_often(Database& database, const AskedQuery& query) {
    std::vector<AskedOften> found;
    const TimePoint since = database.clock().now() - query.within;
    Status status = database.read([&](soci::session& sql) -> Status {
        found.clear();
        Tallies tallies;
        tally_up(sql, query, since, tallies);
        for (auto& [key, tally] : tallies) {
            const int audience = audience_of(tally, query.least_visitors);
            if (audience < 0)
                continue;
            const std::set<std::string> counted(query.audiences.begin(),
                                                query.audiences.begin() + audience + 1);
            auto answers = answers_of(sql, tally, since, counted);
            const auto usual =
                std::max_element(tally.spellings.begin(), tally.spellings.end(),
                                 [](const auto& a, const auto& b) { return a.second < b.second; });
            if (!answers.empty())
                found.push_back(
                    {usual->first, key.second, query.audiences[static_cast<std::size_t>(audience)],
                     tally.times[static_cast<std::size_t>(audience)], std::move(answers)});
        }
        return Done{};
    });
    if (!status)
        return status.error();
    std::sort(found.begin(), found.end(), [](const AskedOften& a, const AskedOften& b) {
        return std::tie(b.times, a.text, a.lang) < std::tie(a.times, b.text, b.lang);
    });
    found.resize(std::min(found.size(), static_cast<std::size_t>(query.limit)));
    return found;
}

} // namespace lotse::tickets
