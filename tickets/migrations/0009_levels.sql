-- A ticket that waits comes back by itself, a merged one points on, and working time is kept.
ALTER TABLE tickets ADD COLUMN due_at INTEGER;

ALTER TABLE tickets ADD COLUMN merged_into INTEGER REFERENCES tickets (number);

ALTER TABLE tickets ADD COLUMN worked_ms INTEGER NOT NULL DEFAULT 0;

ALTER TABLE tickets ADD COLUMN clock_since_at INTEGER;

UPDATE tickets SET clock_since_at = created_at WHERE state IN ('new', 'open');

UPDATE tickets SET worked_ms = COALESCE(resolved_at, updated_at) - created_at
WHERE state NOT IN ('new', 'open');

CREATE INDEX tickets_by_due ON tickets (due_at) WHERE due_at IS NOT NULL;

INSERT INTO ids (name, last) VALUES ('team', 0), ('training_note', 0), ('lookup', 0);

CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3)
);

-- kind: word or category.
CREATE TABLE team_topics (
    team_id INTEGER NOT NULL REFERENCES teams (id),
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (team_id, kind, body)
);

CREATE TABLE team_members (
    team_id INTEGER NOT NULL REFERENCES teams (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (team_id, person_id)
);

-- The facts of a hand-over slip; document and its use are given where the fact is an article.
CREATE TABLE slip_facts (
    move_id INTEGER NOT NULL REFERENCES level_moves (id),
    position INTEGER NOT NULL,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    fact TEXT NOT NULL,
    document TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (move_id, position)
);

CREATE INDEX slip_facts_by_ticket ON slip_facts (ticket_number, move_id, position);

CREATE TABLE training_notes (
    id INTEGER PRIMARY KEY,
    move_id INTEGER NOT NULL REFERENCES level_moves (id),
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    level INTEGER NOT NULL,
    article TEXT NOT NULL,
    body TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL
);

CREATE INDEX training_notes_by_level ON training_notes (level, id);

CREATE INDEX training_notes_by_ticket ON training_notes (ticket_number, id);

-- Searches that the daemon still has to ask for a ticket; done ones are gone.
CREATE TABLE lookups (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    move_id INTEGER REFERENCES level_moves (id)
);

-- What level 1 could have found when it handed the ticket over.
CREATE TABLE hand_over_lookups (
    move_id INTEGER PRIMARY KEY REFERENCES level_moves (id),
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    generation INTEGER NOT NULL,
    at INTEGER NOT NULL,
    solvable INTEGER,
    article TEXT NOT NULL,
    rank INTEGER
);

CREATE INDEX hand_over_lookups_by_ticket ON hand_over_lookups (ticket_number, move_id);

CREATE TABLE hand_over_finds (
    move_id INTEGER NOT NULL REFERENCES level_moves (id),
    question TEXT NOT NULL,
    rank INTEGER NOT NULL,
    kind TEXT NOT NULL,
    document TEXT NOT NULL,
    translations TEXT NOT NULL,
    PRIMARY KEY (move_id, question, rank)
);
