-- Persons over documents. What linking found stays beside what a person decided.
CREATE TABLE person (
    id INTEGER PRIMARY KEY AUTOINCREMENT  -- never used again for another
);

CREATE TABLE person_key (
    key    TEXT NOT NULL,                 -- phonetic: spellings of one name share one
    person INTEGER NOT NULL REFERENCES person(id) ON DELETE CASCADE,
    name   TEXT NOT NULL,                 -- the name of the figure that it was made of
    PRIMARY KEY (key, person, name)
) WITHOUT ROWID;
CREATE INDEX person_key_person ON person_key(person);

CREATE TABLE figure (                     -- somebody named in one document
    document  INTEGER NOT NULL,
    at        INTEGER NOT NULL,           -- the position among the document's persons
    linked    INTEGER NOT NULL,           -- the person by linking
    person    INTEGER NOT NULL,           -- the person after what was decided by hand
    name      TEXT NOT NULL,
    kind      INTEGER NOT NULL,
    gender    INTEGER,
    mentions  INTEGER NOT NULL,
    spellings TEXT NOT NULL,              -- JSON: [[text, count]…]
    roles     TEXT NOT NULL,              -- JSON: [[text, start, end]…], in bytes
    plays     TEXT NOT NULL,              -- JSON: [at…]
    PRIMARY KEY (document, at)
) WITHOUT ROWID;
CREATE INDEX figure_person ON figure(person, document);
CREATE INDEX figure_linked ON figure(linked);

CREATE TABLE linked (
    document INTEGER PRIMARY KEY,
    reader   INTEGER NOT NULL,
    linker   INTEGER NOT NULL
);

CREATE TABLE person_decision (            -- only ever added to
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    taken  TEXT NOT NULL,
    record TEXT NOT NULL                  -- JSON
);

CREATE TABLE person_kept (                -- named in a decision: stays, also while no source names them
    person INTEGER PRIMARY KEY
);

-- Who is read again is linked again.
CREATE TRIGGER reading_linked AFTER INSERT ON reading BEGIN
    DELETE FROM linked WHERE document = NEW.document;
END;

-- When a document goes, its figures go, and persons whom no document names.
CREATE TRIGGER reading_gone AFTER DELETE ON reading BEGIN
    DELETE FROM linked WHERE document = OLD.document;
    DELETE FROM figure WHERE document = OLD.document;
END;
CREATE TRIGGER figure_gone AFTER DELETE ON figure BEGIN
    DELETE FROM person WHERE id IN (OLD.linked, OLD.person)
        AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.linked = person.id)
        AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.person = person.id)
        AND NOT EXISTS (SELECT 1 FROM person_kept WHERE person_kept.person = person.id);
    DELETE FROM person_key WHERE person IN (OLD.linked, OLD.person) AND name = OLD.name
        AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.person = person_key.person AND figure.name = OLD.name)
        AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.linked = person_key.person AND figure.name = OLD.name)
        AND NOT EXISTS (SELECT 1 FROM person_kept WHERE person_kept.person = person_key.person);
END;
