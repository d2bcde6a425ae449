package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.server.config.LlmSettings.Budget;
import io.xiangyin.server.config.LlmSettings.Budgets;
import io.xiangyin.server.config.LlmSettings.Endpoint;
import io.xiangyin.server.config.LlmSettings.Json;
import io.xiangyin.server.config.LlmSettings.Limits;
import io.xiangyin.server.config.LlmSettings.Wording;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code llm} of {@code bot.yaml}, and lets the environment override it. Keys come from the environment alone:
 * the file names the variable.
 */
public final class LlmReader {
    private static final String URL = "XIANGYIN_LLM_BASE_URL";
    private static final String OFF = "XIANGYIN_LLM_OFF";
    private static final String MODEL = "XIANGYIN_LLM_MODEL";
    private static final int CONCURRENT = 256;

    private final Map<String, String> environment;

    private LlmReader(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads the settings.
     *
     * @param node {@code llm} of the file; null if it is not there
     * @throws DefinitionException if something is wrong; place and remedy
     */
    static LlmSettings read(@Nullable YamlNode node, Map<String, String> environment) {
        LlmReader reader = new LlmReader(environment);
        return reader.override(node == null ? LlmSettings.NONE : reader.settings(node));
    }

    private LlmSettings settings(YamlNode node) {
        node.allow(
                "endpoints",
                "limits",
                "budgets",
                "longFrom",
                "fixedCategories",
                "cached",
                "toolCalls",
                "wording",
                "off");
        LlmSettings none = LlmSettings.NONE;
        YamlNode endpoints = node.find("endpoints");
        return new LlmSettings(
                endpoints == null || node.bool("off", false)
                        ? List.of()
                        : endpoints.items().stream().map(this::endpoint).toList(),
                limits(node.find("limits")),
                budgets(node.find("budgets")),
                node.integer("longFrom", none.longFrom(), 1, 100_000),
                Set.copyOf(node.texts("fixedCategories")),
                node.integer("cached", none.cached(), 0, 1_000_000),
                node.integer("toolCalls", none.toolCalls(), 0, 8),
                wording(node.find("wording")));
    }

    private static Wording wording(@Nullable YamlNode node) {
        return node == null
                ? Wording.NONE
                : new Wording(
                        node.allow("style", "elder", "dialects").text("style", ""),
                        node.bool("elder", false),
                        node.bool("dialects", false));
    }

    private Endpoint endpoint(YamlNode node) {
        if (node.find("key") != null) {
            throw node.get("key")
                    .error("keys do not stand in files. Put it into an environment variable and name that: 'keyFrom: "
                            + LlmSettings.KEY + "'");
        }
        node.allow("url", "model", "keyFrom", "json", "inputYuan", "outputYuan", "concurrent");
        String json = node.text("json", "object").toUpperCase(Locale.ROOT);
        if (Arrays.stream(Json.values()).noneMatch(known -> known.name().equals(json))) {
            throw node.get("json").error("'json' takes schema, object or text, found '" + node.text("json") + "'");
        }
        return new Endpoint(
                BotConfig.address(node.get("url")),
                node.text("model"),
                environment.getOrDefault(node.text("keyFrom", LlmSettings.KEY), ""),
                Json.valueOf(json),
                yuan(node, "inputYuan"),
                yuan(node, "outputYuan"),
                node.integer("concurrent", CONCURRENT, 1, 10_000));
    }

    private static Limits limits(@Nullable YamlNode node) {
        Limits usual = Limits.DEFAULT;
        if (node == null) {
            return usual;
        }
        node.allow("connectMs", "firstTokenMs", "silenceMs", "understandMs", "answerMs", "wordingMs", "draftMs");
        Limits limits = new Limits(
                millis(node, "connectMs", usual.connect()),
                millis(node, "firstTokenMs", usual.firstToken()),
                millis(node, "silenceMs", usual.silence()),
                millis(node, "understandMs", usual.understand()),
                millis(node, "answerMs", usual.answer()),
                millis(node, "wordingMs", usual.wording()),
                millis(node, "draftMs", usual.draft()));
        if (limits.understand().plus(limits.wording()).toMillis() > 9_500) {
            throw node.error("'understandMs' and 'wordingMs' together are above 9500. Lower one");
        }
        if (limits.understand().plus(limits.answer()).toMillis() > 9_500) {
            throw node.error(
                    "'understandMs' and 'answerMs' together are above 9500: the shopper would wait more than ten"
                            + " seconds. Lower one");
        }
        return limits;
    }

    private static Duration millis(YamlNode node, String key, Duration usual) {
        return Duration.ofMillis(node.integer(key, (int) usual.toMillis(), 1, 120_000));
    }

    private static Budgets budgets(@Nullable YamlNode node) {
        Budgets usual = Budgets.DEFAULT;
        if (node == null) {
            return usual;
        }
        node.allow("turn", "customer", "day", "month");
        return new Budgets(
                budget(node.find("turn"), usual.turn()),
                budget(node.find("customer"), usual.customer()),
                budget(node.find("day"), usual.day()),
                budget(node.find("month"), usual.month()));
    }

    private static Budget budget(@Nullable YamlNode node, Budget usual) {
        return node == null
                ? usual
                : new Budget(
                        node.allow("tokens", "yuan").integer("tokens", (int) usual.tokens(), 0, Integer.MAX_VALUE),
                        yuan(node, "yuan"));
    }

    private static BigDecimal yuan(YamlNode node, String key) {
        YamlNode child = node.find(key);
        if (child == null) {
            return BigDecimal.ZERO;
        }
        if (!child.text().matches("\\d{1,7}(\\.\\d{1,6})?")) {
            throw child.error("'" + key + "' takes yuan, such as 0.8, found '" + child.text() + "'");
        }
        return new BigDecimal(child.text());
    }

    /** One endpoint of the environment stands in place of all of the file's. */
    private LlmSettings override(LlmSettings settings) {
        if ("true".equals(environment.get(OFF))) {
            return settings.with(List.of());
        }
        String url = environment.getOrDefault(URL, "");
        String model = environment.getOrDefault(MODEL, "");
        if (url.isBlank() && (model.isBlank() || !settings.wanted())) {
            return settings;
        }
        Endpoint first = settings.wanted() ? settings.endpoints().getFirst() : null;
        if (model.isBlank() && first == null) {
            throw new DefinitionException(
                    URL, 0, "is set, but " + MODEL + " is not. Set it to the name of a model that the endpoint serves");
        }
        boolean sameModel = first != null && (model.isBlank() || model.equals(first.model()));
        return settings.with(List.of(new Endpoint(
                url.isBlank() && first != null ? first.url() : address(url),
                model.isBlank() && first != null ? first.model() : model,
                environment.getOrDefault(LlmSettings.KEY, first == null ? "" : first.key()),
                first == null ? Json.OBJECT : first.json(),
                sameModel && first != null ? first.inputYuan() : BigDecimal.ZERO,
                sameModel && first != null ? first.outputYuan() : BigDecimal.ZERO,
                first == null ? CONCURRENT : first.concurrent())));
    }

    private static URI address(String url) {
        try {
            URI uri = URI.create(url.strip());
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // reported below
        }
        throw new DefinitionException(
                URL, 0, "takes an address like https://api.deepseek.com/v1, found '" + url + "'. Correct it");
    }
}
