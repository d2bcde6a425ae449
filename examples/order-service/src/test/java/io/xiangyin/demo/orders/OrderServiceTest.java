package io.xiangyin.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Starting, stopping, restarting, and trouble on demand. */
class OrderServiceTest extends ShopTest {

    @Test
    void aRestartOnTheSameFileKeepsEverythingAndDoesNotSeedAgain() {
        post("/orders/XY1003-01/cancel", "{}");
        String before = get("/orders/XY1003-01").body();
        clock.advance(Duration.ofDays(1));

        restartService();

        assertThat(order("XY1003-01").path("status").asText()).isEqualTo("cancelled");
        assertThat(order("XY1003-01").path("hoursSincePaid").asInt()).isEqualTo(26);
        clock.advance(Duration.ofDays(-1));
        assertThat(get("/orders/XY1003-01").body()).isEqualTo(before);
    }

    @Test
    void theUrlNamesThePortItChose() {
        assertThat(service.url().toString()).matches("http://127\\.0\\.0\\.1:[1-9]\\d+");
    }

    @Test
    void itRefusesToListenBeyondLoopback() {
        assertThatThrownBy(() -> OrderService.start("0.0.0.0", 0, folder.resolve("other.db"), clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("loopback only");
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    @Test
    void aPortInUseIsSaidInOneSentence() {
        assertThatThrownBy(() ->
                        OrderService.start("127.0.0.1", service.url().getPort(), folder.resolve("other.db"), clock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("free the port or choose another");
    }

    @Test
    void aMissingFolderIsSaidInOneSentence() {
        assertThatThrownBy(() -> OrderService.start("127.0.0.1", 0, folder.resolve("no/orders.db"), clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear customer, this is a letter. ".repeat(100));

        assertThatThrownBy(() -> OrderService.start("127.0.0.1", 0, file, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letter.txt");
        assertThat(file).content().startsWith("Dear customer");
    }

    @Test
    void anotherProgramsDatabaseIsLeftAlone() throws Exception {
        Path file = folder.resolve("foreign.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE diary (page TEXT)");
        }

        assertThatThrownBy(() -> OrderService.start("127.0.0.1", 0, file, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("another database");
    }

    @Test
    void whenPlayedDownEveryOtherRouteAnswersUnavailable() {
        assertThat(post("/faults", "{\"mode\":\"down\"}").status()).isEqualTo(200);

        assertThat(get("/health").status()).isEqualTo(503);
        assertThat(get("/orders/XY1001-01").text("/code")).isEqualTo("unavailable");
        assertThat(post("/orders/XY1003-01/cancel", "{}").status()).isEqualTo(503);

        assertThat(post("/faults", "{\"mode\":\"none\"}").status()).isEqualTo(200);
        assertThat(order("XY1003-01").path("status").asText()).isEqualTo("paid");
    }

    @Test
    void whenPlayedSlowAnAnswerTakesAtLeastTheDelay() {
        post("/faults", "{\"mode\":\"slow\",\"delayMs\":150}");
        long start = System.nanoTime();

        Reply reply = post("/orders/XY1002-01/urge", "{}");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void anUnknownFaultIsRefused() {
        assertThat(post("/faults", "{\"mode\":\"fire\"}").text("/detail")).contains("none, down, slow");
        assertThat(post("/faults", "{\"mode\":\"slow\",\"delayMs\":-1}").status())
                .isEqualTo(400);
    }
}
