-- A customer may have several mail threads at once; on every other channel there is one conversation that is not closed.

-- empty, but for mails: made of the one that began it
ALTER TABLE conversations ADD COLUMN thread TEXT NOT NULL DEFAULT '';
DROP INDEX conversations_channel_id_customer_id_key;
CREATE UNIQUE INDEX conversations_channel_id_customer_id_thread_key
    ON conversations (channel_id, customer_id, thread) WHERE status <> 'closed';

CREATE INDEX invitations_expires_at_idx ON invitations (expires_at);
