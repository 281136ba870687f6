-- Whoever writes STOP to a number wants to hear no more from it.

ALTER TABLE contacts ADD COLUMN opted_out_at BIGINT;
