-- The latest conversation of a customer, asked for whenever a talk begins.
DROP INDEX conversation_customer;
CREATE INDEX conversation_customer ON conversation (customer_id, last_at);
