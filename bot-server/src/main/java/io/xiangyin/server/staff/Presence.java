package io.xiangyin.server.staff;

import io.xiangyin.core.Staffing;
import java.util.concurrent.ConcurrentHashMap;

/** Which agents take conversations: what they said last, and whether their page is open. Lost on a restart, as sockets are. */
public final class Presence {
    private static final String ONLINE = "online";

    private final ConcurrentHashMap<String, String> stated = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> pages = new ConcurrentHashMap<>();

    /** @param status {@code online}, {@code away} or {@code offline} */
    void state(String username, String status) {
        stated.put(username, status);
    }

    /** A page of the agent was opened. */
    void opened(String username) {
        pages.merge(username, 1, Integer::sum);
    }

    /** A page of the agent was closed; with the last one what they said is forgotten. */
    void closed(String username) {
        if (pages.merge(username, -1, Presence::sumOrNone) == null) {
            stated.remove(username);
        }
    }

    @SuppressWarnings("NullAway") // ConcurrentHashMap.merge removes the entry for null
    private static Integer sumOrNone(int count, int change) {
        return count + change > 0 ? count + change : null;
    }

    /** The agent signed out. */
    void forget(String username) {
        stated.remove(username);
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
        return stated.containsValue(ONLINE)
                || pages.keySet().stream().anyMatch(username -> !stated.containsKey(username));
    }
}
