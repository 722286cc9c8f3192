-- What agents keep at the desk: views of the queue, and which articles went out with answers.
INSERT INTO ids (name, last) VALUES ('view', 0);

CREATE TABLE saved_views (
    id INTEGER PRIMARY KEY,
    owner_id INTEGER NOT NULL REFERENCES people (id),
    shared INTEGER NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    UNIQUE (owner_id, name)
);

CREATE TABLE ticket_articles (
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    article TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    PRIMARY KEY (ticket_number, article)
);
