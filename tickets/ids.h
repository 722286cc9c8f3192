#pragma once
// Ids as types of their own, so that a person's can never be passed for a ticket's. Zero is no id.

#include <compare>
#include <cstdint>
#include <functional>

namespace lotse::tickets {

template <class Tag>
struct Id {
    std::int64_t value = 0;

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

using PersonId = Id<struct PersonTag>;
using TicketNumber = Id<struct TicketTag>; // what customers quote; never used twice
using MessageId = Id<struct MessageTag>;
using SearchId = Id<struct SearchTag>;
using GapId = Id<struct GapTag>;
using MoveId = Id<struct MoveTag>;
using TeamId = Id<struct TeamTag>;
using TrainingNoteId = Id<struct TrainingNoteTag>;
using AttachmentId = Id<struct AttachmentTag>;
using ProblemId = Id<struct ProblemTag>;
using MailId = Id<struct MailTag>;
using JobId = Id<struct JobTag>;         // grows; a job written later has a higher one
using HistoryId = Id<struct HistoryTag>; // position in the chain, from 1 without holes

} // namespace lotse::tickets

template <class Tag>
struct std::hash<lotse::tickets::Id<Tag>> {
    std::size_t operator()(lotse::tickets::Id<Tag> id) const noexcept {
        return std::hash<std::int64_t>{}(id.value);
    }
};
