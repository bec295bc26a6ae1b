-- How far each stage has got, so that adding one source looks only at what is behind it.
CREATE TABLE settled (
    stage   TEXT PRIMARY KEY,     -- read, link or index
    form    TEXT NOT NULL,        -- of the reader, linker or index; with another one all is to be done again
    version INTEGER NOT NULL      -- everything up to this version is done
);
CREATE INDEX source_unindexed ON source(id) WHERE indexed IS NULL;

-- The number of the last version is given again once that is gone.
CREATE TRIGGER version_gone AFTER DELETE ON version BEGIN
    UPDATE settled SET version = min(version, (SELECT coalesce(max(id), 0) FROM version));
END;
