-- Every published questionnaire with its words, for ever (S-121).
CREATE TABLE definitions (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    source_hash BLOB NOT NULL,
    package BLOB NOT NULL,
    published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX definitions_by_source ON definitions (source_hash);

-- Which one new applications take: the last here. Publishing an earlier one again adds a row.
CREATE TABLE publications (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    definition_id TEXT NOT NULL REFERENCES definitions (id),
    published_at INTEGER NOT NULL
) STRICT;
CREATE INDEX publications_by_name ON publications (name, number);

CREATE TABLE definition_texts (
    definition_id TEXT NOT NULL REFERENCES definitions (id),
    language TEXT NOT NULL,
    texts BLOB NOT NULL,
    PRIMARY KEY (definition_id, language)
) STRICT;

CREATE TRIGGER definitions_no_update BEFORE UPDATE ON definitions BEGIN SELECT RAISE(ABORT, 'definitions are never changed'); END;
CREATE TRIGGER definitions_no_delete BEFORE DELETE ON definitions BEGIN SELECT RAISE(ABORT, 'definitions are never deleted'); END;
CREATE TRIGGER definition_texts_no_update BEFORE UPDATE ON definition_texts BEGIN SELECT RAISE(ABORT, 'definition_texts are never changed'); END;
CREATE TRIGGER definition_texts_no_delete BEFORE DELETE ON definition_texts BEGIN SELECT RAISE(ABORT, 'definition_texts are never deleted'); END;
