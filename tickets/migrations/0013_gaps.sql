-- How a search ended is told by what comes after it: when one of its documents was last opened, and
-- when the visitor was back at the results. settled: 0 while the next search of its trail, or time,
-- may still say that it has failed.
ALTER TABLE searches ADD COLUMN opened_at INTEGER;

ALTER TABLE searches ADD COLUMN returned_at INTEGER;

ALTER TABLE searches ADD COLUMN settled INTEGER NOT NULL DEFAULT 1;

-- Who was signed in; forgotten when the trail's half hour is over.
ALTER TABLE searches ADD COLUMN customer_id INTEGER REFERENCES people (id);

CREATE INDEX searches_unsettled ON searches (at) WHERE settled = 0;

CREATE INDEX searches_of_customers ON searches (customer_id, at) WHERE customer_id IS NOT NULL;

ALTER TABLE gaps ADD COLUMN merged_into INTEGER REFERENCES gaps (id);

-- When its nearest articles were last looked up; none while they wait for it.
ALTER TABLE gaps ADD COLUMN near_at INTEGER;

CREATE INDEX gaps_without_nearest ON gaps (id) WHERE near_at IS NULL AND ticket_number IS NOT NULL;

CREATE TABLE gap_articles (
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    position INTEGER NOT NULL,
    article TEXT NOT NULL,
    lang TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (gap_id, position)
);

-- Every wording that has counted into a gap, once. Rows are never changed, only taken away and
-- written anew under a new id: who has read up to an id knows all before it.
CREATE TABLE gap_topics (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    lang TEXT NOT NULL,
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    UNIQUE (topic, lang)
);

CREATE INDEX gap_topics_by_gap ON gap_topics (gap_id);

INSERT INTO gap_topics (id, topic, lang, gap_id)
SELECT g.id, g.topic, COALESCE((SELECT MIN(s.lang) FROM searches s WHERE s.gap_id = g.id), 'de'), g.id
FROM gaps g WHERE g.topic <> '' AND g.topic NOT LIKE 'erased-%';

INSERT INTO ids (name, last) SELECT 'gap_topic', COALESCE(MAX(id), 0) FROM gap_topics;

-- When the requester was told that the gap is answered.
ALTER TABLE gap_requests ADD COLUMN told_at INTEGER;

-- The questions of a gap, each once, and how often a day it was asked: what is shown of a gap costs
-- the same whether it was asked ten times or a million times.
CREATE TABLE gap_questions (
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    lang TEXT NOT NULL,
    body TEXT NOT NULL,
    asked INTEGER NOT NULL,
    first_search INTEGER NOT NULL,
    PRIMARY KEY (gap_id, lang, body)
);

CREATE INDEX gap_questions_by_count ON gap_questions (gap_id, asked DESC, first_search);

INSERT INTO gap_questions (gap_id, lang, body, asked, first_search)
SELECT gap_id, lang, body, COUNT(*), MIN(id) FROM searches
WHERE gap_id IS NOT NULL AND body <> '' GROUP BY gap_id, lang, body;

-- Days since 1970 (UTC).
CREATE TABLE gap_days (
    gap_id INTEGER NOT NULL REFERENCES gaps (id),
    day INTEGER NOT NULL,
    searches INTEGER NOT NULL,
    PRIMARY KEY (gap_id, day)
);

INSERT INTO gap_days (gap_id, day, searches)
SELECT gap_id, at / 86400000, COUNT(*) FROM searches
WHERE gap_id IS NOT NULL GROUP BY gap_id, at / 86400000;

-- Have enough visitors met the gap since it was answered? Has this one met it otherwise?
CREATE INDEX gap_visitors_by_time ON gap_visitors (gap_id, last_at);

CREATE INDEX searches_by_gap_and_visitor ON searches (gap_id, visitor) WHERE gap_id IS NOT NULL;

DROP INDEX gaps_by_visitors;

CREATE INDEX gaps_by_state_and_visitors ON gaps (state, visitors DESC, id);

CREATE INDEX gaps_by_visitors ON gaps (visitors DESC, id);
