-- Several programs write in turn: what one has seen of a source, another may have changed since.
ALTER TABLE source ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;  -- how often the index fell behind
CREATE TRIGGER source_changed AFTER UPDATE OF indexed ON source WHEN NEW.indexed IS NULL BEGIN
    UPDATE source SET changes = changes + 1 WHERE id = NEW.id;
END;

-- Sources that are gone from here, and not yet from the index and the vectors.
CREATE TABLE gone (
    source INTEGER PRIMARY KEY AUTOINCREMENT  -- the highest is remembered: a number is never given again
);
CREATE TRIGGER source_gone AFTER DELETE ON source BEGIN
    INSERT OR IGNORE INTO gone (source) VALUES (OLD.id);
END;
