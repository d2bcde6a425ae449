package io.xiangyin.core;

import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ApprovalDecided;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationReviewed;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTagged;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationEvent.ModelSwitched;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.QuestionnaireAnswered;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.ReviewRuled;
import io.xiangyin.core.ConversationEvent.SilenceNoticed;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation amounts to at one point of its log: a fold over its events, nothing else. It keeps what a turn
 * needs to know, not the transcript; whoever wants every word reads the events.
 *
 * @param version sequence number of the last event folded; 0 before the first
 * @param status who holds the conversation
 * @param started how it began; null before the first event
 * @param unanswered shopper messages the bot has not read yet, oldest first
 * @param flows flows in progress, the active one last
 * @param understanding what the bot made of the last messages it read
 * @param pendingAction a call that was begun and whose end is not in the log
 * @param owesReply whether a call that changes something was begun and its result not told yet, by the bot in its own
 *     words or by handing the matter over
 * @param undelivered replies the channel has not taken yet, oldest first; given-up ones are not among them
 * @param misses turns in a row in which the bot could not help
 * @param lastBotText the bot's last words, so that it does not say the same thing twice
 * @param lastAnswer the last answer that quoted articles, so that a question asked in other words does not get it again
 * @param lastSaid everything the bot answered to the shopper's last words, in order; for saying it again
 * @param earlierSaid the same for their words before those
 * @param leadingUp what the shopper said since the last flow ended, in Mandarin, the latest first, as far as no flow was
 *     under way; a flow that begins need not ask for what was named there
 * @param offered the choices of the bot's last reply; empty if it had none
 * @param handoff the request for a human, while one is open
 * @param agent the human who holds the conversation, if one does
 * @param dialect the dialect the shopper speaks: the last one heard, until they write at length in Mandarin; from then
 *     on that. Before the first word it is what the channel knows of them
 * @param dialectChosen whether they asked for it by name; then only another wish changes it
 * @param elderCues how much told of an old shopper so far, as {@link Understanding#elderCues} counts
 * @param known what they gave in this conversation, by slot name, also in flows that are over
 * @param callback the call the shopper asked for, until the matter is settled
 * @param silence how long nobody has said anything; null before the first word
 * @param lastAgent the human who held it last, or holds it
 * @param tags words that agents filed it under
 * @param noticedWaiting whether the shopper was told, while waiting, that their words reach the agent
 * @param modelOff whether nothing of it may go to a language model
 */
public record Conversation(
        ConversationId id,
        long version,
        Status status,
        @Nullable ConversationStarted started,
        List<Message> unanswered,
        List<FlowFrame> flows,
        @Nullable Understanding understanding,
        @Nullable ActionCall pendingAction,
        boolean owesReply,
        List<Undelivered> undelivered,
        int misses,
        @Nullable String lastBotText,
        @Nullable Reply lastAnswer,
        List<String> lastSaid,
        List<String> earlierSaid,
        List<String> leadingUp,
        List<Reply.Choice> offered,
        @Nullable Handoff handoff,
        @Nullable Agent agent,
        boolean elderMode,
        String dialect,
        boolean dialectChosen,
        int elderCues,
        Map<String, FlowFrame.SlotValue> known,
        @Nullable Callback callback,
        @Nullable Silence silence,
        @Nullable Agent lastAgent,
        List<String> tags,
        boolean noticedWaiting,
        boolean modelOff) {

    private static final String MANDARIN = "cmn";
    /** Confidence from which a dialect heard takes the place of another. */
    private static final double SURE = 0.5;
    /** Messages that may tell what the next flow is about, the one that begins it among them. */
    private static final int LEADING_UP = 5;
    /** From this length on, in characters, a text without dialect words is written in Mandarin on purpose. */
    private static final int AT_LENGTH = 8;

    /** Who holds the conversation. */
    public enum Status {
        BOT,
        QUEUED,
        WITH_AGENT,
        CLOSED
    }

    /** A call back to the shopper; {@code phone} is null while the number is not known. */
    public record Callback(@Nullable String phone) {}

    /**
     * Since when neither the shopper nor the bot has said anything, and how often the bot has spoken up because of it.
     */
    public record Silence(Instant since, int noticed) {}

    /** A shopper message at its place in the log; {@code input} as in {@link CustomerSpoke}. */
    public record Message(
            long seq, Instant at, String text, @Nullable String input) {
        /** A typed one. */
        public Message(long seq, Instant at, String text) {
            this(seq, at, text, null);
        }
    }

    /**
     * A reply on its way.
     *
     * @param attempts how often its channel refused it
     * @param retryAt when it may be tried again; null for at once
     */
    public record Undelivered(
            RecordedEvent reply, int attempts, @Nullable Instant retryAt) {}

    /** A conversation of which nothing is known yet. */
    public static Conversation empty(ConversationId id) {
        return new Conversation(
                id,
                0,
                Status.BOT,
                null,
                List.of(),
                List.of(),
                null,
                null,
                false,
                List.of(),
                0,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                false,
                "cmn",
                false,
                0,
                Map.of(),
                null,
                null,
                null,
                List.of(),
                false,
                false);
    }

    public static Conversation replay(ConversationId id, List<RecordedEvent> events) {
        return empty(id).then(events);
    }

    /** This conversation after further events. */
    public Conversation then(List<RecordedEvent> events) {
        Draft draft = new Draft(this);
        events.forEach(draft::fold);
        return draft.build();
    }

    /** Whether the bot owes something: it holds the floor, and there is a message unread or a call unfinished. */
    public boolean awaitsBot() {
        return (status == Status.BOT || status == Status.QUEUED) && (!unanswered.isEmpty() || owesReply);
    }

    /** The flow the shopper is in, if any. */
    public @Nullable FlowFrame activeFlow() {
        return flows.isEmpty() ? null : flows.getLast();
    }

    public Customer customer() {
        if (started == null) {
            throw new IllegalStateException("Conversation " + id + " has no ConversationStarted event");
        }
        return started.customer();
    }

    public String channel() {
        return started == null ? "" : started.channel();
    }

    private static final class Draft {
        private final ConversationId id;
        private long version;
        private Status status;
        private @Nullable ConversationStarted started;
        private final List<Message> unanswered;
        private final List<FlowFrame> flows;
        private @Nullable Understanding understanding;
        private @Nullable ActionCall pendingAction;
        private boolean owesReply;
        private final List<Undelivered> undelivered;
        private int misses;
        private @Nullable String lastBotText;
        private @Nullable Reply lastAnswer;
        private List<String> lastSaid;
        private List<String> earlierSaid;
        private List<String> leadingUp;
        private boolean repeating;
        private List<Reply.Choice> offered;
        private @Nullable Handoff handoff;
        private @Nullable Agent agent;
        private boolean elderMode;
        private int elderCues;
        private String dialect;
        private boolean dialectChosen;
        private Map<String, FlowFrame.SlotValue> known;
        private @Nullable Callback callback;
        private @Nullable Silence silence;
        private @Nullable Agent lastAgent;
        private List<String> tags;
        private boolean noticedWaiting;
        private boolean modelOff;

        Draft(Conversation from) {
            id = from.id;
            version = from.version;
            status = from.status;
            started = from.started;
            unanswered = new ArrayList<>(from.unanswered);
            flows = new ArrayList<>(from.flows);
            understanding = from.understanding;
            pendingAction = from.pendingAction;
            owesReply = from.owesReply;
            undelivered = new ArrayList<>(from.undelivered);
            misses = from.misses;
            lastBotText = from.lastBotText;
            lastAnswer = from.lastAnswer;
            lastSaid = from.lastSaid;
            earlierSaid = from.earlierSaid;
            leadingUp = from.leadingUp;
            repeating = from.understanding != null && from.understanding.wantsRetelling();
            offered = from.offered;
            handoff = from.handoff;
            agent = from.agent;
            elderMode = from.elderMode;
            elderCues = from.elderCues;
            dialect = from.dialect;
            dialectChosen = from.dialectChosen;
            known = from.known;
            callback = from.callback;
            silence = from.silence;
            lastAgent = from.lastAgent;
            tags = from.tags;
            noticedWaiting = from.noticedWaiting;
            modelOff = from.modelOff;
        }

        Conversation build() {
            return new Conversation(
                    id,
                    version,
                    status,
                    started,
                    List.copyOf(unanswered),
                    List.copyOf(flows),
                    understanding,
                    pendingAction,
                    owesReply,
                    List.copyOf(undelivered),
                    misses,
                    lastBotText,
                    lastAnswer,
                    lastSaid,
                    earlierSaid,
                    leadingUp,
                    offered,
                    handoff,
                    agent,
                    elderMode,
                    dialect,
                    dialectChosen,
                    elderCues,
                    known,
                    callback,
                    silence,
                    lastAgent,
                    tags,
                    noticedWaiting,
                    modelOff);
        }

        void fold(RecordedEvent recorded) {
            if (recorded.seq() != version + 1) {
                throw new IllegalStateException("Conversation " + id + " expected event " + (version + 1) + ", found "
                        + recorded.seq() + ". Run `xiangyin events verify` to see where the log is broken.");
            }
            version = recorded.seq();
            if (recorded.event() instanceof ConversationEvent.Outbound) {
                undelivered.add(new Undelivered(recorded, 0, null));
            }
            switch (recorded.event()) {
                case ConversationStarted e -> started(e);
                case CustomerSpoke e -> customerSpoke(recorded, e);
                case AttachmentReceived _ -> heard(recorded.at());
                case MessageUnderstood e -> messageUnderstood(e);
                case BotReplied e -> botReplied(recorded.at(), e);
                case NoticeGiven _ -> noticeGiven();
                case FlowStarted e -> flowStarted(recorded, e);
                case StepReached e -> inFlow(frame -> frame.at(e.step()));
                case SlotAsked e -> inFlow(frame -> frame.asking(e.slot()));
                case SlotFilled e -> slotFilled(e);
                case SilenceNoticed e -> silence = silence == null ? null : new Silence(silence.since(), e.times());
                case FlowEnded _ -> flowEnded();
                case ActionStarted e -> actionStarted(e);
                case ActionEnded e -> actionEnded(e);
                case KnowledgeConsulted e -> misses = e.answered() ? 0 : misses + 1;
                case HandoffRequested e ->
                    requestHandoff(new Handoff(e.reason(), e.origin(), e.urgency(), e.requestedAt(), null));
                case HandoffQueued _ -> queue(recorded.at());
                case HandoffTriaged e -> handoff = handoff == null ? null : handoff.triaged(e.urgency(), e.skills());
                case HandoffAssigned e -> handoff = handoff == null ? null : handoff.offeredTo(e.agent());
                case AgentLeft _ -> backToQueue();
                case ConversationTagged e -> tags = e.tags();
                case CallbackRequested e -> callback = new Callback(e.phone());
                case MessageLeft e -> callback = e.phone() == null ? callback : new Callback(e.phone());
                case HandoffAbandoned _ -> backToBot();
                case AgentJoined e -> agentJoined(e.agent());
                case AgentSpoke _ -> unanswered.clear();
                case ConversationTransferred _ -> backToQueue();
                case ReturnedToBot _ -> backToBot();
                case ConversationResolved _ -> close();
                case ElderModeSwitched e -> elderMode = e.on();
                case ModelSwitched e -> modelOff = !e.on();
                case OutsideCallFailed _ -> misses++;
                case ReplyDelivered e ->
                    undelivered.removeIf(reply -> reply.reply().seq() == e.replySeq());
                case ReplyFailed e -> replyFailed(e);
                case RatingAsked _,
                        CustomerRated _,
                        NoteAdded _,
                        AgentActed _,
                        ApprovalRequested _,
                        ApprovalDecided _,
                        TicketTold _,
                        QuestionnaireSent _,
                        QuestionnaireAnswered _,
                        ConversationReviewed _,
                        ReviewRuled _,
                        TurnLabelled _,
                        ModelAsked _,
                        ConversationRedacted _ -> {
                    // told to others; nothing here depends on them
                }
            }
        }

        /** What the channel or earlier conversations told of the shopper holds until they say otherwise. */
        private void started(ConversationStarted event) {
            started = event;
            Map<String, String> profile = event.customer().attributes();
            elderMode = Boolean.parseBoolean(profile.get(Customer.ELDER_MODE));
            modelOff = Boolean.parseBoolean(profile.get(Customer.MODEL_OFF));
            String spoken = profile.getOrDefault(Customer.DIALECT, MANDARIN);
            dialect = spoken.matches("[a-z]{3}(-x-[a-z]+)?") ? spoken : MANDARIN;
        }

        private void customerSpoke(RecordedEvent recorded, CustomerSpoke event) {
            heard(recorded.at());
            if (status != Status.WITH_AGENT) {
                unanswered.add(new Message(recorded.seq(), recorded.at(), event.text(), event.input()));
            }
        }

        private void heard(Instant at) {
            silence = new Silence(at, 0);
            if (status == Status.CLOSED) {
                status = Status.BOT;
                leadingUp = List.of();
            }
        }

        private void messageUnderstood(MessageUnderstood event) {
            unanswered.removeIf(message -> message.seq() <= event.upTo());
            understanding = event.understanding();
            if (flows.isEmpty()) {
                leadingUp = Stream.concat(Stream.of(event.understanding().mandarin()), leadingUp.stream())
                        .limit(LEADING_UP)
                        .toList();
            }
            speaks(event.understanding());
            elderCues += event.understanding().elderCues();
            repeating = event.understanding().wantsRetelling();
            earlierSaid = repeating ? earlierSaid : lastSaid;
            lastSaid = repeating ? lastSaid : List.of();
            if (event.understanding().find(Command.NotUnderstood.class) != null) {
                misses++;
            }
        }

        /** A few words, such as a tap on a choice, tell nothing about how somebody speaks. */
        private void speaks(Understanding understood) {
            String heard = understood.dialect().code();
            Optional<String> wish = understood.signals().stream()
                    .filter(signal -> signal.type().equals(Understanding.LANGUAGE))
                    .map(Understanding.Signal::evidence)
                    .findFirst();
            if (wish.isPresent()) {
                dialect = wish.get();
                dialectChosen = true;
            } else if (!dialectChosen && (heard.equals(MANDARIN) ? atLength(understood.text()) : tellsOf(understood))) {
                dialect = heard;
            }
        }

        /** A word that several dialects share does not move somebody from one to another. */
        private boolean tellsOf(Understanding understood) {
            return dialect.equals(MANDARIN) || understood.dialect().confidence() >= SURE;
        }

        private boolean atLength(String text) {
            return text.length() >= AT_LENGTH
                    && offered.stream().noneMatch(choice -> choice.value().equals(text));
        }

        private void botReplied(Instant at, BotReplied event) {
            lastBotText = event.reply().text();
            if (!repeating) {
                lastSaid = Stream.concat(
                                lastSaid.stream(), Stream.of(event.reply().text()))
                        .toList();
            }
            if (event.cause() != null) {
                return; // what the bot says by itself is no answer to what is open
            }
            silence = new Silence(at, 0);
            offered = event.reply().choices();
            lastAnswer = event.reply().citations().isEmpty() ? lastAnswer : event.reply();
            owesReply = false;
        }

        private void noticeGiven() {
            noticedWaiting = noticedWaiting || (handoff != null && handoff.queuedAt() != null);
        }

        private void flowStarted(RecordedEvent recorded, FlowStarted event) {
            flows.add(FlowFrame.begin(event.flow(), recorded.seq()));
            misses = 0;
        }

        private void slotFilled(SlotFilled event) {
            inFlow(frame -> frame.filled(event.slot(), new FlowFrame.SlotValue(event.value(), event.display())));
            Map<String, FlowFrame.SlotValue> more = new HashMap<>(known);
            more.put(event.slot(), new FlowFrame.SlotValue(event.value(), event.display()));
            known = Map.copyOf(more);
            misses = 0;
        }

        private void actionStarted(ActionStarted event) {
            pendingAction = event.call();
            owesReply = true;
        }

        private void replyFailed(ReplyFailed event) {
            for (int i = 0; i < undelivered.size(); i++) {
                if (undelivered.get(i).reply().seq() == event.replySeq()) {
                    if (event.retryAt() == null) {
                        undelivered.remove(i);
                    } else {
                        undelivered.set(
                                i, new Undelivered(undelivered.get(i).reply(), event.attempt(), event.retryAt()));
                    }
                    return;
                }
            }
        }

        private void actionEnded(ActionEnded event) {
            pendingAction = null;
            inFlow(frame -> frame.resulted(event.call().into(), event.outcome()));
        }

        private void inFlow(UnaryOperator<FlowFrame> change) {
            if (!flows.isEmpty()) {
                flows.set(flows.size() - 1, change.apply(flows.getLast()));
            }
        }

        private void flowEnded() {
            if (!flows.isEmpty()) {
                flows.removeLast();
            }
            leadingUp = flows.isEmpty() ? List.of() : leadingUp;
        }

        private void requestHandoff(Handoff requested) {
            boolean byBot = requested.origin() != Handoff.Origin.BUTTON;
            owesReply = owesReply && !byBot; // the button may be pressed while a call is being made
            handoff = status == Status.QUEUED && handoff != null ? handoff.joinedBy(requested) : requested;
            noticedWaiting = false;
        }

        private void queue(Instant at) {
            boolean keepsItsPlace = status == Status.QUEUED && handoff != null && handoff.queuedAt() != null;
            handoff = handoff == null || keepsItsPlace ? handoff : handoff.queued(at);
            status = Status.QUEUED;
        }

        private void agentJoined(Agent joined) {
            status = Status.WITH_AGENT;
            agent = joined;
            lastAgent = joined;
            handoff = handoff == null ? null : handoff.offeredTo(null);
            dropDialogue();
            misses = 0;
        }

        /** The place is kept: the request is as old as it was. */
        private void backToQueue() {
            agent = null;
            status = handoff == null ? status : Status.QUEUED;
            handoff = handoff == null ? null : handoff.offeredTo(null);
        }

        private void dropDialogue() {
            unanswered.clear();
            flows.clear();
            pendingAction = null;
            owesReply = false;
        }

        private void backToBot() {
            status = Status.BOT;
            agent = null;
            handoff = null;
            misses = 0;
        }

        private void close() {
            backToBot();
            callback = null;
            status = Status.CLOSED;
            dropDialogue();
        }
    }
}
