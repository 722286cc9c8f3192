#pragma once
// Articles as callers may see them, and the links between them.

#include <string>
#include <string_view>

#include "indexer/content/catalog.h"
#include "indexer/content/render.h"
#include "searchd/http/request.h"
#include "tickets/actor.h"

namespace lotse::http {

/// Archived articles are read by those who may write them, drafts and internal ones by staff,
/// customers' by whoever is signed in.
bool may_read(const tickets::Actor& actor, const content::Article& article);

/// Turns "wlan-passwort.md#anker" into an address of the portal; links to what the reader may not
/// see are dropped.
content::LinkResolver article_links(const content::CatalogView& view,
                                    const content::Article& article, const tickets::Actor& actor,
                                    Tongue tongue);

/// An ETag of a hash.
std::string etag_of(std::string_view hash);

} // namespace lotse::http
