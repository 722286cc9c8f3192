#include "indexer/base/priority.h"

#include <sys/resource.h>
#include <unistd.h>

namespace lotse {

void give_way() {
    constexpr int nice = 10;
    // On Linux a thread has a priority of its own. Where that is refused nothing is lost.
    const auto thread = static_cast<id_t>(::gettid());
    if (::getpriority(PRIO_PROCESS, thread) < nice)
        ::setpriority(PRIO_PROCESS, thread, nice);
}

} // namespace lotse
