INSERT INTO posts (body) VALUES (?1)
