-- Articles in pieces that one answer fits into. Only search/passages.rs reads and writes the words: they come cut and
-- folded, in the order of the text, so that they can be counted; the row id is the passage's number.

CREATE TABLE passages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    business_id INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id),
    ordinal INTEGER NOT NULL,
    -- a JSON array: the titles that it stands under, outermost first
    headings TEXT NOT NULL,
    text TEXT NOT NULL,
    -- what an embedding model made of it, and which one
    vector BLOB,
    vector_model TEXT,
    UNIQUE (article_id, ordinal)
) STRICT;

CREATE INDEX passages_business_idx ON passages (business_id, vector_model, id);

CREATE VIRTUAL TABLE passage_texts USING fts5(
    business, headings, text, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'");
