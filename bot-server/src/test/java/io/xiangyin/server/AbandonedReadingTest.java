package io.xiangyin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.ModelCall;
import io.xiangyin.server.DemoShop.Talk;
import io.xiangyin.server.llm.EndlessModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A model that still reads a message when nobody waits any more is hung up on, and the turn goes on without it. Left
 * alone it would read for {@link #READING_SECONDS}.
 */
class AbandonedReadingTest {
    private static final long READING_SECONDS = 9;
    private static final long SOON_SECONDS = 6;

    /** Long enough to be read by the model, and answered by an article without it. */
    private static final String LONG = "现货多久发货？".repeat(6);

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EndlessModel model;

    @SuppressWarnings("NullAway.Init")
    private static DemoShop shop;

    @BeforeAll
    static void open() throws IOException, TimeoutException {
        model = new EndlessModel("{\"commands\":[");
        shop = DemoShop.openWith(
                folder,
                "\nllm:\n  limits: {understandMs: " + READING_SECONDS * 1000 + ", answerMs: 500, wordingMs: 500}\n",
                model.environment());
    }

    @AfterAll
    static void close() {
        shop.close();
        model.close();
    }

    /** A page whose message the model has begun to read. */
    private static Line waitWhileItIsRead(Talk talk) throws InterruptedException {
        Line line = new Line(shop, "/api/v1/ws?token=" + talk.token() + "&after=0");
        line.await(frame -> "hello".equals(frame.getString("type")));
        line.send(new JsonObject()
                .put("type", "message")
                .put("clientMessageId", UUID.randomUUID().toString())
                .put("text", LONG));
        assertThat(model.asked(Wait.LONGEST.toSeconds())).contains("现货多久发货");
        return line;
    }

    private static void isHungUpSoon() throws InterruptedException {
        assertThat(model.hungUp(SOON_SECONDS)).as("the stream is closed").isNotNull();
    }

    private static Stream<ModelCall> calls(Talk talk) {
        return shop.engine().store().load(new ConversationId(talk.id()), 0).stream()
                .flatMap(recorded -> recorded.event() instanceof ConversationEvent.ModelAsked asked
                        ? Stream.of(asked.call())
                        : Stream.empty());
    }

    @Test
    void when_the_page_leaves() throws InterruptedException {
        Line line = waitWhileItIsRead(shop.begin("c-1001"));
        line.close();
        isHungUpSoon();
    }

    @Test
    void when_the_shopper_says_stop_and_then_the_rules_answer_at_once() throws InterruptedException {
        Talk talk = shop.begin("c-1002");
        try (Line line = waitWhileItIsRead(talk)) {
            line.send(new JsonObject().put("type", "stop"));
            isHungUpSoon();
            line.await(AbandonedReadingTest::isPlainAnswer);
            assertThat(calls(talk).map(call -> List.of(call.purpose(), call.outcome())))
                    .as("the model is not asked to word the answer")
                    .containsExactly(List.of("understand", "stopped"));
        }
    }

    private static boolean isPlainAnswer(JsonObject frame) {
        JsonObject event = frame.getJsonObject("event", new JsonObject());
        return "event".equals(frame.getString("type"))
                && "bot".equals(event.getString("author"))
                && !event.getBoolean("generated", true)
                && !event.getJsonArray("citations", new JsonArray()).isEmpty();
    }
}
