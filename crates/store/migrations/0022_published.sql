-- what the help centre shows first: the newest articles that are published, whatever many drafts there are
CREATE INDEX articles_state_idx ON articles (business_id, state, id);
