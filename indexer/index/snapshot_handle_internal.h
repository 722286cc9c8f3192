#pragma once
// What a snapshot reads with: the Xapian databases of one caller, which one thread has at a time.

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "indexer/base/file_sign.h"
#include "indexer/index/frequency_memo_internal.h"
#include "indexer/index/generation_internal.h"
#include "indexer/index/snapshot.h"
#include "indexer/index/xapian_internal.h"

namespace lotse::index {

struct Snapshot::Handle {
    std::shared_ptr<const Opened> opened;
    Visibility caller = Visibility::everyone;
    Xapian::Database all;
    std::vector<Xapian::Database> parts; // `all` in pieces, which know their revision
    std::optional<Document> laid_over;   // after the parts, in memory; if the caller may read it
    Xapian::Database laid_over_part;
    std::string laid_over_key; // its term; empty: none, for nobody
    Xapian::docid former = 0;  // in whose place it stands, and the terms of that one
    std::unordered_set<std::uint32_t> former_terms; // by term_hash()
    FrequencyMemo frequencies;                      // of `revision`, like what follows
    std::vector<Part> all_parts;
    std::string revision;
    std::vector<std::string> versions; // files of `parts` that change with each commit
    std::vector<FileSign> seen;        // of those when it was last reopened; empty: not known

    /// All throw Xapian::Error.
    static std::unique_ptr<Handle> open(std::shared_ptr<const Opened> opened, Visibility caller,
                                        const std::optional<Document>& laid_over);
    /// As the index is now. To look whether something was committed costs a tenth of reopening.
    void bring_up_to_date();
    void reopen();
    /// Nullopt for one that came after the build, or is laid over. A union numbers its databases in
    /// turn; one laid over comes last.
    std::optional<Forward> built_forward(Xapian::docid id) const;

  private:
    void lay_over(const Document& document);
    std::string revision_now() const;
    void find_parts();
    void find_former();
};

} // namespace lotse::index
