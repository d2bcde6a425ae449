package io.xiangyin.channel.web;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes new events on to whoever follows a conversation. Each follower gets every event after the one it knows, in
 * order, once. News that follow on what a follower knows are passed on as they are; what it missed is read from the log.
 */
public final class LiveFeed {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private final EventStore store;
    private final Executor workers;
    private final ConcurrentHashMap<ConversationId, Set<Follower>> followers = new ConcurrentHashMap<>();

    private volatile Consumer<ConversationId> left = _ -> {};

    public LiveFeed(EventStore store, Executor workers) {
        this.store = store;
        this.workers = workers;
        store.subscribe(events -> followers
                .getOrDefault(events.getFirst().conversationId(), Set.of())
                .forEach(follower -> follower.tell(events)));
    }

    /** Says what is done when nobody sees an answer being written any more. */
    public void whenLeft(Consumer<ConversationId> done) {
        left = done;
    }

    /** Shows an answer while it is written: all of it so far. */
    public void showDraft(ConversationId id, String text) {
        followers.getOrDefault(id, Set.of()).forEach(follower -> follower.drafts.accept(text));
    }

    /** Someone who follows a conversation until {@link #close}. */
    public final class Follower implements AutoCloseable {
        private final ConversationId id;
        private final Consumer<List<RecordedEvent>> receiver;
        private final Consumer<String> drafts;
        private final boolean sees;
        private final AtomicInteger wakes = new AtomicInteger();
        private final Queue<List<RecordedEvent>> news = new ConcurrentLinkedQueue<>();
        private long known;
        private boolean behind = true;
        private volatile boolean open = true;

        private Follower(
                ConversationId id,
                long after,
                Consumer<List<RecordedEvent>> receiver,
                Consumer<String> drafts,
                boolean sees) {
            this.id = id;
            this.known = after;
            this.receiver = receiver;
            this.drafts = drafts;
            this.sees = sees;
        }

        void tell(List<RecordedEvent> events) {
            news.add(events);
            wake();
        }

        /** Looks for new events soon; many calls in a row cost one look. */
        void wake() {
            if (wakes.getAndIncrement() == 0) {
                workers.execute(this::drain);
            }
        }

        private void drain() {
            int seen;
            do {
                seen = wakes.get();
                try {
                    pass(open ? fresh() : List.of());
                } catch (RuntimeException failure) {
                    behind = true;
                    LOG.warn("Following conversation {} stumbled; the next event makes up for it", id, failure);
                }
            } while (wakes.addAndGet(-seen) > 0);
        }

        private List<RecordedEvent> fresh() {
            List<RecordedEvent> fresh = new ArrayList<>();
            long last = known;
            for (List<RecordedEvent> told = news.poll(); told != null; told = news.poll()) {
                for (RecordedEvent event : told) {
                    behind = behind || event.seq() > last + 1;
                    if (event.seq() == last + 1) {
                        fresh.add(event);
                        last = event.seq();
                    }
                }
            }
            if (behind) {
                fresh = store.load(id, known);
                behind = false;
            }
            return fresh;
        }

        private void pass(List<RecordedEvent> events) {
            if (!events.isEmpty()) {
                receiver.accept(events);
                known = events.getLast().seq();
            }
        }

        @Override
        public void close() {
            open = false;
            followers.computeIfPresent(id, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
            if (sees && followers.getOrDefault(id, Set.of()).stream().noneMatch(other -> other.sees)) {
                left.accept(id);
            }
        }
    }

    /** Follows a conversation as below, without seeing answers being written. */
    Follower follow(ConversationId id, long after, Consumer<List<RecordedEvent>> receiver) {
        return add(new Follower(id, after, receiver, _ -> {}, false));
    }

    /**
     * Follows a conversation, beginning with what is already there.
     *
     * @param after sequence number of the last event the follower knows
     * @param receiver called with events in order, never twice at a time
     * @param drafts takes all of an answer so far while it is written; not remembered for who comes later
     */
    public Follower follow(
            ConversationId id, long after, Consumer<List<RecordedEvent>> receiver, Consumer<String> drafts) {
        return add(new Follower(id, after, receiver, drafts, true));
    }

    private Follower add(Follower follower) {
        followers.compute(follower.id, (_, all) -> {
            Set<Follower> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(follower);
            return set;
        });
        follower.wake();
        return follower;
    }
}
