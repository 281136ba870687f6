"""Copies the conversations of a Pingback SQLite database into the peer's own schema: the same rows, its own indexes.

    load.py PINGBACK_DATABASE PEER_DATABASE

Makes a session whose token is `bench`, for the business that has the most conversations.
"""

import hashlib
import os
import sqlite3
import sys

source, target = sys.argv[1:3]
os.environ["PEER_DATABASE"] = target

from app import Base, engine  # noqa: E402  (the app reads the variable when it is imported)

Base.metadata.create_all(engine)
engine.dispose()


def moment(column: str) -> str:
    """Microseconds as SQLAlchemy's SQLite text."""
    return (
        f"CASE WHEN {column} IS NULL THEN NULL ELSE strftime('%Y-%m-%d %H:%M:%S', {column} / 1000000, 'unixepoch')"
        f" || printf('.%06d', {column} % 1000000) END"
    )


def uuid(column: str) -> str:
    """A 16-byte UUID as hyphenated text."""
    h = f"lower(hex({column}))"
    parts = " || '-' || ".join(f"substr({h}, {start}, {length})" for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12)))
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE {parts} END"


copy = sqlite3.connect(target)
copy.execute("PRAGMA journal_mode = WAL")
copy.execute("PRAGMA synchronous = OFF")
copy.execute("PRAGMA cache_size = -262144")
copy.execute("ATTACH ? AS pingback", (f"file:{source}?mode=ro",))
copy.execute(
    "INSERT INTO customers (id, business_id, name, email, phone, external_id, created_at)"
    f" SELECT id, business_id, name, email, phone, external_id, {moment('created_at')} FROM pingback.customers"
)
copy.execute(
    "INSERT INTO conversations (number, id, business_number, business_id, customer_number, customer_id, assignee_number,"
    " assignee_id, status, channel_type, channel_id, created_at, updated_at, first_response_at)"
    f" SELECT c.id, {uuid('c.uuid')}, c.business_id, {uuid('b.uuid')}, c.customer_id, {uuid('p.uuid')}, nullif(c.assignee_id, 0),"
    f" {uuid('c.assignee_uuid')}, c.status, c.channel_type, {uuid('c.channel_uuid')}, {moment('c.created_at')},"
    f" {moment('c.updated_at')}, {moment('c.first_response_at')}"
    " FROM pingback.conversations c JOIN pingback.businesses b ON b.id = c.business_id"
    " LEFT JOIN pingback.customers p ON p.id = c.customer_id"
)
business = copy.execute(
    "SELECT business_number FROM conversations GROUP BY business_number ORDER BY count(*) DESC LIMIT 1"
).fetchone()[0]
copy.execute(
    "INSERT INTO sessions (token_hash, user_id, business_id, expires_at) VALUES (?, 1, ?, '2999-01-01 00:00:00.000000')",
    (hashlib.sha256(b"bench").digest(), business),
)
copy.commit()
copy.execute("ANALYZE main")
copy.execute("PRAGMA main.wal_checkpoint(TRUNCATE)")
copy.close()
