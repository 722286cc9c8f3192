#include "searchd/http/links.h"

#include <algorithm>
#include <filesystem>

#include "portal/render/urls.h"
#include "tickets/permissions.h"

namespace lotse::http {

bool may_read(const tickets::Actor& actor, const content::Article& article) {
    using tickets::Action;
    const auto may = [&](Action action) { return tickets::authorize(actor, action).ok(); };
    if (article.state == content::State::archived)
        return may(Action::write_article);
    if (article.state == content::State::draft || article.audience == content::Audience::internal)
        return may(Action::read_internal);
    return article.audience == content::Audience::everyone || may(Action::read_customer_articles);
}

content::LinkResolver article_links(const content::CatalogView& view,
                                    const content::Article& article, const tickets::Actor& actor,
                                    Tongue tongue) {
    const auto lang = tongue == Tongue::de ? portal::Lang::de : portal::Lang::en;
    return [&view, &article, &actor, lang](std::string_view target) -> std::string {
        const auto hash = std::min(target.find('#'), target.size());
        const std::string anchor(target.substr(hash));
        const std::filesystem::path file(target.substr(0, hash));
        if (file.empty())
            return anchor;
        const auto* linked = view.at((article.path.parent_path() / file).lexically_normal());
        if (linked == nullptr)
            linked = view.find(file.stem().string());
        if (linked == nullptr || !may_read(actor, *linked))
            return {};
        return portal::article_url(lang, linked->id) + anchor;
    };
}

std::string etag_of(std::string_view hash) {
    return '"' + std::string(hash) + '"';
}

} // namespace lotse::http
