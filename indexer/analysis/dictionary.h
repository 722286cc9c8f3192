#pragma once
// German ↔ English by a list of the `trans-de-en` kind, compiled once into a compact file: which
// stems of one language translate a stem of the other, best first. Also a Vocabulary of both
// languages (frequency 1 for every listed form).

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/analysis/analyzer.h"

namespace lotse::analysis {

struct Translation {
    std::string stem;  // in the other language
    double weight = 0; // in (0, 1], 1 for the first and plainest

    bool operator==(const Translation&) const = default;
};

/// Immutable; may be used from any thread.
class Dictionary final : public Vocabulary {
  public:
    /// Reads a word list ("Passwort {n}; Kennwort {n} | … :: password | …", UTF-8) and gives the
    /// bytes of the compiled file, to be written with write_file(). Lines that cannot be read are
    /// skipped. Fails with not_found, io, or corrupt when nothing could be read.
    static Result<std::string> compile(const std::filesystem::path& word_list);

    /// Fails with not_found, io, or corrupt / mismatch ("compile it anew").
    static Result<std::shared_ptr<const Dictionary>> open(const std::filesystem::path& compiled);
    static Result<std::shared_ptr<const Dictionary>> from_bytes(std::string bytes);

    ~Dictionary() override;

    /// Translations of a stem (Analyzer::stems) of language `from`, best first. The stems of a name
    /// of two or three words with single spaces between ("climat chang") have translations too;
    /// only theirs may be of several words.
    std::vector<Translation> lookup(std::string_view stem, Lang from, std::size_t limit = 15) const;

    std::uint32_t frequency(std::string_view folded, Lang lang) const override;

    /// Of the compiled bytes, for the fingerprint of an analyzer that uses it.
    std::string fingerprint() const override;

  private:
    struct Impl;
    explicit Dictionary(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace lotse::analysis
