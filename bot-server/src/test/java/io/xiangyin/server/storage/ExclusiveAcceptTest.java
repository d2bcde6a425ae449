package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Events;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Receptions;
import io.xiangyin.core.desk.Desk;
import io.xiangyin.core.turn.Conversations;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two agents press "accept" in the same moment, a thousand times. */
class ExclusiveAcceptTest {
    private static final int TRIALS = 1_000;

    @TempDir
    Path folder;

    @Test
    void one_wins_and_the_other_is_told() throws Exception {
        InstantSource clock = InstantSource.system();
        Phrases phrases = new Phrases(Map.of("handoff.requested", "a", "agent.joined", "b"));
        try (Database database = Database.open(folder);
                SqliteEventStore store = new SqliteEventStore(database, new EventCodec(), clock);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Desk desk =
                    new Desk(store, new Conversations(store, TRIALS), phrases, Receptions.open(phrases, clock), clock);
            for (int i = 0; i < TRIALS; i++) {
                ConversationId id = new ConversationId("conversation-" + i);
                store.append(id, 0, List.of(Events.started()));
                desk.requestHuman(id);
                CyclicBarrier start = new CyclicBarrier(2);
                List<CompletableFuture<Desk.Outcome>> tries = List.of(Events.XIAOLIN, Events.AHKEUNG).stream()
                        .map(agent -> CompletableFuture.supplyAsync(
                                () -> {
                                    await(start);
                                    return desk.accept(id, agent);
                                },
                                threads))
                        .toList();
                assertThat(tries.stream().map(CompletableFuture::join).filter(Desk.Outcome.Done.class::isInstance))
                        .as("winners of trial %s", i)
                        .hasSize(1);
                assertThat(store.load(id, 0).stream().filter(event -> event.event() instanceof AgentJoined))
                        .hasSize(1);
            }
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
