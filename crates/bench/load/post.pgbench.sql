INSERT INTO posts (body) VALUES (repeat('x', 500));
