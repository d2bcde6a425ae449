package io.xiangyin.server;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A demo shop of its own for each test, whose minutes pass by a clock that is set. */
abstract class SteeredClockTest {
    @TempDir
    Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T02:00:00Z"));

    @SuppressWarnings("NullAway.Init")
    DemoShop shop;

    @BeforeEach
    void openShop() {
        shop = DemoShop.open(DemoHome.FOLDER, data, Map.of(), now::get);
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    final Instant now() {
        return now.get();
    }

    final void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }

    /** The page of somebody who signed in, as it opens its socket. */
    final Line page(String token) {
        Line line = new Line(shop, "/api/v1/staff/ws");
        line.send(new JsonObject().put("type", "auth").put("token", token));
        line.await(frame -> "ready".equals(frame.getString("type")));
        return line;
    }
}
