#include "searchd/deflect/solutions.h"

namespace lotse::deflect {

Result<search::SearchAnswer> solutions_for(const search::Engine& engine,
                                           const search::Draft& draft) {
    return engine.for_draft(draft);
}

} // namespace lotse::deflect
