-- What is known of a question beside its words: who left it, what became of it, and the hash of the link that only its reader has.
CREATE TABLE question_more (
    question INTEGER PRIMARY KEY REFERENCES question(id) ON DELETE CASCADE,
    name     TEXT,                           -- what its reader wants to be called
    language TEXT,
    state    TEXT NOT NULL,                  -- new, answering, answered, not-on-record, spam
    post     TEXT,                           -- the file of the post that answers it
    link     BLOB                            -- BLAKE3
);
CREATE UNIQUE INDEX question_link ON question_more(link) WHERE link IS NOT NULL;
