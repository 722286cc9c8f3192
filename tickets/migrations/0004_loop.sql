CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    article TEXT NOT NULL,
    at INTEGER NOT NULL
);

CREATE TABLE outbox_readers (
    name TEXT PRIMARY KEY,
    position INTEGER NOT NULL
);

INSERT INTO outbox_readers (name, position) VALUES ('index', 0);

CREATE TABLE remembered_questions (
    article TEXT NOT NULL,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    body TEXT NOT NULL,
    lang TEXT NOT NULL,
    PRIMARY KEY (article, ticket_number, body, lang)
);

CREATE INDEX remembered_by_ticket ON remembered_questions (ticket_number);

CREATE TABLE replays (
    id INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    question TEXT NOT NULL,
    lang TEXT NOT NULL,
    found_rank INTEGER,
    generation TEXT NOT NULL,
    at INTEGER NOT NULL
);

CREATE INDEX replays_by_ticket ON replays (ticket_number, id);
