-- What messages by e-mail have beside their text.

-- JSON: the envelope
ALTER TABLE messages ADD COLUMN mail TEXT;

-- mails as they came, as HTML that is safe to be shown
CREATE TABLE mail_originals (
    message_id BIGINT NOT NULL PRIMARY KEY REFERENCES messages (id),
    business_id BIGINT NOT NULL,
    html TEXT NOT NULL
);

-- under each mail of theirs
ALTER TABLE users ADD COLUMN signature TEXT;
