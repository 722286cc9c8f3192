#include "indexer/index/builder.h"

#include "indexer/base/file.h"
#include "indexer/base/priority.h"
#include "indexer/index/build_run_internal.h"
#include "indexer/index/lock_internal.h"
#include "indexer/index/trouble_internal.h"

#include <algorithm>
#include <future>

namespace lotse::index {

namespace fs = std::filesystem;

namespace {

// The half-built folder, gone unless it was kept.
class Partial {
  public:
    explicit Partial(fs::path folder) : folder_(std::move(folder)) {}
    ~Partial() {
        std::error_code ignored;
        if (!kept_)
            fs::remove_all(folder_, ignored);
    }
    Partial(const Partial&) = delete;
    Partial& operator=(const Partial&) = delete;
    void keep() { kept_ = true; }

  private:
    fs::path folder_;
    bool kept_ = false;
};

Result<Generation> next_generation(const fs::path& index) {
    Generation generation;
    const auto numbers = generation_numbers(index);
    generation.number = numbers.empty() ? 1 : numbers.back() + 1;
    if (const auto current = current_number(index)) // its folder may have been deleted by hand
        generation.number = std::max(generation.number, *current + 1);
    generation.folder = generation_folder(index, generation.number);
    fs::create_directory(generation.folder);
    return generation;
}

Status run_stages(BuildRun& run) {
    for (const auto stage : {&BuildRun::prepare_language, &BuildRun::count_words,
                             &BuildRun::index_documents, &BuildRun::merge, &BuildRun::seal})
        if (const auto done = (run.*stage)(); !done)
            return done.error();
    return Done{};
}

/// While others answer questions: those go first.
Status run_gently(BuildRun& run) {
    return std::async(std::launch::async,
                      [&] {
                          give_way();
                          return run_stages(run);
                      })
        .get();
}

Result<BuildReport> build_locked(const Source& source, const BuildOptions& options,
                                 const Clock& clock) {
    const auto started = clock.steady();
    auto generation = next_generation(options.index);
    if (!generation)
        return generation.error();
    generation->manifest.built_at = clock.now();
    Partial partial(generation->folder);
    BuildRun run(source, options, clock, *generation);
    if (const auto done = guarded([&] { return run_gently(run); }); !done)
        return done.error();
    if (options.before_switch)
        if (const auto wanted = options.before_switch(run.generation()); !wanted) {
            partial.keep();
            return wanted.error();
        }
    if (const auto done = make_current(options.index, run.generation()); !done)
        return done.error();
    partial.keep();
    BuildReport report = run.report();
    report.seconds = std::chrono::duration<double>(clock.steady() - started).count();
    return report;
}

} // namespace

Result<BuildReport> build(const Source& source, const BuildOptions& options, const Clock& clock) {
    return guarded([&]() -> Result<BuildReport> {
        fs::create_directories(options.index);
        const auto lock = FolderLock::take(options.index);
        if (!lock)
            return lock.error();
        prune(options.index); // what a killed build left behind
        auto report = build_locked(source, options, clock);
        if (report && options.keep_previous)
            prune(options.index);
        else if (report)
            keep_only_current(options.index);
        return report;
    });
}

} // namespace lotse::index
