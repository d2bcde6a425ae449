package io.xiangyin.demo.orders;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The running order system of the demo shop.
 *
 * <p>It has no sign-in and can be reset by anybody who reaches it, so it listens on loopback addresses only.
 */
public final class OrderService implements AutoCloseable {

    private static final int TIMEOUT_SECONDS = 10;

    private final Vertx vertx;
    private final OrderStore store;
    private final URI url;

    private OrderService(Vertx vertx, OrderStore store, URI url) {
        this.vertx = vertx;
        this.store = store;
        this.url = url;
    }

    /**
     * Starts the service; returns once it answers.
     *
     * @param host a loopback address or name
     * @param port 0 picks a free one
     * @param database SQLite file, created and seeded when it does not exist; its folder must exist
     * @param clock source of "now"
     * @throws IllegalArgumentException if the host is not loopback or the file cannot be used
     * @throws IllegalStateException if the port cannot be opened
     */
    public static OrderService start(String host, int port, Path database, InstantSource clock) {
        return start(host, port, database, clock, null);
    }

    /** The same, with somebody who is told when something happens to an order. */
    public static OrderService start(
            String host, int port, Path database, InstantSource clock, @Nullable Subscriber subscriber) {
        requireLoopback(host);
        OrderStore store = OrderStore.open(database, clock.instant());
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(OrderRoutes.router(vertx, new OrderDesk(store, clock), subscriber))
                    .listen(port, host)
                    .await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return new OrderService(vertx, store, urlOf(host, server.actualPort()));
        } catch (Exception e) {
            shutDown(vertx, store);
            throw new IllegalStateException(
                    "The order service cannot listen on " + host + ":" + port + ": free the port or choose another.",
                    e);
        }
    }

    /** The address of the service, for example {@code http://127.0.0.1:8090}. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        shutDown(vertx, store);
    }

    private static void shutDown(Vertx vertx, OrderStore store) {
        try {
            vertx.close().await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The order service did not stop within " + TIMEOUT_SECONDS + " s.", e);
        } finally {
            store.close();
        }
    }

    private static void requireLoopback(String host) {
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("The host \"" + host + "\" is unknown: use 127.0.0.1.", e);
        }
        throw new IllegalArgumentException("The order service has no sign-in and listens on loopback only, not on \""
                + host + "\": use 127.0.0.1.");
    }

    private static URI urlOf(String host, int port) {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
