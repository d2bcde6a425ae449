-- Articles written in the page or through the API, one row a version; a version is never updated. Files of the home folder
-- are not here until somebody edits them.
CREATE TABLE article_version (
    article_id  TEXT    NOT NULL,
    version     INTEGER NOT NULL, -- from 1
    state       TEXT    NOT NULL, -- draft, published, retired
    title       TEXT    NOT NULL,
    category    TEXT    NOT NULL,
    questions   TEXT    NOT NULL, -- one a line
    source      TEXT    NOT NULL,
    body        TEXT    NOT NULL,
    agents_only INTEGER NOT NULL,
    valid_from  TEXT,             -- ISO date
    valid_until TEXT,
    author      TEXT    NOT NULL,
    at          INTEGER NOT NULL, -- epoch milliseconds
    PRIMARY KEY (article_id, version)
);
