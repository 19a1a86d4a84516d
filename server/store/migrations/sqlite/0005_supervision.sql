-- Review: each time it was sent, what was said, what the supervisor saw and decided.
CREATE TABLE reviews (
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES applications (id),
    number INTEGER NOT NULL,
    sent_by_id BLOB NOT NULL REFERENCES users (id),
    supervisor_id BLOB NOT NULL REFERENCES users (id),
    sent_at INTEGER NOT NULL,
    note TEXT NOT NULL,
    rev INTEGER NOT NULL,
    decision TEXT,
    decided_by_id BLOB REFERENCES users (id),
    decided_at INTEGER,
    decision_note TEXT,
    UNIQUE (application_id, number)
) STRICT;

CREATE TABLE comments (
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES applications (id),
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    author_id BLOB NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    resolved_by_id BLOB REFERENCES users (id),
    resolved_at INTEGER
) STRICT;
CREATE INDEX comments_by_application ON comments (application_id, created_at);

CREATE TABLE looks (
    user_id BLOB NOT NULL REFERENCES users (id),
    draft_id BLOB NOT NULL REFERENCES drafts (id),
    rev INTEGER NOT NULL,
    looked_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, draft_id)
) STRICT;

CREATE TABLE approvals (
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES applications (id),
    review_id BLOB NOT NULL REFERENCES reviews (id),
    digest BLOB NOT NULL,
    rev INTEGER NOT NULL,
    approved_by_id BLOB NOT NULL REFERENCES users (id),
    approved_at INTEGER NOT NULL,
    voided_at INTEGER
) STRICT;
CREATE INDEX approvals_by_application ON approvals (application_id, approved_at);
