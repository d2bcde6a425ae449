package io.xiangyin.server.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.server.privacy.Mask;
import io.xiangyin.server.privacy.PersonalData;
import io.xiangyin.server.privacy.PersonalData.Span;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Hides what is personal in texts, as before anything goes to a language model, and counts where it is known. */
@Command(
        name = "mask",
        description = "Hides what is personal in texts; prints recall and precision if the lines say what is.")
final class MaskCommand implements Callable<Integer> {
    @Option(
            names = "--in",
            required = true,
            description = "Lines {\"id\",\"text\"}, with \"personal\":[{\"kind\",\"value\"}] to be counted.")
    private @Nullable Path in;

    @Option(
            names = "--out",
            required = true,
            description = "Takes {\"id\",\"masked\",\"found\":[{\"kind\",\"value\"}]}.")
    private @Nullable Path out;

    private int expected;
    private int hidden;
    private int found;
    private int rightly;

    @Override
    public Integer call() throws IOException {
        if (in == null || out == null) {
            throw new IllegalArgumentException("--in and --out are needed");
        }
        boolean labelled = false;
        try (BufferedWriter writer = Files.newBufferedWriter(out)) {
            for (JsonObject line : JsonLines.read(in, "id", "text")) {
                String text = line.getString("text");
                List<Span> spans = PersonalData.find(text);
                labelled |= line.containsKey("personal");
                count(text, spans, line.getJsonArray("personal", new JsonArray()));
                writer.write(json(line.getString("id"), text, spans).encode());
                writer.newLine();
            }
        }
        if (labelled) {
            System.out.printf(
                    Locale.ROOT,
                    "recall %.4f (%d of %d values hidden whole), precision %.4f (%d of %d finds personal)%n",
                    share(hidden, expected),
                    hidden,
                    expected,
                    share(rightly, found),
                    rightly,
                    found);
        }
        return 0;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 1 : (double) part / whole;
    }

    /** A value counts as hidden when no letter, digit or character of it is left; a find as right when it is in a value. */
    private void count(String text, List<Span> spans, JsonArray personal) {
        List<Span> values = new ArrayList<>();
        for (Object item : personal) {
            String value = ((JsonObject) item).getString("value");
            int at = text.indexOf(value);
            if (at < 0) {
                throw new IllegalArgumentException("'" + value + "' is not in the text '" + text + "'");
            }
            values.add(new Span(
                    PersonalData.Kind.valueOf(((JsonObject) item).getString("kind")), at, at + value.length()));
        }
        expected += values.size();
        found += spans.size();
        for (Span value : values) {
            boolean whole = IntStream.range(value.start(), value.end())
                    .filter(i -> Character.isLetterOrDigit(text.charAt(i)))
                    .allMatch(i -> spans.stream().anyMatch(span -> span.start() <= i && i < span.end()));
            hidden += whole ? 1 : 0;
            if (!whole) {
                System.err.println("left: " + text);
            }
        }
        for (Span span : spans) {
            boolean right = values.stream().anyMatch(span::overlaps);
            rightly += right ? 1 : 0;
            if (!right) {
                System.err.println("hidden without need: " + text.substring(span.start(), span.end()) + " in " + text);
            }
        }
    }

    private static JsonObject json(String id, String text, List<Span> spans) {
        JsonArray finds = new JsonArray();
        spans.forEach(span -> finds.add(new JsonObject()
                .put("kind", span.kind().name().toLowerCase(Locale.ROOT))
                .put("value", text.substring(span.start(), span.end()))));
        return new JsonObject()
                .put("id", id)
                .put("masked", new Mask(List.of()).hide(text))
                .put("found", finds);
    }
}
