-- What the risk radar found, from the first time until it was normal again.
CREATE TABLE alert (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    about           TEXT    NOT NULL, -- word of the indicator, or group
    sort            TEXT    NOT NULL, -- LIMIT, UNUSUAL or UNFAIR
    value           REAL    NOT NULL,
    usual           REAL,
    bound           REAL    NOT NULL,
    count           INTEGER NOT NULL,
    cause_by        TEXT,
    cause_key       TEXT,
    cause_share     REAL,
    cause_usual     REAL,
    opened_at       INTEGER NOT NULL,
    seen_at         INTEGER NOT NULL, -- found last
    closed_at       INTEGER,
    acknowledged_by TEXT,
    acknowledged_at INTEGER,
    note            TEXT
);
CREATE UNIQUE INDEX alert_open ON alert (about) WHERE closed_at IS NULL;
