-- Which of the reasons it was that nothing is worth keeping; empty before there was a choice.
ALTER TABLE resolutions ADD COLUMN cause TEXT;

ALTER TABLE replays ADD COLUMN cause TEXT NOT NULL DEFAULT '';

-- Words of the question that the answer does not hold, one a line.
ALTER TABLE replays ADD COLUMN missing TEXT NOT NULL DEFAULT '';

CREATE TABLE verified_pairs (
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    body TEXT NOT NULL,
    lang TEXT NOT NULL,
    document TEXT NOT NULL,
    asker TEXT NOT NULL,
    found_rank INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    synonyms_hash TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (ticket_number, body, lang, document)
);

CREATE INDEX resolutions_by_article ON resolutions (article);
