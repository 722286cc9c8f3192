#include "portal/render/template.h"

#include <map>
#include <mutex>
#include <stdexcept>

#include <kainjow/mustache.hpp>

#include "portal/render/embedded.h"

namespace lotse::portal {

namespace mustache = kainjow::mustache;

struct Values::Data {
    mustache::data object{mustache::data::type::object};
};

Values::Values() : data_(std::make_unique<Data>()) {}
Values::~Values() = default;
Values::Values(const Values& from) : data_(std::make_unique<Data>(*from.data_)) {}
Values& Values::operator=(const Values& from) {
    data_ = std::make_unique<Data>(*from.data_);
    return *this;
}
Values::Values(Values&& from) noexcept = default;
Values& Values::operator=(Values&& from) noexcept = default;

Values& Values::set(const std::string& name, std::string_view text) {
    data_->object.set(name, std::string(text));
    return *this;
}

Values& Values::set(const std::string& name, bool shown) {
    data_->object.set(name, mustache::data(shown));
    return *this;
}

Values& Values::set(const std::string& name, const std::vector<Values>& list) {
    mustache::data items{mustache::data::type::list};
    for (const Values& item : list)
        items.push_back(item.data().object);
    data_->object.set(name, items);
    return *this;
}

Values& Values::set(const std::string& name, const Values& group) {
    data_->object.set(name, group.data().object);
    return *this;
}

namespace {

std::string source_of(std::string_view name) {
    for (const auto& source : embedded::templates())
        if (source.name == name)
            return std::string(source.source);
    throw std::logic_error("no template '" + std::string(name) + "'");
}

} // namespace

std::string render(std::string_view name, Lang lang, const Values& values) {
    // A mustache object keeps state while it renders, so each page gets its own.
    mustache::mustache page(source_of(name));
    if (!page.is_valid())
        throw std::logic_error("template '" + std::string(name) + "': " + page.error_message());
    mustache::data data = values.data().object;
    for (const auto& source : embedded::templates())
        if (source.name.starts_with('_'))
            data.set(std::string(source.name),
                     mustache::partial([text = std::string(source.source)] { return text; }));
    data.set("t", mustache::lambda([lang](const std::string& key) {
                 return mustache::html_escape(text(lang, key));
             }));
    data.set("lang", std::string(code(lang)));
    data.set("german", mustache::data(lang == Lang::de));
    return page.render(data);
}

} // namespace lotse::portal
