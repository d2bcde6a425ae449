package io.xiangyin.server.config;

import io.xiangyin.core.OpeningHours;
import io.xiangyin.dialog.policy.Limits;
import io.xiangyin.dialog.understand.Words;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.ReportSettings;
import io.xiangyin.server.outbound.McpServer;
import io.xiangyin.server.outbound.QuietHours;
import io.xiangyin.server.survey.SurveySettings;
import io.xiangyin.server.watch.WatchSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code bot.yaml} says.
 *
 * @param version which version of the bot this is, for comparing versions in reports; the shop counts it up
 * @param services addresses of the shop's systems by name
 * @param mcp the shop's MCP servers by name
 * @param answerFrom least confidence for an answer from the knowledge base, 0 to 1
 * @param embeddings where the vectors of texts come from
 * @param origins foreign origins whose pages may embed the widget
 * @param limits what the bot may do without a human
 * @param conversationsPerMinute how many conversations strangers may begin from one address in a minute
 * @param quietHours when nobody is told anything unasked
 * @param openingHours when people answer
 * @param replyDialects codes of the dialects the bot answers in; empty: Standard Mandarin always
 * @param report the numbers the shop chose for its reports
 * @param watch when alerts are raised, and who is told
 * @param survey when shoppers are asked for their opinion
 * @param phrases set phrases that replace the product's own
 * @param llm how language models are used
 */
public record BotConfig(
        String name,
        String botName,
        String version,
        Map<String, URI> services,
        Map<String, McpServer> mcp,
        double answerFrom,
        EmbeddingSettings embeddings,
        Set<String> origins,
        Limits limits,
        int conversationsPerMinute,
        QuietHours quietHours,
        OpeningHours openingHours,
        Set<String> replyDialects,
        ReportSettings report,
        WatchSettings watch,
        SurveySettings survey,
        Map<String, String> phrases,
        LlmSettings llm) {
    private static final double ANSWER_FROM = 0.32;
    private static final int CONVERSATIONS_PER_MINUTE = 300;

    public BotConfig {
        services = Map.copyOf(services);
        mcp = Map.copyOf(mcp);
        origins = Set.copyOf(origins);
        replyDialects = Set.copyOf(replyDialects);
        phrases = Map.copyOf(phrases);
    }

    /**
     * Reads and checks {@code bot.yaml}; a mistake is told with file, line and remedy.
     *
     * @param environment where keys come from and what overrides the endpoint of the language model
     */
    public static BotConfig read(YamlNode root, Map<String, String> environment) {
        root.allow(
                "name",
                "botName",
                "version",
                "services",
                "mcp",
                "knowledge",
                "embeddings",
                "widget",
                "limits",
                "news",
                "phrases",
                "openingHours",
                "holidays",
                "replyDialects",
                "report",
                "watch",
                "survey",
                "llm");
        Map<String, URI> services = new HashMap<>();
        YamlNode declared = root.find("services");
        if (declared != null) {
            declared.entries()
                    .forEach((name, node) ->
                            services.put(name, address(node.allow("url").get("url"))));
        }
        Map<String, String> phrases = new HashMap<>();
        YamlNode own = root.find("phrases");
        if (own != null) {
            own.entries().forEach((key, node) -> phrases.put(key, node.text()));
        }
        Set<String> origins = new HashSet<>();
        YamlNode widget = root.find("widget");
        YamlNode listed = widget == null ? null : widget.allow("origins").find("origins");
        if (listed != null) {
            listed.items().forEach(node -> origins.add(origin(node)));
        }
        return new BotConfig(
                root.text("name"),
                root.text("botName", "小乡"),
                root.text("version", "1"),
                services,
                McpReader.read(root.find("mcp"), environment),
                answerFrom(root.find("knowledge")),
                embeddings(root.find("embeddings")),
                origins,
                limits(root.find("limits")),
                conversationsPerMinute(root.find("limits")),
                quietHours(root.find("news")),
                OpeningHoursReader.read(root.find("openingHours"), root.find("holidays")),
                replyDialects(root.find("replyDialects")),
                ReportSettingsReader.read(root.find("report")),
                WatchSettingsReader.read(root.find("watch")),
                survey(root.find("survey")),
                phrases,
                LlmReader.read(root.find("llm"), environment));
    }

    /** The same, with the address of a service replaced, also for MCP servers that stand at it. */
    public BotConfig with(String service, URI address) {
        Map<String, URI> changed = new HashMap<>(services);
        URI before = changed.put(service, address);
        Map<String, McpServer> moved = new HashMap<>(mcp);
        if (before != null) {
            moved.replaceAll((_, server) -> server.moved(before, address));
        }
        return new BotConfig(
                name,
                botName,
                version,
                changed,
                moved,
                answerFrom,
                embeddings,
                origins,
                limits,
                conversationsPerMinute,
                quietHours,
                openingHours,
                replyDialects,
                report,
                watch,
                survey,
                phrases,
                llm);
    }

    private static Set<String> replyDialects(@Nullable YamlNode node) {
        Set<String> codes = new HashSet<>();
        if (node != null) {
            node.items().forEach(item -> {
                if (!Words.DIALECTS.contains(item.text())) {
                    throw item.error("the bot has no phrases in '" + item.text() + "'. Dialects it can answer in: "
                            + String.join(", ", Words.DIALECTS));
                }
                codes.add(item.text());
            });
        }
        return codes;
    }

    private static SurveySettings survey(@Nullable YamlNode node) {
        SurveySettings usual = SurveySettings.DEFAULT;
        if (node == null) {
            return usual;
        }
        node.allow("share", "rateAfterMinutes", "askAfterMinutes", "openDays");
        return new SurveySettings(
                node.integer("share", usual.share(), 0, 100),
                Duration.ofMinutes(
                        node.integer("rateAfterMinutes", (int) usual.rateAfter().toMinutes(), 1, 1_440)),
                Duration.ofMinutes(
                        node.integer("askAfterMinutes", (int) usual.askAfter().toMinutes(), 1, 1_440)),
                Duration.ofDays(node.integer("openDays", (int) usual.open().toDays(), 1, 90)));
    }

    private static Limits limits(@Nullable YamlNode node) {
        return node == null
                ? Limits.DEFAULT
                : new Limits(
                        yuan(
                                node.allow("refundWithoutHuman", "highValue", "conversationsPerMinute"),
                                "refundWithoutHuman",
                                Limits.DEFAULT.moneyWithoutHuman()),
                        yuan(node, "highValue", Limits.DEFAULT.highValue()));
    }

    private static int conversationsPerMinute(@Nullable YamlNode node) {
        return node == null
                ? CONVERSATIONS_PER_MINUTE
                : node.integer("conversationsPerMinute", CONVERSATIONS_PER_MINUTE, 1, 1_000_000);
    }

    private static BigDecimal yuan(YamlNode node, String key, BigDecimal otherwise) {
        return BigDecimal.valueOf(node.integer(key, otherwise.intValue(), 0, 1_000_000));
    }

    private static QuietHours quietHours(@Nullable YamlNode node) {
        if (node == null) {
            return QuietHours.DEFAULT;
        }
        node.allow("quietFrom", "quietTo");
        return new QuietHours(
                time(node, "quietFrom", QuietHours.DEFAULT.from()), time(node, "quietTo", QuietHours.DEFAULT.to()));
    }

    private static LocalTime time(YamlNode node, String key, LocalTime otherwise) {
        YamlNode child = node.find(key);
        try {
            return child == null ? otherwise : LocalTime.parse(child.text());
        } catch (DateTimeParseException notATime) {
            throw node.get(key).error("'" + key + "' takes a time like \"22:00\", found '" + node.text(key) + "'");
        }
    }

    private static double answerFrom(@Nullable YamlNode knowledge) {
        YamlNode node = knowledge == null ? null : knowledge.allow("answerFrom").find("answerFrom");
        if (node == null) {
            return ANSWER_FROM;
        }
        try {
            double value = Double.parseDouble(node.text());
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // reported below with the range
        }
        throw node.error("'answerFrom' takes a number from 0 to 1, found '" + node.text() + "'");
    }

    private static EmbeddingSettings embeddings(@Nullable YamlNode node) {
        if (node == null) {
            return EmbeddingSettings.LOCAL;
        }
        YamlNode url = node.allow("url", "model").find("url");
        String model = node.text("model");
        if (url != null) {
            return new EmbeddingSettings(model, address(url));
        }
        return switch (model) {
            case EmbeddingSettings.NO_MODEL -> EmbeddingSettings.NONE;
            case EmbeddingSettings.LOCAL_MODEL -> EmbeddingSettings.LOCAL;
            default ->
                throw node.error("without 'url', 'model' is " + EmbeddingSettings.LOCAL_MODEL + " or "
                        + EmbeddingSettings.NO_MODEL + ", found '" + model + "'");
        };
    }

    static URI address(YamlNode node) {
        try {
            URI uri = URI.create(node.text());
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // reported below
        }
        throw node.error("expected an address like https://orders.example, found '" + node.text() + "'");
    }

    private static String origin(YamlNode node) {
        URI uri = address(node);
        String origin = uri.getScheme() + "://" + uri.getRawAuthority();
        if (!origin.equals(node.text())) {
            throw node.error("an origin is scheme and host only, such as " + origin);
        }
        return origin;
    }
}
