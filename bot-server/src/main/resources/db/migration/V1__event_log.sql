-- The truth: one row an event, never updated but by sanctioned erasure.
CREATE TABLE event (
    position        INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation_id TEXT    NOT NULL,
    seq             INTEGER NOT NULL,
    at              INTEGER NOT NULL, -- epoch milliseconds
    type            TEXT    NOT NULL,
    data            TEXT    NOT NULL, -- canonical JSON
    salt            TEXT,             -- NULL once the content was erased
    digest          TEXT    NOT NULL, -- SHA-256(salt + data) when stored
    hash            TEXT    NOT NULL, -- SHA-256 over the previous hash and this event
    dedupe_key      TEXT,
    UNIQUE (conversation_id, seq)
);
CREATE UNIQUE INDEX event_dedupe ON event (dedupe_key) WHERE dedupe_key IS NOT NULL;

-- Derived from the events; `xiangyin rebuild` drops and refills it.
CREATE TABLE conversation (
    conversation_id TEXT PRIMARY KEY,
    version         INTEGER NOT NULL,
    head_hash       TEXT    NOT NULL,
    channel         TEXT    NOT NULL,
    customer_id     TEXT    NOT NULL,
    customer_name   TEXT,
    status          TEXT    NOT NULL,
    awaits_bot      INTEGER NOT NULL,
    undelivered     INTEGER NOT NULL,
    elder_mode      INTEGER NOT NULL,
    dialect         TEXT    NOT NULL,
    reason          TEXT,
    urgency         INTEGER,
    requested_at    INTEGER,
    queued_at       INTEGER,
    agent_id        TEXT,
    started_at      INTEGER NOT NULL,
    last_at         INTEGER NOT NULL
);
CREATE INDEX conversation_queue ON conversation (urgency, queued_at) WHERE status = 'QUEUED';
CREATE INDEX conversation_agent ON conversation (agent_id) WHERE agent_id IS NOT NULL;
CREATE INDEX conversation_customer ON conversation (customer_id);
CREATE INDEX conversation_awaiting ON conversation (conversation_id) WHERE awaits_bot = 1 OR undelivered > 0;

-- People who sign in. Not event-sourced.
CREATE TABLE staff (
    username      TEXT PRIMARY KEY,
    name          TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    roles         TEXT NOT NULL, -- comma separated
    skills        TEXT NOT NULL  -- comma separated
);
CREATE TABLE staff_session (
    token_hash TEXT PRIMARY KEY,
    username   TEXT    NOT NULL REFERENCES staff (username) ON DELETE CASCADE,
    expires_at INTEGER NOT NULL
);
