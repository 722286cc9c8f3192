#include "indexer/base/text.h"
#include "portal/pages/frame.h"
#include "portal/pages/pages.h"
#include "portal/render/format.h"
#include "portal/render/urls.h"

namespace lotse::portal {

namespace {

std::vector<Values> paragraphs(const std::string& body) {
    std::vector<Values> out;
    for (const auto line : split(body, '\n'))
        if (!trimmed(line).empty())
            out.push_back(Values().set("text", trimmed(line)));
    return out;
}

std::vector<Values> message_list(const std::vector<MessageView>& messages, Lang lang) {
    std::vector<Values> out;
    for (const MessageView& message : messages)
        out.push_back(Values()
                          .set("sender", text(lang, message.sender_key))
                          .set("from_us", message.sender_key == "request.from_us")
                          .set("author", message.author)
                          .set("at", date_time_text(lang, message.at))
                          .set("iso", to_iso8601(message.at))
                          .set("paragraphs", paragraphs(message.body)));
    return out;
}

std::vector<Values> file_list(const std::vector<FileView>& files) {
    std::vector<Values> out;
    for (const FileView& file : files)
        out.push_back(
            Values().set("file_name", file.name).set("url", file.url).set("size", file.size));
    return out;
}

} // namespace

std::string request_page(const Frame& frame, const RequestView& view) {
    const Lang lang = frame.lang;
    Values values;
    values.set("request_action", view.url)
        .set("own", view.own)
        .set("number", view.number)
        .set("subject", view.subject)
        .set("state", text(lang, "state." + view.state))
        .set("state_name", view.state)
        .set("created", date_time_text(lang, view.created))
        .set("messages", message_list(view.messages, lang))
        .set("solutions", hit_list(view.solutions, lang))
        .set("has_solutions", !view.solutions.empty())
        .set("is_new", view.is_new)
        .set("link", view.link)
        .set("has_link", !view.link.empty())
        .set("replied", view.replied)
        .set("attached", view.attached)
        .set("files", file_list(view.files))
        .set("has_files", !view.files.empty())
        .set("files_action", view.files_url)
        .set("may_reply", view.may_reply)
        .set("reply", view.reply);
    set_errors(values, view.errors, lang);
    const std::string title =
        form_title(lang, text(lang, "request.title", {{"number", view.number}}), view.errors);
    return framed(frame, title, "request", std::move(values));
}

} // namespace lotse::portal
