CREATE TABLE gaps (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    ticket_number INTEGER REFERENCES tickets (number),
    searches INTEGER NOT NULL,
    visitors INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    answered_at INTEGER NOT NULL
);

CREATE INDEX gaps_by_visitors ON gaps (state, visitors);

CREATE INDEX gaps_by_ticket ON gaps (ticket_number);

CREATE TABLE gap_visitors (
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    visitor TEXT NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (gap_id, visitor)
);

CREATE TABLE gap_requests (
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    PRIMARY KEY (gap_id, ticket_number)
);

CREATE TABLE searches (
    id INTEGER PRIMARY KEY,
    trail TEXT NOT NULL,
    visitor TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    lang TEXT NOT NULL,
    topic TEXT NOT NULL,
    outcome TEXT NOT NULL,
    ticket_number INTEGER REFERENCES tickets (number),
    gap_id INTEGER REFERENCES gaps (id)
);

CREATE INDEX searches_by_trail ON searches (trail, id);

CREATE INDEX searches_by_ticket ON searches (ticket_number, id);

CREATE INDEX searches_by_gap ON searches (gap_id, id);

CREATE TABLE search_documents (
    search_id INTEGER NOT NULL REFERENCES searches (id),
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    opened INTEGER NOT NULL,
    PRIMARY KEY (search_id, position)
);
