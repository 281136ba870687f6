CREATE TABLE IF NOT EXISTS posts (id bigserial PRIMARY KEY, body text NOT NULL);
