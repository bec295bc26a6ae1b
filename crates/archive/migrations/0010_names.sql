-- Who is who is worked out of all that bear a name, or one like it, whatever came first.
CREATE INDEX figure_name ON figure(name, document);
ALTER TABLE figure ADD COLUMN unsure INTEGER NOT NULL DEFAULT 0;  -- 1: only others show that it is a name; 2: one in the other script does

CREATE TABLE name_key (
    name TEXT NOT NULL,                   -- of a figure
    key  TEXT NOT NULL,                   -- by which names that may be the same find it
    PRIMARY KEY (name, key)
) WITHOUT ROWID;
CREATE INDEX name_key_key ON name_key(key, name);

CREATE TABLE name_touched (               -- names that fewer documents have than when persons were last worked out
    name TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TRIGGER figure_gone_name AFTER DELETE ON figure BEGIN
    INSERT OR IGNORE INTO name_touched (name) VALUES (OLD.name);
    DELETE FROM name_key WHERE name = OLD.name AND NOT EXISTS (SELECT 1 FROM figure WHERE figure.name = OLD.name);
END;
CREATE TRIGGER perhaps_gone_name AFTER DELETE ON perhaps BEGIN
    INSERT OR IGNORE INTO name_touched (name) VALUES (OLD.name);
END;
