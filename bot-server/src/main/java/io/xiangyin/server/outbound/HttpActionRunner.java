package io.xiangyin.server.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ActionRunner;
import io.xiangyin.core.Customer;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.flow.Scope;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs declared actions over HTTP. Each call has a time limit, repetitions if the other side did not answer, and a
 * place among a limited number of calls under way. The customer comes from the conversation; a visitor nobody vouched
 * for is refused.
 */
public final class HttpActionRunner implements ActionRunner, AutoCloseable {
    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final int CONNECT_MS = 1_000;
    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    private final WebClient client;
    private final Map<String, ActionDefinition> actions;
    private final Map<String, URI> services;
    private final Turnstile turnstile = new Turnstile();

    /** @param services addresses by service name */
    public HttpActionRunner(Vertx vertx, Map<String, ActionDefinition> actions, Map<String, URI> services) {
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setConnectTimeout(CONNECT_MS)
                        .setFollowRedirects(false)
                        .setUserAgent("xiangyin"));
        this.actions = Map.copyOf(actions);
        this.services = Map.copyOf(services);
    }

    @Override
    public ActionOutcome run(Customer customer, ActionCall call) {
        ActionDefinition action = actions.get(call.action());
        URI service = action == null ? null : services.get(action.service());
        if (action == null || service == null) {
            return new ActionOutcome.Failed("action '" + call.action() + "' or its service is not configured");
        }
        return turnstile.pass(customer, action, () -> attempt(action, service, customer, call));
    }

    private ActionOutcome attempt(ActionDefinition action, URI service, Customer customer, ActionCall call)
            throws InterruptedException {
        ActionOutcome outcome = new ActionOutcome.Failed("not tried");
        for (int i = 0; i <= action.retries() && outcome instanceof ActionOutcome.Failed; i++) {
            outcome = once(action, service, customer, call);
        }
        return outcome;
    }

    private ActionOutcome once(ActionDefinition action, URI service, Customer customer, ActionCall call)
            throws InterruptedException {
        HttpRequest<Buffer> request = client.requestAbs(
                        HttpMethod.valueOf(action.method()), service + path(action, customer, call))
                .timeout(action.timeoutMs());
        if (action.mutates()) {
            request.putHeader("Idempotency-Key", call.idempotencyKey());
        }
        try {
            var sent = action.mutates() ? request.sendJsonObject(body(action, call)) : request.send();
            return outcome(
                    action,
                    sent.toCompletionStage()
                            .toCompletableFuture()
                            .get(action.timeoutMs() + 500L, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException unreachable) {
            Throwable cause = unreachable.getCause() == null ? unreachable : unreachable.getCause();
            return new ActionOutcome.Failed(
                    action.service() + ": " + cause.getClass().getSimpleName());
        }
    }

    private static String path(ActionDefinition action, Customer customer, ActionCall call) {
        return filled(action.path(), place -> URLEncoder.encode(value(place, customer, call), StandardCharsets.UTF_8));
    }

    /** What stands in a place of a template: the customer is the conversation's, whatever the arguments say. */
    static String value(String place, Customer customer, ActionCall call) {
        return place.equals("customer")
                ? customer.externalId()
                : call.arguments().getOrDefault(place, "");
    }

    static String filled(String template, UnaryOperator<String> values) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(values.apply(place.group(1))));
    }

    private static JsonObject body(ActionDefinition action, ActionCall call) {
        JsonObject body = new JsonObject();
        action.body().forEach((field, template) -> {
            String value = filled(template, place -> call.arguments().getOrDefault(place, ""));
            if (template.equals(action.money()) && value.matches("\\d{1,12}(\\.\\d+)?")) {
                body.put(field, new BigDecimal(value)); // money is a number in JSON
            } else if (!value.isEmpty()) {
                body.put(field, value);
            }
        });
        return body;
    }

    private static ActionOutcome outcome(ActionDefinition action, HttpResponse<Buffer> response) {
        Buffer body = response.body();
        if (body != null && body.length() > LARGEST_ANSWER) {
            return new ActionOutcome.Failed("answer of " + body.length() + " bytes is larger than " + LARGEST_ANSWER);
        }
        int status = response.statusCode();
        try {
            JsonObject json = body == null || body.length() == 0 ? new JsonObject() : new JsonObject(body);
            if (status >= 200 && status < 300) {
                return new ActionOutcome.Succeeded(kept(action, withoutNulls(json)));
            }
            if (status >= 400 && status < 500 && status != 408 && status != 429) {
                Object code = Scope.walk(withoutNulls(json), action.errorCode());
                return new ActionOutcome.Refused(
                        code == null ? Integer.toString(status) : code.toString(), json.getString("message", ""));
            }
            return new ActionOutcome.Failed("status " + status);
        } catch (DecodeException | ClassCastException garbled) {
            return new ActionOutcome.Failed("status " + status + " with a body that is not a JSON object");
        }
    }

    /** The parts of an answer that the action names; all of it if it names none. */
    private static Map<String, Object> kept(ActionDefinition action, Map<String, Object> answer) {
        if (action.result().isEmpty()) {
            return answer;
        }
        Map<String, Object> kept = new HashMap<>();
        action.result().forEach((name, path) -> {
            Object value = Scope.walk(answer, path);
            if (value != null) {
                kept.put(name, value);
            }
        });
        return kept;
    }

    static Map<String, Object> withoutNulls(JsonObject json) {
        Map<String, Object> map = new HashMap<>();
        json.forEach(entry -> {
            Object value = plain(entry.getValue());
            if (value != null) {
                map.put(entry.getKey(), value);
            }
        });
        return map;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> withoutNulls(object);
            case JsonArray array -> {
                List<Object> list = new ArrayList<>();
                array.forEach(element -> {
                    Object item = plain(element);
                    if (item != null) {
                        list.add(item);
                    }
                });
                yield list;
            }
            case null -> null;
            case Object scalar -> scalar;
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
