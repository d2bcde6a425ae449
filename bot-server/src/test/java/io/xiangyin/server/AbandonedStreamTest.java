package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.xiangyin.server.DemoShop.Talk;
import io.xiangyin.server.llm.EndlessModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An answer nobody waits for any more is closed at the endpoint. Left alone it would go on for {@link #ANSWER_SECONDS};
 * how quick it is on a quiet machine is measured by {@code ./xiangyin bench llm}.
 */
class AbandonedStreamTest {
    private static final long ANSWER_SECONDS = 9;
    private static final long SOON_SECONDS = 5;
    /** Pieces that the model goes on for, ten a second. */
    private static final int A_WHILE = 15;

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EndlessModel model;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @BeforeAll
    static void open() throws IOException, TimeoutException {
        model = new EndlessModel("现货付款后48小时内发。[1]周末照常发，");
        shop = DemoShop.openWith(
                folder,
                "\nllm:\n  limits: {understandMs: 500, answerMs: " + ANSWER_SECONDS * 1000 + "}\n",
                model.environment());
    }

    @AfterAll
    static void close() {
        shop.close();
        model.close();
    }

    private static void ask(Talk talk) {
        JsonObject message = new JsonObject()
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("text", "现货多久发货");
        assertThat(shop.post("/api/v1/conversations/" + talk.id() + "/messages", message, talk.token())
                        .status())
                .isEqualTo(202);
    }

    private static Line readAlong(Talk talk) {
        Line line = new Line(shop, "/api/v1/ws?token=" + talk.token() + "&after=0");
        line.await(frame -> "hello".equals(frame.getString("type")));
        ask(talk);
        line.await(AbandonedStreamTest::hasOneSentenceChecked);
        return line;
    }

    private static boolean hasOneSentenceChecked(JsonObject frame) {
        return "generating".equals(frame.getString("type"))
                && frame.getString("text").contains("周末");
    }

    private static void isHungUpSoon() throws InterruptedException {
        assertThat(model.hungUp(SOON_SECONDS)).as("the stream is closed").isNotNull();
    }

    @Test
    void when_the_page_leaves() throws InterruptedException {
        Line line = readAlong(shop.begin("c-1001"));
        line.close();
        isHungUpSoon();
    }

    @Test
    void when_the_stop_button_is_pressed_and_what_was_checked_stays() throws InterruptedException {
        try (Line line = readAlong(shop.begin("c-1002"))) {
            line.send(new JsonObject().put("type", "stop"));
            isHungUpSoon();
            JsonObject said = line.await(frame -> "event".equals(frame.getString("type"))
                    && frame.getJsonObject("event").getBoolean("generated", false));
            assertThat(said.getJsonObject("event").getString("text")).isEqualTo("现货付款后48小时内发。");
        }
    }

    @Test
    void when_the_reader_of_the_event_stream_goes() throws IOException, InterruptedException {
        Talk talk = shop.begin("c-1003");
        try (EventLines lines = new EventLines(shop, talk)) {
            ask(talk);
            String line = lines.next();
            while (!line.equals("event: generating")) {
                line = lines.next();
            }
        }
        isHungUpSoon();
    }

    @Test
    void when_a_program_says_stop() throws InterruptedException {
        Talk talk = shop.begin("c-1004");
        try (Line _ = readAlong(talk)) {
            assertThat(shop.post("/api/v1/conversations/" + talk.id() + "/stop", new JsonObject(), talk.token())
                            .status())
                    .isBetween(200, 204);
            isHungUpSoon();
        }
    }

    @Test
    void but_not_while_another_page_still_reads_along() throws InterruptedException {
        Talk talk = shop.begin("c-1005");
        try (Line stays = new Line(shop, "/api/v1/ws?token=" + talk.token() + "&after=0")) {
            stays.await(frame -> "hello".equals(frame.getString("type")));
            Line leaves = readAlong(talk);
            int before = stays.await(AbandonedStreamTest::hasOneSentenceChecked)
                    .getString("text")
                    .length();
            leaves.close();
            stays.await(frame ->
                    hasOneSentenceChecked(frame) && frame.getString("text").length() > before + A_WHILE);
            stays.send(new JsonObject().put("type", "stop"));
            isHungUpSoon();
        }
    }
}
