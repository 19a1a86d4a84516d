-- What was sent, exactly as it was sent, and the receipt for it.
CREATE TABLE records (
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES applications (id),
    definition_id TEXT NOT NULL REFERENCES definitions (id),
    rev INTEGER NOT NULL,
    digest BLOB NOT NULL,
    body BLOB NOT NULL,
    frozen_by_id BLOB NOT NULL REFERENCES users (id),
    frozen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_by_application ON records (application_id, frozen_at);
CREATE TRIGGER records_no_update BEFORE UPDATE ON records BEGIN SELECT RAISE(ABORT, 'records are never changed'); END;
CREATE TRIGGER records_no_delete BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'records are never deleted'); END;

CREATE TABLE submissions (
    application_id BLOB NOT NULL REFERENCES applications (id),
    idempotency_key TEXT NOT NULL,
    record_id BLOB NOT NULL REFERENCES records (id),
    receipt BLOB NOT NULL,
    submitted_at INTEGER NOT NULL,
    PRIMARY KEY (application_id, idempotency_key)
) STRICT;
CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never changed'); END;
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions BEGIN SELECT RAISE(ABORT, 'submissions are never deleted'); END;
