package io.xiangyin.core.routing;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How long one place in the queue takes, learnt from the waits just past: the median of wait ÷ place over the last ones.
 * Until there are enough of them, a place takes as long as a usual talk divided by the room that the agents on duty have.
 */
public final class WaitForecast {
    private static final int KEPT = 31;
    private static final int ENOUGH = 5;
    private static final double SECONDS_A_TALK = 240;
    private static final double LEAST = 4;
    private static final double MOST = 600;

    private final Deque<Double> secondsAPlace = new ArrayDeque<>();

    /** An agent came to one who had been told this place when they joined the queue. */
    public synchronized void learn(int position, long waitedSeconds) {
        secondsAPlace.addLast((double) waitedSeconds / Math.max(1, position));
        if (secondsAPlace.size() > KEPT) {
            secondsAPlace.removeFirst();
        }
    }

    /**
     * The wait to expect, seconds.
     *
     * @param position 1 is next
     * @param room conversations that all agents on duty hold at once
     */
    public synchronized int seconds(int position, int room) {
        double each = secondsAPlace.size() < ENOUGH ? SECONDS_A_TALK / Math.max(1, room) : median();
        return (int) Math.round(position * Math.clamp(each, LEAST, MOST));
    }

    private double median() {
        double[] sorted =
                secondsAPlace.stream().mapToDouble(each -> each).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
