-- Messages that a provider has approved: the only ones that it takes long after a customer last wrote.

-- what the provider had when it was last asked
CREATE TABLE templates (
    channel_id BIGINT NOT NULL PRIMARY KEY REFERENCES channels (id),
    business_id BIGINT NOT NULL,
    -- JSON, as the channels read it
    list TEXT NOT NULL,
    -- why it could not be asked
    problem TEXT,
    fetched_at BIGINT NOT NULL
);

-- which of them a message is, filled
CREATE TABLE message_templates (
    message_id BIGINT NOT NULL PRIMARY KEY REFERENCES messages (id),
    business_id BIGINT NOT NULL,
    -- JSON, as the channels write it
    template TEXT NOT NULL
);
