-- Mailboxes that this server looks into: which process does, and how far each folder was read.

-- one process at a time, as long as it says so again
CREATE TABLE mail_leases (
    channel_id BIGINT NOT NULL PRIMARY KEY REFERENCES channels (id),
    holder UUID NOT NULL,
    held_until BIGINT NOT NULL
);

CREATE INDEX mail_leases_holder_idx ON mail_leases (holder);

CREATE TABLE mail_folders (
    channel_id BIGINT NOT NULL REFERENCES channels (id),
    folder TEXT NOT NULL,
    business_id BIGINT NOT NULL,
    -- whose folder it is: another account's has other mails
    account TEXT NOT NULL,
    -- the server's word for this numbering of its mails (RFC 3501, 2.3.1.1)
    uid_validity BIGINT NOT NULL,
    -- everything up to it was taken in or is none of ours
    last_uid BIGINT NOT NULL,
    -- what came to the folder before is none of ours
    since BIGINT NOT NULL,
    PRIMARY KEY (channel_id, folder)
) /* kept in the order of its key */;

CREATE INDEX channels_type_idx ON channels (channel_type) WHERE is_active AND deleted_at IS NULL;
