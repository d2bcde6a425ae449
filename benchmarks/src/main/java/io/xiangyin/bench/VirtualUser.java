package io.xiangyin.bench;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Plays a script over and over, each time in a conversation of its own. Belongs to the event loop. */
final class VirtualUser {
    private final Speaker.Door door;
    private final Script script;
    private final Tally tally;
    private final Queue<Long> due = new ArrayDeque<>();
    private @Nullable Future<? extends Speaker> speaker;
    private int line;
    private boolean busy;

    VirtualUser(Speaker.Door door, Script script, Tally tally) {
        this.door = door;
        this.script = script;
        this.tally = tally;
    }

    /** Opens the next conversation, unless one is open. */
    Future<? extends Speaker> prepare() {
        Future<? extends Speaker> open = speaker;
        if (open == null) {
            open = door.open(script.customer());
            speaker = open;
            line = 0;
        }
        return open;
    }

    /** Says the next line, at once or as soon as the one before is answered; the wait counts from {@code dueNanos}. */
    void speakAt(long dueNanos) {
        due.add(dueNanos);
        pump();
    }

    private void pump() {
        Long dueNanos = busy ? null : due.poll();
        if (dueNanos == null) {
            return;
        }
        busy = true;
        turn().onComplete(done -> {
            busy = false;
            tally.count(dueNanos, done.succeeded(), String.valueOf(done.cause()));
            pump();
        });
    }

    /** Speaks for as long as asked to, each line as soon as the one before is answered. */
    void speakUntil(long endNanos) {
        long begun = System.nanoTime();
        if (begun < endNanos) {
            turn().onComplete(done -> {
                tally.count(begun, done.succeeded(), String.valueOf(done.cause()));
                speakUntil(endNanos);
            });
        }
    }

    private Future<?> turn() {
        return prepare()
                .compose(open -> open.say(script.lines().get(line++)))
                .onFailure(_ -> leave())
                .onSuccess(_ -> {
                    if (line == script.lines().size()) {
                        leave();
                        prepare();
                    }
                });
    }

    void leave() {
        Future<? extends Speaker> open = speaker;
        speaker = null;
        if (open != null) {
            open.onSuccess(Speaker::leave);
        }
    }
}
