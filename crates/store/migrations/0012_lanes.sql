-- A channel whose company is slow or silent holds up no other: its jobs go in a lane of their own.

-- the channel that is spoken to, where one is
ALTER TABLE jobs ADD COLUMN lane BIGINT;
UPDATE jobs SET lane = (SELECT s.channel_id FROM conversations s WHERE jobs.unique_key = 'send:' || s.id)
    WHERE name = 'send_message';
