-- The human desk: who is offered whom, and what people write down beside the conversations.
ALTER TABLE conversation ADD COLUMN offered_to TEXT; -- agent a waiting conversation is offered to
ALTER TABLE conversation ADD COLUMN last_agent TEXT; -- who held it last, or holds it
UPDATE conversation SET urgency = 4 WHERE urgency = 3; -- a class for shoppers of high value came before the normal one
CREATE INDEX conversation_last_agent ON conversation (customer_id, last_at) WHERE last_agent IS NOT NULL;

ALTER TABLE staff ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0; -- conversations at once; 0 = as the routing policy says
