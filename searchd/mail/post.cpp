#include "searchd/mail/post.h"

#include "portal/render/texts.h"
#include "portal/render/urls.h"
#include "searchd/mail/letter.h"

namespace lotse::mail {
namespace {

using tickets::Mail;
using tickets::MailKind;

portal::Lang lang_of(const Mail& mail) {
    return mail.lang == "en" ? portal::Lang::en : portal::Lang::de;
}

std::string link_of(const std::string& base_url, const Mail& mail, const std::string& secret) {
    return base_url + (mail.ticket ? portal::secret_url(secret)
                                   : portal::sign_in_link_url(lang_of(mail), secret));
}

} // namespace

Post::Post(PostOptions options, tickets::Database& database, Log& log)
    : options_(std::move(options)), queue_(database), log_(log) {}

Status Post::send_due() {
    while (!stopping_) {
        const auto letters = queue_.due();
        if (!letters)
            return letters.error();
        for (const Mail& mail : *letters) {
            if (stopping_)
                return Done{};
            if (Status done = send(mail); !done)
                return done;
        }
        if (letters->empty())
            return Done{};
    }
    return Done{};
}

Result<std::string> Post::message_for(const Mail& mail, const std::string& secret) const {
    const portal::Lang lang = lang_of(mail);
    const std::string key = "mail." + std::string(name(mail.kind));
    const portal::Places places{{"site", options_.site_name()},
                                {"number", mail.ticket ? std::to_string(mail.ticket->value) : ""}};
    std::string text;
    for (const std::string& paragraph :
         {portal::text(lang, "mail.greeting"), portal::text(lang, key + ".text", places),
          link_of(options_.base_url, mail, secret), portal::text(lang, key + ".note", places),
          options_.site_name()})
        text += (text.empty() ? "" : "\n\n") + paragraph;
    return to_message({.id = std::to_string(mail.id.value) + ".mail@" +
                             options_.from.substr(options_.from.rfind('@') + 1),
                       .date = mail.created,
                       .from_name = options_.site_name(),
                       .from = options_.from,
                       .to = mail.address,
                       .subject = portal::text(lang, key + ".subject", places),
                       .text = text,
                       .lang = mail.lang,
                       .is_reply = mail.kind == MailKind::request_received});
}

Status Post::send(const Mail& mail) {
    const auto secret = queue_.make_secret(mail);
    if (!secret)
        return secret.error();
    const auto message = message_for(mail, *secret);
    if (!message)
        return queue_.failed(mail, message.error().message);
    // Nobody is to be told that an acknowledgement did not arrive (RFC 3834, 3.3).
    const bool automatic = mail.kind != MailKind::answer_arrived;
    const auto handed = hand_over(options_.server, {automatic ? "" : options_.from, mail.address},
                                  *message, stopping_);
    if (handed.outcome == Outcome::accepted)
        return queue_.sent(mail);
    log_.warning("mail_not_sent", {{"mail", std::to_string(mail.id.value)},
                                   {"tries", std::to_string(mail.tries + 1)},
                                   {"why", handed.why}});
    return handed.outcome == Outcome::refused ? queue_.failed(mail, handed.why)
                                              : queue_.not_yet(mail, handed.why);
}

} // namespace lotse::mail
