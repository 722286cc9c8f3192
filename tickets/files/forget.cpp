#include "tickets/files/forget.h"

#include "tickets/files/blob_store.h"
#include "tickets/sql_internal.h"

namespace lotse::tickets {

Status forget_files(Database& database, const std::filesystem::path& folder,
                    const std::vector<std::string>& hashes) {
    BlobStore blobs(folder);
    for (const std::string& hash : hashes) {
        long long named = 0;
        Status status = database.read([&](soci::session& sql) -> Status {
            named =
                one_value<long long>(sql, "SELECT COUNT(*) FROM attachments WHERE hash = :h", hash);
            return Done{};
        });
        if (!status)
            return status;
        if (named == 0)
            if (Status gone = blobs.remove(hash); !gone)
                return gone;
    }
    return Done{};
}

} // namespace lotse::tickets
