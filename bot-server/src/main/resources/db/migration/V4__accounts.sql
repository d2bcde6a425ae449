ALTER TABLE staff ADD COLUMN disabled INTEGER NOT NULL DEFAULT 0; -- may not sign in

-- Who did what to accounts and customers' data; never changed.
CREATE TABLE staff_audit (
    audit_id INTEGER PRIMARY KEY,
    at       INTEGER NOT NULL, -- epoch milliseconds
    who      TEXT    NOT NULL, -- sign-in name
    act      TEXT    NOT NULL, -- such as signed_in, sign_in_failed, account_changed, customer_exported
    about    TEXT    NOT NULL, -- the account or the customer; never a password
    detail   TEXT    NOT NULL
);
