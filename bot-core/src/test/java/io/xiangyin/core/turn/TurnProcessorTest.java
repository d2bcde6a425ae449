package io.xiangyin.core.turn;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.CANCEL;
import static io.xiangyin.core.Events.XIAOLIN;
import static io.xiangyin.core.Events.joined;
import static io.xiangyin.core.Events.notice;
import static io.xiangyin.core.Events.queued;
import static io.xiangyin.core.Events.requested;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Advice;
import io.xiangyin.core.AnswerSource;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.Conversation.Status;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Decision;
import io.xiangyin.core.DialoguePolicy;
import io.xiangyin.core.Events;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.HookedStore;
import io.xiangyin.core.InMemoryEventStore;
import io.xiangyin.core.InboundMessage;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Receptions;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Understander;
import io.xiangyin.core.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TurnProcessorTest {
    private static final Phrases PHRASES = new Phrases(Map.of("handoff.broken", "I broke; a human is coming"));
    private static final String APOLOGY = "I broke; a human is coming";

    private final ConversationId id = new ConversationId("conversation-1");
    private final HandClock clock = new HandClock();
    private final HookedStore store = new HookedStore(new InMemoryEventStore(clock));
    private final List<ActionCall> made = new ArrayList<>();

    private Understander understander = conversation -> Events.understanding(
            conversation.unanswered().stream().map(Conversation.Message::text).collect(Collectors.joining("\n")));
    private DialoguePolicy policy =
            turn -> clarify("you said: " + turn.understanding().text());
    private AnswerSource answers = _ -> new AnswerSource.Answer(null, List.of(), 0.1);
    private ActionRunner actions = (_, call) -> {
        made.add(call);
        return new ActionOutcome.Succeeded(Map.of("status", "cancelled"));
    };

    @BeforeEach
    void begin() {
        store.append(id, 0, List.of(started()));
    }

    /** Over lanes that are closed, so that a test runs each turn itself. */
    private TurnProcessor processor() {
        ConversationLanes closed = new ConversationLanes((_, _) -> {});
        closed.close();
        return processor(closed);
    }

    private TurnProcessor processor(ConversationLanes lanes) {
        return new TurnProcessor(
                store,
                new Conversations(store, 10),
                lanes,
                understander,
                policy,
                answers,
                actions,
                PHRASES,
                Receptions.open(PHRASES, clock),
                (reply, _) -> reply,
                Advice.NONE,
                clock);
    }

    private static Decision clarify(String text) {
        return new Decision.Clarify(List.of(), Reply.text(text));
    }

    private InboundMessage message(String channelMessageId, String text) {
        return new InboundMessage(id, channelMessageId, text);
    }

    private void say(String channelMessageId, String text) {
        store.append(id, ANY_VERSION, List.of(spoke(channelMessageId, text)));
    }

    private List<ConversationEvent> events() {
        return store.load(id, 0).stream().map(RecordedEvent::event).toList();
    }

    private <E extends ConversationEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<Class<?>> kinds() {
        return events().stream().<Class<?>>map(Object::getClass).toList();
    }

    private List<String> botWords() {
        return events(BotReplied.class).stream().map(e -> e.reply().text()).toList();
    }

    private Conversation now() {
        return Conversation.replay(id, store.load(id, 0));
    }

    @Test
    void aMessageIsStoredBeforeItIsAcknowledgedAndAnsweredInItsLane() {
        ConversationLanes lanes = new ConversationLanes((_, _) -> {});

        TurnProcessor.Receipt receipt = Objects.requireNonNull(processor(lanes).receive(message("1", "hello")));

        assertThat(receipt.duplicate()).isFalse();
        assertThat(receipt.seq()).isEqualTo(2);
        assertThat(events().get(1)).isEqualTo(new ConversationEvent.CustomerSpoke(receipt.messageId(), "1", "hello"));
        lanes.close();
        assertThat(botWords()).containsExactly("you said: hello");
    }

    @Test
    void aRepeatedMessageGetsTheFirstReceiptAndNothingHappens() {
        TurnProcessor processor = processor();
        TurnProcessor.Receipt first = Objects.requireNonNull(processor.receive(message("1", "hello")));
        processor.respond(id);
        int stored = events().size();

        TurnProcessor.Receipt again = processor.receive(message("1", "hello"));
        processor.respond(id);

        assertThat(again).isEqualTo(new TurnProcessor.Receipt(first.messageId(), first.seq(), true));
        assertThat(events()).hasSize(stored);
    }

    @Test
    void aMessageToAnUnknownConversationIsNotTaken() {
        ConversationId unknown = new ConversationId("unknown-conversation");

        assertThat(processor().receive(new InboundMessage(unknown, "1", "hello")))
                .isNull();
        assertThat(store.load(unknown, 0)).isEmpty();
    }

    @Test
    void aStoreThatIsDownIsToldToTheChannelAndNothingIsAcknowledged() {
        store.beforeAppend = _ -> {
            throw new StorageException("disk full");
        };

        assertThatThrownBy(() -> processor().receive(message("1", "hello")))
                .isInstanceOf(StorageException.class)
                .hasMessage("disk full");
        store.beforeAppend = _ -> {};
        assertThat(events()).containsExactly(started());
    }

    @Test
    void aStoreThatGoesDownDuringATurnIsNotTakenForABrokenBot() {
        say("1", "hello");
        store.beforeAppend = _ -> {
            throw new StorageException("disk full");
        };
        assertThatThrownBy(() -> processor().respond(id)).isInstanceOf(StorageException.class);
        store.beforeAppend = _ -> {};

        ConversationLanes lanes = new ConversationLanes((_, _) -> {});
        processor(lanes).resume();
        lanes.close();

        assertThat(botWords()).containsExactly("you said: hello");
        assertThat(events(OutsideCallFailed.class)).isEmpty();
    }

    @Test
    void withoutAnythingToAnswerTheBotIsSilent() {
        processor().respond(id);

        assertThat(events()).containsExactly(started());
    }

    @Test
    void aBurstIsAnsweredAsOne() {
        say("1", "I bought");
        say("2", "a kettle");

        processor().respond(id);

        assertThat(botWords()).containsExactly("you said: I bought\na kettle");
        assertThat(events(MessageUnderstood.class))
                .singleElement()
                .extracting(MessageUnderstood::upTo)
                .isEqualTo(3L);
    }

    @Test
    void wordsThatCrossTheTurnAreAnsweredTogetherWithTheFirst() {
        say("1", "I bought");
        AtomicInteger crossings = new AtomicInteger();
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied && crossings.getAndIncrement() == 0) {
                say("2", "a kettle");
            }
        };

        processor().respond(id);

        assertThat(botWords()).containsExactly("you said: I bought\na kettle");
    }

    @Test
    void aShopperWhoNeverStopsWritingStillGetsAnswers() {
        say("1", "w1");
        AtomicInteger words = new AtomicInteger(1);
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied && words.get() < 9) {
                int next = words.incrementAndGet();
                say("" + next, "w" + next);
            }
        };

        processor().respond(id);

        assertThat(String.join("\n", botWords()).replace("you said: ", ""))
                .as("every word answered, none twice")
                .isEqualTo("w1\nw2\nw3\nw4\nw5\nw6\nw7\nw8\nw9");
        assertThat(botWords()).hasSizeGreaterThan(1);
        assertThat(now().awaitsBot()).isFalse();
    }

    @Test
    void anAgentWhoJoinsDuringTheTurnSilencesTheBot() {
        store.append(id, ANY_VERSION, List.of(queued()));
        say("1", "hello?");
        joinBeforeTheNextReply(List.of(joined(XIAOLIN)));

        processor().respond(id);

        assertThat(botWords()).isEmpty();
        assertThat(kinds()).doesNotContain(MessageUnderstood.class);
        assertThat(now().status()).isEqualTo(Status.WITH_AGENT);
    }

    @Test
    void whatAnAgentSettledDuringTheTurnIsNotAnsweredAgain() {
        say("1", "w1");
        AtomicInteger tries = new AtomicInteger();
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied) {
                int n = tries.incrementAndGet();
                if (n < 3) {
                    say("x" + n, "more");
                } else if (n == 3) { // now the turn would be kept even if the shopper wrote again
                    store.append(id, ANY_VERSION, List.of(queued(), joined(XIAOLIN)));
                    store.append(id, ANY_VERSION, List.of(new ReturnedToBot(XIAOLIN, "settled")));
                }
            }
        };

        processor().respond(id);

        assertThat(botWords()).isEmpty();
    }

    @Test
    void theHumanButtonDuringTheTurnMakesTheBotThinkAgain() {
        say("1", "hello");
        policy = turn -> clarify(turn.conversation().status().name());
        joinBeforeTheNextReply(List.of(requested(Handoff.Origin.BUTTON, Urgency.NORMAL), notice("soon"), queued()));

        processor().respond(id);

        assertThat(botWords()).containsExactly("QUEUED");
    }

    private void joinBeforeTheNextReply(List<ConversationEvent> crossing) {
        AtomicInteger crossings = new AtomicInteger();
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied && crossings.getAndIncrement() == 0) {
                store.append(id, ANY_VERSION, crossing);
            }
        };
    }

    @Test
    void aFlowKeepsTheNumberItsIdempotencyKeyWasMadeFrom() {
        policy = turn -> {
            FlowFrame flow = turn.conversation().activeFlow();
            if (flow == null) {
                return new Decision.RunStep(List.of(new FlowStarted("cancelOrder")), null);
            }
            ActionCall call = new ActionCall("cancelOrder", Map.of(), "run-" + flow.startedSeq(), true, "cancelled");
            return flow.results().isEmpty() ? new Decision.RunStep(List.of(), call) : clarify(call.idempotencyKey());
        };
        say("1", "cancel it");
        AtomicInteger crossings = new AtomicInteger();
        store.beforeAppend = events -> {
            if (events.getLast() instanceof ActionStarted && crossings.getAndIncrement() == 0) {
                store.append(id, ANY_VERSION, List.of(new ConversationEvent.ElderModeSwitched(true, "customer")));
            }
        };

        processor().respond(id);

        assertThat(made).extracting(ActionCall::idempotencyKey).isEqualTo(botWords());
    }

    @Test
    void aConversationThatNeverHoldsStillIsGivenToAHuman() {
        policy = _ -> new Decision.Clarify(List.of(new FlowStarted("returns")), Reply.text("which order?"));
        say("1", "hello");
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied) {
                store.append(id, ANY_VERSION, List.of(notice("news")));
            }
        };

        processor().respond(id);

        assertThat(botWords()).isEmpty();
        assertThat(now().status()).isEqualTo(Status.QUEUED);
    }

    @Test
    void anOpenSlotIsAskedForAndTheQuestionRemembered() {
        policy = _ -> new Decision.AskSlot(List.of(new FlowStarted("returns")), "orderNo", Reply.text("which order?"));
        say("1", "I want to return it");

        processor().respond(id);

        assertThat(kinds().subList(2, 6))
                .containsExactly(MessageUnderstood.class, FlowStarted.class, BotReplied.class, SlotAsked.class);
    }

    @Test
    void aHandoffSaysSoInTheSameBreath() {
        policy = _ -> new Decision.HandOff(
                List.of(),
                HandoffReason.COMPLAINT,
                Handoff.Origin.WORDS,
                Urgency.COMPLAINT,
                Reply.notice("a human is coming"));
        say("1", "I will complain");
        clock.forward(Duration.ofSeconds(3));

        processor().respond(id);

        assertThat(kinds().subList(3, 6))
                .containsExactly(HandoffRequested.class, NoticeGiven.class, HandoffQueued.class);
        assertThat(events(HandoffRequested.class).getFirst().requestedAt())
                .as("the shopper asked when they wrote, not when the bot understood")
                .isEqualTo(store.load(id, 1).getFirst().at());
        assertThat(now().status()).isEqualTo(Status.QUEUED);
    }

    @Test
    void anAnswerFromTheKnowledgeBaseIsSaidAndItsSourcesStored() {
        Reply cited = Reply.cited("seven days", List.of(new Reply.Citation("a-1", "Returns", "within seven days")));
        answers = _ -> new AnswerSource.Answer(cited, List.of(new KnowledgeConsulted.Hit("a-1", "p-1", 0.9)), 0.9);
        policy = turn -> turn.has(BotReplied.class)
                ? new Decision.Listen(List.of())
                : new Decision.Answer(List.of(), "how long?");
        say("1", "how long?");

        processor().respond(id);

        assertThat(events().subList(3, 5))
                .containsExactly(
                        new KnowledgeConsulted(
                                "how long?", List.of(new KnowledgeConsulted.Hit("a-1", "p-1", 0.9)), 0.9, true),
                        new BotReplied(cited));
    }

    @Test
    void aCallThatChangesNothingIsMadeInTheTurnAndItsResultIsAtHand() {
        ActionCall look = new ActionCall("findOrder", Map.of(), "key-2", false, "order");
        policy = turn -> turn.has(ActionEnded.class)
                ? clarify("found " + made.size())
                : new Decision.RunStep(List.of(new FlowStarted("order")), look);
        say("1", "where is it?");

        processor().respond(id);

        assertThat(made).containsExactly(look);
        assertThat(botWords()).containsExactly("found 1");
        assertThat(kinds()).doesNotContain(ActionStarted.class);
    }

    /** Cancels the order in a flow, tells the result, and ends the flow. */
    private Decision cancelOrder(Turn turn) {
        FlowFrame flow = turn.conversation().activeFlow();
        if (flow == null) {
            return new Decision.RunStep(List.of(new FlowStarted("cancelOrder")), CANCEL);
        }
        ActionOutcome outcome = flow.results().get("cancelled");
        return outcome == null
                ? new Decision.RunStep(List.of(), CANCEL)
                : new Decision.Clarify(
                        List.of(new FlowEnded("cancelOrder", FlowEnded.Outcome.COMPLETED)),
                        Reply.text(outcome.getClass().getSimpleName()));
    }

    @Test
    void aCallThatChangesSomethingIsInTheLogBeforeItIsMade() {
        policy = this::cancelOrder;
        List<Class<?>> atTheCall = new ArrayList<>();
        actions = (customer, call) -> {
            assertThat(customer.externalId()).isEqualTo("c-1001");
            atTheCall.addAll(kinds());
            made.add(call);
            return new ActionOutcome.Succeeded(Map.of());
        };
        say("1", "cancel it");

        processor().respond(id);

        assertThat(atTheCall).endsWith(ActionStarted.class);
        assertThat(made).containsExactly(CANCEL);
        assertThat(botWords()).containsExactly("Succeeded");
    }

    @Test
    void aCallCutShortByACrashIsRepeatedUnderItsKeyAndToldOnce() {
        policy = this::cancelOrder;
        actions = (_, call) -> {
            made.add(call);
            if (made.size() == 1) {
                throw new VirtualMachineDied();
            }
            return new ActionOutcome.Succeeded(Map.of());
        };
        say("1", "cancel it");
        assertThatThrownBy(() -> processor().respond(id)).isInstanceOf(VirtualMachineDied.class);
        assertThat(events().getLast()).isEqualTo(new ActionStarted(CANCEL));
        assertThat(store.listAwaitingBot()).containsExactly(id);

        ConversationLanes lanes = new ConversationLanes((_, _) -> {});
        processor(lanes).resume();
        lanes.close();
        processor().respond(id);

        assertThat(made).extracting(ActionCall::idempotencyKey).containsExactly("key-1", "key-1");
        assertThat(events(ActionEnded.class)).hasSize(1);
        assertThat(botWords()).containsExactly("Succeeded");
    }

    @Test
    void aResultThatWasStoredBeforeTheCrashIsToldAfterIt() {
        policy = this::cancelOrder;
        say("1", "cancel it");
        store.beforeAppend = events -> {
            if (events.getLast() instanceof BotReplied) {
                throw new VirtualMachineDied();
            }
        };
        assertThatThrownBy(() -> processor().respond(id)).isInstanceOf(VirtualMachineDied.class);
        store.beforeAppend = _ -> {};

        processor().respond(id);

        assertThat(made).hasSize(1);
        assertThat(botWords()).containsExactly("Succeeded");
        assertThat(events(MessageUnderstood.class)).hasSize(1);
    }

    @Test
    void theHumanButtonDuringACallDoesNotSwallowItsResult() {
        policy = this::cancelOrder;
        actions = (_, call) -> {
            made.add(call);
            store.append(
                    id,
                    ANY_VERSION,
                    List.of(requested(Handoff.Origin.BUTTON, Urgency.NORMAL), notice("soon"), queued()));
            return new ActionOutcome.Succeeded(Map.of());
        };
        say("1", "cancel it");

        processor().respond(id);

        assertThat(botWords()).containsExactly("Succeeded");
        assertThat(now().status()).isEqualTo(Status.QUEUED);
    }

    @Test
    void theHumanButtonBeforeACallIsMadeDoesNotLoseTheCall() {
        policy = this::cancelOrder;
        say("1", "cancel it");
        AtomicInteger loads = new AtomicInteger();
        store.beforeLoad = () -> {
            if (events().getLast() instanceof ActionStarted && loads.getAndIncrement() == 0) {
                store.append(
                        id,
                        ANY_VERSION,
                        List.of(requested(Handoff.Origin.BUTTON, Urgency.NORMAL), notice("soon"), queued()));
            }
        };
        unhookLoadsOfTheTest();

        processor().respond(id);

        assertThat(made).containsExactly(CANCEL);
        assertThat(botWords()).containsExactly("Succeeded");
    }

    /** Lets {@link #events()} be used inside the load hook. */
    private void unhookLoadsOfTheTest() {
        Runnable hook = store.beforeLoad;
        store.beforeLoad = () -> {
            Runnable again = store.beforeLoad;
            store.beforeLoad = () -> {};
            hook.run();
            store.beforeLoad = again;
        };
    }

    @Test
    void anActionRunnerThatThrowsIsAFailedCall() {
        policy = this::cancelOrder;
        actions = (_, _) -> {
            throw new IllegalStateException("order system is down");
        };
        say("1", "cancel it");

        processor().respond(id);

        assertThat(events(ActionEnded.class).getFirst().outcome())
                .isEqualTo(new ActionOutcome.Failed("java.lang.IllegalStateException: order system is down"));
        assertThat(botWords()).containsExactly("Failed");
    }

    @Test
    void aBrokenUnderstanderBringsAHuman() {
        understander = _ -> {
            throw new IllegalStateException("model is down");
        };
        say("1", "hello");

        processor().respond(id);

        expectApologyAndHuman("java.lang.IllegalStateException: model is down");
    }

    @Test
    void aBrokenPolicyBringsAHuman() {
        policy = _ -> {
            throw new IllegalArgumentException("no such step");
        };
        say("1", "hello");

        processor().respond(id);

        expectApologyAndHuman("java.lang.IllegalArgumentException: no such step");
    }

    @Test
    void aPolicyThatNeverEndsBringsAHuman() {
        policy = _ -> new Decision.RunStep(List.of(), null);
        say("1", "hello");

        processor().respond(id);

        expectApologyAndHuman("java.lang.IllegalStateException: The policy took 40 steps without coming to an end");
    }

    @Test
    void anUnderstanderThatOverflowsTheStackBringsAHuman() {
        understander = _ -> {
            throw new StackOverflowError();
        };
        say("1", "((((((((");

        processor().respond(id);

        expectApologyAndHuman("java.lang.StackOverflowError");
    }

    @Test
    void aPolicyThatSaysNothingBringsAHuman() {
        policy = _ -> new Decision.Listen(List.of());
        say("1", "hello");

        processor().respond(id);

        expectApologyAndHuman("java.lang.IllegalStateException: The policy ended a turn without a word to the shopper");
    }

    @Test
    void aBrokenAnswerSourceIsRecordedAndLeftToThePolicy() {
        answers = _ -> {
            throw new IllegalStateException("index is gone");
        };
        policy = turn -> turn.has(OutsideCallFailed.class)
                ? new Decision.HandOff(
                        List.of(),
                        HandoffReason.SERVICE_FAILURE,
                        Handoff.Origin.BOT,
                        Urgency.NORMAL,
                        Reply.notice("a human is coming"))
                : new Decision.Answer(List.of(), "how long?");
        say("1", "how long?");

        processor().respond(id);

        assertThat(events(OutsideCallFailed.class))
                .containsExactly(new OutsideCallFailed("knowledge", "java.lang.IllegalStateException: index is gone"));
        assertThat(now().status()).isEqualTo(Status.QUEUED);
    }

    @Test
    void aBrokenAnswerSourceAndAStubbornPolicyBringAHuman() {
        answers = _ -> {
            throw new IllegalStateException("index is gone");
        };
        policy = _ -> new Decision.Answer(List.of(), "how long?");
        say("1", "how long?");

        processor().respond(id);

        expectApologyAndHuman("java.lang.IllegalStateException: The policy took 40 steps without coming to an end");
    }

    @Test
    void aPolicyThatCallsWithoutEverTellingBringsAHuman() {
        policy = _ -> new Decision.RunStep(List.of(), CANCEL);
        say("1", "cancel it");

        processor().respond(id);

        assertThat(made).hasSize(10);
        assertThat(now().status()).isEqualTo(Status.QUEUED);
        assertThat(now().awaitsBot()).isFalse();
    }

    @Test
    void whoeverWaitsAlreadyKeepsTheirPlaceWhenTheBotBreaks() {
        store.append(
                id,
                ANY_VERSION,
                List.of(
                        requested(Handoff.Origin.WORDS, Urgency.COMPLAINT),
                        notice("soon"),
                        new HandoffQueued(Urgency.COMPLAINT)));
        Handoff place = now().handoff();
        policy = _ -> {
            throw new IllegalArgumentException("no such step");
        };
        say("1", "hello?");

        processor().respond(id);

        assertThat(now().handoff()).isEqualTo(place);
        assertThat(botWords()).containsExactly(APOLOGY);
        assertThat(now().awaitsBot()).isFalse();
    }

    @Test
    void aPolicyThatKeepsTheResultToItselfWhileWaitingDoesNotSpinForever() {
        policy = turn -> turn.conversation().owesReply() || !made.isEmpty()
                ? new Decision.Listen(List.of())
                : new Decision.RunStep(List.of(), CANCEL);
        store.append(id, ANY_VERSION, List.of(requested(Handoff.Origin.BUTTON, Urgency.NORMAL), queued()));
        say("1", "cancel it");

        processor().respond(id);

        assertThat(botWords()).containsExactly(APOLOGY);
        assertThat(now().awaitsBot()).isFalse();
    }

    @Test
    void aReopenedConversationIsAnsweredByTheBot() {
        store.append(id, ANY_VERSION, List.of(queued(), joined(XIAOLIN), new ConversationResolved(XIAOLIN, null)));
        say("1", "one more thing");

        processor().respond(id);

        assertThat(botWords()).containsExactly("you said: one more thing");
    }

    @Test
    void aMissingApologyIsNoticedAtTheStart() {
        assertThatThrownBy(() -> new TurnProcessor(
                        store,
                        new Conversations(store, 1),
                        new ConversationLanes((_, _) -> {}),
                        understander,
                        policy,
                        answers,
                        actions,
                        new Phrases(Map.of()),
                        Receptions.open(PHRASES, clock),
                        (reply, _) -> reply,
                        Advice.NONE,
                        clock))
                .hasMessageContaining("handoff.broken");
    }

    private void expectApologyAndHuman(String reason) {
        assertThat(events(OutsideCallFailed.class)).containsExactly(new OutsideCallFailed("turn", reason));
        assertThat(events(NoticeGiven.class))
                .extracting(notice -> notice.reply().text())
                .containsExactly(APOLOGY);
        assertThat(events(HandoffRequested.class))
                .extracting(HandoffRequested::reason)
                .containsExactly(HandoffReason.SERVICE_FAILURE);
        assertThat(now().status()).isEqualTo(Status.QUEUED);
        assertThat(now().awaitsBot()).isFalse();
    }

    /** Stands for {@code kill -9}: nothing in the processor may catch it. */
    private static final class VirtualMachineDied extends Error {
        private static final long serialVersionUID = 1L;
    }
}
