#pragma once
// Where the exceptions of Xapian and of the file system become Errors, once for the whole room.

#include <xapian.h>

#include <filesystem>
#include <system_error>

#include "indexer/base/file.h"
#include "indexer/base/result.h"

namespace lotse::index {

/// Translates what Xapian threw into our codes, with a hint.
Error from_xapian(const Xapian::Error& error);

/// Runs `work` and answers its Result, or the Error for what it threw.
template <class Work>
auto guarded(Work&& work) -> decltype(work()) {
    try {
        return work();
    } catch (const Xapian::Error& error) {
        return from_xapian(error);
    } catch (const std::filesystem::filesystem_error& error) {
        return file_error(error.code().value(), "cannot work on", error.path1());
    }
}

} // namespace lotse::index
