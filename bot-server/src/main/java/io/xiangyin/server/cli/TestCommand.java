package io.xiangyin.server.cli;

import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.server.dialogue.Dialogue;
import io.xiangyin.server.dialogue.DialogueRecording;
import io.xiangyin.server.dialogue.DialogueReport;
import io.xiangyin.server.dialogue.DialogueRun;
import io.xiangyin.server.storage.Database;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.SqliteEventStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs conversation tests, or makes one from a recorded conversation. */
@Command(
        name = "test",
        description = "Runs conversation tests on the whole bot; exit code 0 only if all pass (docs/testing.md).")
final class TestCommand implements Callable<Integer> {
    @Mixin
    private StoreOptions places = new StoreOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "A file of dialogues or a folder (default: tests/ of the home folder).")
    private @Nullable Path path;

    @Option(
            names = "--report",
            description = "Folder for junit.xml and index.html (default: test-report in the data folder).")
    private @Nullable Path report;

    @Option(
            names = "--record",
            paramLabel = "CONVERSATION_ID",
            description = "Instead: print a recorded conversation as a test.")
    private @Nullable String recorded;

    @Option(names = "--no-vectors", description = "Let the bot go by words and rules alone: quicker to begin.")
    private boolean rulesOnly;

    @Override
    public Integer call() throws IOException {
        if (recorded != null) {
            System.out.print(DialogueRecording.of(events(recorded)));
            return 0;
        }
        List<Dialogue> dialogues = DialogueRun.read(path == null ? places.home().resolve("tests") : path);
        DialogueReport result = new DialogueReport(
                DialogueRun.play(places.home(), rulesOnly ? null : Places.withVectors(places.data()), dialogues));
        Path folder = report == null ? places.data().resolve("test-report") : report;
        result.write(folder);
        System.out.println(result.words() + "; report in " + folder);
        return result.failures() == 0 ? 0 : 1;
    }

    private List<RecordedEvent> events(String conversation) {
        try (Database database = Database.open(places.data());
                SqliteEventStore store = new SqliteEventStore(database, new EventCodec(), InstantSource.system())) {
            List<RecordedEvent> events = store.load(new ConversationId(conversation), 0);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("There is no conversation " + conversation + " in " + places.data()
                        + ". Its id is in the agent page's address and in `xiangyin events export`.");
            }
            return events;
        }
    }
}
