-- Works and events over documents. A title is all that is written alike; a work is the titles that joining made one.
CREATE TABLE title (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again for another
    form TEXT NOT NULL UNIQUE,               -- without spaces, marks, capitals and article
    text TEXT NOT NULL,                      -- the same with spaces; of several the first by letter
    work INTEGER                             -- the lowest title of its work; nothing where it is none
);
CREATE INDEX title_work ON title(work);

CREATE TABLE titled (                        -- a title named in one document
    document INTEGER NOT NULL,
    at       INTEGER NOT NULL,               -- the position among the document's works
    title    INTEGER NOT NULL,
    text     TEXT NOT NULL,                  -- as it stands there
    kind     INTEGER,
    is_sure  INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    parts    TEXT NOT NULL,                  -- JSON: [[unit, number, words]…]
    PRIMARY KEY (document, at)
) WITHOUT ROWID;
CREATE INDEX titled_title ON titled(title, document);

CREATE TABLE title_pair (                    -- two titles that a document gives as one work's
    document INTEGER NOT NULL,
    a        INTEGER NOT NULL,
    b        INTEGER NOT NULL,
    PRIMARY KEY (document, a, b)
) WITHOUT ROWID;

CREATE TABLE title_key (                     -- a word that titles of one meaning share, whatever their script
    key       TEXT NOT NULL,
    is_korean INTEGER NOT NULL,
    title     INTEGER NOT NULL,
    PRIMARY KEY (key, is_korean, title)
) WITHOUT ROWID;
CREATE INDEX title_key_title ON title_key(title);

CREATE TABLE title_alike (                   -- titles in two scripts that mean or sound alike
    korean INTEGER NOT NULL,
    latin  INTEGER NOT NULL,
    score  REAL NOT NULL,
    words  INTEGER NOT NULL,
    is_sound INTEGER NOT NULL,               -- as wholes: another title may mean the same
    PRIMARY KEY (korean, latin)
) WITHOUT ROWID;
CREATE INDEX title_alike_latin ON title_alike(latin);

CREATE TABLE title_doubt (                   -- titles that may be one work's, and that nobody has joined
    a INTEGER NOT NULL,
    b INTEGER NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE worked (
    document INTEGER PRIMARY KEY,
    reader   INTEGER NOT NULL,
    joiner   INTEGER NOT NULL
);

CREATE TABLE work_decision (                 -- only ever added to
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    taken  TEXT NOT NULL,
    record TEXT NOT NULL                     -- JSON
);

CREATE TABLE title_kept (                    -- named in a decision: stays, also while no source has it
    title INTEGER PRIMARY KEY
);

-- What is read again is looked through again.
CREATE TRIGGER reading_worked AFTER INSERT ON reading BEGIN
    DELETE FROM worked WHERE document = NEW.document;
END;

-- When a document goes, its titles go, and those that no document has.
CREATE TRIGGER reading_gone_works AFTER DELETE ON reading BEGIN
    DELETE FROM worked WHERE document = OLD.document;
    DELETE FROM title_pair WHERE document = OLD.document;
    DELETE FROM titled WHERE document = OLD.document;
END;
CREATE TRIGGER titled_gone AFTER DELETE ON titled BEGIN
    DELETE FROM title WHERE id = OLD.title
        AND NOT EXISTS (SELECT 1 FROM titled WHERE titled.title = OLD.title)
        AND NOT EXISTS (SELECT 1 FROM title_kept WHERE title_kept.title = OLD.title);
END;
CREATE TRIGGER title_gone AFTER DELETE ON title BEGIN
    DELETE FROM title_key WHERE title = OLD.id;
    DELETE FROM title_alike WHERE korean = OLD.id;
    DELETE FROM title_alike WHERE latin = OLD.id;
    DELETE FROM title_doubt WHERE a = OLD.id OR b = OLD.id;
END;
