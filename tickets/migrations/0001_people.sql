-- A statement ends at a blank line. One that begins with a line "only sqlite" or "only postgresql",
-- as a comment, is for that database alone.
CREATE TABLE ids (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
);

INSERT INTO ids (name, last) VALUES
    ('person', 0), ('ticket', 1000), ('message', 0), ('move', 0), ('resolution', 0),
    ('search', 0), ('gap', 0), ('job', 0), ('replay', 0);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    level INTEGER NOT NULL,
    team TEXT NOT NULL,
    password TEXT NOT NULL,
    active INTEGER NOT NULL,
    created_at INTEGER NOT NULL
);

CREATE TABLE person_roles (
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    PRIMARY KEY (person_id, role)
);

CREATE TABLE tokens (
    hash TEXT PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
);

CREATE INDEX tokens_by_person ON tokens (person_id);
