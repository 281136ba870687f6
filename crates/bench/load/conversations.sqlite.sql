SELECT max(id) FROM conversations
