-- Answers that agents have sent but can still take back. state: held, until it is due; taken_back:
-- it waits for its author.
CREATE TABLE held_replies (
    ticket_number INTEGER NOT NULL REFERENCES tickets (number),
    person_id INTEGER NOT NULL REFERENCES people (id),
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    articles TEXT NOT NULL,
    due INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (ticket_number, person_id)
);

CREATE INDEX held_replies_due ON held_replies (due) WHERE state = 'held';
