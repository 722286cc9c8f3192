-- What tickets are to each other: tags, links, problems with their incidents.
INSERT INTO ids (name, last) VALUES ('problem', 0), ('attachment', 0);

CREATE TABLE ticket_tags (
    tag TEXT NOT NULL,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    PRIMARY KEY (tag, ticket_number)
);

CREATE INDEX ticket_tags_by_ticket ON ticket_tags (ticket_number);

CREATE TABLE ticket_links (
    from_ticket INTEGER NOT NULL REFERENCES tickets (number),
    kind TEXT NOT NULL,
    to_ticket INTEGER NOT NULL REFERENCES tickets (number),
    PRIMARY KEY (from_ticket, kind, to_ticket)
);

CREATE INDEX ticket_links_by_target ON ticket_links (to_ticket);

CREATE TABLE problems (
    id INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    title TEXT NOT NULL,
    article TEXT NOT NULL,
    public_de TEXT NOT NULL,
    public_en TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    solved_at INTEGER
);

CREATE INDEX problems_by_state ON problems (state, id);

CREATE TABLE problem_incidents (
    ticket_number INTEGER PRIMARY KEY REFERENCES tickets (number),
    problem_id INTEGER NOT NULL REFERENCES problems (id)
);

CREATE INDEX problem_incidents_by_problem ON problem_incidents (problem_id, ticket_number);

-- The bytes are files named by their hash; several attachments may share one.
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    message_id INTEGER REFERENCES messages (id),
    at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    size INTEGER NOT NULL,
    visibility TEXT NOT NULL,
    author TEXT NOT NULL
);

CREATE INDEX attachments_by_ticket ON attachments (ticket_number, id);

CREATE INDEX attachments_by_hash ON attachments (hash);

-- What self-service would have answered to the words that a ticket came with.
CREATE TABLE intake_lookups (
    ticket_number INTEGER PRIMARY KEY REFERENCES tickets (number),
    at INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    article TEXT NOT NULL,
    rank INTEGER
);

-- Whose ticket it is, for finding the others of the same customer or organisation.
ALTER TABLE tickets ADD COLUMN contact_domain TEXT NOT NULL DEFAULT '';

ALTER TABLE tickets ADD COLUMN contact_phone_key TEXT NOT NULL DEFAULT '';

UPDATE tickets SET contact_domain = LOWER(REPLACE(contact_email,
    RTRIM(contact_email, REPLACE(contact_email, '@', '')), ''))
WHERE contact_email LIKE '%@%';

CREATE INDEX tickets_by_email ON tickets (LOWER(contact_email), number);

CREATE INDEX tickets_by_domain ON tickets (contact_domain, number);

CREATE INDEX tickets_by_phone ON tickets (contact_phone_key, number);
