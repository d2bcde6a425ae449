package io.xiangyin.core.turn;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Advice;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.AnswerWriter;
import io.xiangyin.core.AppendResult;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Decision;
import io.xiangyin.core.DialoguePolicy;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.InboundMessage;
import io.xiangyin.core.Manner;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reception;
import io.xiangyin.core.Rephraser;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Rereader;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understander;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way of a message from the shopper's words to the bot's answer; every step of it stands here in order. */
public final class TurnProcessor {
    private static final int RECOMPOSE = 3;
    private static final int GIVE_UP = 10;
    private static final int APPEND_TRIES = 20;
    private static final int MAX_STEPS = 40;
    private static final int MAX_CALLS = 10;

    private final EventStore store;
    private final Conversations conversations;
    private final ConversationLanes lanes;
    private final Understander understander;
    private final DialoguePolicy policy;
    private final AnswerSource answers;
    private final ActionRunner actions;
    private final Reply apology;
    private final Reception reception;
    private final Manner manner;
    private final Advice advice;
    private final InstantSource clock;
    private final Workplaces workplaces = Workplaces.halfTheProcessors();

    /** @param advice a language model's, where there is one */
    public TurnProcessor(
            EventStore store,
            Conversations conversations,
            ConversationLanes lanes,
            Understander understander,
            DialoguePolicy policy,
            AnswerSource answers,
            ActionRunner actions,
            Phrases phrases,
            Reception reception,
            Manner manner,
            Advice advice,
            InstantSource clock) {
        this.store = store;
        this.conversations = conversations;
        this.lanes = lanes;
        this.understander = understander;
        this.policy = policy;
        this.answers = answers;
        this.actions = actions;
        this.apology = Reply.notice(phrases.get("handoff.broken"));
        this.reception = reception;
        this.manner = manner;
        this.advice = advice;
        this.clock = clock;
    }

    /**
     * What the channel may tell the shopper's side once a message is safe.
     *
     * @param duplicate whether it had been received before; then nothing happened now
     */
    public record Receipt(String messageId, long seq, boolean duplicate) {}

    /**
     * Stores a message and sees to it that the bot takes a turn. Returns when the message is durable.
     *
     * @return null if there is no such conversation
     * @throws StorageException if the message could not be stored; the channel must not acknowledge it then
     */
    public @Nullable Receipt receive(InboundMessage message) {
        String messageId = UUID.randomUUID().toString();
        CustomerSpoke spoke = new CustomerSpoke(messageId, message.channelMessageId(), message.text(), message.input());
        ConversationId id = message.conversationId();
        return switch (store.append(id, EventStore.ANY_VERSION, List.of(spoke))) {
            case AppendResult.Appended appended -> {
                lanes.submit(id, () -> respond(id));
                yield new Receipt(messageId, appended.events().getFirst().seq(), false);
            }
            case AppendResult.Duplicate duplicate ->
                new Receipt(
                        ((CustomerSpoke) duplicate.original().event()).messageId(),
                        duplicate.original().seq(),
                        true);
            case AppendResult.Stale _ -> null;
        };
    }

    /** Takes up what a stopped process left unanswered, or what stuck while the log could not be written. */
    public void resume() {
        store.listAwaitingBot().forEach(id -> lanes.submit(id, () -> respond(id)));
    }

    /** Lets the bot speak until it owes nothing. Runs in the conversation's lane. */
    void respond(ConversationId id) {
        int callsUntold = 0;
        for (int tries = 1; ; tries++) {
            Conversation conversation = conversations.load(id);
            if (!conversation.awaitsBot()) {
                return;
            }
            ActionCall begun = conversation.pendingAction();
            if (begun != null) {
                finish(conversation, begun);
                callsUntold++;
                continue;
            }
            callsUntold = conversation.owesReply() ? callsUntold : 0;
            int calls = callsUntold;
            int attempt = tries;
            TurnDraft draft = workplaces.compute(() -> compose(conversation, calls, attempt));
            if (commit(draft, tries >= RECOMPOSE)) {
                tries = 0;
            }
        }
    }

    /** Makes the call whose beginning is already in the log; its key makes a repetition harmless. */
    private void finish(Conversation conversation, ActionCall call) {
        ActionOutcome outcome = run(conversation, call);
        store.append(conversation.id(), EventStore.ANY_VERSION, List.of(new ActionEnded(call, outcome)));
    }

    private TurnDraft compose(Conversation conversation, int callsUntold, int tries) {
        try {
            if (callsUntold >= MAX_CALLS) {
                throw new IllegalStateException(
                        "The policy made " + MAX_CALLS + " calls in a row without telling the shopper of any");
            }
            if (tries > GIVE_UP) {
                throw new IllegalStateException(
                        "The conversation changed " + GIVE_UP + " times while its turn was composed");
            }
            return decide(open(conversation));
        } catch (StorageException storageIsDown) {
            throw storageIsDown;
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            return apologise(conversation, failure);
        }
    }

    private TurnDraft open(Conversation conversation) {
        Understanding earlier = conversation.understanding();
        if (conversation.unanswered().isEmpty() && earlier != null) {
            return new TurnDraft(conversation, earlier.withoutCommands(), clock.instant(), manner);
        }
        Understanding first = understander.understand(conversation);
        Supplier<Rereader.Reread> again = advice.rereader().reread(conversation, first);
        Rereader.Reread read = again == null ? new Rereader.Reread(first, List.of()) : workplaces.outside(again);
        TurnDraft draft = new TurnDraft(conversation, read.understanding(), clock.instant(), manner);
        draft.addUnderstanding();
        draft.account(read.calls());
        return draft;
    }

    private TurnDraft decide(TurnDraft draft) {
        for (int step = 0; step < MAX_STEPS; step++) {
            Decision decision = policy.decide(draft.turn());
            draft.add(decision.facts());
            if (perform(decision, draft)) {
                reword(draft.ended());
                return draft;
            }
        }
        throw new IllegalStateException("The policy took " + MAX_STEPS + " steps without coming to an end");
    }

    /**
     * The set texts of a turn in words that suit the shopper better, where there are any. Not after a question: its
     * answer has had the time there is.
     */
    private void reword(TurnDraft draft) {
        boolean asItIs = draft.turn().has(KnowledgeConsulted.class) || draft.abandoned();
        List<Reply> set = asItIs ? List.of() : draft.setTexts();
        try {
            Supplier<Rephraser.Rephrased> again = set.isEmpty()
                    ? null
                    : advice.rephraser().rephrase(draft.turn().conversation(), set);
            if (again != null) {
                Rephraser.Rephrased rephrased = workplaces.outside(again);
                draft.account(rephrased.calls());
                draft.reword(rephrased.replies());
            }
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            draft.add(List.of(new OutsideCallFailed("wording", failure.toString())));
        }
    }

    /** @return whether the turn ends here */
    private boolean perform(Decision decision, TurnDraft draft) {
        return switch (decision) {
            case Decision.RunStep step -> call(step.call(), draft);
            case Decision.Answer question -> {
                draft.add(consult(question, draft));
                yield false;
            }
            case Decision.AskSlot ask -> {
                draft.add(List.of(new BotReplied(ask.question()), new SlotAsked(ask.slot())));
                yield true;
            }
            case Decision.Clarify clarify -> {
                draft.add(List.of(new BotReplied(clarify.question())));
                yield true;
            }
            case Decision.HandOff handOff -> {
                draft.add(handOff(draft, handOff));
                yield true;
            }
            case Decision.Listen _ -> true;
        };
    }

    private boolean call(@Nullable ActionCall call, TurnDraft draft) {
        if (call == null) {
            return false;
        }
        if (call.mutates()) {
            draft.add(List.of(new ActionStarted(call)));
            return true;
        }
        Conversation now = draft.turn().conversation();
        draft.add(List.of(new ActionEnded(call, workplaces.outside(() -> run(now, call)))));
        return false;
    }

    private ActionOutcome run(Conversation conversation, ActionCall call) {
        try {
            return actions.run(conversation.customer(), call);
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            return new ActionOutcome.Failed(failure.toString());
        }
    }

    /**
     * The answer to a question. One that the shopper has just read is none, nor is a choice of articles where the words
     * are hardly about the shop at all.
     */
    private List<ConversationEvent> consult(Decision.Answer question, TurnDraft draft) {
        Turn turn = draft.turn();
        String query = question.query();
        try {
            Reply last = turn.conversation().lastAnswer();
            AnswerSource.Answer answer = answers.answer(query);
            Reply found = answer.reply();
            boolean readAlready = found != null
                    && last != null
                    && last.text()
                            .endsWith(manner.say(found, turn.conversation()).text());
            boolean guessed = found != null
                    && found.kind() == Reply.Kind.CHOICES
                    && turn.understanding().has(Understanding.ELSEWHERE);
            Reply reply = readAlready || guessed ? null : found;
            var consulted = new KnowledgeConsulted(query, answer.hits(), answer.confidence(), reply != null);
            Reply told = readAlready
                    ? null
                    : worded(draft, query, new AnswerSource.Answer(reply, answer.hits(), answer.confidence()));
            return told == null
                    ? List.of(consulted)
                    : List.of(consulted, new BotReplied(after(question.before(), told)));
        } catch (RuntimeException | StackOverflowError | LinkageError failure) {
            return List.of(new OutsideCallFailed("knowledge", failure.toString()));
        }
    }

    /** The answer in better words, where there are any; one from elsewhere, where it has none; null if nobody has. */
    private @Nullable Reply worded(TurnDraft draft, String query, AnswerSource.Answer answer) {
        Supplier<AnswerWriter.Written> writing =
                draft.abandoned() ? null : advice.writer().write(draft.turn(), query, answer);
        if (writing == null) {
            return answer.reply();
        }
        AnswerWriter.Written written = workplaces.outside(writing);
        draft.account(written.calls());
        return written.reply() == null ? answer.reply() : written.reply();
    }

    private static Reply after(@Nullable String before, Reply reply) {
        return before == null ? reply : reply.withText(before + reply.text());
    }

    private List<ConversationEvent> handOff(TurnDraft draft, Decision.HandOff decision) {
        var requested = new HandoffRequested(
                decision.reason(), decision.origin(), decision.urgency(), draft.requestedAt(decision.origin()));
        return List.of(
                requested,
                new NoticeGiven(
                        reception.telling(decision.notice(), draft.turn().conversation())),
                new HandoffQueued(decision.urgency()));
    }

    /** The turn when the bot itself is broken: say so, and bring in a human unless one is on the way already. */
    private TurnDraft apologise(Conversation conversation, Throwable failure) {
        TurnDraft draft = new TurnDraft(conversation, TurnDraft.unread(conversation), clock.instant(), manner);
        draft.addUnderstanding();
        draft.add(List.of(new OutsideCallFailed("turn", failure.toString())));
        if (conversation.status() == Conversation.Status.QUEUED) {
            draft.add(List.of(new BotReplied(apology)));
        } else {
            draft.add(handOff(
                    draft,
                    new Decision.HandOff(
                            List.of(), HandoffReason.SERVICE_FAILURE, Handoff.Origin.BOT, Urgency.NORMAL, apology)));
        }
        return draft;
    }

    /**
     * Stores the turn unless the conversation has moved on in a way that would change it. A turn that begins a flow is
     * never moved to later numbers: the flow's number may already stand in an idempotency key.
     *
     * @param settle keep the turn even if the shopper wrote again meanwhile; the new message gets a turn of its own
     * @return false if the turn was dropped
     */
    private boolean commit(TurnDraft draft, boolean settle) {
        Conversation base = draft.base();
        long expected = base.version();
        for (int i = 0; i < APPEND_TRIES; i++) {
            if (store.append(base.id(), expected, draft.facts()) instanceof AppendResult.Appended) {
                return true;
            }
            Conversation now = conversations.load(base.id());
            boolean sameFloor = now.status() == base.status()
                    && now.flows().equals(base.flows())
                    && now.owesReply() == base.owesReply();
            if (!sameFloor
                    || draft.beginsFlow()
                    || !(settle ? stillUnanswered(base, now) : now.unanswered().equals(base.unanswered()))) {
                return false;
            }
            expected = now.version();
        }
        return false;
    }

    private static boolean stillUnanswered(Conversation base, Conversation now) {
        int count = base.unanswered().size();
        return now.unanswered().size() >= count
                && now.unanswered().subList(0, count).equals(base.unanswered());
    }
}
