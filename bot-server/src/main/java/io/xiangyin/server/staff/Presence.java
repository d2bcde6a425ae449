package io.xiangyin.server.staff;

import io.xiangyin.core.Staffing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which agents take conversations: what they said last, whether their page is open, and when they last gave a sign of life.
 * Lost on a restart, as sockets are; after one, everybody has the time of grace to come back.
 */
public final class Presence {
    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";

    private final Duration gone;
    private final InstantSource clock;
    private final Instant begun;
    private final ConcurrentHashMap<String, State> states = new ConcurrentHashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /**
     * @param said what the agent said last; null if nothing, or if it was forgotten with their last page
     * @param pages how many of their pages are open
     * @param beats whether they ever opened a page or stated their presence, and so owe signs of life; a program that only
     *     signs in and answers does not
     */
    private record State(@Nullable String said, int pages, Instant seen, boolean beats) {}

    /** @param gone how long an agent may be silent before they count as gone */
    public Presence(Duration gone, InstantSource clock) {
        this.gone = gone;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** Called after somebody came, left or said something about it. */
    public void subscribe(Runnable listener) {
        listeners.add(listener);
    }

    /** @param status {@code online}, {@code away} or {@code offline} */
    void state(String username, String status) {
        change(username, status, 0);
    }

    /** A page of the agent was opened. */
    void opened(String username) {
        change(username, null, 1);
    }

    /** A page of the agent was closed; with the last one what they said is forgotten. */
    void closed(String username) {
        change(username, null, -1);
    }

    /** The agent signed out; their conversations go to others at once. */
    void forget(String username) {
        change(username, OFFLINE, 0);
    }

    /** The agent works again after having said they were offline. */
    void works(String username) {
        State state = states.get(username);
        if (state != null && OFFLINE.equals(state.said)) {
            states.put(username, new State(null, state.pages, clock.instant(), state.beats));
        }
        seen(username);
    }

    /** A sign of life. */
    void seen(String username) {
        states.computeIfPresent(username, (_, old) -> new State(old.said, old.pages, clock.instant(), old.beats));
        states.computeIfAbsent(username, _ -> new State(null, 0, clock.instant(), false));
    }

    private void change(String username, @Nullable String said, int pages) {
        states.compute(username, (_, old) -> {
            int open = Math.max(0, (old == null ? 0 : old.pages) + pages);
            String before = old == null ? null : old.said;
            boolean lastPageClosed = pages < 0 && open == 0 && !OFFLINE.equals(before);
            boolean comesBack = pages > 0 && OFFLINE.equals(before);
            String now = said != null ? said : lastPageClosed || comesBack ? null : before;
            return new State(now, open, clock.instant(), true);
        });
        listeners.forEach(Runnable::run);
    }

    /** Whether they take new conversations. */
    public boolean onDuty(String username) {
        State state = states.get(username);
        return state != null
                && (ONLINE.equals(state.said) || (state.said == null && state.pages > 0))
                && alive(state.seen);
    }

    /** Why they may not keep their conversations, {@code offline} or {@code gone}; null if they may. */
    public @Nullable String lost(String username) {
        State state = states.get(username);
        if (state == null) {
            return alive(begun) ? null : "gone";
        }
        if (OFFLINE.equals(state.said)) {
            return OFFLINE;
        }
        return !state.beats || alive(state.seen) ? null : "gone";
    }

    /** What pages show: {@code online}, {@code away} or {@code offline}. */
    public String status(String username) {
        State state = states.get(username);
        if (onDuty(username)) {
            return ONLINE;
        }
        return state != null && "away".equals(state.said) && alive(state.seen) ? "away" : OFFLINE;
    }

    private boolean alive(Instant seen) {
        return !clock.instant().isAfter(seen.plus(gone));
    }

    /** Who is there to help, with the wait that the queue makes likely. */
    public Staffing staffing(DeskQueue queue) {
        return new Staffing() {
            @Override
            public boolean anyoneAvailable() {
                return anyone();
            }

            @Override
            public int expectedWaitSeconds() {
                return queue.expectedWaitSeconds();
            }
        };
    }

    /** Whether somebody takes conversations. */
    boolean anyone() {
        return states.keySet().stream().anyMatch(this::onDuty);
    }
}
