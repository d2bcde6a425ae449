-- Vectors of texts, so that no text is embedded twice. Derived: the file may be deleted at any time.
CREATE TABLE vector (
    model  TEXT NOT NULL,
    hash   TEXT NOT NULL, -- of the text, 128 bits of its SHA-256 in hex
    vector BLOB NOT NULL, -- 32-bit floats, little endian
    PRIMARY KEY (model, hash)
) WITHOUT ROWID;
