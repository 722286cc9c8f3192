-- 1 when the visitor said that this document answered the search.
ALTER TABLE search_documents ADD COLUMN helped INTEGER NOT NULL DEFAULT 0;

CREATE INDEX search_documents_that_helped ON search_documents (document, helped);
