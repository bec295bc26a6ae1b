-- Snapshots, sources, versions, readings.
CREATE TABLE snapshot (
    id    BLOB PRIMARY KEY,      -- BLAKE3 of the bytes
    size  INTEGER NOT NULL,      -- of the bytes, before compression
    bytes BLOB NOT NULL          -- zstd
) WITHOUT ROWID;

CREATE TABLE source (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    place      TEXT NOT NULL UNIQUE,
    path       TEXT,
    hand       TEXT,             -- what a person set, JSON
    indexed    INTEGER,          -- the version whose passages are searched
    generation TEXT              -- of the index that has them
);

CREATE TABLE version (
    id       INTEGER PRIMARY KEY,
    source   INTEGER NOT NULL REFERENCES source(id) ON DELETE CASCADE,
    snapshot BLOB NOT NULL REFERENCES snapshot(id),
    media    INTEGER NOT NULL,
    document INTEGER NOT NULL,
    taken    TEXT NOT NULL,      -- when it was gathered, ISO 8601
    given    TEXT NOT NULL,      -- what was known when it was gathered, JSON
    read     TEXT,               -- what its own text says of it, JSON
    language TEXT
);
CREATE INDEX version_source ON version(source, id);
CREATE INDEX version_document ON version(document);
CREATE INDEX version_snapshot ON version(snapshot);

CREATE TABLE reading (
    document INTEGER PRIMARY KEY,
    reader   INTEGER NOT NULL,
    text     BLOB NOT NULL,      -- zstd
    body     BLOB NOT NULL       -- zstd of postcard
);
CREATE INDEX reading_reader ON reading(reader);

CREATE TABLE question (
    id     INTEGER PRIMARY KEY,
    text   TEXT NOT NULL,
    asked  TEXT NOT NULL,
    closed TEXT
);

CREATE TABLE tombstone (
    key   TEXT NOT NULL,
    taken TEXT NOT NULL,
    why   TEXT NOT NULL
);
