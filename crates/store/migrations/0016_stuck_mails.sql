-- A mail that can't be handed over holds its folder up only for a few tries.

-- the mail that the folder's reader can't get past, and what counts against it
ALTER TABLE mail_folders ADD COLUMN stuck_uid BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mail_folders ADD COLUMN strikes BIGINT NOT NULL DEFAULT 0;
