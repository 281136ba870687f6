-- Visitors of widgets who prove who they are.

CREATE TABLE widget_identities (
    widget_id BIGINT PRIMARY KEY REFERENCES widgets (id),
    -- sealed
    secret TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    -- sealed: the one before, which is good for a while
    previous TEXT,
    previous_until BIGINT
);

-- when the customer first proved to be the one with this external id
ALTER TABLE customers ADD COLUMN verified_at BIGINT;
