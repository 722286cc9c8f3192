#include "tickets/desk/views.h"

#include "indexer/base/text.h"
#include "tickets/sql_internal.h"
#include "tickets/work_internal.h"

namespace lotse::tickets {

// Found by the type of its argument, so it stands in its namespace.
static auto columns(SavedView& v) {
    return std::tie(v.id, v.owner, v.owner_name, v.shared, v.name, v.query);
}

namespace {

constexpr std::size_t max_view_name = 60;   // characters
constexpr std::size_t max_view_query = 500; // bytes

Result<SavedView> checked_view(std::string_view name, std::string_view query) {
    auto label = checked_text(name, "name", max_subject_bytes);
    if (!label)
        return label.error();
    if (utf8_length(*label) > max_view_name)
        return Error{Code::too_large, "the name of a view has at most 60 characters", "shorten it"};
    auto what = checked_optional_text(query, "query", max_view_query);
    if (!what)
        return what.error();
    SavedView view;
    view.name = *label;
    view.query = *what;
    return view;
}

} // namespace

Result<ViewId> ViewStore::save(const Actor& actor, std::string_view name, std::string_view query,
                               bool shared) {
    auto view = checked_view(name, query);
    if (!view)
        return view.error();
    if (!actor.person)
        return Error{Code::forbidden, "views are kept for people", "sign in first"};
    Status status = database_.write([&](soci::session& sql) -> Status {
        execute(sql, "DELETE FROM saved_views WHERE owner_id = :o AND name = :n", actor.person,
                view->name);
        const auto kept = one_value<long long>(
            sql, "SELECT COUNT(*) FROM saved_views WHERE owner_id = :o", actor.person);
        if (kept >= static_cast<long long>(most_views))
            return Error{Code::too_large, "nobody keeps more than 50 views", "remove one first"};
        view->id = {next_id(sql, "view")};
        execute(sql,
                "INSERT INTO saved_views (id, owner_id, shared, name, query) "
                "VALUES (:i, :o, :s, :n, :q)",
                view->id, actor.person, shared ? 1 : 0, view->name, view->query);
        return Done{};
    });
    if (!status)
        return status.error();
    return view->id;
}

Status ViewStore::remove(const Actor& actor, ViewId id) {
    return database_.write([&](soci::session& sql) -> Status {
        const auto gone = execute(sql, "DELETE FROM saved_views WHERE id = :i AND owner_id = :o",
                                  id, actor.person);
        if (gone == 0)
            return Error{Code::not_found, "there is no such view of yours", {}};
        return Done{};
    });
}

Result<std::vector<SavedView>> ViewStore::seen_by(PersonId person) const {
    std::vector<SavedView> views;
    Status status = database_.read([&](soci::session& sql) -> Status {
        each_record<SavedView>(
            sql,
            "SELECT v.id, v.owner_id, p.name, v.shared, v.name, v.query FROM saved_views v "
            "JOIN people p ON p.id = v.owner_id WHERE v.owner_id = :a OR v.shared = 1 "
            "ORDER BY CASE WHEN v.owner_id = :b THEN 0 ELSE 1 END, v.name, v.id",
            [&](const SavedView& view) { views.push_back(view); }, person, person);
        return Done{};
    });
    if (!status)
        return status.error();
    return views;
}

} // namespace lotse::tickets
