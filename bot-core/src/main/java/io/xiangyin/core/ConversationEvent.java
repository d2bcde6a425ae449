package io.xiangyin.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a conversation, in the past tense. Events are only ever added: a new type or a new nullable component
 * is allowed, a renamed or removed one is not. Judgements (was it resolved? was the wait too long?) are never events;
 * they are computed from them.
 */
public sealed interface ConversationEvent {

    /** An event that carries words to the shopper and must be delivered. */
    sealed interface Outbound extends ConversationEvent {
        Reply reply();
    }

    /**
     * The conversation began.
     *
     * @param test true for rehearsals; reports leave them out and count them
     * @param botVersion which version of the bot took it on, so that versions can be compared; null in logs from before
     *     it was noted
     */
    record ConversationStarted(
            String channel,
            Customer customer,
            boolean test,
            @Nullable String botVersion) implements ConversationEvent {
        /** By a bot whose version does not matter. */
        public ConversationStarted(String channel, Customer customer, boolean test) {
            this(channel, customer, test, null);
        }
    }

    /**
     * The shopper wrote.
     *
     * @param messageId our id
     * @param channelMessageId the channel's id, unique in the channel; a repetition is ignored
     * @param input how it was entered, such as {@code voice}; null for typed
     */
    record CustomerSpoke(
            String messageId,
            String channelMessageId,
            String text,
            @Nullable String input) implements ConversationEvent {
        /** Typed words. */
        public CustomerSpoke(String messageId, String channelMessageId, String text) {
            this(messageId, channelMessageId, text, null);
        }
    }

    /** The shopper sent a file. The bot does not look into it; it says that it came, and people see it. */
    record AttachmentReceived(Attachment attachment) implements ConversationEvent {}

    /**
     * The bot read one or more messages.
     *
     * @param upTo sequence number of the last message read; everything the shopper wrote up to it counts as answered
     */
    record MessageUnderstood(long upTo, Understanding understanding) implements ConversationEvent {}

    /**
     * The bot said something.
     *
     * @param cause what the bot speaks up about by itself: the id of an event in the shop, or {@code silence}; null for an
     *     answer
     */
    record BotReplied(Reply reply, @Nullable String cause) implements Outbound {
        /** An answer. */
        public BotReplied(Reply reply) {
            this(reply, null);
        }
    }

    /** The system told the shopper what is going on, such as "an agent joined". */
    record NoticeGiven(Reply reply) implements Outbound {}

    /** A flow was begun; one already running waits beneath it. */
    record FlowStarted(String flow) implements ConversationEvent {}

    /** The active flow went on to a step. */
    record StepReached(String step) implements ConversationEvent {}

    /** A slot of the active flow was asked for. */
    record SlotAsked(String slot) implements ConversationEvent {}

    /**
     * A slot of the active flow got a value.
     *
     * @param corrected true if it replaced an earlier one
     */
    record SlotFilled(String slot, String value, String display, boolean corrected) implements ConversationEvent {}

    /**
     * The shopper said nothing for so long in the midst of a flow that the bot spoke up, or let the matter rest.
     *
     * @param times how often in this silence, from 1
     */
    record SilenceNoticed(int times) implements ConversationEvent {}

    /** The active flow ended; the one beneath it goes on. */
    record FlowEnded(String flow, Outcome outcome) implements ConversationEvent {
        /** How a flow ended. */
        public enum Outcome {
            COMPLETED,
            CANCELLED,
            HANDED_OFF,
            FAILED
        }
    }

    /** A call that changes something outside is about to be made. Without its end in the log it is repeated. */
    record ActionStarted(ActionCall call) implements ConversationEvent {}

    /** A call ended. */
    record ActionEnded(ActionCall call, ActionOutcome outcome) implements ConversationEvent {}

    /**
     * The knowledge base was asked.
     *
     * @param hits the best passages, best first
     * @param confidence 0 to 1, compared with the answerability threshold
     * @param answered whether the gate let an answer pass
     */
    record KnowledgeConsulted(String query, List<Hit> hits, double confidence, boolean answered)
            implements ConversationEvent {
        /** A passage found, with its score in that search. */
        public record Hit(String articleId, String passageId, double score) {}

        public KnowledgeConsulted {
            hits = List.copyOf(hits);
        }
    }

    /** A language model was asked; what came of its words is in the events of the turn. */
    record ModelAsked(ModelCall call) implements ConversationEvent {}

    /** A part the bot depends on did not answer; {@code reason} holds no customer text. */
    record OutsideCallFailed(String service, String reason) implements ConversationEvent {}

    /**
     * A human was asked for.
     *
     * @param requestedAt when the shopper asked, which is before this event if they asked in words
     */
    record HandoffRequested(HandoffReason reason, Handoff.Origin origin, Urgency urgency, Instant requestedAt)
            implements ConversationEvent {}

    /** The conversation was put in the queue for agents. */
    record HandoffQueued(Urgency urgency) implements ConversationEvent {}

    /**
     * The router looked at who waits: how urgent it is, what the agent must be able to do, and what the shopper was told
     * of place and wait.
     *
     * @param skills what the agent must be able to do, such as a dialect code; empty for anybody
     * @param preferred id of the agent the shopper talked to last; null if there is none
     * @param position place in the queue, 1 is next
     * @param expectedWaitSeconds the wait that was expected then
     */
    record HandoffTriaged(
            Urgency urgency, List<String> skills, @Nullable String preferred, int position, int expectedWaitSeconds)
            implements ConversationEvent {
        public HandoffTriaged {
            skills = List.copyOf(skills);
        }
    }

    /**
     * The router offered a waiting conversation to an agent. Until the agent joins, everybody else may still take it.
     *
     * @param why what spoke for this agent, in the router's words, such as {@code skill:yue idle:35s}
     */
    record HandoffAssigned(Agent agent, String why) implements ConversationEvent {}

    /** The shopper stopped waiting before an agent came. */
    record HandoffAbandoned(String reason) implements ConversationEvent {}

    /**
     * The shopper left a message while nobody was on duty.
     *
     * @param text the message in the shopper's words
     * @param phone the number to call back on; null if none was left with it
     */
    record MessageLeft(String text, @Nullable String phone) implements ConversationEvent {}

    /**
     * The shopper wants to be called.
     *
     * @param phone the number; null while it is not known
     */
    record CallbackRequested(@Nullable String phone) implements ConversationEvent {}

    /** An agent took the conversation; the bot is silent until the agent leaves. */
    record AgentJoined(Agent agent) implements ConversationEvent {}

    /** An agent wrote. */
    record AgentSpoke(String messageId, Agent agent, Reply reply) implements Outbound {}

    /**
     * An agent passed the conversation back to the queue for another agent, or a supervisor took it over.
     *
     * @param to who is asked to take it; null for whoever comes
     */
    record ConversationTransferred(
            Agent from, @Nullable String note, @Nullable Agent to) implements ConversationEvent {
        /** To whoever comes. */
        public ConversationTransferred(Agent from, @Nullable String note) {
            this(from, note, null);
        }
    }

    /**
     * An agent who held the conversation was gone or silent too long; it goes back to the queue and keeps its place.
     *
     * @param reason {@code gone}, {@code silent} or {@code offline}
     */
    record AgentLeft(Agent agent, String reason) implements ConversationEvent {}

    /**
     * A colleague wrote something that the shopper never sees.
     *
     * @param mentions ids of colleagues who should look
     */
    record NoteAdded(Agent agent, String text, List<String> mentions) implements ConversationEvent {
        public NoteAdded {
            mentions = List.copyOf(mentions);
        }
    }

    /** The conversation's tags were set to these. */
    record ConversationTagged(Agent agent, List<String> tags) implements ConversationEvent {
        public ConversationTagged {
            tags = List.copyOf(tags);
        }
    }

    /**
     * An agent did something in the shop's systems from the workbench, such as a compensation.
     *
     * @param approvedBy who approved it, where one person may not decide alone
     */
    record AgentActed(
            Agent agent,
            ActionCall call,
            ActionOutcome outcome,
            @Nullable Agent approvedBy) implements ConversationEvent {}

    /**
     * An agent asked a supervisor to approve an action.
     *
     * @param yuan the money it moves, as a decimal number
     */
    record ApprovalRequested(String approvalId, Agent agent, ActionCall call, String yuan, String reason)
            implements ConversationEvent {}

    /** A supervisor decided on an action that was waiting for approval. */
    record ApprovalDecided(
            String approvalId,
            Agent by,
            boolean approved,
            @Nullable String note) implements ConversationEvent {}

    /**
     * The shopper was told that a ticket of theirs was opened or changed.
     *
     * @param kind what the ticket is about, such as {@code complaint}
     * @param state its state now, in lower case; {@code solved} asks the shopper to confirm
     */
    record TicketTold(String ticketId, String kind, String state, Reply reply) implements Outbound {}

    /** An agent gave the conversation back to the bot. */
    record ReturnedToBot(Agent agent, @Nullable String note) implements ConversationEvent {}

    /**
     * The matter was settled, as the one who closed it sees it.
     *
     * @param by the agent, or null when the shopper said so to the bot
     * @param outcome how it ended, such as {@code solved} or {@code follow_up}; null if nobody said
     * @param reasonCode what it was about, from the shop's list
     */
    record ConversationResolved(
            @Nullable Agent by,
            @Nullable String note,
            @Nullable String outcome,
            @Nullable String reasonCode) implements ConversationEvent {
        /** Without the form that agents fill in. */
        public ConversationResolved(@Nullable Agent by, @Nullable String note) {
            this(by, note, null, null);
        }
    }

    /** The shopper was asked to rate. */
    record RatingAsked() implements ConversationEvent {}

    /**
     * The shopper rated.
     *
     * @param score 1 to 5
     * @param resolved the shopper's own word on whether the matter is settled
     */
    record CustomerRated(
            int score, boolean resolved, @Nullable String comment) implements ConversationEvent {}

    /**
     * The shopper was asked to answer the questionnaire, by a link of their own.
     *
     * @param version of the questionnaire
     * @param style in whose words, such as {@code elder} or {@code yue}; {@code plain} for the usual
     * @param link path of the page on this server, with the token that opens it once
     */
    record QuestionnaireSent(String version, String style, String link, Reply reply) implements Outbound {}

    /**
     * The shopper answered the questionnaire; whether the answers count is judged later.
     *
     * @param seconds from opening to sending
     * @param address stands for the network address they came from, by a keyed digest; null if it tells nothing
     * @param values by question, as chosen or written
     */
    record QuestionnaireAnswered(
            String version,
            String style,
            int seconds,
            @Nullable String address,
            Map<String, String> values) implements ConversationEvent {
        public QuestionnaireAnswered {
            values = Map.copyOf(values);
        }
    }

    /**
     * An expert scored the conversation without seeing the other one's scores.
     *
     * @param scores 1 to 5 by item
     */
    record ConversationReviewed(Agent by, Map<String, Integer> scores) implements ConversationEvent {
        public ConversationReviewed {
            scores = Map.copyOf(scores);
        }
    }

    /** Experts who differed on an item settled its score, and why. */
    record ReviewRuled(Agent by, String item, int score, String note) implements ConversationEvent {}

    /** Large type and simple steps were switched on or off; {@code by} is customer, shop or bot. */
    record ElderModeSwitched(boolean on, String by) implements ConversationEvent {}

    /**
     * The shopper allowed language models, or wants none of what they write to go to one.
     *
     * @param on whether a model may be asked from now on
     * @param by who switched: {@code customer}
     */
    record ModelSwitched(boolean on, String by) implements ConversationEvent {}

    /**
     * Somebody of the shop judged what the bot made of a message; of several judgements the last holds.
     *
     * @param upTo which one, by {@link MessageUnderstood#upTo}
     * @param right whether the bot had understood it
     * @param intent the intent it should have seen, if known; of a right one the intent it did see
     * @param by who judged
     */
    record TurnLabelled(long upTo, boolean right, @Nullable String intent, Agent by) implements ConversationEvent {}

    /** The channel took the reply with the given sequence number. */
    record ReplyDelivered(long replySeq, int attempt) implements ConversationEvent {}

    /**
     * The channel did not take the reply.
     *
     * @param retryAt when it will be tried again; null when it was given up (dead letter)
     */
    record ReplyFailed(
            long replySeq,
            int attempt,
            String reason,
            @Nullable Instant retryAt) implements ConversationEvent {}

    /**
     * Personal content of earlier events was erased on request. Keeps the chain verifiable: each erased event's new
     * content is committed to here.
     *
     * @param erased digest of the erased content by sequence number, hexadecimal SHA-256
     */
    record ConversationRedacted(String reason, Map<String, String> erased) implements ConversationEvent {
        public ConversationRedacted {
            erased = Map.copyOf(erased);
        }
    }
}
