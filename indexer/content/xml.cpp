#include "indexer/content/xml.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "indexer/base/text.h"

namespace lotse::content {

namespace {

std::string owned(xmlChar* text) {
    if (text == nullptr)
        return {};
    std::string out(reinterpret_cast<const char*>(text));
    xmlFree(text);
    return out;
}

const xmlChar* xml(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

} // namespace

void XmlDocument::Free::operator()(_xmlDoc* document) const {
    xmlFreeDoc(document);
}

XmlDocument XmlDocument::parse_xml(const std::string& bytes) {
    XmlDocument out;
    out.document_.reset(xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr,
                                      nullptr,
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    return out;
}

XmlDocument XmlDocument::parse_html(const std::string& bytes) {
    XmlDocument out;
    const char* encoding = is_utf8(bytes) ? "UTF-8" : nullptr;
    out.document_.reset(htmlReadMemory(
        bytes.data(), static_cast<int>(bytes.size()), nullptr, encoding,
        HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_RECOVER));
    return out;
}

XmlNode* XmlDocument::root() const {
    return document_ ? xmlDocGetRootElement(document_.get()) : nullptr;
}

bool is_element(const XmlNode* node) {
    return node->type == XML_ELEMENT_NODE;
}

bool is_text(const XmlNode* node) {
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

std::string name_of(const XmlNode* node) {
    return is_element(node) ? reinterpret_cast<const char*>(node->name) : "";
}

std::string qualified_name_of(const XmlNode* node) {
    if (!is_element(node))
        return {};
    if (node->ns == nullptr || node->ns->prefix == nullptr)
        return name_of(node);
    return std::string(reinterpret_cast<const char*>(node->ns->prefix)) + ":" + name_of(node);
}

std::string attribute(const XmlNode* node, const char* name) {
    return owned(xmlGetNoNsProp(node, xml(name)));
}

std::string language_attribute(const XmlNode* node) {
    const std::string lang = owned(xmlGetNsProp(node, xml("lang"), XML_XML_NAMESPACE));
    return lang.empty() ? attribute(node, "lang") : lang;
}

std::string text_below(const XmlNode* node) {
    return owned(xmlNodeGetContent(node));
}

std::vector<XmlNode*> children(const XmlNode* node) {
    std::vector<XmlNode*> out;
    for (XmlNode* at = node->children; at != nullptr; at = at->next)
        out.push_back(at);
    return out;
}

XmlNode* child(const XmlNode* node, std::string_view name) {
    for (XmlNode* at = node->children; at != nullptr; at = at->next)
        if (is_element(at) && name_of(at) == name)
            return at;
    return nullptr;
}

} // namespace lotse::content
