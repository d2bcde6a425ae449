package io.xiangyin.core;

import static io.xiangyin.core.EventStore.ANY_VERSION;
import static io.xiangyin.core.Events.XIAOLIN;
import static io.xiangyin.core.Events.agentSpoke;
import static io.xiangyin.core.Events.joined;
import static io.xiangyin.core.Events.queued;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.requested;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static io.xiangyin.core.Events.startedBy;
import static io.xiangyin.core.Events.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link EventStore} promises. Extend it, and give the store under test. */
public abstract class EventStoreContract {
    protected final HandClock clock = new HandClock();
    protected final ConversationId id = new ConversationId("conversation-1");
    private final ConversationId other = new ConversationId("conversation-2");
    private EventStore store = new InMemoryEventStore(clock);

    /** A fresh, empty store that takes the time from {@link #clock}. */
    protected abstract EventStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    protected final EventStore store() {
        return store;
    }

    @Test
    void aConversationBeginsAtVersionZero() {
        AppendResult result = store.append(id, 0, List.of(started(), spoke("1", "你好")));

        assertThat(result).isInstanceOf(AppendResult.Appended.class);
        assertThat(store.load(id, 0))
                .isEqualTo(((AppendResult.Appended) result).events())
                .extracting(RecordedEvent::event)
                .containsExactly(started(), spoke("1", "你好"));
    }

    @Test
    void nothingIsKnownOfAConversationThatNeverBegan() {
        assertThat(store.load(id, 0)).isEmpty();
    }

    @Test
    void appendingToWhateverIsThereNeedsAConversation() {
        assertThat(store.append(id, ANY_VERSION, List.of(spoke("1", "你好")))).isEqualTo(new AppendResult.Stale(0));
        assertThat(store.load(id, 0)).isEmpty();
    }

    @Test
    void appendingToWhateverIsThereTakesTheNextNumbers() {
        begin(id);

        store.append(id, ANY_VERSION, List.of(spoke("1", "a"), spoke("2", "b")));
        store.append(id, ANY_VERSION, List.of(replied("c")));

        assertThat(seqs(id)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void whoeverExpectsAnotherVersionIsToldTheTrueOne() {
        begin(id);
        store.append(id, 1, List.of(spoke("1", "a")));

        assertThat(store.append(id, 1, List.of(replied("b")))).isEqualTo(new AppendResult.Stale(2));
        assertThat(store.append(id, 3, List.of(replied("b")))).isEqualTo(new AppendResult.Stale(2));
        assertThat(store.append(id, 0, List.of(started()))).isEqualTo(new AppendResult.Stale(2));
        assertThat(seqs(id)).containsExactly(1L, 2L);
    }

    @Test
    void aRepeatedChannelMessageIsRefusedWithTheOriginal() {
        begin(id);
        store.append(id, ANY_VERSION, List.of(spoke("1", "a")));
        RecordedEvent original = store.load(id, 1).getFirst();

        AppendResult again = store.append(id, ANY_VERSION, List.of(new CustomerSpoke("m-9", "1", "a")));

        assertThat(again).isEqualTo(new AppendResult.Duplicate(original));
        assertThat(seqs(id)).containsExactly(1L, 2L);
    }

    @Test
    void aChannelMessageIsUniqueInItsChannelNotInTheWorld() {
        begin(id);
        store.append(other, 0, List.of(startedBy("c-1002", "wechat")));
        store.append(id, ANY_VERSION, List.of(spoke("1", "a")));

        assertThat(store.append(other, ANY_VERSION, List.of(spoke("1", "b"))))
                .isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void aChannelMessageThatWouldBeginASecondConversationIsADuplicateToo() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        RecordedEvent original = store.load(id, 1).getFirst();

        assertThat(store.append(other, 0, List.of(started(), spoke("1", "a"))))
                .isEqualTo(new AppendResult.Duplicate(original));
        assertThat(store.load(other, 0)).isEmpty();
    }

    @Test
    void anAgentsMessageIsUniqueInItsConversation() {
        store.append(id, 0, List.of(started(), queued(), joined(XIAOLIN), agentSpoke(XIAOLIN, "p-1", "您好")));
        store.append(other, 0, List.of(started(), queued(), joined(XIAOLIN)));
        RecordedEvent original = store.load(id, 3).getFirst();

        assertThat(store.append(id, ANY_VERSION, List.of(agentSpoke(XIAOLIN, "p-1", "您好"))))
                .isEqualTo(new AppendResult.Duplicate(original));
        assertThat(store.append(other, ANY_VERSION, List.of(agentSpoke(XIAOLIN, "p-1", "您好"))))
                .isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void oneDuplicateAmongSeveralKeepsAllOfThemOut() {
        begin(id);
        store.append(id, ANY_VERSION, List.of(spoke("1", "a")));

        AppendResult result = store.append(id, ANY_VERSION, List.of(spoke("2", "b"), spoke("1", "a"), replied("c")));

        assertThat(result).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(seqs(id)).containsExactly(1L, 2L);
        assertThat(store.append(id, ANY_VERSION, List.of(spoke("2", "b")))).isInstanceOf(AppendResult.Appended.class);
    }

    @Test
    void timeDoesNotGoBackWhenTheClockDoes() {
        begin(id);
        clock.forward(Duration.ofSeconds(5));
        store.append(id, ANY_VERSION, List.of(spoke("1", "a")));
        clock.back(Duration.ofHours(1));
        store.append(id, ANY_VERSION, List.of(spoke("2", "b")));
        clock.forward(Duration.ofHours(2));
        store.append(id, ANY_VERSION, List.of(spoke("3", "c")));

        List<RecordedEvent> log = store.load(id, 0);

        assertThat(log).extracting(RecordedEvent::at).isSorted();
        assertThat(log.get(2).at()).isEqualTo(log.get(1).at());
        assertThat(log.get(3).at()).isEqualTo(clock.instant());
    }

    @Test
    void eventsAfterANumberAreLoadedInOrder() {
        begin(id);
        store.append(id, ANY_VERSION, List.of(spoke("1", "a"), spoke("2", "b"), spoke("3", "c")));

        assertThat(store.load(id, 2)).extracting(RecordedEvent::seq).containsExactly(3L, 4L);
        assertThat(store.load(id, 4)).isEmpty();
        assertThat(store.load(id, 99)).isEmpty();
    }

    @Test
    void listenersHearEveryEventOnceAndInOrder() throws Exception {
        List<RecordedEvent> heard = Collections.synchronizedList(new ArrayList<>());
        store.subscribe(heard::addAll);
        begin(id);
        begin(other);

        inParallel(
                200,
                i -> store.append(
                        i % 2 == 0 ? id : other, ANY_VERSION, List.of(spoke("p" + i, "text"), replied("answer " + i))));
        store.append(id, 0, List.of(started()));

        assertThat(heard).filteredOn(event -> event.conversationId().equals(id)).isEqualTo(store.load(id, 0));
        assertThat(heard)
                .filteredOn(event -> event.conversationId().equals(other))
                .isEqualTo(store.load(other, 0));
    }

    @Test
    void conversationsInWhichTheBotOwesAnAnswerAreListed() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        store.append(other, 0, List.of(started(), spoke("2", "b"), understood(2), replied("c")));
        assertThat(store.listAwaitingBot()).containsExactly(id);

        store.append(id, ANY_VERSION, List.of(understood(2), replied("c")));
        assertThat(store.listAwaitingBot()).isEmpty();

        store.append(other, ANY_VERSION, List.of(new ActionStarted(Events.CANCEL)));
        assertThat(store.listAwaitingBot()).containsExactly(other);
    }

    @Test
    void conversationsWithRepliesOnTheirWayAreListed() {
        store.append(id, 0, List.of(started(), replied("a"), replied("b")));
        store.append(other, 0, List.of(started()));
        assertThat(store.listUndelivered()).containsExactly(id);

        store.append(id, ANY_VERSION, List.of(new ReplyDelivered(2, 1)));
        store.append(id, ANY_VERSION, List.of(new ReplyFailed(3, 1, "no", clock.instant())));
        assertThat(store.listUndelivered()).containsExactly(id);

        store.append(id, ANY_VERSION, List.of(new ReplyFailed(3, 2, "no", null)));
        assertThat(store.listUndelivered()).isEmpty();
    }

    @Test
    void erasureTakesTheWordsAndLeavesTimesAndStructure() {
        String secret = "13800138000";
        store.append(id, 0, everythingPersonal(secret));
        store.append(other, 0, List.of(startedBy("c-1002"), spoke("9", "unrelated " + secret)));
        List<RecordedEvent> before = store.load(id, 0);

        assertThat(store.redact("c-1001", "asked by the customer")).isEqualTo(1);

        List<RecordedEvent> after = store.load(id, 0);
        assertThat(after.toString()).doesNotContain(secret, "王桂兰", "c-1001");
        assertThat(after).hasSize(before.size() + 1);
        assertThat(after.getLast().event()).isInstanceOf(ConversationRedacted.class);
        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).seq()).isEqualTo(before.get(i).seq());
            assertThat(after.get(i).at()).isEqualTo(before.get(i).at());
            assertThat(after.get(i).event()).hasSameClassAs(before.get(i).event());
        }
        Conversation then = Conversation.replay(id, before);
        Conversation now = Conversation.replay(id, after);
        assertThat(now.status()).isEqualTo(then.status());
        assertThat(now.undelivered()).hasSameSizeAs(then.undelivered());
        assertThat(store.load(other, 0).toString()).contains(secret, "c-1002");
    }

    @Test
    void erasureTouchesEveryConversationOfTheCustomerAndKeepsThemTogether() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        store.append(other, 0, List.of(started(), spoke("2", "b")));

        assertThat(store.redact("c-1001", "asked")).isEqualTo(2);
        assertThat(store.redact("c-1001", "asked")).isZero();
        assertThat(store.redact("nobody", "asked")).isZero();

        assertThat(Conversation.replay(id, store.load(id, 0)).customer())
                .isEqualTo(Conversation.replay(other, store.load(other, 0)).customer());
    }

    @Test
    void anErasedConversationGoesOnAndStillKnowsItsMessages() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        store.redact("c-1001", "asked");

        assertThat(store.append(id, ANY_VERSION, List.of(spoke("1", "a")))).isInstanceOf(AppendResult.Duplicate.class);
        assertThat(store.append(id, 3, List.of(spoke("2", "b")))).isInstanceOf(AppendResult.Appended.class);
        assertThat(seqs(id)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void listenersHearOfAnErasure() {
        store.append(id, 0, List.of(started(), spoke("1", "a")));
        List<RecordedEvent> heard = Collections.synchronizedList(new ArrayList<>());
        store.subscribe(heard::addAll);

        store.redact("c-1001", "asked");

        assertThat(heard).isEqualTo(store.load(id, 2)).hasSize(1);
    }

    @Test
    void manyWritersOfOneConversationLeaveNoGapAndLoseNothing() throws Exception {
        begin(id);

        inParallel(400, i -> store.append(id, ANY_VERSION, List.of(spoke("p" + i, "text " + i), replied("a" + i))));

        assertThat(seqs(id))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 801).boxed().toList());
        assertThat(Conversation.replay(id, store.load(id, 0)).unanswered()).hasSize(400);
    }

    @Test
    void ofManyWhoExpectTheSameVersionExactlyOneWins() throws Exception {
        begin(id);

        for (int round = 0; round < 20; round++) {
            long version = store.load(id, 0).size();
            List<AppendResult> results = inParallel(8, i -> store.append(id, version, List.of(replied("a" + i))));
            assertThat(results)
                    .filteredOn(AppendResult.Appended.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(result -> result.equals(new AppendResult.Stale(version + 1)))
                    .hasSize(7);
        }
    }

    @Test
    void ofManyWhoBringTheSameMessageExactlyOneWins() throws Exception {
        begin(id);

        List<AppendResult> results = inParallel(50, _ -> store.append(id, ANY_VERSION, List.of(spoke("1", "a"))));

        assertThat(results).filteredOn(AppendResult.Appended.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(AppendResult.Duplicate.class::isInstance).hasSize(49);
        assertThat(seqs(id)).containsExactly(1L, 2L);
    }

    @Test
    void manyConversationsGrowSideBySide() throws Exception {
        List<ConversationId> ids = IntStream.range(0, 50)
                .mapToObj(i -> new ConversationId("side-by-side-" + i))
                .toList();
        ids.forEach(this::begin);

        inParallel(500, i -> store.append(ids.get(i % 50), ANY_VERSION, List.of(spoke("p" + i, "text"))));

        assertThat(ids)
                .allSatisfy(each -> assertThat(seqs(each))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, 11).boxed().toList()));
    }

    /** One event of every kind that can hold the shopper's words, each holding {@code secret}. */
    private static List<ConversationEvent> everythingPersonal(String secret) {
        ActionCall call = new ActionCall("changeAddress", Map.of("phone", secret), "key-1", true, "changed");
        return List.of(
                started(),
                spoke("1", "my number is " + secret),
                new ConversationEvent.MessageUnderstood(
                        2, Events.understanding(secret, new Command.FillSlot("phone", secret, secret))),
                new FlowStarted("changeAddress"),
                new SlotFilled("phone", secret, secret, false),
                new ActionStarted(call),
                new ActionEnded(call, new ActionOutcome.Succeeded(Map.of("phone", secret))),
                replied("changed to " + secret),
                new KnowledgeConsulted("what about " + secret, List.of(), 0.2, false),
                requested(Handoff.Origin.WORDS, Urgency.NORMAL),
                queued(),
                joined(XIAOLIN),
                agentSpoke(XIAOLIN, "p-1", "so " + secret),
                new ConversationTransferred(XIAOLIN, "call " + secret),
                queued(),
                joined(XIAOLIN),
                new ReturnedToBot(XIAOLIN, "call " + secret),
                new ConversationResolved(null, "call " + secret),
                new CustomerRated(5, true, "call me " + secret));
    }

    private void begin(ConversationId conversation) {
        assertThat(store.append(conversation, 0, List.of(started()))).isInstanceOf(AppendResult.Appended.class);
    }

    private List<Long> seqs(ConversationId conversation) {
        return store.load(conversation, 0).stream().map(RecordedEvent::seq).toList();
    }

    /** One of the things done at the same time. */
    @FunctionalInterface
    private interface Act {
        AppendResult number(int i);
    }

    private static List<AppendResult> inParallel(int count, Act act) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<AppendResult>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                Callable<AppendResult> task = () -> {
                    start.await();
                    return act.number(number);
                };
                results.add(threads.submit(task));
            }
            List<AppendResult> done = new ArrayList<>();
            for (Future<AppendResult> result : results) {
                done.add(result.get());
            }
            return done;
        }
    }
}
