#pragma once
// A ticket's texts without what names anybody: one place that knows who took part.

#include <string>
#include <string_view>
#include <vector>

#include "tickets/redact.h"
#include "tickets/ticket.h"

namespace lotse::tickets {

class Redactor {
  public:
    /// Both must outlive the object.
    Redactor(const Ticket& ticket, const std::vector<Message>& messages,
             const std::vector<std::string>& own_contacts);

    const RedactionContext& context() const { return context_; }

    std::string clean(std::string_view text) const { return redact(text, context_); }

    /// What the customer wrote, without what is quoted from us.
    std::string problem() const;

    /// What was done; where nobody noted it, our last answer to the customer.
    std::string solution(const Resolution& resolution) const;

    /// Our last answer to the customer; empty without.
    std::string last_answer() const;

    /// The sentences of ours, internal notes first, that say why it was so; empty without.
    std::string cause() const;

  private:
    void add_name(const std::string& name);
    std::string causes_in(Visibility visibility) const;

    const std::vector<Message>& messages_;
    RedactionContext context_;
};

} // namespace lotse::tickets
