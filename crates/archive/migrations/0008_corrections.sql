-- What a person decided about who said something: only ever added to. By key, so that it holds when a source comes back. The record
-- has no words of the source, only the evidence id of the quotation.
CREATE TABLE quote_decision (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    key    TEXT NOT NULL,                 -- of the source
    taken  TEXT NOT NULL,
    record TEXT NOT NULL                  -- JSON
);
CREATE INDEX quote_decision_key ON quote_decision(key, id);
