package io.xiangyin.evaluator;

import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An episode as a plain cut of the log. Every question scans the raw events again; nothing is remembered from one
 * question to the next, and nothing is shared with the code under test.
 */
final class NaiveSlice {
    /** The word "without agent": who holds it. */
    static final String BOT = "bot";

    static final String QUEUE = "queue";
    static final String AGENT = "agent";

    final List<RecordedEvent> conversation;
    final List<RecordedEvent> own;
    final List<RecordedEvent> thanks = new ArrayList<>();

    NaiveSlice(List<RecordedEvent> conversation, List<RecordedEvent> own) {
        this.conversation = conversation;
        this.own = own;
    }

    static List<NaiveSlice> cut(List<RecordedEvent> log, Duration silence) {
        List<NaiveSlice> slices = new ArrayList<>();
        int begin = 0;
        for (int i = 1; i <= log.size(); i++) {
            NaiveSlice soFar = new NaiveSlice(log, log.subList(begin, i));
            if (i == log.size() || (acts(log.get(i)) && soFar.overAt(log.get(i).at(), silence))) {
                slices.add(soFar);
                begin = i;
            }
        }
        List<NaiveSlice> merged = new ArrayList<>();
        for (NaiveSlice slice : slices) {
            if (slice.isGreeting() && !merged.isEmpty()) {
                merged.getLast().thanks.addAll(slice.own);
            } else if (slice.own.stream().anyMatch(NaiveSlice::acts)) {
                merged.add(slice);
            }
        }
        return merged;
    }

    private static boolean acts(RecordedEvent e) {
        return e.event() instanceof CustomerSpoke || e.event() instanceof HandoffRequested;
    }

    private boolean overAt(Instant at, Duration silence) {
        boolean begun = own.stream().anyMatch(NaiveSlice::acts);
        boolean silent = Duration.between(end(), at).compareTo(silence) >= 0;
        return has(ConversationResolved.class)
                || (begun && silent && holderBefore(own.size()).equals(BOT));
    }

    ConversationId id() {
        return conversation.getFirst().conversationId();
    }

    Instant start() {
        return own.stream().filter(NaiveSlice::acts).findFirst().orElseThrow().at();
    }

    Instant end() {
        Instant end = own.getFirst().at();
        for (RecordedEvent e : own) {
            boolean aside = e.event() instanceof NoticeGiven
                    || e.event() instanceof CustomerRated
                    || e.event() instanceof RatingAsked
                    || e.event() instanceof ReplyDelivered
                    || e.event() instanceof ReplyFailed
                    || e.event() instanceof ElderModeSwitched
                    || e.event() instanceof MessageUnderstood
                    || e.event() instanceof KnowledgeConsulted
                    || e.event() instanceof SlotFilled
                    || e.event() instanceof ConversationRedacted
                    || e.event() instanceof ConversationStarted;
            end = aside ? end : e.at();
        }
        return end;
    }

    String holderBefore(int index) {
        for (int k = index - 1; k >= 0; k--) {
            ConversationEvent e = own.get(k).event();
            if (e instanceof HandoffRequested || e instanceof HandoffQueued || e instanceof ConversationTransferred) {
                return QUEUE;
            }
            if (e instanceof AgentJoined) {
                return AGENT;
            }
            if (endsHuman(e)) {
                return BOT;
            }
        }
        return BOT;
    }

    private static boolean endsHuman(ConversationEvent e) {
        return e instanceof HandoffAbandoned || e instanceof ReturnedToBot || e instanceof ConversationResolved;
    }

    boolean has(Class<? extends ConversationEvent> type) {
        return count(type) > 0;
    }

    long count(Class<? extends ConversationEvent> type) {
        return own.stream().filter(e -> type.isInstance(e.event())).count();
    }

    boolean isGreeting() {
        long last = own.stream()
                .filter(e -> e.event() instanceof CustomerSpoke)
                .mapToLong(RecordedEvent::seq)
                .max()
                .orElse(-1);
        boolean read = own.stream().anyMatch(e -> e.event() instanceof MessageUnderstood m && m.upTo() >= last);
        boolean small = own.stream()
                .noneMatch(e -> e.event() instanceof MessageUnderstood m
                        && !m.understanding().commands().stream().allMatch(c -> c instanceof Command.SmallTalk));
        return last > 0 && read && small && !handedOff();
    }

    boolean handedOff() {
        return has(HandoffRequested.class) || has(AgentJoined.class);
    }

    boolean open() {
        return !holderBefore(own.size()).equals(BOT);
    }

    boolean complaint() {
        return own.stream()
                .anyMatch(e -> e.event() instanceof HandoffRequested r && r.reason() == HandoffReason.COMPLAINT);
    }

    @Nullable CustomerRated rating() {
        CustomerRated last = null;
        for (List<RecordedEvent> part : List.of(own, thanks)) {
            for (RecordedEvent e : part) {
                last = e.event() instanceof CustomerRated rated ? rated : last;
            }
        }
        return last;
    }

    boolean ratingAsked() {
        return has(RatingAsked.class) || thanks.stream().anyMatch(e -> e.event() instanceof RatingAsked);
    }

    boolean ratedBad() {
        CustomerRated rating = rating();
        return rating != null && !rating.resolved();
    }

    boolean confirmed() {
        CustomerRated rating = rating();
        return rating != null
                ? rating.resolved()
                : own.stream().anyMatch(e -> e.event() instanceof ConversationResolved r && r.by() == null);
    }

    boolean unanswered() {
        boolean pending = false;
        for (int i = 0; i < own.size(); i++) {
            ConversationEvent e = own.get(i).event();
            if (e instanceof CustomerSpoke && !holderBefore(i).equals(AGENT)) {
                pending = true;
            } else if (e instanceof BotReplied
                    || e instanceof AgentJoined
                    || e instanceof ConversationResolved
                    || (e instanceof NoticeGiven && holderBefore(i).equals(QUEUE))) {
                pending = false;
            }
        }
        return pending;
    }

    boolean botAnswered() {
        boolean answered = false;
        for (int i = own.size() - 1; i >= 0 && !(own.get(i).event() instanceof HandoffRequested); i--) {
            answered |= own.get(i).event() instanceof KnowledgeConsulted k && k.answered();
            answered |= own.get(i).event() instanceof FlowEnded f && f.outcome() == FlowEnded.Outcome.COMPLETED;
        }
        return answered;
    }

    Set<String> orders() {
        Set<String> orders = new HashSet<>();
        for (int m = 0; m < own.size(); m++) {
            for (String order : mentioned(own.get(m).event())) {
                boolean withdrawn = false;
                for (int c = m + 1; c < own.size(); c++) {
                    withdrawn |=
                            own.get(c).event() instanceof SlotFilled s && s.corrected() && order.equals(slotBefore(c));
                }
                if (!withdrawn) {
                    orders.add(order);
                }
            }
        }
        return orders;
    }

    private @Nullable String slotBefore(int index) {
        for (int k = index - 1; k >= 0; k--) {
            if (own.get(k).event() instanceof SlotFilled s) {
                return s.value();
            }
        }
        return null;
    }

    private static Collection<String> mentioned(ConversationEvent event) {
        List<String> found = new ArrayList<>();
        if (event instanceof SlotFilled s) {
            found.add(s.value());
        }
        if (event instanceof ActionEnded a) {
            a.call().arguments().forEach((name, value) -> {
                if (name.startsWith("order")) {
                    found.add(value);
                }
            });
        }
        return found;
    }

    Set<String> keys() {
        if (!orders().isEmpty()) {
            return orders();
        }
        for (RecordedEvent e : own) {
            if (e.event() instanceof FlowStarted f) {
                return Set.of(f.flow());
            }
        }
        for (RecordedEvent e : own) {
            if (e.event() instanceof MessageUnderstood m && m.understanding().intent() != null) {
                return Set.of(m.understanding().intent().name());
            }
        }
        for (RecordedEvent e : own) {
            if (e.event() instanceof KnowledgeConsulted k
                    && k.answered()
                    && !k.hits().isEmpty()) {
                return Set.of(k.hits().get(0).articleId());
            }
        }
        return Set.of("general");
    }

    /** Milliseconds to the bot's first delivered reply; −1 for none. */
    long firstBotResponse() {
        for (int i = 0; i < own.size(); i++) {
            if (own.get(i).event() instanceof CustomerSpoke && !holderBefore(i).equals(AGENT)) {
                return firstDelivery(i);
            }
        }
        return -1;
    }

    private long firstDelivery(int asked) {
        long best = -1;
        for (int i = asked + 1; i < own.size() && !(own.get(i).event() instanceof AgentJoined); i++) {
            RecordedEvent said = own.get(i);
            boolean answers = said.event() instanceof BotReplied
                    || (said.event() instanceof NoticeGiven && holderBefore(i).equals(QUEUE));
            for (RecordedEvent e : conversation) {
                if (answers && e.event() instanceof ReplyDelivered d && d.replySeq() == said.seq()) {
                    long millis = Duration.between(own.get(asked).at(), e.at()).toMillis();
                    best = best < 0 ? millis : Math.min(best, millis);
                }
            }
        }
        return best;
    }

    /** Index of each event that begins a wait. */
    List<Integer> waits() {
        List<Integer> begins = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ConversationEvent e = own.get(i).event();
            boolean asks = e instanceof HandoffRequested && holderBefore(i).equals(BOT);
            if (asks || e instanceof ConversationTransferred) {
                begins.add(i);
            }
        }
        return begins;
    }

    Instant requestedAt(int wait) {
        return own.get(wait).event() instanceof HandoffRequested r
                ? r.requestedAt()
                : own.get(wait).at();
    }

    /** The first event of the type while the wait lasts; the wait ends with an agent or without one. */
    @Nullable Instant during(int wait, Class<? extends ConversationEvent> type) {
        for (int i = wait + 1; i < own.size(); i++) {
            ConversationEvent e = own.get(i).event();
            if (type.isInstance(e)) {
                return own.get(i).at();
            }
            if (e instanceof AgentJoined || endsHuman(e)) {
                return null;
            }
        }
        return null;
    }

    boolean abandoned(int wait) {
        return during(wait, HandoffAbandoned.class) != null || during(wait, ConversationResolved.class) != null;
    }

    boolean stillWaiting(int wait) {
        return !abandoned(wait) && during(wait, AgentJoined.class) == null;
    }

    /** First words of the agent who joined; across transfers, if asked for, of whoever spoke first. */
    @Nullable Instant humanText(int wait, boolean acrossTransfers) {
        for (int i = wait + 1; i < own.size(); i++) {
            ConversationEvent e = own.get(i).event();
            if (e instanceof AgentSpoke) {
                return own.get(i).at();
            }
            if (endsHuman(e) || (e instanceof ConversationTransferred && !acrossTransfers)) {
                return null;
            }
        }
        return null;
    }
}
