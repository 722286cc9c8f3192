#pragma once
// Bare questions as people really send them: a letter with greeting, who writes, what was tried,
// the question somewhere in the middle, thanks, signature and quoted mail. What is written around a
// question comes from a folder with de.txt and en.txt (corpus/letters); the same question with the
// same `number` always gives the same letter.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "indexer/analysis/lang.h"
#include "indexer/base/result.h"

namespace lotse::cli {

struct Letter {
    std::string subject;
    std::string body;
};

class LetterWriter {
  public:
    /// Fails with not_found or io, or invalid_argument where a section is missing.
    static Result<LetterWriter> read(const std::filesystem::path& folder);

    /// `other` is a question that is not meant: it stands in the quoted mail.
    Letter wrap(const std::string& question, const std::string& other, analysis::Lang lang,
                std::uint64_t number) const;

  private:
    using Sections = std::map<std::string, std::vector<std::string>>;
    Sections sections_[2]; // by language
};

} // namespace lotse::cli
