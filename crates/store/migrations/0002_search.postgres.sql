-- The words of what can be searched; only search.rs reads and writes these.

CREATE TABLE customer_texts (
    customer_id BIGINT PRIMARY KEY REFERENCES customers (id),
    words TSVECTOR NOT NULL
);

CREATE INDEX customer_texts_words_idx ON customer_texts USING gin (words);

CREATE TABLE texts (
    -- a message's number; negative: the subject of the conversation with that number
    text_id BIGINT PRIMARY KEY,
    words TSVECTOR NOT NULL
);

CREATE INDEX texts_words_idx ON texts USING gin (words);
