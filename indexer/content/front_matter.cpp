#include "indexer/content/front_matter.h"

#include <sstream>

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "indexer/base/text.h"

namespace lotse::content {

namespace {

constexpr std::size_t max_depth = 4;
constexpr std::size_t max_values = 2000;

struct Refused {
    std::size_t line;
    std::string why;
};

std::size_t line_at(const YAML::Mark& mark) {
    return static_cast<std::size_t>(mark.line + 1);
}

// Builds values from parser events, so that a bomb is refused before anything is expanded.
class Builder final : public YAML::EventHandler {
  public:
    YamlValue take() { return std::move(root_); }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        refuse_anchor(mark, anchor);
        add(scalar(mark, ""));
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        throw Refused{line_at(mark), "aliases (*name) are not allowed"};
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        add(scalar(mark, value));
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlValue::Kind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, YamlValue::Kind::map);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        YamlValue value;
        bool has_key = false;
        std::string key;
    };

    static YamlValue scalar(const YAML::Mark& mark, const std::string& text) {
        YamlValue value;
        value.scalar = text;
        value.line = line_at(mark);
        return value;
    }
    static void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
        if (anchor != 0)
            throw Refused{line_at(mark), "anchors (&name) are not allowed"};
    }
    static void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!")
            throw Refused{line_at(mark), "tags (" + tag + ") are not allowed"};
    }
    void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              YamlValue::Kind kind) {
        refuse_anchor(mark, anchor);
        refuse_tag(mark, tag);
        if (open_.size() >= max_depth)
            throw Refused{line_at(mark), "values are nested too deeply"};
        YamlValue value;
        value.kind = kind;
        value.line = line_at(mark);
        open_.push_back({std::move(value), false, {}});
    }
    void close() {
        YamlValue value = std::move(open_.back().value);
        open_.pop_back();
        add(std::move(value));
    }
    void add(YamlValue value) {
        if (++count_ > max_values)
            throw Refused{value.line, "there are too many values"};
        if (open_.empty())
            root_ = std::move(value);
        else if (open_.back().value.kind == YamlValue::Kind::list)
            open_.back().value.items.push_back(std::move(value));
        else
            add_to_map(open_.back(), std::move(value));
    }
    static void add_to_map(Open& map, YamlValue value) {
        if (map.has_key) {
            map.value.keys.push_back(std::move(map.key));
            map.value.items.push_back(std::move(value));
            map.has_key = false;
            return;
        }
        if (value.kind != YamlValue::Kind::scalar)
            throw Refused{value.line, "a key must be a word"};
        if (map.value.find(value.scalar) != nullptr)
            throw Refused{value.line, "the key '" + value.scalar + "' stands twice"};
        map.key = std::move(value.scalar);
        map.has_key = true;
    }

    std::vector<Open> open_;
    std::size_t count_ = 0;
    YamlValue root_;
};

Error refused(std::size_t line, const std::string& why) {
    return {Code::invalid_argument, "line " + std::to_string(line) + ": front matter: " + why,
            "write one 'key: value' a line; put values with ':' or '#' in quotes"};
}

void emit(YAML::Emitter& out, const YamlValue& value) {
    if (value.kind == YamlValue::Kind::scalar) {
        out << value.scalar;
        return;
    }
    const bool map = value.kind == YamlValue::Kind::map;
    out << YAML::Flow << (map ? YAML::BeginMap : YAML::BeginSeq);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        if (map)
            out << YAML::Key << value.keys[i] << YAML::Value;
        emit(out, value.items[i]);
    }
    out << (map ? YAML::EndMap : YAML::EndSeq);
}

} // namespace

const YamlValue* YamlValue::find(std::string_view key) const {
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (keys[i] == key)
            return &items[i];
    return nullptr;
}

std::vector<std::string> YamlValue::strings() const {
    std::vector<std::string> out;
    const auto add = [&](std::string_view text) {
        if (!trimmed(text).empty())
            out.emplace_back(trimmed(text));
    };
    if (kind == Kind::scalar)
        for (const auto part : split(scalar, ','))
            add(part);
    for (const YamlValue& item : items)
        add(item.scalar);
    return out;
}

Result<YamlValue> parse_front_matter(std::string_view yaml, std::size_t first_line) {
    if (yaml.size() > max_front_matter_bytes)
        return refused(first_line,
                       "longer than " + std::to_string(max_front_matter_bytes) + " bytes");
    try {
        std::istringstream in{std::string(yaml)};
        YAML::Parser parser(in);
        Builder builder;
        if (!parser.HandleNextDocument(builder))
            return refused(first_line, "is empty");
        YamlValue root = builder.take();
        if (root.kind != YamlValue::Kind::map)
            return refused(first_line, "must be 'key: value' lines");
        return root;
    } catch (const Refused& why) {
        return refused(why.line + first_line - 1, why.why);
    } catch (const YAML::Exception& error) {
        return refused(error.mark.is_null() ? first_line : line_at(error.mark) + first_line - 1,
                       error.msg);
    }
}

std::string to_flow_yaml(const YamlValue& value) {
    YAML::Emitter out;
    emit(out, value);
    return out.c_str();
}

} // namespace lotse::content
