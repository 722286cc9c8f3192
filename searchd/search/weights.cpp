#include "searchd/search/weights_internal.h"

#include <bit>

// Also made for processors that take eight numbers at a time, chosen when the program starts. No
// sum is another for it: nothing is fused or done in another order. Sanitizers cannot do with such
// a choice.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define LOTSE_ALSO_WIDE [[gnu::target_clones("avx2", "default")]]
#else
#define LOTSE_ALSO_WIDE
#endif

namespace lotse::search::matching {

LOTSE_ALSO_WIDE
void add_counted(const Sums& sums, std::size_t stretches, float rarity) {
    for (std::size_t s = 0; s < stretches; ++s) {
        if (sums.touched[s] == 0)
            continue;
        sums.touched[s] = 0;
        float* __restrict const weights = sums.weights + s * stretch;
        std::uint32_t* __restrict const counts = sums.counts + s * stretch;
        const float* __restrict const norm = sums.norm + s * stretch;
        // Several places at a time, since nothing depends on which of them have been counted. As
        // numbers of bits weights, none of them negative, compare like what they are.
        std::int32_t most = 0;
        for (std::size_t i = 0; i < stretch; ++i) {
            const auto times = static_cast<float>(static_cast<std::int32_t>(counts[i]));
            weights[i] += share(rarity, times, norm[i]);
            most = std::max(most, std::bit_cast<std::int32_t>(weights[i]));
            counts[i] = 0;
        }
        sums.most[s] = std::bit_cast<float>(most);
    }
}

} // namespace lotse::search::matching
