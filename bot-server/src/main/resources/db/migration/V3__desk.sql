-- The human desk: who is offered whom, and what people write down beside the conversations.
ALTER TABLE conversation ADD COLUMN offered_to TEXT; -- agent a waiting conversation is offered to
ALTER TABLE conversation ADD COLUMN last_agent TEXT; -- who held it last, or holds it
UPDATE conversation SET urgency = 4 WHERE urgency = 3; -- a class for shoppers of high value came before the normal one
CREATE INDEX conversation_last_agent ON conversation (customer_id, last_at) WHERE last_agent IS NOT NULL;

ALTER TABLE staff ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0; -- conversations at once; 0 = as the routing policy says

-- Tickets: what is still to be done for a customer when the talk is over.
CREATE TABLE ticket (
    ticket_id     TEXT PRIMARY KEY,
    number        INTEGER NOT NULL UNIQUE, -- what people call it by
    kind          TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    priority      TEXT    NOT NULL,
    subject       TEXT    NOT NULL,
    customer_id   TEXT    NOT NULL,
    customer_name TEXT,
    assignee      TEXT,
    opened_at     INTEGER NOT NULL, -- epoch milliseconds, as all times
    due_at        INTEGER NOT NULL,
    paused_at     INTEGER,          -- while it waits for the customer its clock stands still
    escalated_at  INTEGER,
    solved_at     INTEGER,
    closed_at     INTEGER,
    confirmed     INTEGER NOT NULL, -- the customer said themselves that it is settled
    version       INTEGER NOT NULL
);
CREATE INDEX ticket_customer ON ticket (customer_id);
CREATE INDEX ticket_due ON ticket (due_at) WHERE closed_at IS NULL;
CREATE TABLE ticket_change (
    ticket_id TEXT    NOT NULL REFERENCES ticket (ticket_id) ON DELETE CASCADE,
    seq       INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    author    TEXT    NOT NULL,
    kind      TEXT    NOT NULL, -- opened, state, assigned, priority, comment, linked, escalated, breached
    text      TEXT    NOT NULL,
    PRIMARY KEY (ticket_id, seq)
);
CREATE TABLE ticket_conversation (
    ticket_id       TEXT NOT NULL REFERENCES ticket (ticket_id) ON DELETE CASCADE,
    conversation_id TEXT NOT NULL,
    PRIMARY KEY (ticket_id, conversation_id)
);
CREATE INDEX ticket_conversation_back ON ticket_conversation (conversation_id);

-- Actions that wait for a supervisor. The decision is in the conversation's events; this is the list of what is to be done.
CREATE TABLE approval (
    approval_id     TEXT PRIMARY KEY,
    conversation_id TEXT    NOT NULL,
    agent_id        TEXT    NOT NULL,
    agent_name      TEXT    NOT NULL,
    action          TEXT    NOT NULL,
    arguments       TEXT    NOT NULL, -- JSON
    yuan            TEXT    NOT NULL,
    reason          TEXT    NOT NULL,
    state           TEXT    NOT NULL, -- waiting, approved, refused
    asked_at        INTEGER NOT NULL,
    decided_by      TEXT,
    decided_at      INTEGER
);

-- Words agents often need; {customer}, {agent} and {order} are filled in by the page.
CREATE TABLE canned_reply (
    shortcut TEXT PRIMARY KEY,
    text     TEXT    NOT NULL,
    author   TEXT    NOT NULL,
    at       INTEGER NOT NULL
);
INSERT INTO canned_reply (shortcut, text, author, at) VALUES
    ('您好', '{customer}您好，我是客服{agent}，您前面说的我都看到了，马上帮您办。', '系统', 0),
    ('稍等', '我这就去查，大约要两三分钟，查到马上告诉您，您不用一直等在这儿。', '系统', 0),
    ('退货', '「{order}」的退货我帮您登记好了，快递员会联系您上门取，东西收到后三天内退款。', '系统', 0),
    ('还有事吗', '这件事办好了。还有别的要我帮忙的吗？', '系统', 0);
