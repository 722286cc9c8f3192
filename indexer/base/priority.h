#pragma once
// Who goes first on busy processors.

namespace lotse {

/// From here on this thread, and those that it starts, give way to others: nice 10, a tenth of a
/// processor that somebody else wants, too. Nothing gives that back, so that it is for threads that
/// end with their work.
void give_way();

} // namespace lotse
