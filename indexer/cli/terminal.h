#pragma once
// How the program talks: results on one stream, progress and trouble on the other, in German or
// English, with a moving line where somebody watches and plain lines where nobody does.

#include <fmt/core.h>
#include <iosfwd>
#include <string>
#include <string_view>

#include "indexer/analysis/lang.h"
#include "indexer/base/clock.h"
#include "indexer/base/result.h"
#include "indexer/index/builder.h"

namespace lotse::cli {

/// "de_DE.UTF-8" and the like; everything that is not German is English.
analysis::Lang language_of_locale(std::string_view locale);

/// The language that LC_ALL, LC_MESSAGES or LANG ask for.
analysis::Lang language_of_environment();

class Terminal {
  public:
    Terminal(std::ostream& out, std::ostream& err, analysis::Lang lang, bool watched,
             const Clock& clock)
        : out_(out), err_(err), lang_(lang), watched_(watched), clock_(clock) {}

    std::ostream& out() { return out_; }
    std::ostream& err();
    analysis::Lang lang() const { return lang_; }
    const Clock& clock() const { return clock_; }

    /// One of the two, by language.
    const char* say(const char* german, const char* english) const {
        return lang_ == analysis::Lang::de ? german : english;
    }

    /// One of the two formats, by language, filled in.
    template <class... Values>
    std::string format(const char* german, const char* english, const Values&... values) const {
        return fmt::format(fmt::runtime(say(german, english)), values...);
    }

    /// Message and hint on the error stream; answers exit_trouble, so that `return` can follow.
    int fail(const Error& error);
    void warn(const std::string& message);

    /// A moving line for a watcher; else a line when a stage ends.
    void progress(const index::Progress& progress);

  private:
    void clear_line();

    std::ostream& out_;
    std::ostream& err_;
    analysis::Lang lang_;
    bool watched_;
    bool line_open_ = false;
    const Clock& clock_;
};

} // namespace lotse::cli
