-- What shoppers and experts said of conversations is rare among the events and asked for by type.
CREATE INDEX event_opinion ON event (type, at)
    WHERE type = 'QuestionnaireSent' OR type = 'QuestionnaireAnswered'
        OR type = 'ConversationReviewed' OR type = 'ReviewRuled';

-- The conversations experts score, drawn once a month; drawn again with the same seed if it is lost.
CREATE TABLE review_sample (
    month           TEXT NOT NULL, -- such as 2026-10
    conversation_id TEXT NOT NULL,
    stratum         TEXT NOT NULL,
    PRIMARY KEY (month, conversation_id)
);
CREATE INDEX review_sample_conversation ON review_sample (conversation_id);
