package io.xiangyin.server.watch;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.ModelCall;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.server.report.ServiceReports;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A language model that fails, from the log to the manager's page, the webhook and the mail box. */
class WatchTest {
    private static final ModelCall FAILED =
            new ModelCall("understand", "understand/1", "qwen", 0, 0, 0, 3_000, "failed:timeout");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-02T10:00:00Z"));
    private final InstantSource clock = now::get;
    private final WireMockServer hook = new WireMockServer(options().dynamicPort());
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Vertx vertx = Vertx.vertx();
    private Database database;
    private SqliteEventStore store;
    private Watch watch;

    @SuppressWarnings("NullAway.Init")
    WatchTest() {}

    @BeforeEach
    void start(@TempDir Path data) {
        hook.start();
        mail.start();
        hook.stubFor(post("/alerts").willReturn(ok()));
        EventCodec codec = new EventCodec();
        database = Database.open(data);
        store = new SqliteEventStore(database, codec, clock);
        watch = new Watch(
                new ServiceReports(database.jdbi(), codec, ReportSettings.DEFAULT, clock),
                database.jdbi(),
                new WatchSettings(
                        Map.of(),
                        URI.create(hook.baseUrl() + "/alerts"),
                        new WatchSettings.Mail(
                                "127.0.0.1",
                                mail.getSmtp().getPort(),
                                null,
                                false,
                                "bot@shop.example",
                                List.of("boss@shop.example"))),
                vertx,
                clock);
    }

    @AfterEach
    void stop() throws Exception {
        watch.close();
        store.close();
        database.close();
        hook.stop();
        mail.stop();
        vertx.close().await();
    }

    private void talks(int number, boolean failing) {
        for (int i = 0; i < number; i++) {
            String name = "talk-" + now.get().getEpochSecond() + "-" + i;
            ConversationId id = new ConversationId(name);
            store.append(
                    id,
                    0,
                    List.of(
                            new ConversationStarted("web", new Customer(name, null, Map.of(), true), false),
                            new CustomerSpoke("m-" + name, name, "几天到货")));
            if (failing) {
                store.append(id, EventStore.ANY_VERSION, List.of(new ModelAsked(FAILED)));
            }
        }
    }

    private void later(Duration time) {
        now.updateAndGet(at -> at.plus(time));
    }

    @Test
    void an_alert_is_told_once_by_webhook_and_mail_and_stands_on_the_page() throws Exception {
        talks(12, true);
        later(Duration.ofMinutes(2));
        watch.sweep();
        later(Duration.ofMinutes(2));
        watch.sweep();

        assertThat(watch.alerts().list(10)).singleElement().satisfies(alert -> {
            assertThat(alert.finding().about()).isEqualTo("llmFailureRate");
            assertThat(alert.closedAt()).isNull();
            assertThat(alert.seenAt()).isEqualTo(now.get());
        });
        hook.verify(
                1,
                postRequestedFor(urlEqualTo("/alerts"))
                        .withRequestBody(matchingJsonPath("$.about", equalTo("llmFailureRate")))
                        .withRequestBody(matchingJsonPath("$.value", equalTo("1.0"))));
        assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
        MimeMessage received = mail.getReceivedMessages()[0];
        assertThat(received.getSubject()).isEqualTo("【警报】大模型没有回应的比例");
        assertThat(received.getContent().toString()).contains("100.0%");
    }

    @Test
    void it_is_over_when_the_hour_is_normal_for_ten_minutes() {
        talks(12, true);
        later(Duration.ofMinutes(2));
        watch.sweep();
        later(Duration.ofMinutes(61));
        talks(12, false);
        later(Duration.ofMinutes(2));
        watch.sweep();
        assertThat(watch.alerts().list(10))
                .singleElement()
                .satisfies(alert -> assertThat(alert.closedAt()).isEqualTo(now.get()));
    }

    @Test
    void the_first_to_take_it_on_stays_the_one() {
        talks(12, true);
        later(Duration.ofMinutes(2));
        watch.sweep();
        long id = watch.alerts().list(1).getFirst().id();
        assertThat(watch.alerts().acknowledge(id, "周经理", "在查", now.get())).isTrue();
        assertThat(watch.alerts().acknowledge(id, "老王", null, now.get())).isFalse();
        assertThat(watch.alerts().find(id)).hasValueSatisfying(alert -> {
            assertThat(alert.acknowledgedBy()).isEqualTo("周经理");
            assertThat(alert.note()).isEqualTo("在查");
        });
    }

    @Test
    void a_webhook_that_fails_keeps_nobody_else_from_being_told() throws Exception {
        hook.stubFor(post("/alerts").willReturn(serverError()));
        talks(12, true);
        later(Duration.ofMinutes(2));
        watch.sweep();
        assertThat(mail.waitForIncomingEmail(60_000, 1)).isTrue();
        assertThat(watch.alerts().list(1)).hasSize(1);
    }
}
