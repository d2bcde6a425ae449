package io.xiangyin.demo.orders;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.xiangyin.demo.orders.Problem.Code;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP face of the order system: reads requests, lets the desk work off the event loop, writes answers. */
final class OrderRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(OrderRoutes.class);
    private static final long MAX_BODY_BYTES = 64 * 1024;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Pattern STEM = Pattern.compile("\\d{6}");
    private static final List<Integer> RAISED_BY_VERTX = List.of(400, 404, 405, 413, 500);

    private final Vertx vertx;
    private final OrderDesk desk;
    private final @Nullable Subscriber subscriber;
    private final Faults faults = new Faults();

    private OrderRoutes(Vertx vertx, OrderDesk desk, @Nullable Subscriber subscriber) {
        this.vertx = vertx;
        this.desk = desk;
        this.subscriber = subscriber;
    }

    static Router router(Vertx vertx, OrderDesk desk, @Nullable Subscriber subscriber) {
        return new OrderRoutes(vertx, desk, subscriber).build();
    }

    private Router build() {
        Router router = Router.router(vertx);
        for (int status : RAISED_BY_VERTX) {
            router.errorHandler(status, this::failed);
        }
        // The body comes first: once a request has waited (a slow fault), it can no longer be read.
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES));
        on(router, HttpMethod.POST, "/faults", ctx -> send(ctx, 200, Json.write(faults.set(new Fields(body(ctx))))));
        router.route().handler(faults::apply);

        on(router, HttpMethod.GET, "/health", ctx -> send(ctx, 200, Json.write(Map.of("status", "up"))));
        on(router, HttpMethod.GET, "/customers", ctx -> show(ctx, () -> Map.of("customers", desk.listCustomers())));
        on(router, HttpMethod.GET, "/customers/:no", ctx -> show(ctx, () -> desk.getCustomer(no(ctx))));
        on(router, HttpMethod.GET, "/orders", this::listOrders);
        on(router, HttpMethod.GET, "/orders/:no", ctx -> showScoped(ctx, desk::getOrder));
        on(router, HttpMethod.GET, "/shipments/:no", ctx -> showScoped(ctx, desk::getShipment));
        on(router, HttpMethod.GET, "/refunds/:no", ctx -> showScoped(ctx, desk::getRefund));
        on(router, HttpMethod.POST, "/reset", this::reset);
        on(router, HttpMethod.POST, "/happenings", this::happen);
        on(router, HttpMethod.POST, "/shoppers", this::copy);
        on(router, HttpMethod.POST, "/mcp", ToolRoutes::exchange);
        for (Kind kind : Kind.values()) {
            on(router, HttpMethod.POST, "/orders/:no/" + kind.path(), ctx -> mutate(ctx, kind));
        }
        return router;
    }

    /** Serves a path that knows one method; every other gets 405 and is told which. */
    private static void on(Router router, HttpMethod method, String path, Handler<RoutingContext> handler) {
        router.route(method, path).handler(handler);
        router.route(path).handler(ctx -> {
            ctx.response().putHeader(HttpHeaders.ALLOW, method.name());
            ctx.fail(405);
        });
    }

    private void listOrders(RoutingContext ctx) {
        String customer = customer(ctx);
        if (customer == null || customer.isBlank()) {
            throw new ProblemException(Code.CUSTOMER_REQUIRED, "Name whose orders: GET /orders?customer=ID.");
        }
        show(ctx, () -> Map.of("orders", desk.listOrders(customer)));
    }

    private void mutate(RoutingContext ctx, Kind kind) {
        String orderNo = no(ctx);
        String customer = customer(ctx);
        String key = idempotencyKey(ctx);
        ObjectNode body = body(ctx);
        work(ctx, () -> desk.mutate(kind, orderNo, customer, body, key), answer -> {
            if (answer.replayed()) {
                ctx.response().putHeader("Idempotent-Replayed", "true");
            }
            send(ctx, answer.status(), answer.body());
        });
    }

    private void reset(RoutingContext ctx) {
        Callable<Boolean> reset = () -> {
            desk.reset();
            return true;
        };
        work(ctx, reset, _ -> ctx.response().setStatusCode(204).end());
    }

    /** Copies a customer with all orders, so that many may try the same without disturbing each other. */
    private void copy(RoutingContext ctx) {
        Fields fields = new Fields(body(ctx));
        String like = fields.text("like");
        String stem = fields.text("stem");
        if (!STEM.matcher(stem).matches()) {
            throw fields.invalid("stem", "must be six digits, which stand in the numbers of the copied orders");
        }
        work(ctx, () -> desk.copy(like, stem), id -> send(ctx, 201, Json.write(Map.of("id", id))));
    }

    /** Makes something happen, and answers when the subscriber, if there is one, was told. */
    private void happen(RoutingContext ctx) {
        Fields fields = new Fields(body(ctx));
        Happening happening = fields.word("type", Happening.class);
        String orderNo = fields.text("orderNo");
        Callable<String> work = () -> {
            String told = Json.write(desk.happen(happening, orderNo, fields));
            if (subscriber != null) {
                subscriber.tell(told);
            }
            return told;
        };
        work(ctx, work, told -> send(ctx, 201, told));
    }

    private void show(RoutingContext ctx, Callable<Object> look) {
        work(ctx, () -> Json.write(look.call()), body -> send(ctx, 200, body));
    }

    /** Shows one thing by its number, to its owner only when the caller names a customer. */
    private void showScoped(RoutingContext ctx, BiFunction<String, @Nullable String, Object> look) {
        String no = no(ctx);
        String customer = customer(ctx);
        show(ctx, () -> look.apply(no, customer));
    }

    /** Runs blocking work off the event loop, then answers on it. */
    private <T> void work(RoutingContext ctx, Callable<T> work, Consumer<T> answer) {
        vertx.executeBlocking(work, false).onSuccess(answer::accept).onFailure(ctx::fail);
    }

    private static ObjectNode body(RoutingContext ctx) {
        String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type != null && !type.toLowerCase(Locale.ROOT).contains("json")) {
            throw new ProblemException(
                    Code.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json, but it is " + type + ".");
        }
        String text = ctx.body().asString();
        return Json.readBody(text == null ? "" : text);
    }

    private static String no(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("no"), "only routes with :no ask for it");
    }

    private static @Nullable String customer(RoutingContext ctx) {
        List<String> customers = ctx.queryParam("customer");
        if (customers.size() > 1) {
            throw new ProblemException(
                    Code.CUSTOMER_AMBIGUOUS, "Name one customer, not " + customers.size() + ": ?customer=ID.");
        }
        return customers.isEmpty() ? null : customers.getFirst();
    }

    private static @Nullable String idempotencyKey(RoutingContext ctx) {
        String key = ctx.request().getHeader("Idempotency-Key");
        if (key != null && !KEY.matcher(key).matches()) {
            throw new ProblemException(
                    Code.IDEMPOTENCY_KEY_INVALID, "The Idempotency-Key must be 1 to 200 visible ASCII characters.");
        }
        return key;
    }

    private void failed(RoutingContext ctx) {
        Problem problem = problem(ctx);
        if (!ctx.response().ended()) {
            ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
            ctx.response().setStatusCode(problem.code().status()).end(Json.write(problem));
        }
    }

    private static Problem problem(RoutingContext ctx) {
        if (ctx.failure() instanceof ProblemException expected) {
            return expected.problem();
        }
        Code code = Problem.codeOf(ctx.statusCode());
        String request = ctx.request().method() + " " + ctx.request().path();
        return switch (code) {
            case NOT_FOUND -> new Problem(code, "There is no resource for " + request + ".");
            case METHOD_NOT_ALLOWED -> new Problem(code, "The resource does not support " + request + ".");
            case BODY_TOO_LARGE -> new Problem(code, "The body must have at most " + MAX_BODY_BYTES + " bytes.");
            case INTERNAL_ERROR -> {
                LOG.error("{} failed", request, ctx.failure());
                yield new Problem(code, "The service failed on " + request + "; its log says why.");
            }
            default -> new Problem(code, "The request " + request + " cannot be read.");
        };
    }

    private static void send(RoutingContext ctx, int status, String json) {
        String type = status < 400 ? "application/json" : "application/problem+json";
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, type);
        ctx.response().setStatusCode(status).end(json);
    }
}
