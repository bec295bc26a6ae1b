-- What texts are found by when one may be a copy of another, and what two share.
CREATE TABLE print (
    print    INTEGER NOT NULL,               -- the hash of a run of words
    document INTEGER NOT NULL,
    PRIMARY KEY (print, document)
) WITHOUT ROWID;
CREATE INDEX print_document ON print(document);

CREATE TABLE printed (
    document INTEGER PRIMARY KEY,
    reader   INTEGER NOT NULL,
    rules    INTEGER NOT NULL,
    n        INTEGER NOT NULL                -- how many prints it has
);

CREATE TABLE shared_text (                   -- two texts of which one may be a copy
    a      INTEGER NOT NULL,                 -- the lower number
    b      INTEGER NOT NULL,
    shared TEXT NOT NULL,                    -- JSON: how much of each stands in the other
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX shared_text_b ON shared_text(b);

-- What is read again is compared again; when a document goes, all of it goes.
CREATE TRIGGER reading_printed AFTER INSERT ON reading BEGIN
    DELETE FROM printed WHERE document = NEW.document;
END;
CREATE TRIGGER reading_gone_prints AFTER DELETE ON reading BEGIN
    DELETE FROM printed WHERE document = OLD.document;
    DELETE FROM print WHERE document = OLD.document;
    DELETE FROM shared_text WHERE a = OLD.document;
    DELETE FROM shared_text WHERE b = OLD.document;
END;
