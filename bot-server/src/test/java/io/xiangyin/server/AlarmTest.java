package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What supervisors are told at once; the minutes pass by a clock that is set. */
class AlarmTest {
    @TempDir
    Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T02:00:00Z"));

    @SuppressWarnings("NullAway.Init")
    private DemoShop shop;

    @BeforeEach
    void openShop() {
        shop = DemoShop.open(DemoShop.HOME, data, Map.of(), now::get);
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    private Line page(String who) {
        Line line = new Line(shop, "/api/v1/staff/ws");
        line.send(new JsonObject().put("type", "auth").put("token", shop.signIn(who)));
        line.await(frame -> "ready".equals(frame.getString("type")));
        return line;
    }

    private static void expectAlarm(Line supervisor, String about, Talk talk) {
        JsonObject alarm = supervisor.await(
                frame -> "alarm".equals(frame.getString("type")) && about.equals(frame.getString("about")));
        assertThat(alarm.getString("conversationId")).isEqualTo(talk.id());
    }

    @Test
    void a_danger_is_told_to_supervisors_and_to_nobody_else() {
        try (Line supervisor = page("laowang");
                Line agent = page("xiaolin")) {
            Talk talk = shop.begin("c-1003");
            shop.say(talk, "充电宝冒烟了，还烫伤了孩子的手");
            expectAlarm(supervisor, "safety", talk);
            agent.send(new JsonObject().put("type", "ping"));
            agent.await(frame -> "pong".equals(frame.getString("type")));
            assertThat(agent.all()).contains("queue_changed").doesNotContain("\"alarm\"");
        }
    }

    @Test
    void a_shopper_who_waits_longer_than_promised_is_told_once() {
        try (Line supervisor = page("laowang")) {
            Talk talk = shop.begin("c-1003");
            shop.say(talk, "转人工");
            now.updateAndGet(before -> before.plusSeconds(31));
            expectAlarm(supervisor, "waiting", talk);
            Talk later = shop.begin("c-1006");
            shop.say(later, "转人工");
            now.updateAndGet(before -> before.plusSeconds(31));
            expectAlarm(supervisor, "waiting", later);
        }
    }
}
