-- Facts lie by customer, for conversations of a customer are judged together: a report over everything reads one shard after
-- another, two at a time, and never holds them all.
DROP TABLE conversation_fact;
CREATE TABLE conversation_fact (
    shard           INTEGER NOT NULL, -- of the customer
    started_at      INTEGER NOT NULL, -- epoch milliseconds
    conversation_id TEXT    NOT NULL,
    customer        TEXT    NOT NULL,
    last_at         INTEGER NOT NULL, -- epoch milliseconds of its last event
    sheet           BLOB    NOT NULL,
    PRIMARY KEY (shard, started_at, conversation_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX conversation_fact_id ON conversation_fact (conversation_id);
CREATE INDEX conversation_fact_started ON conversation_fact (started_at);
CREATE INDEX conversation_fact_last ON conversation_fact (last_at);
CREATE INDEX conversation_fact_customer ON conversation_fact (customer, last_at);
DELETE FROM fact_mark;
