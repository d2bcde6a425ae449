-- What was asked of language models, masked as it was sent. Beside the event log, so that neither waits for the other.
CREATE TABLE model_call (
    call_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    day TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    prompt TEXT NOT NULL,
    model TEXT NOT NULL,
    input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL,
    micro_yuan INTEGER NOT NULL,
    millis INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    sent TEXT NOT NULL,
    received TEXT NOT NULL
);
CREATE INDEX model_call_by_day ON model_call (day);
CREATE INDEX model_call_by_customer ON model_call (customer_id);
