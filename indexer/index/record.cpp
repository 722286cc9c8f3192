#include "indexer/index/record_internal.h"

#include "indexer/index/bytes_internal.h"
#include "indexer/index/rebuild_hint_internal.h"

namespace lotse::index {

std::string encode(const StoredDocument& document) {
    ByteWriter out;
    out.text(document.key.to_string());
    out.number(static_cast<std::uint64_t>(document.lang));
    out.number(static_cast<std::uint64_t>(document.visibility));
    out.text(document.group);
    out.text(document.title);
    out.text(document.summary);
    out.text(document.category);
    out.texts(document.tags);
    out.texts(document.aliases);
    out.texts(document.questions);
    out.number(document.updated
                   ? static_cast<std::uint64_t>(document.updated->time_since_epoch().count()) + 1
                   : 0);
    out.text(document.text);
    out.text(document.own.readings);
    out.text(document.own.list);
    return out.take();
}

Result<StoredDocument> decode(std::string_view bytes) {
    ByteReader in(bytes);
    StoredDocument document;
    const auto key = parse_key(in.text());
    const std::uint64_t lang = in.number();
    const std::uint64_t visibility = in.number();
    document.group = in.text();
    document.title = in.text();
    document.summary = in.text();
    document.category = in.text();
    document.tags = in.texts();
    document.aliases = in.texts();
    document.questions = in.texts();
    if (const std::uint64_t updated = in.number(); updated != 0)
        document.updated = TimePoint{Milliseconds{static_cast<std::int64_t>(updated - 1)}};
    document.text = in.text();
    document.own.readings = in.text();
    document.own.list = in.text();
    if (in.broken() || !in.at_end() || !key || lang >= analysis::all_langs.size() ||
        visibility >= all_visibilities.size())
        return Error{Code::corrupt, "a document of the index cannot be read", rebuild_hint};
    document.key = *key;
    document.lang = static_cast<Lang>(lang);
    document.visibility = static_cast<Visibility>(visibility);
    return document;
}

} // namespace lotse::index
