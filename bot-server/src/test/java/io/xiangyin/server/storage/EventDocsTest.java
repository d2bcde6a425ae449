package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ConversationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps one golden file for each kind of event, and {@code docs/events.md}, in step with the code. */
class EventDocsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/events");
    private static final Path PAGE = Path.of("../docs/events.md");
    private static final boolean UPDATE = Boolean.getBoolean("xiangyin.update");
    private static final String REMEDY = "If the change is meant (events are additive only), run"
            + " mvn -pl bot-core,bot-server -am verify -Dtest=EventDocsTest -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dxiangyin.update=true and commit what it writes.";

    private final EventCodec codec = new EventCodec();

    private Map<String, String> examples() {
        return EventExamples.all().stream()
                .collect(Collectors.toMap(EventCodec::type, codec::encode, (a, _) -> a, TreeMap::new));
    }

    @Test
    void everyKindOfEventHasAnExample() {
        assertThat(examples().keySet())
                .as("add the new kind to EventExamples")
                .isEqualTo(EventCodec.typesByName().keySet());
    }

    @Test
    void everyExampleIsWrittenAsItsGoldenFile() throws Exception {
        for (Map.Entry<String, String> example : examples().entrySet()) {
            compare(GOLDEN.resolve(example.getKey() + ".json"), example.getValue() + "\n");
        }
    }

    @Test
    void everyGoldenFileCanStillBeRead() throws Exception {
        assertThat(GOLDEN).as("%s is missing. %s", GOLDEN, REMEDY).isDirectory();
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                String type = file.getFileName().toString().replace(".json", "");
                String data = Files.readString(file).strip();
                ConversationEvent event = codec.decode(type, data);
                assertThat(codec.encode(event)).as("canonical form of " + type).isEqualTo(data);
            });
        }
    }

    @Test
    void thePageSaysWhatTheCodeSays() throws Exception {
        compare(PAGE, new EventPage(Path.of("../bot-core/src/main/java"), codec).write());
    }

    private static void compare(Path file, String expected) throws IOException {
        if (UPDATE) {
            Files.createDirectories(file.toAbsolutePath().normalize().getParent());
            Files.writeString(file, expected);
        }
        assertThat(file).as("%s is missing. %s", file, REMEDY).exists();
        assertThat(Files.readString(file))
                .as("%s is not what the code writes. %s", file, REMEDY)
                .isEqualTo(expected);
    }
}
