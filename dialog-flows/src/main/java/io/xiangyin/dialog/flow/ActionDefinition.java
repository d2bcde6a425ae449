package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A call to one of the shop's systems, over HTTP, by MCP or in Java, declared in {@code flows/actions.yaml}.
 *
 * @param service the system, whose address is in {@code bot.yaml}
 * @param method GET reads; everything else changes something and carries an idempotency key
 * @param path template; {@code {customer}} is the conversation's customer, filled in by the engine
 * @param body templates by field; fields that come out empty are left out
 * @param timeoutMs longest wait for the answer, milliseconds
 * @param retries how often it is repeated if there is no answer
 * @param result what is kept of the answer, as paths in it by name; empty keeps it whole
 * @param errorCode path of the reason in a refusal
 * @param money template of the yuan it moves; null if it moves none. Above the shop's limit a human decides
 * @param human whether a human decides in any case, such as on a compensation
 * @param java name of the {@code ShopAction} that stands in for HTTP; null for HTTP
 * @param mcp server and tool, such as {@code stock/look_up}, of an MCP server that stands in for HTTP; null for HTTP
 * @param tool what it tells, for a language model that may look things up with it; null: only flows make the call. One
 *     that changes anything is never a tool: changes go through a flow, which asks the shopper first
 */
public record ActionDefinition(
        String name,
        String service,
        String method,
        String path,
        Map<String, String> body,
        int timeoutMs,
        int retries,
        Map<String, String> result,
        String errorCode,
        @Nullable String money,
        boolean human,
        @Nullable String java,
        @Nullable String mcp,
        @Nullable String tool) {
    private static final String CUSTOMER = "customer";
    private static final Pattern MCP = Pattern.compile("[\\w-]+/[\\w.-]+");

    public ActionDefinition {
        body = Map.copyOf(body);
        result = Map.copyOf(result);
    }

    /** Whether it changes anything at the other side. */
    public boolean mutates() {
        return !method.equals("GET");
    }

    /** Names of the values the path cannot do without. */
    public Set<String> required() {
        Set<String> all = places(path);
        if (money != null) {
            all.addAll(places(money));
        }
        return all;
    }

    /** Names of all values it takes; never the customer, who comes from the conversation. */
    public Set<String> parameters() {
        Set<String> all = places(path);
        body.values().forEach(template -> all.addAll(places(template)));
        if (money != null) {
            all.addAll(places(money));
        }
        return all;
    }

    private static Set<String> places(String template) {
        Set<String> names = new TreeSet<>(Scope.roots(template));
        names.remove(CUSTOMER);
        return names;
    }

    /**
     * Whether a human must decide before it is made.
     *
     * @param arguments values by parameter name
     * @param limit most yuan that may be moved without one
     */
    public boolean needsHuman(Map<String, String> arguments, BigDecimal limit) {
        if (human || money == null) {
            return human;
        }
        String amount = money;
        for (Map.Entry<String, String> argument : arguments.entrySet()) {
            amount = amount.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return !amount.matches("\\d{1,12}(\\.\\d+)?") || new BigDecimal(amount).compareTo(limit) > 0;
    }

    static Map<String, ActionDefinition> readAll(YamlNode root) {
        Map<String, ActionDefinition> actions = new LinkedHashMap<>();
        root.allow("actions").get("actions").entries().forEach((name, node) -> actions.put(name, read(name, node)));
        return actions;
    }

    private static ActionDefinition read(String name, YamlNode node) {
        ActionDefinition action = node.find("java") != null
                ? inJava(name, node)
                : node.find("mcp") != null ? byMcp(name, node) : overHttp(name, node);
        if (action.tool() != null && (action.mutates() || action.human())) {
            throw node.get("tool")
                    .error("'" + name + "' changes something, so no language model may call it. Leave 'tool' out: a"
                            + " flow makes the call, after the shopper has agreed");
        }
        return action;
    }

    private static ActionDefinition overHttp(String name, YamlNode node) {
        node.allow(
                "service",
                "get",
                "post",
                "put",
                "delete",
                "body",
                "timeoutMs",
                "retries",
                "result",
                "errorCode",
                "money",
                "human",
                "tool");
        List<String> methods = List.of("get", "post", "put", "delete").stream()
                .filter(method -> node.find(method) != null)
                .toList();
        if (methods.size() != 1) {
            throw node.error("an action has exactly one of get, post, put, delete with its path");
        }
        String method = methods.getFirst();
        return new ActionDefinition(
                name,
                node.text("service"),
                method.toUpperCase(Locale.ROOT),
                node.text(method),
                texts(node.find("body")),
                timeout(node),
                node.integer("retries", 1, 0, 5),
                texts(node.find("result")),
                node.text("errorCode", "code"),
                text(node, "money"),
                node.bool("human", false),
                null,
                null,
                text(node, "tool"));
    }

    /** One written in Java: it takes what {@code with} names. */
    private static ActionDefinition inJava(String name, YamlNode node) {
        node.allow("java", "with", "changes", "timeoutMs", "money", "human", "tool");
        Map<String, String> with = new LinkedHashMap<>();
        node.texts("with").forEach(parameter -> with.put(parameter, "{" + parameter + "}"));
        return elsewhere(name, node, with, node.text("java"), null);
    }

    /** A tool of an MCP server: {@code with} gives its arguments as templates, {@code {customer}} among them. */
    private static ActionDefinition byMcp(String name, YamlNode node) {
        node.allow("mcp", "with", "changes", "timeoutMs", "money", "human", "tool");
        String mcp = node.text("mcp");
        if (!MCP.matcher(mcp).matches()) {
            throw node.get("mcp").error("'mcp' takes server/tool, such as stock/look_up, found '" + mcp + "'");
        }
        return elsewhere(name, node, texts(node.find("with")), null, mcp);
    }

    private static ActionDefinition elsewhere(
            String name, YamlNode node, Map<String, String> with, @Nullable String java, @Nullable String mcp) {
        return new ActionDefinition(
                name,
                "",
                node.bool("changes", true) ? "POST" : "GET",
                "",
                with,
                timeout(node),
                0,
                Map.of(),
                "",
                text(node, "money"),
                node.bool("human", false),
                java,
                mcp,
                text(node, "tool"));
    }

    private static int timeout(YamlNode node) {
        return node.integer("timeoutMs", 3_000, 100, 30_000);
    }

    private static @Nullable String text(YamlNode node, String key) {
        return node.find(key) == null ? null : node.text(key);
    }

    private static Map<String, String> texts(@Nullable YamlNode fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (fields != null) {
            fields.entries().forEach((field, value) -> texts.put(field, value.text()));
        }
        return texts;
    }
}
