-- Where a customer belongs, whatever mail address is used. The key is the name as it is compared
-- (tickets/contact_keys.h); keys of telephone numbers are filled in by the program (migrate.cpp).
ALTER TABLE people ADD COLUMN organisation TEXT NOT NULL DEFAULT '';

ALTER TABLE people ADD COLUMN organisation_key TEXT NOT NULL DEFAULT '';

CREATE INDEX people_by_organisation ON people (organisation_key, id) WHERE organisation_key <> '';

-- Up to which job the outbox has been cleared of what the reader has done.
ALTER TABLE outbox_readers ADD COLUMN cleared INTEGER NOT NULL DEFAULT 0;
