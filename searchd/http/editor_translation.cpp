// Translations that fell behind: whether the other language's article has been written anew since.

#include "indexer/base/text.h"
#include "indexer/content/revisions.h"
#include "searchd/http/editor_internal.h"

namespace lotse::http {
namespace {

/// A translation may be saved a little later than the original without being behind.
constexpr std::chrono::hours slack{24};

/// What readers are told, without regard to line breaks and spaces.
std::string words_of(const content::Article& article) {
    std::string words;
    for (const auto* text : {&article.title, &article.summary, &article.body}) {
        words += '\n';
        for (const char c : *text)
            if (c != ' ' && c != '\n' && c != '\t')
                words += c;
            else if (words.back() != ' ' && words.back() != '\n')
                words += ' ';
        if (words.back() == ' ')
            words.pop_back();
    }
    return words;
}

/// nullopt: no former version is kept of that time.
std::optional<content::Article> version_at(const content::Catalog& catalog, std::string_view id,
                                           TimePoint at) {
    const auto versions = content::revisions(catalog.folder(), id);
    if (!versions)
        return std::nullopt;
    for (const auto& version : *versions)
        if (version.replaced > at)
            if (auto former = content::read_revision(catalog.folder(), id, version.number))
                return std::move(former->article);
    return std::nullopt;
}

} // namespace

const content::Article* other_of(const content::CatalogView& view,
                                 const content::Article& article) {
    const auto* other = view.translation(article, article.lang == "de" ? "en" : "de");
    return other != nullptr && other->id != article.id ? other : nullptr;
}

std::optional<FellBehind> fell_behind(const content::Catalog& catalog,
                                      const content::CatalogView& view,
                                      const content::Article& article) {
    const auto* other = other_of(view, article);
    if (other == nullptr || !article.updated || !other->updated ||
        *other->updated <= *article.updated + slack)
        return std::nullopt;
    auto before = version_at(catalog, other->id, *article.updated + slack);
    if (before && words_of(*before) == words_of(*other))
        return std::nullopt;
    return FellBehind{other, std::move(before)};
}

} // namespace lotse::http
