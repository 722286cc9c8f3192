#pragma once
// Handing tickets over: up (or across, among the expert teams) with a slip, down with a training
// note for those who shall know it the next time. Each hand-over, with what belongs to it, is one
// transaction with its history.

#include <string>
#include <vector>

#include "tickets/levels/slip.h"

namespace lotse::tickets {

struct HandOver {
    int to = 2;
    std::string team{}; // required where the level has expert teams
    HandoverSlip slip{};
};

struct HandBack {
    int to = first_level;
    std::string training_note{}; // required: what the lower level can do itself the next time
    std::string article{};       // the one that solves it; may be empty
};

/// A slip as it was handed over.
struct HandedSlip {
    MoveId move{};
    TimePoint at{};
    int from = first_level;
    int to = first_level;
    HandoverSlip slip{};

    bool operator==(const HandedSlip&) const = default;
};

struct TrainingNote {
    TrainingNoteId id{};
    TicketNumber ticket{};
    int level = first_level; // whose it is
    std::string article{};
    std::string text{};
    std::string actor{};
    TimePoint at{};

    bool operator==(const TrainingNote&) const = default;
};

class LevelStore {
  public:
    explicit LevelStore(Database& database) : database_(database) {}

    /// What the ticket knows of itself; what it cannot know is left empty.
    Result<HandoverSlip> draft(TicketNumber number, std::string_view lang) const;

    /// Facts that the slip leaves out are taken from the draft. invalid_argument names those that
    /// are missing then; conflict when it goes down.
    Status hand_over(const Actor& actor, TicketNumber number, const HandOver& what);
    /// conflict unless it goes down.
    Status hand_back(const Actor& actor, TicketNumber number, const HandBack& what);

    Result<std::vector<HandedSlip>> slips(TicketNumber number) const;
    Result<std::vector<TrainingNote>> training_notes_of(TicketNumber number) const;
    /// With an article, newest first: what search puts first for that level.
    Result<std::vector<TrainingNote>> training_notes_for(int level, int limit = 500) const;

  private:
    Database& database_;
};

} // namespace lotse::tickets
