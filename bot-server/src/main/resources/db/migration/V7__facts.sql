-- What reports read instead of the events: facts of each conversation, derived and rebuilt at will.
CREATE TABLE conversation_fact (
    conversation_id TEXT PRIMARY KEY,
    last_at         INTEGER NOT NULL, -- epoch milliseconds of its last event
    sheet           BLOB    NOT NULL
);
CREATE INDEX conversation_fact_last ON conversation_fact (last_at);

-- How far the log is read, and under which stamp; another stamp means: all anew.
CREATE TABLE fact_mark (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    position INTEGER NOT NULL,
    stamp    TEXT    NOT NULL
);

-- Erasure reaches here in the same transaction; the event that vouches for it has the conversation read anew.
CREATE TRIGGER event_erased AFTER UPDATE OF data ON event BEGIN
    DELETE FROM conversation_fact WHERE conversation_id = NEW.conversation_id;
END;
