INSERT INTO deliveries (uuid, business_id, channel_id, state, error, content_type, body, received_at)
SELECT :delivery, business_id, channel_id, state, error, content_type, body, :at FROM deliveries WHERE id = 1;
INSERT INTO messages (uuid, business_id, conversation_id, conversation_uuid, sender_type, kind, content, attachments,
    status, created_at)
SELECT :message, c.business_id, c.id, c.uuid, m.sender_type, m.kind, m.content, m.attachments, m.status, :at
FROM messages m, conversations c WHERE m.id = 1 AND c.id = :conversation;
INSERT INTO provider_messages (channel_id, provider_id, business_id, message_id)
SELECT channel_id, :provider, business_id, (SELECT max(id) FROM messages) FROM conversations WHERE id = :conversation;
UPDATE conversations SET unread_count = unread_count + 1, last_message_at = :at, updated_at = :at WHERE id = :conversation;
UPDATE contacts SET last_inbound_at = :at WHERE customer_id = (SELECT customer_id FROM conversations WHERE id = :conversation);
UPDATE customers SET last_seen_at = :at WHERE id = (SELECT customer_id FROM conversations WHERE id = :conversation);
UPDATE businesses SET seq = seq + 2;
INSERT INTO events (business_id, seq, at, conversation_id, fact)
SELECT e.business_id, b.seq - 1, :at, :conversation, e.fact FROM businesses b CROSS JOIN events e ON e.business_id = b.id AND e.seq = :event;
INSERT INTO events (business_id, seq, at, conversation_id, fact)
SELECT e.business_id, b.seq, :at, :conversation, e.fact FROM businesses b CROSS JOIN events e ON e.business_id = b.id AND e.seq = :event;
