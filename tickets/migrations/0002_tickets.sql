CREATE TABLE tickets (
    number INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    lang TEXT NOT NULL,
    category TEXT NOT NULL,
    channel TEXT NOT NULL,
    contact_name TEXT NOT NULL,
    contact_email TEXT NOT NULL,
    contact_phone TEXT NOT NULL,
    requester_id INTEGER REFERENCES people (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 3),
    team TEXT NOT NULL,
    assignee_id INTEGER REFERENCES people (id),
    state TEXT NOT NULL,
    priority TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    resolved_at INTEGER,
    import_ref TEXT UNIQUE,
    link_hash TEXT UNIQUE,
    version INTEGER NOT NULL
);

CREATE INDEX tickets_by_state ON tickets (state, level, number);

CREATE INDEX tickets_by_assignee ON tickets (assignee_id, number);

CREATE INDEX tickets_by_requester ON tickets (requester_id, number);

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    at INTEGER NOT NULL,
    sender TEXT NOT NULL,
    visibility TEXT NOT NULL,
    author_id INTEGER REFERENCES people (id),
    author TEXT NOT NULL,
    body TEXT NOT NULL
);

CREATE INDEX messages_by_ticket ON messages (ticket_number, id);

CREATE TABLE level_moves (
    id INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    at INTEGER NOT NULL,
    from_level INTEGER NOT NULL,
    to_level INTEGER NOT NULL,
    team TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL
);

CREATE INDEX level_moves_by_ticket ON level_moves (ticket_number, id);

CREATE TABLE resolutions (
    id INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    article TEXT NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    reason TEXT NOT NULL,
    actor TEXT NOT NULL
);

CREATE INDEX resolutions_by_ticket ON resolutions (ticket_number, id);
