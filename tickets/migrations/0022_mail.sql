-- Letters to customers. Their words are made when they go out, and so are the secrets in them, of
-- which hashes alone are kept. goes_out says whether anybody sends them; nothing is queued else.
CREATE TABLE mail_state (goes_out INTEGER NOT NULL);

INSERT INTO mail_state (goes_out) VALUES (0);

CREATE TABLE mail (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    address TEXT NOT NULL,
    lang TEXT NOT NULL,
    ticket_number INTEGER REFERENCES tickets (number),
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    state TEXT NOT NULL,
    problem TEXT NOT NULL
);

CREATE INDEX mail_due ON mail (due_at, id) WHERE state = 'waiting';

CREATE INDEX mail_by_address ON mail (address, created_at);

CREATE INDEX mail_by_time ON mail (created_at, id);

CREATE INDEX mail_by_ticket ON mail (ticket_number, id);

INSERT INTO ids (name, last) VALUES ('mail', 0);

-- Secret links to a ticket besides the one that it was filed with.
CREATE TABLE secret_links (
    hash TEXT PRIMARY KEY,
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    created_at INTEGER NOT NULL
);

CREATE INDEX secret_links_by_ticket ON secret_links (ticket_number);

-- Links that prove that somebody reads the mail of an address. Each is good for one use.
CREATE TABLE mailbox_links (
    hash TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE INDEX mailbox_links_by_address ON mailbox_links (address);
