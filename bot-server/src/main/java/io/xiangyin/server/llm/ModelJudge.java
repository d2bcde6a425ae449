package io.xiangyin.server.llm;

import dev.langchain4j.model.chat.request.ResponseFormat;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.dialog.yaml.YamlNode;
import io.xiangyin.server.privacy.Mask;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Scores conversations by a rubric with a language model. How far its scores can be trusted is told by comparing them
 * with those of people; it decides nothing.
 */
public final class ModelJudge {
    private static final int TOKENS = 600;
    private static final int LONGEST_TALK = 12_000;

    private final BatchModel model;
    private final Map<String, String> rubric;

    /** @param rubric what is scored, by item, with what makes it good or bad */
    public ModelJudge(BatchModel model, Map<String, String> rubric) {
        this.model = model;
        this.rubric = new LinkedHashMap<>(rubric);
    }

    /** Reads a rubric, {@code item: what makes it good or bad}; null reads the product's own. */
    public static Map<String, String> rubric(@Nullable Path file) {
        YamlNode root = file == null ? own() : YamlNode.read(file);
        Map<String, String> rubric = new LinkedHashMap<>();
        root.entries().forEach((item, node) -> rubric.put(item, node.text()));
        return rubric;
    }

    private static YamlNode own() {
        try (InputStream in = ModelJudge.class.getResourceAsStream("rubric.yaml")) {
            if (in == null) {
                throw new IllegalStateException("Resource rubric.yaml is missing from the jar");
            }
            return YamlNode.parse("rubric.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Scores of 1 to 5 by item of the rubric; empty if the model did not give all of them in that form. */
    public Optional<Map<String, Integer>> score(List<RecordedEvent> talk) {
        List<String> lines = Transcripts.lines(talk);
        if (lines.stream().mapToInt(String::length).sum() > LONGEST_TALK) {
            model.count("skipped:long");
            return Optional.empty();
        }
        Briefing briefing = new Briefing(new Mask(List.of()))
                .known("rubric", new JsonObject(new LinkedHashMap<>(rubric)))
                .said("talk", lines);
        Optional<Map<String, Integer>> scores =
                model.ask("judge", briefing, ResponseFormat.JSON, TOKENS).flatMap(this::read);
        if (scores.isEmpty()) {
            model.count("unusable");
        }
        return scores;
    }

    private Optional<Map<String, Integer>> read(String answer) {
        try {
            JsonObject given = new JsonObject(answer).getJsonObject("scores");
            if (given == null || !given.fieldNames().equals(rubric.keySet())) {
                return Optional.empty();
            }
            Map<String, Integer> scores = new LinkedHashMap<>();
            for (String item : rubric.keySet()) {
                if (!(given.getValue(item) instanceof Integer score) || score < 1 || score > 5) {
                    return Optional.empty();
                }
                scores.put(item, score);
            }
            return Optional.of(scores);
        } catch (DecodeException | ClassCastException notAsAsked) {
            return Optional.empty();
        }
    }
}
