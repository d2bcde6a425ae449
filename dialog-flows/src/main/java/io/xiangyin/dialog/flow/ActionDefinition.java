package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An HTTP call to one of the shop's systems, declared in {@code flows/actions.yaml}.
 *
 * @param service the system, whose address is in {@code bot.yaml}
 * @param method GET reads; everything else changes something and carries an idempotency key
 * @param path template; {@code {customer}} is the conversation's customer, filled in by the engine
 * @param body templates by field; fields that come out empty are left out
 * @param timeoutMs longest wait for the answer, milliseconds
 */
public record ActionDefinition(
        String name, String service, String method, String path, Map<String, String> body, int timeoutMs) {
    private static final String CUSTOMER = "customer";

    /** Whether it changes anything at the other side. */
    public boolean mutates() {
        return !method.equals("GET");
    }

    /** Names of the values the path cannot do without. */
    Set<String> required() {
        return places(path);
    }

    /** Names of all values it takes from a flow. */
    Set<String> parameters() {
        Set<String> all = places(path);
        body.values().forEach(template -> all.addAll(places(template)));
        return all;
    }

    private static Set<String> places(String template) {
        Set<String> names = new TreeSet<>(Scope.roots(template));
        names.remove(CUSTOMER);
        return names;
    }

    static Map<String, ActionDefinition> readAll(YamlNode root) {
        Map<String, ActionDefinition> actions = new LinkedHashMap<>();
        root.allow("actions").get("actions").entries().forEach((name, node) -> {
            node.allow("service", "get", "post", "put", "delete", "body", "timeoutMs");
            List<String> methods = List.of("get", "post", "put", "delete").stream()
                    .filter(method -> node.find(method) != null)
                    .toList();
            if (methods.size() != 1) {
                throw node.error("an action has exactly one of get, post, put, delete with its path");
            }
            Map<String, String> body = new LinkedHashMap<>();
            YamlNode fields = node.find("body");
            if (fields != null) {
                fields.entries().forEach((field, value) -> body.put(field, value.text()));
            }
            String method = methods.getFirst();
            actions.put(
                    name,
                    new ActionDefinition(
                            name,
                            node.text("service"),
                            method.toUpperCase(Locale.ROOT),
                            node.text(method),
                            body,
                            node.integer("timeoutMs", 3_000, 100, 30_000)));
        });
        return actions;
    }
}
