-- News of the shop that wait for the end of the quiet hours; a row goes when its news is told.
CREATE TABLE held_news (
    position    INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id    TEXT NOT NULL UNIQUE,
    customer_id TEXT NOT NULL,
    body        TEXT NOT NULL -- as the shop's system sent it
);
