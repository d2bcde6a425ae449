package io.xiangyin.server.storage;

import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a whole exported log in one transaction of the writer, or nothing of it. */
final class LogImport implements SqliteEventStore.Job<EventLog.Imported.Taken> {
    private final Path file;
    private final EventCodec codec;
    private final Map<String, Map<Long, Erased>> erased = new HashMap<>();

    /** A line whose content was erased, and whether an event after it vouches for that. */
    private record Erased(long line, String digest, boolean vouched) {}

    /** A line that cannot be taken. Thrown so that the transaction is rolled back. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long line;

        RefusedException(long line, String sentence) {
            super(sentence);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    LogImport(Path file, EventCodec codec) {
        this.file = file;
        this.codec = codec;
    }

    @Override
    public EventLog.Imported.Taken on(EventWriter writer, Connection connection) throws SQLException {
        erased.clear();
        long number = 0;
        long conversations = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = next(lines, number); text != null; text = next(lines, number)) {
                number++;
                LogLine line = parse(text, number);
                String wrong = writer.importRow(line.row(), line.event());
                if (wrong != null) {
                    throw refused(number, wrong);
                }
                noteErasure(line, number);
                conversations += line.row().seq() == 1 ? 1 : 0;
            }
        } catch (NoSuchFileException absent) {
            throw new RefusedException(0, "There is no file " + file + ". Give the path of an exported log.");
        } catch (IOException unreadable) {
            throw new RefusedException(0, "The file " + file + " cannot be read (" + unreadable + ").");
        }
        refuseUnvouched();
        return new EventLog.Imported.Taken(number, conversations);
    }

    private static @Nullable String next(BufferedReader lines, long before) throws IOException {
        try {
            return lines.readLine();
        } catch (CharacterCodingException garbled) {
            throw refused(before + 1, "it or a line soon after it is not UTF-8; save the file as UTF-8");
        }
    }

    private LogLine parse(String text, long number) {
        try {
            return LogLine.parse(text, codec);
        } catch (IllegalArgumentException wrong) {
            throw refused(number, String.valueOf(wrong.getMessage()));
        }
    }

    private void noteErasure(LogLine line, long number) {
        EventRow row = line.row();
        if (row.salt() == null && !row.hash().isEmpty()) {
            erased.computeIfAbsent(row.conversationId(), _ -> new HashMap<>())
                    .put(row.seq(), new Erased(number, HashChain.sha256(row.data()), false));
        }
        if (line.event() instanceof ConversationRedacted redacted) {
            erased.computeIfAbsent(row.conversationId(), _ -> new HashMap<>()).replaceAll((seq, one) -> {
                String digest = redacted.erased().get(Long.toString(seq));
                return digest == null ? one : new Erased(one.line(), one.digest(), digest.equals(one.digest()));
            });
        }
    }

    private void refuseUnvouched() {
        erased.values().stream()
                .flatMap(lines -> lines.values().stream())
                .filter(one -> !one.vouched())
                .mapToLong(Erased::line)
                .min()
                .ifPresent(line -> {
                    throw refused(
                            line,
                            "it has no salt, as if its content had been erased, but no ConversationRedacted after it"
                                    + " vouches for this content; export again");
                });
    }

    private static RefusedException refused(long line, String sentence) {
        return new RefusedException(line, "line " + line + ": " + sentence);
    }
}
