package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import org.junit.jupiter.api.Test;

/** What supervisors are told at once. */
class AlarmTest extends SteeredClockTest {
    private static void expectAlarm(Line supervisor, String about, Talk talk) {
        JsonObject alarm = supervisor.await(
                frame -> "alarm".equals(frame.getString("type")) && about.equals(frame.getString("about")));
        assertThat(alarm.getString("conversationId")).isEqualTo(talk.id());
    }

    @Test
    void a_danger_is_told_to_supervisors_and_to_nobody_else() {
        try (Line supervisor = page(shop.signIn("laowang"));
                Line agent = page(shop.signIn("xiaolin"))) {
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
        try (Line supervisor = page(shop.signIn("laowang"))) {
            Talk talk = shop.begin("c-1003");
            shop.say(talk, "转人工");
            pass(31);
            expectAlarm(supervisor, "waiting", talk);
            Talk later = shop.begin("c-1006");
            shop.say(later, "转人工");
            pass(31);
            expectAlarm(supervisor, "waiting", later);
        }
    }
}
