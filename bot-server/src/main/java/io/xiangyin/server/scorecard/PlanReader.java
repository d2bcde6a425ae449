package io.xiangyin.server.scorecard;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.evaluator.scorecard.Indicator;
import io.xiangyin.evaluator.scorecard.Measured;
import io.xiangyin.evaluator.scorecard.Plan;
import io.xiangyin.evaluator.scorecard.Questionnaire;
import io.xiangyin.evaluator.scorecard.Questionnaire.Question;
import io.xiangyin.evaluator.scorecard.Questionnaire.Scale;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is scored, what is asked, and the figures somebody else measured. */
public final class PlanReader {
    private PlanReader() {}

    /** The shop's own {@code scorecard.yaml} in the folder, or the product's. */
    public static Plan plan(Path folder) {
        YamlNode node = node(folder, "scorecard.yaml").allow("version", "mostBonus", "dimensions", "categories");
        List<Plan.Dimension> dimensions = new ArrayList<>();
        node.get("dimensions").entries().forEach((id, one) -> dimensions.add(dimension(id, one)));
        Map<String, Map<String, Double>> categories = new LinkedHashMap<>();
        YamlNode kinds = node.find("categories");
        if (kinds != null) {
            kinds.entries().forEach((name, weights) -> {
                Map<String, Double> own = new HashMap<>();
                weights.entries().forEach((id, weight) -> own.put(id, number(weight)));
                categories.put(name, own);
            });
        }
        try {
            return new Plan(node.text("version"), number(node.get("mostBonus")), dimensions, categories);
        } catch (IllegalArgumentException wrong) {
            throw node.error(String.valueOf(wrong.getMessage()));
        }
    }

    private static Plan.Dimension dimension(String id, YamlNode node) {
        node.allow("title", "weight", "indicators");
        List<Indicator> indicators = new ArrayList<>();
        node.get("indicators").entries().forEach((name, one) -> indicators.add(indicator(name, one)));
        return new Plan.Dimension(id, node.text("title"), number(node.get("weight")), indicators);
    }

    private static Indicator indicator(String id, YamlNode node) {
        node.allow("title", "measure", "unit", "weight", "base", "lower", "bonus", "advice");
        YamlNode bonus = node.find("bonus");
        try {
            return new Indicator(
                    id,
                    node.text("title"),
                    node.text("measure"),
                    node.text("unit"),
                    number(node.get("weight")),
                    number(node.get("base")),
                    node.bool("lower", false),
                    bonus == null ? null : new Indicator.Bonus(number(bonus.get("at")), number(bonus.get("points"))),
                    node.text("advice"));
        } catch (IllegalArgumentException wrong) {
            throw node.error(String.valueOf(wrong.getMessage()));
        }
    }

    /** The shop's own {@code questionnaire.yaml} in the folder, or the product's. */
    public static Questionnaire questionnaire(Path folder) {
        return questionnaire(node(folder, "questionnaire.yaml"));
    }

    /** The product's questionnaire. */
    public static Questionnaire questionnaire() {
        return questionnaire(own("questionnaire.yaml"));
    }

    private static Questionnaire questionnaire(YamlNode node) {
        node.allow("version", "questions");
        List<Question> questions = new ArrayList<>();
        node.get("questions").entries().forEach((id, one) -> {
            Map<String, String> wordings = new LinkedHashMap<>();
            one.entries().forEach((name, value) -> {
                if (!List.of("scale", "text").contains(name)) {
                    wordings.put(name, value.text());
                }
            });
            questions.add(new Question(id, scale(one), one.text("text"), wordings));
        });
        return new Questionnaire(node.text("version"), questions);
    }

    private static Scale scale(YamlNode node) {
        String word = node.text("scale");
        return Arrays.stream(Scale.values())
                .filter(scale -> scale.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> node.get("scale").error("takes five, ten, minutes or text, found '" + word + "'"));
    }

    /** Figures of {@code facts.yaml} in the folder that no log knows; none if there is no such file. */
    static Map<String, Measured> facts(Path folder) {
        Path file = folder.resolve("facts.yaml");
        Map<String, Measured> facts = new LinkedHashMap<>();
        if (Files.exists(file)) {
            YamlNode.read(file).entries().forEach((name, node) -> {
                node.allow("value", "evidence");
                facts.put("facts." + name, new Measured(number(node.get("value")), node.text("evidence")));
            });
        }
        return facts;
    }

    private static double number(YamlNode node) {
        try {
            return Double.parseDouble(node.text());
        } catch (NumberFormatException notANumber) {
            throw node.error("takes a number, found '" + node.text() + "'");
        }
    }

    private static YamlNode node(Path folder, String name) {
        Path own = folder.resolve(name);
        return Files.exists(own) ? YamlNode.read(own) : own(name);
    }

    private static YamlNode own(String name) {
        try (@Nullable InputStream in = Plan.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new DefinitionException(name, 0, "is missing from the jar");
            }
            return YamlNode.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
