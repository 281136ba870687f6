-- What keeps a channel from working, in a sentence for its owner; null where nothing does.

ALTER TABLE channels ADD COLUMN problem TEXT;
