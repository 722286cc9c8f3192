-- The class of documents among which the visitor searched: public, customer or staff. What was asked
-- before this was kept counts as asked by staff, so that nobody else is ever told of it.
ALTER TABLE searches ADD COLUMN audience TEXT NOT NULL DEFAULT 'staff';

CREATE INDEX searches_by_topic ON searches (topic, at);
