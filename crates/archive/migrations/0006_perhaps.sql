-- Names that nothing in their own document shows to be a person's: they wait for one that is sure elsewhere.
CREATE TABLE perhaps (
    key      TEXT NOT NULL,               -- as in person_key
    document INTEGER NOT NULL,
    name     TEXT NOT NULL,
    PRIMARY KEY (key, document, name)
) WITHOUT ROWID;
CREATE INDEX perhaps_document ON perhaps(document);

CREATE TRIGGER reading_gone_perhaps AFTER DELETE ON reading BEGIN
    DELETE FROM perhaps WHERE document = OLD.document;
END;
