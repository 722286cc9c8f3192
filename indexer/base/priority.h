#pragma once
// Who goes first on busy processors.

namespace lotse {

/// From here on this thread, and those that it starts, work in what others leave over: nice 19.
/// Nothing gives that back, so that it is for threads that end with their work.
void give_way();

} // namespace lotse
