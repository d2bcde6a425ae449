package io.xiangyin.evaluator;

import io.xiangyin.core.ActionOutcome;
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
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a conversation's events once, from first to last, and cuts it into {@link Episode}s. */
final class Episodes {
    /** Stands among the failed parts for the language model. */
    static final String LANGUAGE_MODEL = "llm";

    private static final String UNKNOWN = "unknown";

    private final Duration silence;
    private final RecordedEvent first;
    private final ConversationStarted started;
    private final List<EpisodeDraft> drafts = new ArrayList<>();
    private EpisodeDraft current;
    private String category = UNKNOWN;
    private final Set<String> skills = new TreeSet<>();
    private final Set<String> failed = new TreeSet<>();
    private int turns;
    private boolean shopperHasFloor;
    private int customerMessages;
    private int botReplies;
    private String dialect = "cmn";
    private final Map<String, Integer> intents = new LinkedHashMap<>();
    private final Map<String, Integer> flows = new LinkedHashMap<>();
    private final Map<Long, String> dialects = new HashMap<>();
    private final Map<Long, Boolean> labels = new TreeMap<>();
    private final Set<String> agents = new LinkedHashSet<>();
    private final Map<Long, Instant> deliveredAt = new HashMap<>();

    private Episodes(RecordedEvent first, ConversationStarted started, Duration silence) {
        this.first = first;
        this.started = started;
        this.silence = silence;
        current = next(first.at());
    }

    /**
     * The facts of one conversation.
     *
     * @param events all of its events in order; those after {@code now} are not looked at
     * @return empty if it had not begun by then
     * @throws IllegalArgumentException if the log does not begin with {@code ConversationStarted}
     */
    static Optional<ConversationFacts> read(List<RecordedEvent> events, Instant now, Duration silence) {
        if (events.isEmpty() || events.getFirst().at().isAfter(now)) {
            return Optional.empty();
        }
        RecordedEvent first = events.getFirst();
        if (!(first.event() instanceof ConversationStarted started)) {
            throw new IllegalArgumentException("Conversation " + first.conversationId()
                    + " should begin with ConversationStarted, found "
                    + first.event().getClass().getSimpleName() + ". Pass its whole log to the report.");
        }
        Episodes reader = new Episodes(first, started, silence);
        events.stream().takeWhile(event -> !event.at().isAfter(now)).forEach(reader::read);
        return Optional.of(reader.build(DeskFacts.read(events, now)));
    }

    private void read(RecordedEvent recorded) {
        long seq = recorded.seq();
        Instant at = recorded.at();
        switch (recorded.event()) {
            case CustomerSpoke _ -> customerSpoke(seq, at);
            case MessageUnderstood e -> understood(e);
            case BotReplied _ -> botReplied(seq, at);
            case NoticeGiven _ -> current.noticeGiven(seq, at);
            case FlowStarted e -> flowStarted(e.flow(), at);
            case FlowEnded e -> current.flowEnded(e.outcome() == FlowEnded.Outcome.COMPLETED, at);
            case SlotFilled e -> current.slotFilled(e.slot(), e.value(), e.corrected());
            case ActionStarted e -> current.called(e.call().arguments(), at);
            case ActionEnded e -> {
                current.called(e.call().arguments(), at);
                if (e.outcome() instanceof ActionOutcome.Succeeded done
                        && done.result().get("category") instanceof String told) {
                    category = told;
                }
            }
            case KnowledgeConsulted e -> current.consulted(e);
            case HandoffRequested e -> {
                turnPageIfOver(at);
                current.handoffRequested(e.reason(), e.requestedAt(), at);
            }
            case HandoffQueued _ -> {
                current.acted(at);
                current.humans.queued(at);
            }
            case HandoffAbandoned _ -> handedBack(at);
            case AgentJoined e -> {
                agents.add(e.agent().id());
                current.agentJoined(at);
                current.humans.joined(e.agent(), at);
            }
            case AgentSpoke e -> agentSpoke(e, at);
            case HandoffTriaged e -> {
                skills.addAll(e.skills());
                current.humans.told(Duration.ofSeconds(e.expectedWaitSeconds()));
            }
            case ConversationTransferred _, AgentLeft _ -> {
                current.humanActed(at);
                current.humans.transferred(at);
            }
            case ReturnedToBot _ -> handedBack(at);
            case ConversationResolved e -> current.resolved(e.by() != null, at);
            case RatingAsked _ -> current.ratingAsked();
            case CustomerRated e -> current.rated(e.score(), e.resolved());
            case OutsideCallFailed e -> failed.add(e.service());
            case ModelAsked e -> {
                if (e.call().outcome().startsWith("failed")) {
                    failed.add(LANGUAGE_MODEL);
                }
            }
            case TurnLabelled e -> labels.put(e.upTo(), e.right());
            case ReplyDelivered e -> deliveredAt.putIfAbsent(e.replySeq(), at);
            case ConversationStarted _,
                    AttachmentReceived _,
                    StepReached _,
                    SlotAsked _,
                    SilenceNoticed _,
                    ElderModeSwitched _,
                    ModelSwitched _,
                    MessageLeft _,
                    CallbackRequested _,
                    HandoffAssigned _,
                    NoteAdded _,
                    ConversationTagged _,
                    AgentActed _,
                    ApprovalRequested _,
                    ApprovalDecided _,
                    TicketTold _,
                    QuestionnaireSent _,
                    QuestionnaireAnswered _,
                    ConversationReviewed _,
                    ReviewRuled _,
                    ReplyFailed _,
                    ConversationRedacted _ -> {
                // no metric asks for them
            }
        }
    }

    private void customerSpoke(long seq, Instant at) {
        turnPageIfOver(at);
        current.customerSpoke(seq, at);
        turns += shopperHasFloor ? 0 : 1;
        shopperHasFloor = true;
        customerMessages++;
    }

    private void understood(MessageUnderstood event) {
        Understanding understanding = event.understanding();
        dialects.put(event.upTo(), understanding.dialect().code());
        current.understood(event.upTo(), understanding);
        if (!understanding.dialect().code().equals("cmn")) {
            dialect = understanding.dialect().code();
        }
        if (understanding.intent() != null && !EpisodeDraft.smallTalk(understanding)) {
            intents.merge(understanding.intent().name(), 1, Integer::sum);
        }
    }

    private void botReplied(long seq, Instant at) {
        current.botReplied(seq, at);
        botReplies++;
        shopperHasFloor = false;
    }

    private void flowStarted(String flow, Instant at) {
        current.flowStarted(flow, at);
        flows.merge(flow, 1, Integer::sum);
    }

    private void agentSpoke(AgentSpoke event, Instant at) {
        current.humanActed(at);
        current.humans.spoke(event.agent(), at);
        shopperHasFloor = false;
    }

    private void handedBack(Instant at) {
        current.humanActed(at);
        current.humans.ended(at);
    }

    private void turnPageIfOver(Instant at) {
        if (current.overBy(at, silence)) {
            current = next(at);
        }
    }

    private EpisodeDraft next(Instant at) {
        EpisodeDraft draft = new EpisodeDraft(at);
        drafts.add(draft);
        return draft;
    }

    private ConversationFacts build(DeskFacts desk) {
        return new ConversationFacts(
                first.conversationId(),
                first.at(),
                started.test(),
                started.customer(),
                started.channel(),
                turns,
                customerMessages,
                botReplies,
                dialect,
                mostFrequent(intents).or(() -> mostFrequent(flows)),
                Objects.requireNonNullElse(started.botVersion(), UNKNOWN),
                category,
                Collections.unmodifiableSet(skills),
                Collections.unmodifiableSet(failed),
                Collections.unmodifiableSet(agents),
                labels.entrySet().stream()
                        .filter(label -> dialects.containsKey(label.getKey()))
                        .map(label -> new LabelledTurn(dialects.getOrDefault(label.getKey(), ""), label.getValue()))
                        .toList(),
                withThanksAbsorbed().stream()
                        .map(draft -> draft.build(deliveredAt, labels))
                        .toList(),
                desk);
    }

    private List<EpisodeDraft> withThanksAbsorbed() {
        List<EpisodeDraft> kept = new ArrayList<>();
        for (EpisodeDraft draft : drafts) {
            if (!kept.isEmpty() && draft.greetingOnly()) {
                kept.getLast().absorb(draft);
            } else if (draft.begun()) {
                kept.add(draft);
            }
        }
        return kept;
    }

    /** The earliest of equals. */
    private static Optional<String> mostFrequent(Map<String, Integer> counts) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
