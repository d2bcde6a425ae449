package io.xiangyin.demo.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A freshly seeded order service on a real port and a real file, and a clock that moves only when told. */
abstract class ShopTest {

    /** 20:00 in China, so that full days and calendar days can differ. */
    static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    Clock clock = new Clock(START);
    OrderService service;

    @BeforeEach
    void startService() {
        service = OrderService.start("127.0.0.1", 0, folder.resolve("orders.db"), clock);
    }

    @AfterEach
    void stopService() {
        service.close();
    }

    void restartService() {
        service.close();
        startService();
    }

    Reply get(String path) {
        return send(request(path).GET());
    }

    JsonNode order(String orderNo) {
        return get("/orders/" + orderNo).json();
    }

    Reply post(String path, String body) {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply post(String path, String body, String idempotencyKey) {
        return send(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(service.url() + path)).timeout(Duration.ofSeconds(20));
    }

    static Reply send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What came back. */
    record Reply(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            try {
                return JSON.readTree(body());
            } catch (IOException e) {
                throw new AssertionError("Not JSON: " + body(), e);
            }
        }

        String text(String pointer) {
            return json().at(pointer).asText();
        }
    }

    /** A clock that moves only when told. */
    static final class Clock implements InstantSource {

        private volatile Instant now;

        Clock(Instant now) {
            this.now = now;
        }

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
