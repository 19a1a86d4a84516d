-- The log of operations behind an application, and what is derived from it for speed.
CREATE TABLE cases (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    reference TEXT UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE drafts (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    definition_id TEXT NOT NULL REFERENCES definitions (id),
    epoch BLOB NOT NULL,
    rev INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- `body` is opaque here. One that was too large has none, only its hash and size. `aside` is why it was set aside.
CREATE TABLE draft_operations (
    draft_id BLOB NOT NULL REFERENCES drafts (id),
    rev INTEGER NOT NULL,
    replica BLOB NOT NULL,
    n INTEGER NOT NULL,
    hash BLOB NOT NULL,
    hash_key_id INTEGER NOT NULL,
    author_id BLOB NOT NULL REFERENCES users (id),
    session_id BLOB REFERENCES sessions (id),
    device TEXT NOT NULL,
    way TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    aside TEXT,
    size_bytes INTEGER NOT NULL,
    body BLOB,
    PRIMARY KEY (draft_id, rev),
    UNIQUE (draft_id, replica, n)
) STRICT;
CREATE TRIGGER draft_operations_no_update BEFORE UPDATE ON draft_operations BEGIN SELECT RAISE(ABORT, 'draft_operations are never changed'); END;
CREATE TRIGGER draft_operations_no_delete BEFORE DELETE ON draft_operations BEGIN SELECT RAISE(ABORT, 'draft_operations are never deleted'); END;

CREATE TABLE draft_heads (
    draft_id BLOB NOT NULL REFERENCES drafts (id),
    place TEXT NOT NULL,
    replica BLOB NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (draft_id, place, replica, n)
) STRICT;

-- A replica belongs to the user of its first push (S-39); the server's own, which writes facts, to nobody.
CREATE TABLE replicas (
    draft_id BLOB NOT NULL REFERENCES drafts (id),
    id BLOB NOT NULL,
    user_id BLOB REFERENCES users (id),
    device TEXT NOT NULL,
    acknowledged_n INTEGER NOT NULL,
    declared_n INTEGER,
    last_contact_at INTEGER NOT NULL,
    PRIMARY KEY (draft_id, id)
) STRICT;
CREATE INDEX replicas_by_id ON replicas (id);
