-- What the reports count. The channel of a search is that through which a visitor asked; it is empty
-- where nobody asked: words that a ticket came with, or was imported with.
ALTER TABLE searches ADD COLUMN channel TEXT NOT NULL DEFAULT '';

UPDATE searches SET channel = 'portal' WHERE trail <> '' AND trail NOT LIKE 'ticket-%';

CREATE INDEX searches_by_time ON searches (at);

-- When the index held what the job wanted; 0: not yet. What was done before this was kept has -1.
ALTER TABLE outbox ADD COLUMN findable_at INTEGER NOT NULL DEFAULT -1;

CREATE INDEX outbox_by_ticket ON outbox (ticket_number);

-- The search of an earlier visit that opened something on the same topic: it did not help after all.
ALTER TABLE intake_lookups ADD COLUMN repeats INTEGER REFERENCES searches (id);

CREATE INDEX intake_lookups_by_repeated ON intake_lookups (repeats) WHERE repeats IS NOT NULL;

CREATE INDEX resolutions_by_time ON resolutions (at);

CREATE INDEX tickets_by_creation ON tickets (created_at);

CREATE INDEX tickets_by_resolution ON tickets (resolved_at) WHERE resolved_at IS NOT NULL;

-- A visitor of one day who took part in the draw, and how many tickets he wrote on that day.
CREATE TABLE exposures (
    visitor TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    held_out INTEGER NOT NULL,
    lang TEXT NOT NULL,
    channel TEXT NOT NULL,
    tickets INTEGER NOT NULL
);

CREATE INDEX exposures_by_time ON exposures (at);
