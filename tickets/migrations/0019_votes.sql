-- What readers say of articles. A visitor is known for a day only, and votes once on an article in
-- it; the last word counts. reason: empty for those who were helped, or did not say.
CREATE TABLE article_votes (
    article TEXT NOT NULL,
    visitor TEXT NOT NULL,
    at INTEGER NOT NULL,
    helped INTEGER NOT NULL,
    reason TEXT NOT NULL,
    remark TEXT NOT NULL,
    PRIMARY KEY (article, visitor)
);
