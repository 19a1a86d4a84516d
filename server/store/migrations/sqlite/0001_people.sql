-- Who uses Rushcliffe: organisations, their offices, their people and what these may do.
CREATE TABLE organisations (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE offices (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    account_number TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX offices_by_organisation ON offices (organisation_id);

CREATE TABLE users (
    id BLOB NOT NULL PRIMARY KEY,
    organisation_id BLOB NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    sign_in TEXT NOT NULL UNIQUE,
    password_hash TEXT,
    password_key_id INTEGER,
    password_set_at INTEGER,
    cross_office_at INTEGER,
    disabled_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX users_by_organisation ON users (organisation_id);

-- A role is held for an office; for the whole organisation where there are no offices.
CREATE TABLE user_roles (
    user_id BLOB NOT NULL REFERENCES users (id),
    role TEXT NOT NULL,
    office_id BLOB REFERENCES offices (id),
    granted_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX user_roles_once ON user_roles (user_id, role, COALESCE(office_id, X''));
CREATE INDEX user_roles_by_office ON user_roles (office_id, role);

CREATE TABLE authorised_litigators (
    user_id BLOB NOT NULL PRIMARY KEY REFERENCES users (id),
    body TEXT NOT NULL,
    number TEXT NOT NULL,
    ends_on TEXT,
    recorded_at INTEGER NOT NULL
) STRICT;

-- The token itself is never kept, only its SHA-256.
CREATE TABLE sessions (
    id BLOB NOT NULL PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    token_hash BLOB NOT NULL UNIQUE,
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_input_at INTEGER NOT NULL,
    idle_ends_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX sessions_by_user ON sessions (user_id);
