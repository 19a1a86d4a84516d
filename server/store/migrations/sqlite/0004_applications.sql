-- Requests for legal aid, and the words a list shows of them.
CREATE TABLE applications (
    id BLOB NOT NULL PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    office_id BLOB NOT NULL REFERENCES offices (id),
    case_id BLOB NOT NULL REFERENCES cases (id),
    draft_id BLOB NOT NULL UNIQUE REFERENCES drafts (id),
    owner_id BLOB NOT NULL REFERENCES users (id),
    supervisor_id BLOB REFERENCES users (id),
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    sent_for_review_at INTEGER,
    changed_since_sent_at INTEGER,
    submitted_at INTEGER
) STRICT;
CREATE INDEX applications_by_office ON applications (office_id, updated_at);
CREATE INDEX applications_by_supervisor ON applications (supervisor_id, state);

-- Trial only: names in clear for the list. Delivery H keeps them sealed and searches them by a blind index.
CREATE TABLE summaries (
    application_id BLOB NOT NULL PRIMARY KEY REFERENCES applications (id),
    client_name TEXT NOT NULL,
    proceedings TEXT NOT NULL,
    deadline_on TEXT,
    needed_on TEXT,
    search_text TEXT NOT NULL,
    rev INTEGER NOT NULL
) STRICT;

CREATE TABLE benefit_checks (
    id BLOB NOT NULL PRIMARY KEY,
    application_id BLOB NOT NULL REFERENCES applications (id),
    asked_by_id BLOB NOT NULL REFERENCES users (id),
    asked_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    raw TEXT NOT NULL,
    confirmation_reference TEXT,
    details_hash BLOB NOT NULL
) STRICT;
CREATE INDEX benefit_checks_by_application ON benefit_checks (application_id, asked_at);
