-- the list of those that wait for a human, in its order
CREATE INDEX conversations_handed_over_idx ON conversations (business_id, updated_at, id) WHERE handoff_at IS NOT NULL;
