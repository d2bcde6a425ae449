package io.xiangyin.server.storage;

import io.xiangyin.core.ConversationEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/events.md} from the event records, their Javadoc and the examples. */
final class EventPage {
    private static final String INTRO = """
            # The event log

            <!-- Written by EventDocsTest from the sources; change the Javadoc there, not this page. -->

            A conversation is an append-only list of events. The log of all conversations is the one truth about them:
            transcript, state of the dialogue, queue, audit trail and service report are computed from it. Events are only
            ever added; a new type or a new optional field may come, none is renamed or removed.

            ## Export and import

            `./xiangyin events export FILE.jsonl` writes one event a line, UTF-8, in the order of storage;
            `./xiangyin events import FILE.jsonl` validates every line and takes all of them or none.

            ```
            {"conversationId":"…","seq":2,"type":"CustomerSpoke","at":"2026-11-01T02:00:00.000Z","data":{…},"salt":"…","digest":"…","hash":"…"}
            ```

            | key | meaning |
            |---|---|
            | `conversationId` | 8 to 64 characters of `A-Z a-z 0-9 _ -` |
            | `seq` | 1, 2, 3 … without gaps in its conversation; the first event is `ConversationStarted` |
            | `type` | one of the types below |
            | `at` | when it was stored: RFC 3339, UTC, milliseconds; never earlier than the event before it |
            | `data` | the content, as listed for the type |
            | `salt` | 32 hexadecimal digits; absent once the content was erased |
            | `digest`, `hash` | the event's links in the hash chain, 64 hexadecimal digits each |

            Unknown keys, missing fields and values of another type are refused with the number of the line. `salt`,
            `digest` and `hash` may be left out together; then they are computed. When present, they are verified.
            Lines of different conversations may be mixed; those of one conversation stand in order.

            ## Canonical JSON

            `data` is stored, hashed and exported in one form: keys in alphabetical order (but a `type` that tells one
            shape from another stands first), no white space, absent instead of null, times in RFC 3339 UTC.

            ## Hash chain

            ```
            digest = SHA-256(salt + data)
            hash   = SHA-256(previousHash \\n conversationId \\n seq \\n at \\n type \\n digest)
            ```

            All in UTF-8; hashes are lower-case hexadecimal; `at` is in epoch milliseconds; the `previousHash` of the first
            event is 64 zeros. `./xiangyin events verify` walks every chain, compares its end with the head kept beside it,
            and looks for gaps in the order of storage. It names the first break: conversation, event and what was done.
            The chain shows changes by whoever cannot recompute it all; keep an export, or its last hashes, elsewhere to
            hold against someone who can.

            ## Erasure

            On request everything personal about a customer is erased, the one sanctioned change: words, values and names
            are replaced by `[erased]` or left out, the customer by a pseudonym; times and structure stay. The salt of an
            erased event goes too, so that nobody can guess short texts from their digest. A `ConversationRedacted` event at
            the end of the conversation commits to the new content, so the chain still verifies, and editing erased content
            does not.

            ## Types
            """;

    private final Path sources;
    private final Map<String, String> examples = new TreeMap<>();
    private final Map<String, Class<?>> shapes = new TreeMap<>();
    private final Deque<Class<?>> toDescribe = new ArrayDeque<>();

    EventPage(Path sources, EventCodec codec) {
        this.sources = sources;
        for (ConversationEvent event : EventExamples.all()) {
            examples.put(EventCodec.type(event), codec.encode(event));
        }
    }

    /** A Javadoc comment, taken apart. */
    private record Javadoc(String text, Map<String, String> params) {}

    String write() {
        StringBuilder page = new StringBuilder(INTRO);
        EventCodec.typesByName()
                .forEach((name, type) -> page.append('\n')
                        .append(section("### ", name, type))
                        .append("\n```json\n")
                        .append(examples.get(name))
                        .append("\n```\n"));
        page.append("\n## Shapes\n\nWhat the fields above are made of.\n");
        Map<String, String> written = new TreeMap<>();
        while (!toDescribe.isEmpty()) {
            Class<?> shape = toDescribe.pop();
            written.put(shape.getSimpleName(), shape(shape));
        }
        written.values().forEach(text -> page.append('\n').append(text));
        return page.toString();
    }

    private String shape(Class<?> shape) {
        String name = shape.getSimpleName();
        if (!shape.isSealed()) {
            return section("### ", name, shape);
        }
        StringBuilder text =
                new StringBuilder("### " + name + "\n\n" + javadoc(shape).text() + " Its `type` tells which:\n");
        for (Class<?> choice : shape.getPermittedSubclasses()) {
            text.append('\n').append(section("#### ", choice.getSimpleName(), choice));
        }
        return text.toString();
    }

    private String section(String level, String name, Class<?> type) {
        Javadoc javadoc = javadoc(type);
        StringBuilder text = new StringBuilder(level + name + "\n\n" + javadoc.text() + "\n");
        RecordComponent[] fields = type.getRecordComponents();
        if (fields.length > 0) {
            text.append("\n| field | type | meaning |\n|---|---|---|\n");
        }
        for (RecordComponent field : fields) {
            boolean optional = field.getAnnotatedType().isAnnotationPresent(Nullable.class);
            text.append("| `%s` | %s%s | %s |\n"
                    .formatted(
                            field.getName(),
                            describe(field.getGenericType()),
                            optional ? ", optional" : "",
                            javadoc.params().getOrDefault(field.getName(), "")));
        }
        return text.toString();
    }

    private String describe(Type type) {
        if (type instanceof ParameterizedType generic) {
            List<String> parts = Arrays.stream(generic.getActualTypeArguments())
                    .map(this::describe)
                    .toList();
            return generic.getRawType() == List.class ? "list of " + parts.getFirst() : "object of " + parts.getLast();
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return Arrays.stream(plain.getEnumConstants())
                    .map(value -> "`" + value + "`")
                    .collect(Collectors.joining(" "));
        }
        if (plain.isRecord() || plain.isSealed()) {
            if (shapes.putIfAbsent(plain.getSimpleName(), plain) == null) {
                toDescribe.add(plain);
            }
            return "[" + plain.getSimpleName() + "](#" + plain.getSimpleName().toLowerCase(Locale.ROOT) + ")";
        }
        return plain == String.class
                ? "text"
                : plain == boolean.class
                        ? "true or false"
                        : plain == double.class
                                ? "number"
                                : plain == Instant.class
                                        ? "time"
                                        : plain == Object.class ? "any value" : "whole number";
    }

    private Javadoc javadoc(Class<?> type) {
        Class<?> outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        Path file = sources.resolve(outermost.getName().replace('.', '/') + ".java");
        String kind = type.isRecord() ? "record" : "interface";
        Matcher found = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?(?:sealed )?" + kind + " " + type.getSimpleName()
                                + "\\b",
                        Pattern.DOTALL)
                .matcher(read(file));
        if (!found.find()) {
            throw new AssertionError(type + " has no Javadoc in " + file);
        }
        return parse(found.group(1));
    }

    private static Javadoc parse(String comment) {
        String text = comment.lines()
                .map(line -> line.strip().replaceFirst("^\\*\\s?", ""))
                .collect(Collectors.joining(" "))
                .replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`")
                .replaceAll("\\s+", " ")
                .strip();
        String[] parts = text.split("@param ", -1);
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            String[] nameAndMeaning = parts[i].strip().split(" ", 2);
            params.put(nameAndMeaning[0], nameAndMeaning[1].strip().replace("|", "\\|"));
        }
        return new Javadoc(parts[0].strip(), params);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
