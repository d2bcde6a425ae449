package io.xiangyin.core.desk;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.AHKEUNG;
import static io.xiangyin.core.Events.XIAOLIN;
import static io.xiangyin.core.Events.joined;
import static io.xiangyin.core.Events.queued;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.requested;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.Agent;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.Conversation.Status;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.HandClock;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.HookedStore;
import io.xiangyin.core.InMemoryEventStore;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Receptions;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.StorageException;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.turn.Conversations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Phrases PHRASES = new Phrases(Map.of(
            "handoff.requested", "a human is coming",
            "handoff.abandoned", "back to the bot",
            "agent.joined", "{agent} joined",
            "agent.transferred", "a colleague takes over",
            "agent.returned", "the bot is back",
            "agent.resolved", "all done",
            "rating.thanks", "thank you"));

    private final ConversationId id = new ConversationId("conversation-1");
    private final HandClock clock = new HandClock();
    private final EventStore store = new InMemoryEventStore(clock);
    private final Desk desk =
            new Desk(store, new Conversations(store, 10), PHRASES, Receptions.open(PHRASES, clock), clock);

    private void begin(ConversationEvent... then) {
        store.append(id, 0, List.of(started()));
        if (then.length > 0) {
            store.append(id, ANY_VERSION, List.of(then));
        }
    }

    private void beginWith(Agent agent) {
        begin(requested(Handoff.Origin.BOT, Urgency.CARE), new HandoffQueued(Urgency.CARE), joined(agent));
    }

    private List<ConversationEvent> after(long seq) {
        return store.load(id, seq).stream().map(RecordedEvent::event).toList();
    }

    private static NoticeGiven notice(String text) {
        return new NoticeGiven(Reply.notice(text));
    }

    private static void expectDone(Desk.Outcome outcome, Status status) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Desk.Outcome.Done.class,
                        done -> assertThat(done.conversation().status()).isEqualTo(status));
    }

    private void expectRefused(Desk.Outcome outcome, String code) {
        long version = store.load(id, 0).size();
        assertThat(outcome).isInstanceOfSatisfying(Desk.Outcome.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.sentence()).endsWith(".");
        });
        assertThat(store.load(id, 0)).hasSize((int) version);
    }

    @Test
    void theHumanButtonQueuesInOneStep() {
        begin();

        expectDone(desk.requestHuman(id), Status.QUEUED);

        assertThat(after(1))
                .containsExactly(
                        new HandoffRequested(
                                HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.BUTTON, Urgency.NORMAL, clock.instant()),
                        notice("a human is coming"),
                        new HandoffQueued(Urgency.NORMAL));
    }

    @Test
    void theHumanButtonDoesNothingTwice() {
        begin();
        desk.requestHuman(id);

        expectDone(desk.requestHuman(id), Status.QUEUED);
        assertThat(after(4)).isEmpty();
        desk.accept(id, XIAOLIN);
        expectDone(desk.requestHuman(id), Status.WITH_AGENT);
        assertThat(after(6)).isEmpty();
    }

    @Test
    void theHumanButtonWorksOnAClosedConversation() {
        beginWith(XIAOLIN);
        desk.resolve(id, XIAOLIN, null);

        expectDone(desk.requestHuman(id), Status.QUEUED);
    }

    @Test
    void theShopperMayLeaveTheQueue() {
        begin();
        desk.requestHuman(id);

        expectDone(desk.stopWaiting(id), Status.BOT);
        assertThat(after(4)).containsExactly(new HandoffAbandoned("back_to_bot"), notice("back to the bot"));
    }

    @Test
    void whoeverDoesNotWaitCannotStopWaiting() {
        begin();

        expectRefused(desk.stopWaiting(id), "not-waiting");
        store.append(id, ANY_VERSION, List.of(queued(), joined(XIAOLIN)));
        expectRefused(desk.stopWaiting(id), "not-waiting");
    }

    @Test
    void anAgentAcceptsAndIsIntroducedByName() {
        begin(queued());

        expectDone(desk.accept(id, XIAOLIN), Status.WITH_AGENT);
        assertThat(after(2)).containsExactly(new AgentJoined(XIAOLIN), notice("小林 joined"));
    }

    @Test
    void acceptingAgainChangesNothing() {
        begin(queued());
        desk.accept(id, XIAOLIN);

        expectDone(desk.accept(id, XIAOLIN), Status.WITH_AGENT);
        assertThat(after(4)).isEmpty();
    }

    @Test
    void onlyAWaitingConversationCanBeAccepted() {
        begin();
        expectRefused(desk.accept(id, XIAOLIN), "not-waiting");
        store.append(id, ANY_VERSION, List.of(queued(), joined(AHKEUNG)));
        expectRefused(desk.accept(id, XIAOLIN), "not-waiting");
        desk.resolve(id, AHKEUNG, null);
        expectRefused(desk.accept(id, XIAOLIN), "not-waiting");
    }

    @Test
    void theAgentSpeaksAndTheSamePageMessageIsStoredOnce() {
        beginWith(XIAOLIN);

        expectDone(desk.say(id, XIAOLIN, "p-1", "您好"), Status.WITH_AGENT);
        expectDone(desk.say(id, XIAOLIN, "p-1", "您好"), Status.WITH_AGENT);

        assertThat(after(4)).containsExactly(new AgentSpoke("xiaolin/p-1", XIAOLIN, Reply.text("您好")));
    }

    @Test
    void twoAgentsPagesMayUseTheSameMessageId() {
        beginWith(XIAOLIN);
        desk.say(id, XIAOLIN, "p-1", "您好");
        desk.transfer(id, XIAOLIN, null);
        desk.accept(id, AHKEUNG);

        desk.say(id, AHKEUNG, "p-1", "你好");

        assertThat(after(0)).filteredOn(AgentSpoke.class::isInstance).hasSize(2);
    }

    @Test
    void aTransferQueuesAgainWithTheSameUrgency() {
        beginWith(XIAOLIN);

        expectDone(desk.transfer(id, XIAOLIN, "speaks Cantonese"), Status.QUEUED);
        assertThat(after(4))
                .containsExactly(
                        new ConversationTransferred(XIAOLIN, "speaks Cantonese"),
                        notice("a colleague takes over"),
                        new HandoffQueued(Urgency.CARE));
        expectDone(desk.accept(id, AHKEUNG), Status.WITH_AGENT);
    }

    @Test
    void anAgentGivesTheConversationBack() {
        beginWith(XIAOLIN);

        expectDone(desk.returnToBot(id, XIAOLIN, "settled"), Status.BOT);
        assertThat(after(4)).containsExactly(new ReturnedToBot(XIAOLIN, "settled"), notice("the bot is back"));
    }

    @Test
    void anAgentClosesAndTheShopperIsAskedToRate() {
        beginWith(XIAOLIN);

        expectDone(desk.resolve(id, XIAOLIN, null), Status.CLOSED);
        assertThat(after(4))
                .containsExactly(new ConversationResolved(XIAOLIN, null), notice("all done"), new RatingAsked());
    }

    @Test
    void whoeverDoesNotHoldTheConversationMayNotActInIt() {
        begin(queued());
        List<Consumer<String>> acts = List.of(
                code -> expectRefused(desk.say(id, XIAOLIN, "p-1", "您好"), code),
                code -> expectRefused(desk.transfer(id, XIAOLIN, null), code),
                code -> expectRefused(desk.returnToBot(id, XIAOLIN, null), code),
                code -> expectRefused(desk.resolve(id, XIAOLIN, null), code));

        acts.forEach(act -> act.accept("not-with-agent"));
        desk.accept(id, AHKEUNG);
        acts.forEach(act -> act.accept("with-another-agent"));
        desk.resolve(id, AHKEUNG, null);
        acts.forEach(act -> act.accept("not-with-agent"));
    }

    @Test
    void aRatingIsTakenInEveryStateAndThankedFor() {
        begin();

        expectDone(desk.rate(id, 4, true, "ok"), Status.BOT);
        assertThat(after(1)).containsExactly(new CustomerRated(4, true, "ok"), notice("thank you"));
        store.append(id, ANY_VERSION, List.of(queued(), joined(XIAOLIN)));
        desk.resolve(id, XIAOLIN, null);
        expectDone(desk.rate(id, 5, true, null), Status.CLOSED);
    }

    @Test
    void elderModeIsSwitchedOnce() {
        begin();

        desk.switchElderMode(id, true, "customer");
        desk.switchElderMode(id, true, "bot");
        desk.switchElderMode(id, false, "customer");

        assertThat(after(1))
                .containsExactly(new ElderModeSwitched(true, "customer"), new ElderModeSwitched(false, "customer"));
    }

    @Test
    void nothingCanBeDoneToAnUnknownConversation() {
        for (Desk.Outcome outcome : List.of(
                desk.requestHuman(id),
                desk.stopWaiting(id),
                desk.accept(id, XIAOLIN),
                desk.say(id, XIAOLIN, "p-1", "您好"),
                desk.transfer(id, XIAOLIN, null),
                desk.returnToBot(id, XIAOLIN, null),
                desk.resolve(id, XIAOLIN, null),
                desk.rate(id, 5, true, null),
                desk.switchElderMode(id, true, "customer"))) {
            expectRefused(outcome, "unknown-conversation");
        }
    }

    @Test
    void anActIsJudgedAgainWhenTheConversationMovedOn() {
        begin(queued());
        Desk.Outcome outcome = crossed(1, () -> desk.accept(id, AHKEUNG)).accept(id, XIAOLIN);

        expectRefused(outcome, "not-waiting");
        assertThat(Conversation.replay(id, store.load(id, 0)).agent()).isEqualTo(AHKEUNG);
    }

    @Test
    void wordsThatCrossAnActDoNotStopIt() {
        begin(queued());
        Runnable words = () -> store.append(id, ANY_VERSION, List.of(spoke("1", "hello?"), replied("soon")));

        Desk.Outcome outcome = crossed(1, words).accept(id, XIAOLIN);

        expectDone(outcome, Status.WITH_AGENT);
    }

    @Test
    void aConversationThatNeverHoldsStillIsReported() {
        begin(queued());
        Desk restless = crossed(100, () -> store.append(id, ANY_VERSION, List.of(replied("again"))));

        assertThatThrownBy(() -> restless.accept(id, XIAOLIN))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("changed 20 times");
    }

    @Test
    void ofTwoAgentsWhoAcceptAtOnceExactlyOneWins() throws Exception {
        for (int trial = 0; trial < 1_000; trial++) {
            ConversationId each = new ConversationId("conversation-" + trial);
            store.append(each, 0, List.of(started(), queued()));
            CyclicBarrier start = new CyclicBarrier(2);
            List<Desk.Outcome> outcomes = new ArrayList<>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<Desk.Outcome>> running = new ArrayList<>();
                for (Agent agent : List.of(XIAOLIN, AHKEUNG)) {
                    Callable<Desk.Outcome> accepting = () -> {
                        start.await();
                        return desk.accept(each, agent);
                    };
                    running.add(threads.submit(accepting));
                }
                for (Future<Desk.Outcome> outcome : running) {
                    outcomes.add(outcome.get());
                }
            }

            assertThat(outcomes)
                    .as("trial " + trial)
                    .filteredOn(Desk.Outcome.Done.class::isInstance)
                    .hasSize(1);
            assertThat(store.load(each, 0))
                    .as("trial " + trial)
                    .filteredOn(recorded -> recorded.event() instanceof AgentJoined)
                    .hasSize(1);
        }
    }

    /** The desk over a store in which something else happens just before each of the first appends. */
    private Desk crossed(int times, Runnable crossing) {
        HookedStore crossed = new HookedStore(store);
        AtomicInteger left = new AtomicInteger(times);
        crossed.beforeAppend = _ -> {
            if (left.getAndDecrement() > 0) {
                crossing.run();
            }
        };
        return new Desk(crossed, new Conversations(crossed, 10), PHRASES, Receptions.open(PHRASES, clock), clock);
    }
}
