#include "indexer/index/updater.h"

#include "indexer/index/bytes_internal.h"
#include "indexer/index/generation_internal.h"
#include "indexer/index/postings_internal.h"
#include "indexer/index/trouble_internal.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

// What has to happen in one class.
struct Plan {
    std::vector<const Document*> put;
    std::vector<Key> remove;

    bool empty() const { return put.empty() && remove.empty(); }
};
using Plans = std::array<Plan, all_visibilities.size()>;

std::uint64_t to_number(const std::string& text) {
    std::uint64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::optional<std::string> hash_of(const Xapian::Database& database, const Key& key) {
    const std::string term = key_term(key);
    const auto posting = database.postlist_begin(term);
    if (posting == database.postlist_end(term))
        return std::nullopt;
    return database.get_document(*posting).get_value(static_cast<Xapian::valueno>(Slot::hash));
}

// The last change of each key: earlier ones of the same batch are overtaken.
std::map<Key, const Change*> last_of_each(const std::vector<Change>& changes) {
    std::map<Key, const Change*> last;
    for (const auto& change : changes)
        last[change.key] = &change;
    return last;
}

Xapian::Database open_class(const Generation& generation, Visibility visibility) {
    return Xapian::Database(generation.database(visibility).string());
}

std::uint64_t position_in(const Generation& generation, const std::string& stream) {
    std::uint64_t position = 0;
    for (const Visibility visibility : all_visibilities)
        position = std::max(
            position,
            to_number(open_class(generation, visibility).get_metadata(position_key(stream))));
    return position;
}

// Compares the wanted state of each key with the index; counts into the report what will be done.
Plans make_plans(const Generation& generation, const std::vector<Change>& changes,
                 UpdateReport& report) {
    std::array<Xapian::Database, all_visibilities.size()> databases;
    for (const Visibility visibility : all_visibilities)
        databases[static_cast<std::size_t>(visibility)] = open_class(generation, visibility);
    Plans plans;
    for (const auto& [key, change] : last_of_each(changes)) {
        bool touched = false;
        for (std::size_t i = 0; i < plans.size(); ++i) {
            const auto hash = hash_of(databases[i], key);
            const bool here =
                change->document && change->document->visibility == all_visibilities[i];
            if (here && hash != change->document->fingerprint())
                plans[i].put.push_back(&*change->document);
            else if (!here && hash)
                plans[i].remove.push_back(key);
            else
                continue;
            touched = true;
        }
        ++(!touched ? report.unchanged : change->document ? report.put : report.removed);
    }
    return plans;
}

// Takes a document away and adds its number to `gone`. New ones never get it: Xapian counts on.
void take_away(Xapian::WritableDatabase& writer, const Key& key, ByteWriter& gone) {
    const std::string term = key_term(key);
    for (auto at = writer.postlist_begin(term); at != writer.postlist_end(term); ++at)
        gone.number(*at);
    writer.delete_document(term);
}

// Classes in the order public, customer, staff: what becomes less visible leaves the more visible
// class first, in a commit of its own.
void carry_out(const Opened& opened, const Plans& plans, const std::optional<Position>& position) {
    std::size_t last = plans.size();
    for (std::size_t i = 0; i < plans.size(); ++i)
        if (!plans[i].empty())
            last = i;
    if (last == plans.size() && position)
        last = plans.size() - 1; // nothing to do but to remember how far we are
    for (std::size_t i = 0; i < plans.size(); ++i) {
        const bool remember = position && i == last;
        if (plans[i].empty() && !remember)
            continue;
        Xapian::WritableDatabase writer(opened.generation.database(all_visibilities[i]).string(),
                                        Xapian::DB_OPEN | Xapian::DB_RETRY_LOCK);
        // A transaction, because Xapian would otherwise commit by itself in the middle of a long
        // batch.
        writer.begin_transaction();
        ByteWriter gone;
        gone.raw(writer.get_metadata(gone_key));
        for (const auto& key : plans[i].remove)
            take_away(writer, key, gone);
        for (const Document* document : plans[i].put) {
            // Not replaced: its number would still be that of the generation's forward list.
            take_away(writer, document->key, gone);
            writer.add_document(to_xapian(*document, *opened.analyzer, *opened.vocabularies[i]));
            writer.set_metadata(changed_key(document->key.to_string()), "1");
        }
        writer.set_metadata(gone_key, gone.take());
        if (remember)
            writer.set_metadata(position_key(position->stream), std::to_string(position->upto));
        writer.commit_transaction();
    }
}

} // namespace

struct Updater::Impl {
    explicit Impl(fs::path folder) : index(std::move(folder)) {}

    fs::path index;
    std::shared_ptr<const Opened> opened;

    Result<std::shared_ptr<const Opened>> current() {
        const auto number = current_number(index);
        if (!number)
            return number.error();
        if (opened && opened->generation.number == *number)
            return opened;
        auto fresh = open_current(index);
        if (fresh)
            opened = *fresh;
        return fresh;
    }

    Result<UpdateReport> apply(const std::vector<Change>& changes,
                               std::optional<Position> position) {
        auto now = current();
        if (!now)
            return now.error();
        const Generation& generation = (*now)->generation;
        UpdateReport report;
        report.generation = generation.number;
        if (position) {
            const std::uint64_t stands = position_in(generation, position->stream);
            if (stands < position->after)
                return Error{Code::conflict,
                             "the index stands at " + std::to_string(stands) + " of " +
                                 position->stream + ", before this batch",
                             "read the position again and continue from there"};
            position->upto = std::max(position->upto, stands);
        }
        carry_out(**now, make_plans(generation, changes, report), position);
        return report;
    }
};

Updater::Updater(fs::path index) : impl_(std::make_unique<Impl>(std::move(index))) {}
Updater::~Updater() = default;

Result<UpdateReport> Updater::apply(const std::vector<Change>& changes,
                                    const std::optional<Position>& position) {
    return guarded([&] { return impl_->apply(changes, position); });
}

Result<std::uint64_t> Updater::position(const std::string& stream) const {
    return guarded([&]() -> Result<std::uint64_t> {
        const auto generation = current_generation(impl_->index);
        if (!generation)
            return generation.error();
        return position_in(*generation, stream);
    });
}

Result<std::map<Key, std::string>> Updater::fingerprints(Kind kind) const {
    return guarded([&]() -> Result<std::map<Key, std::string>> {
        const auto generation = current_generation(impl_->index);
        if (!generation)
            return generation.error();
        std::map<Key, std::string> found;
        const std::string term = filter_term(Filter::kind, name(kind));
        for (const Visibility visibility : all_visibilities) {
            const Xapian::Database database = open_class(*generation, visibility);
            for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
                const Xapian::Document document = database.get_document(*it);
                const auto key =
                    parse_key(document.get_value(static_cast<Xapian::valueno>(Slot::key)));
                // Standing in two classes, it was caught in the middle of a move: the hash differs
                // from any document's, so that it is applied again.
                if (key && !found
                                .emplace(*key, document.get_value(
                                                   static_cast<Xapian::valueno>(Slot::hash)))
                                .second)
                    found[*key].clear();
            }
        }
        return found;
    });
}

} // namespace lotse::index
