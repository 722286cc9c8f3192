#pragma once
// Values → escaped HTML. A template writes {{name}}, always escaped; {{#list}}…{{/list}} repeats;
// {{#t}}key{{/t}} writes a text of the page's language; {{> _name}} includes another template:
// those that may be included begin with an underscore, so that no value can hide one. The only
// thing ever written unescaped is {{{trusted_html}}}: what content::to_html() made, and JSON-LD
// whose "<" are escapes.
//
// A name that a list's item lacks is looked up around the list: items set every name they show.
// Templates are compiled in; rendering is pure and thread-safe.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "portal/render/texts.h"

namespace lotse::portal {

/// What a template is filled with.
class Values {
  public:
    Values();
    ~Values();
    Values(const Values&);
    Values& operator=(const Values&);
    Values(Values&&) noexcept;
    Values& operator=(Values&&) noexcept;

    Values& set(const std::string& name, std::string_view text);
    Values& set(const std::string& name, const char* text) {
        return set(name, std::string_view(text));
    }
    Values& set(const std::string& name, bool shown);
    Values& set(const std::string& name, const std::vector<Values>& list);
    Values& set(const std::string& name, const Values& group);

    struct Data;
    const Data& data() const { return *data_; }

  private:
    std::unique_ptr<Data> data_;
};

/// Throws std::logic_error for a template that does not exist or does not parse.
std::string render(std::string_view name, Lang lang, const Values& values);

} // namespace lotse::portal
