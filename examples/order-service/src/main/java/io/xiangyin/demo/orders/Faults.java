package io.xiangyin.demo.orders;

import io.vertx.ext.web.RoutingContext;

/** Trouble on demand, for tests and demos only: makes every route but its own fail or wait, so that a bot's fallback can be shown. */
final class Faults {

    private static final int DEFAULT_DELAY_MS = 3_000;
    private static final int MAX_DELAY_MS = 60_000;

    /** What the service plays. */
    enum Mode implements Word {
        NONE,
        DOWN,
        SLOW
    }

    /**
     * What is played now.
     *
     * @param delayMs how long every answer waits in milliseconds; 0 unless slow
     * @param path only requests whose path contains this are touched; empty for all
     */
    record Setting(Mode mode, int delayMs, String path) {}

    private volatile Setting setting = new Setting(Mode.NONE, 0, "");

    Setting set(Fields body) {
        Mode mode = body.word("mode", Mode.class);
        int delayMs = body.intOr("delayMs", DEFAULT_DELAY_MS, 0, MAX_DELAY_MS);
        Setting chosen = new Setting(mode, mode == Mode.SLOW ? delayMs : 0, body.textOr("path", ""));
        setting = chosen;
        return chosen;
    }

    /** Fails or delays a request, or lets it pass. */
    void apply(RoutingContext ctx) {
        Setting current = setting;
        String path = ctx.request().path();
        if (path == null || !path.contains(current.path())) {
            ctx.next();
            return;
        }
        switch (current.mode()) {
            case NONE -> ctx.next();
            case DOWN ->
                ctx.fail(new ProblemException(
                        Problem.Code.UNAVAILABLE,
                        "The service plays \"down\": POST /faults {\"mode\":\"none\"} ends it."));
            case SLOW -> ctx.vertx().setTimer(Math.max(1, current.delayMs()), _ -> ctx.next());
        }
    }
}
