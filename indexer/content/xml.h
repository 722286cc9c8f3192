#pragma once
// libxml2 behind a small door: documents that free themselves, nodes that can be asked. No network,
// no entity expansion, no includes. Internal to this room.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct _xmlDoc;
struct _xmlNode;

namespace lotse::content {

using XmlNode = _xmlNode;

class XmlDocument {
  public:
    /// Null root when the bytes are not well-formed XML.
    static XmlDocument parse_xml(const std::string& bytes);
    /// HTML is repaired as browsers do; the root is null only for an empty document.
    static XmlDocument parse_html(const std::string& bytes);

    XmlNode* root() const;

  private:
    struct Free {
        void operator()(_xmlDoc* document) const;
    };
    std::unique_ptr<_xmlDoc, Free> document_;
};

bool is_element(const XmlNode* node);
bool is_text(const XmlNode* node);
/// The local name of an element, e.g. "p"; empty for text.
std::string name_of(const XmlNode* node);
/// With its prefix, e.g. "mal:credit".
std::string qualified_name_of(const XmlNode* node);
std::string attribute(const XmlNode* node, const char* name);
/// xml:lang or lang.
std::string language_attribute(const XmlNode* node);
/// All text below, as written.
std::string text_below(const XmlNode* node);
std::vector<XmlNode*> children(const XmlNode* node);
/// The first child element of that name, or null.
XmlNode* child(const XmlNode* node, std::string_view name);

} // namespace lotse::content
