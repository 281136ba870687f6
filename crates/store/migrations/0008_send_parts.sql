-- Companies take one file with a message: a message of several goes out in parts.

-- parts that the provider has taken
ALTER TABLE sends ADD COLUMN parts BIGINT NOT NULL DEFAULT 0;
