package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.dialog.flow.Repair.Response;
import io.xiangyin.dialog.flow.Repair.Situation;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code conversation-repair.yaml}: that of the product, and over it that of a bot. */
final class RepairReader {
    private static final String NAME = "conversation-repair.yaml";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,4})([smhd])");
    private static final Pattern PART = Pattern.compile("\\{([^}]*)}");

    private RepairReader() {}

    /** @param file the bot's own; may be absent */
    static Repair read(Path file) {
        Map<Situation, List<Response>> responses = new EnumMap<>(Situation.class);
        responses.putAll(read(YamlNode.parse(NAME, standard())));
        if (Files.exists(file)) {
            responses.putAll(read(YamlNode.read(file)));
        }
        return new Repair(responses);
    }

    private static String standard() {
        try (InputStream in = RepairReader.class.getResourceAsStream("/io/xiangyin/dialog/" + NAME)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + NAME + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Map<Situation, List<Response>> read(YamlNode root) {
        YamlNode repair = root.allow("repair").get("repair");
        repair.allow(Arrays.stream(Situation.values()).map(Situation::key).toArray(String[]::new));
        Map<Situation, List<Response>> responses = new EnumMap<>(Situation.class);
        for (Situation situation : Situation.values()) {
            YamlNode list = repair.find(situation.key());
            if (list != null) {
                responses.put(situation, responses(situation, list));
            }
        }
        return responses;
    }

    private static List<Response> responses(Situation situation, YamlNode list) {
        List<Response> responses = new ArrayList<>();
        int times = 0;
        for (YamlNode item : list.items()) {
            Response response = response(situation, item, times + 1);
            times = response.times();
            responses.add(response);
        }
        boolean optional = situation == Situation.SILENT || situation == Situation.MISHEARD;
        if (!optional && (responses.isEmpty() || responses.getFirst().times() > 1)) {
            throw list.error("'" + situation.key() + "' needs a response for the first time. Write it, or leave the key"
                    + " out");
        }
        return responses;
    }

    private static Response response(Situation situation, YamlNode item, int number) {
        boolean silence = situation == Situation.SILENT;
        boolean misses = situation == Situation.MISUNDERSTOOD
                || situation == Situation.UNANSWERED
                || situation == Situation.MISHEARD;
        boolean handsOff = misses && item.find("handoff") != null;
        item.allow(
                silence
                        ? new String[] {"after", "elder", "say", "choices", "end"}
                        : handsOff
                                ? new String[] {"times", "handoff", "reason"}
                                : new String[] {"times", "say", "choices"});
        YamlNode words = item.get(handsOff ? "handoff" : "say");
        Text text = Text.read(words);
        text.all().forEach(one -> refuseOtherParts(situation, one, words));
        return new Response(
                item.integer("times", number, number, 100),
                text,
                StepReader.choices(item.find("choices")),
                handsOff
                        ? StepReader.constant(HandoffReason.class, item, "reason", HandoffReason.REPEATED_FAILURE)
                        : null,
                silence ? duration(item.get("after")) : Duration.ZERO,
                item.bool("elder", true),
                item.find("end") == null
                        ? null
                        : StepReader.constant(FlowEnded.Outcome.class, item, "end", FlowEnded.Outcome.CANCELLED));
    }

    private static void refuseOtherParts(Situation situation, String text, YamlNode place) {
        Matcher parts = PART.matcher(text);
        while (parts.find()) {
            if (!situation.part().equals(parts.group(1))) {
                throw place.error("there is no " + parts.group() + " here. "
                        + (situation.part().isEmpty() ? "Write it out" : "Known here: {" + situation.part() + "}"));
            }
        }
    }

    private static Duration duration(YamlNode node) {
        Matcher read = DURATION.matcher(node.text());
        if (!read.matches()) {
            throw node.error("a time is a number with s, m, h or d, such as 10m; found '" + node.text() + "'");
        }
        long amount = Long.parseLong(read.group(1));
        return switch (read.group(2)) {
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }
}
