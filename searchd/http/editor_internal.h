#pragma once
// What the pages of editors share. Internal to this room.

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/content/catalog.h"
#include "portal/desk/editor_views.h"
#include "searchd/http/desk_internal.h"

namespace lotse::http {

inline constexpr std::array article_states{content::State::draft, content::State::published,
                                           content::State::archived};

/// A closed set of an article's words as options with their texts.
template <class Word, std::size_t n>
portal::DeskChoice content_choice(portal::Lang lang, const std::string& field, std::string_view set,
                                  const std::array<Word, n>& words, std::string_view chosen) {
    portal::DeskChoice choice{.field = field, .options = {}, .chosen = std::string(chosen)};
    for (const Word word : words) {
        const std::string written(content::name(word));
        choice.options.emplace_back(written,
                                    portal::text(lang, "desk." + std::string(set) + "." + written));
    }
    return choice;
}

portal::DeskChoice language_choice(portal::Lang lang, std::string_view chosen);

/// The article in the other language; null where there is none.
const content::Article* other_of(const content::CatalogView& view, const content::Article& article);

/// What its readers are told, in other words than when `article` was last written: then `article`
/// is behind. nullopt: it is not. Tags, audience, line breaks and the like do not count, nor what
/// was written within a day of `article` itself. Without former versions the other's date decides.
struct FellBehind {
    const content::Article* other = nullptr;
    std::optional<content::Article> before; // the other as it was then, where that is kept
};
std::optional<FellBehind> fell_behind(const content::Catalog& catalog,
                                      const content::CatalogView& view,
                                      const content::Article& article);

/// The list of articles, with what is to be done for them.
Reply list_articles(const App& app, const Call& call);

/// The editor with what past searches would make of the article in it; or with why they cannot be
/// asked.
portal::EditorView with_outlook(const App& app, const Call& call, const content::Article& article,
                                portal::EditorView view);

} // namespace lotse::http
