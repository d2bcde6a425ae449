package io.xiangyin.server.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.channel.http.Api;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.channel.web.Identities;
import io.xiangyin.core.Customer;
import io.xiangyin.demo.orders.OrderService;
import io.xiangyin.demo.orders.Subscriber;
import io.xiangyin.server.staff.Staff;
import io.xiangyin.server.staff.Staff.Role;
import io.xiangyin.server.staff.StaffAccounts;
import io.xiangyin.server.staff.StaffApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The demo: the example shop's order service beside the bot, its customers known by name, and five sign-ins. A customer
 * who is named is believed, which is why the demo listens on the loopback address only.
 */
public final class Demo implements AutoCloseable {
    private static final String PASSWORD = "xiangyin-demo";
    private static final int OLD_AGE = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** For the first seed, on a machine that does much else at the same time. */
    private static final Duration START_WITHIN = Duration.ofMinutes(1);

    private final OrderService orders;
    private final Map<String, JsonObject> customers;
    private final String shop;
    private final String password;
    private final String webhookSecret;
    private final AtomicReference<@Nullable URI> webhook;
    private final List<Staff> staff = List.of(
            new Staff("xiaolin", "小林", Set.of(Role.AGENT), List.of()),
            new Staff("ahkeung", "阿强", Set.of(Role.AGENT), List.of("yue")),
            new Staff("laowang", "老王", Set.of(Role.AGENT, Role.SUPERVISOR), List.of()),
            new Staff("manager", "周经理", Set.of(Role.MANAGER), List.of()),
            new Staff("admin", "管理员", Set.of(Role.ADMIN, Role.MANAGER), List.of()));

    private Demo(
            OrderService orders,
            Map<String, JsonObject> customers,
            String shop,
            String password,
            String webhookSecret,
            AtomicReference<@Nullable URI> webhook) {
        this.webhookSecret = webhookSecret;
        this.webhook = webhook;
        this.orders = orders;
        this.customers = Map.copyOf(customers);
        this.shop = shop;
        this.password = password;
    }

    /**
     * Starts the order service with a fresh seed, so that "signed three days ago" holds today, and learns the customers
     * from it.
     *
     * @param port of the order service; 0 picks a free one
     */
    public static Demo start(String shop, Path dataFolder, int port, InstantSource clock) {
        AtomicReference<@Nullable URI> webhook = new AtomicReference<>();
        String secret = UUID.randomUUID().toString();
        OrderService orders = OrderService.start(
                "127.0.0.1", port, dataFolder.resolve("demo-orders.db"), clock, new Subscriber(webhook::get, secret));
        String given = System.getenv("XIANGYIN_DEMO_PASSWORD");
        String password = given == null || given.isBlank() ? PASSWORD : given;
        Map<String, JsonObject> customers = new HashMap<>();
        send(HttpRequest.newBuilder(orders.url().resolve("/reset")).POST(BodyPublishers.noBody()), START_WITHIN);
        JsonObject answer = get(orders.url().resolve("/customers"), START_WITHIN);
        for (Object one : answer.getJsonArray("customers")) {
            JsonObject customer = (JsonObject) one;
            customers.put(customer.getString("id"), customer);
        }
        return new Demo(orders, customers, shop, password, secret, webhook);
    }

    /** Where the order service listens. */
    public URI orderServiceUrl() {
        return orders.url();
    }

    /** What the order service signs its events with. */
    public String webhookSecret() {
        return webhookSecret;
    }

    /** Tells the order service where its events are received. */
    public void subscribe(URI address) {
        webhook.set(address);
    }

    /** The password of all sign-ins. */
    public String password() {
        return password;
    }

    /** Creates the sign-ins, unless they are there with this password. */
    public void addStaff(StaffAccounts accounts) throws InterruptedException {
        boolean there = Set.copyOf(accounts.list()).containsAll(staff);
        if (!there || !accounts.accepts(staff.getFirst().username(), password)) {
            accounts.put(staff, password);
        }
    }

    /** Knows the demo's customers by their ids, and asks the other source about everybody else. */
    public Identities identities(Identities others) {
        return claim -> known(claim).orElseGet(() -> others.identify(claim));
    }

    private Optional<Customer> known(JsonObject claim) {
        return Optional.ofNullable(claim.getString("externalId"))
                .map(customers::get)
                .map(customer -> new Customer(
                        customer.getString("id"),
                        customer.getString("name"),
                        Map.of(
                                "ageGroup",
                                customer.getInteger("age") >= OLD_AGE ? "60+" : "under60",
                                "yearlySpend",
                                String.valueOf(customer.getValue("yearlySpend"))),
                        true));
    }

    /** What {@code GET /demo/info} tells. */
    public JsonObject info() {
        JsonArray people = new JsonArray();
        customers.keySet().stream().sorted().forEach(id -> people.add(customers.get(id)));
        JsonArray signIns = new JsonArray();
        staff.forEach(one -> signIns.add(StaffApi.shown(one).put("username", one.username())));
        return new JsonObject()
                .put("shop", shop)
                .put("orderServiceUrl", orders.url().toString())
                .put("customers", people)
                .put("signIns", signIns)
                .put("password", password);
    }

    /** A customer's orders, for the demo's shop page. */
    public Api.Answer orders(String customer) {
        if (!customers.containsKey(customer)) {
            throw Problem.notFound();
        }
        return Api.Answer.ok(get(orders.url().resolve("/orders?customer=" + customer), PATIENCE));
    }

    private static JsonObject get(URI uri, Duration patience) {
        return new JsonObject(send(HttpRequest.newBuilder(uri), patience));
    }

    private static String send(HttpRequest.Builder request, Duration patience) {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(patience).build()) {
            return client.send(request.timeout(patience).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException unreachable) {
            throw new Problem(503, "order-service-down", "The demo's order service does not answer.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "shutting-down", "The server is shutting down.");
        }
    }

    @Override
    public void close() {
        orders.close();
    }
}
