#include "searchd/search/meanings.h"

#include <functional>

namespace lotse::search {

std::shared_ptr<const Meanings> MeaningMemo::find(Of of, std::string_view state,
                                                  std::string_view stem, analysis::Lang lang,
                                                  const std::function<Meanings()>& look_up) {
    std::string key(state);
    key += static_cast<char>('0' + 2 * static_cast<int>(of) + static_cast<int>(lang));
    key += stem;
    const std::uint64_t hash = std::hash<std::string>()(key) | 1U; // 0 is an empty slot's
    Slot& slot = slots_[hash / 2 % slots_.size()];
    {
        const std::lock_guard lock(mutex_);
        if (slot.hash == hash)
            return slot.meanings;
    }
    auto meanings = std::make_shared<const Meanings>(look_up());
    const std::lock_guard lock(mutex_);
    slot = {hash, meanings};
    return meanings;
}

} // namespace lotse::search
