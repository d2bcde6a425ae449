-- When conversations began, so that those of a month are found without a look at all others.
CREATE INDEX event_beginning ON event (at, conversation_id) WHERE seq = 1;
