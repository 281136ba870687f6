-- Whoever is spoken to has a lane, and the next job of each lane is found without a look at those behind it.

-- a channel's number, a webhook endpoint's below zero, or zero for the server's own mail server; null: nobody
UPDATE jobs SET lane = (SELECT -e.id FROM webhook_endpoints e WHERE jobs.unique_key = 'deliver_webhooks:' || e.id)
    WHERE name = 'deliver_webhooks';
UPDATE jobs SET lane = 0 WHERE name = 'send_mail';

DROP INDEX jobs_due_idx;
CREATE INDEX jobs_own_idx ON jobs (run_at, id) WHERE state = 'waiting' AND lane IS NULL;
CREATE INDEX jobs_lane_idx ON jobs (lane, run_at, id) WHERE state = 'waiting' AND lane IS NOT NULL;
