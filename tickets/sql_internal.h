#pragma once
// SOCI as the stores of this room use it: values of our own types in and out of statements, and
// three ways to run one. What SQL they may say is written in database.h. Values are given as
// function arguments and so outlive the execution, which SOCI's own `sql << "…", use(x)` does not
// guarantee for temporaries.

#include <soci/soci.h>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "indexer/base/clock.h"
#include "tickets/ids.h"
#include "tickets/words.h"

namespace soci {

template <class Tag>
struct type_conversion<lotse::tickets::Id<Tag>> {
    using base_type = long long;
    static void from_base(long long in, indicator ind, lotse::tickets::Id<Tag>& out) {
        out.value = ind == i_null ? 0 : in;
    }
    static void to_base(const lotse::tickets::Id<Tag>& in, long long& out, indicator& ind) {
        out = in.value;
        ind = i_ok;
    }
};

template <>
struct type_conversion<lotse::TimePoint> {
    using base_type = long long;
    static void from_base(long long in, indicator, lotse::TimePoint& out) {
        out = lotse::TimePoint{lotse::Milliseconds{in}};
    }
    static void to_base(const lotse::TimePoint& in, long long& out, indicator& ind) {
        out = in.time_since_epoch().count();
        ind = i_ok;
    }
};

template <>
struct type_conversion<lotse::Milliseconds> {
    using base_type = long long;
    static void from_base(long long in, indicator, lotse::Milliseconds& out) {
        out = lotse::Milliseconds{in};
    }
    static void to_base(const lotse::Milliseconds& in, long long& out, indicator& ind) {
        out = in.count();
        ind = i_ok;
    }
};

template <>
struct type_conversion<bool> {
    using base_type = long long;
    static void from_base(long long in, indicator, bool& out) { out = in != 0; }
    static void to_base(bool in, long long& out, indicator& ind) {
        out = in ? 1 : 0;
        ind = i_ok;
    }
};

template <class Enum>
struct type_conversion<Enum, std::enable_if_t<std::is_enum_v<Enum>>> {
    using base_type = std::string;
    static void from_base(const std::string& in, indicator, Enum& out) {
        auto word = lotse::tickets::from_name<Enum>(in);
        if (!word)
            throw soci_error("a word in the database is unknown: " + in);
        out = *word;
    }
    static void to_base(const Enum& in, std::string& out, indicator& ind) {
        out = lotse::tickets::name(in);
        ind = i_ok;
    }
};

template <class T>
struct type_conversion<std::optional<T>> {
    using inner = type_conversion<T>;
    using base_type = typename inner::base_type;
    static void from_base(const base_type& in, indicator ind, std::optional<T>& out) {
        if (ind == i_null)
            out.reset();
        else
            inner::from_base(in, ind, out.emplace());
    }
    static void to_base(const std::optional<T>& in, base_type& out, indicator& ind) {
        ind = i_null;
        if (in)
            inner::to_base(*in, out, ind);
    }
};

} // namespace soci

namespace lotse::tickets {

/// What a parameter is held as until the statement has run.
template <class T>
using Held = std::conditional_t<std::convertible_to<const T&, std::string_view>, std::string,
                                std::conditional_t<std::integral<T>, long long, T>>;

namespace sql_detail {
template <class T>
Held<T> hold(const T& value) {
    if constexpr (std::integral<T>)
        return static_cast<long long>(value);
    else
        return Held<T>(value);
}

template <class... In>
void bind_and_prepare(soci::statement& statement, const std::string& text,
                      const std::tuple<In...>& values) {
    std::apply([&](const auto&... value) { (statement.exchange(soci::use(value)), ...); }, values);
    statement.alloc();
    // Prepared for this one time: PostgreSQL then needs one round trip instead of three.
    statement.prepare(text, soci::details::st_one_time_query);
    statement.define_and_bind();
}
} // namespace sql_detail

/// Runs a statement without a result; how many rows it touched.
template <class... In>
long long execute(soci::session& sql, const std::string& text, const In&... in) {
    const std::tuple<Held<In>...> values{sql_detail::hold(in)...};
    soci::statement statement(sql);
    sql_detail::bind_and_prepare(statement, text, values);
    statement.execute(true);
    return statement.get_affected_rows();
}

/// Runs a statement for each place of the lists, which are equally long and not empty; prepared
/// once.
template <class... In>
void execute_each(soci::session& sql, const std::string& text, const std::vector<In>&... in) {
    soci::statement statement(sql);
    (statement.exchange(soci::use(in)), ...);
    statement.alloc();
    statement.prepare(text);
    statement.define_and_bind();
    statement.execute(true);
}

/// Calls `visit(columns…)` for each row: each_row<long long, std::string>(sql, "SELECT …", visit).
template <class... Out, class Visit, class... In>
void each_row(soci::session& sql, const std::string& text, Visit&& visit, const In&... in) {
    const std::tuple<Held<In>...> values{sql_detail::hold(in)...};
    std::tuple<Out...> row;
    soci::statement statement(sql);
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); }, row);
    sql_detail::bind_and_prepare(statement, text, values);
    statement.execute(false);
    while (statement.fetch())
        std::apply(visit, row);
}

/// Calls `visit(record)` for each row, read into a fresh value of a type for which `columns(value)`
/// names the members in the order of the query.
template <class Record, class Visit, class... In>
void each_record(soci::session& sql, const std::string& text, Visit&& visit, const In&... in) {
    const std::tuple<Held<In>...> values{sql_detail::hold(in)...};
    Record record;
    soci::statement statement(sql);
    std::apply([&](auto&... column) { (statement.exchange(soci::into(column)), ...); },
               columns(record));
    sql_detail::bind_and_prepare(statement, text, values);
    statement.execute(false);
    while (statement.fetch())
        visit(record);
}

/// The first row as a tuple.
template <class... Out, class... In>
std::optional<std::tuple<Out...>> one_row(soci::session& sql, const std::string& text,
                                          const In&... in) {
    std::optional<std::tuple<Out...>> found;
    each_row<Out...>(
        sql, text,
        [&](const Out&... column) {
            if (!found)
                found.emplace(column...);
        },
        in...);
    return found;
}

/// The one value of a query that always has one, such as a count.
template <class Out, class... In>
Out one_value(soci::session& sql, const std::string& text, const In&... in) {
    auto row = one_row<Out>(sql, text, in...);
    if (!row)
        throw soci::soci_error("no row for: " + text);
    return std::get<0>(*row);
}

/// Ids come from a table of our own: the same on every database, never given twice, and in the
/// order of commits, because the row is locked until then.
long long next_id(soci::session& sql, std::string_view sequence);

} // namespace lotse::tickets
