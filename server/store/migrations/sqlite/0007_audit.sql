-- One chain of events for each organisation, without gaps: each holds the hash of the one before.
CREATE TABLE audit_events (
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor_id BLOB,
    session_hash BLOB,
    device TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id BLOB NOT NULL,
    reason TEXT,
    body_hash BLOB NOT NULL,
    body_key_id INTEGER NOT NULL,
    previous_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation_id, seq)
) STRICT;
CREATE INDEX audit_events_by_subject ON audit_events (subject_id, at);
CREATE TRIGGER audit_events_no_update BEFORE UPDATE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events are never changed'); END;
CREATE TRIGGER audit_events_no_delete BEFORE DELETE ON audit_events BEGIN SELECT RAISE(ABORT, 'audit_events are never deleted'); END;
