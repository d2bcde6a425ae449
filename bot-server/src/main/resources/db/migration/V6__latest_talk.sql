-- The latest conversation of a customer, asked for whenever a talk begins.
ALTER TABLE conversation ADD COLUMN last_position INTEGER NOT NULL DEFAULT 0; -- of the last event that is no judgement
UPDATE conversation SET last_position =
    (SELECT MAX(position) FROM event e WHERE e.conversation_id = conversation.conversation_id AND e.type <> 'TurnLabelled');
DROP INDEX conversation_customer;
CREATE INDEX conversation_customer ON conversation (customer_id, last_position);
