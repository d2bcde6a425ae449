package io.xiangyin.server.foreign;

import io.vertx.core.json.JsonObject;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understander;
import io.xiangyin.server.foreign.ForeignConversation.Told;
import io.xiangyin.server.foreign.ForeignMapping.Kind;
import io.xiangyin.server.storage.EventCodec;
import io.xiangyin.server.storage.EventLog;
import io.xiangyin.server.storage.EventLog.Imported;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the log of another service in, all of it or nothing. */
public final class ForeignLog {
    private static final int MOST_TOLD = 20;
    private static final int ID_BYTES = 12;

    private final Understander understander;
    private final EventCodec codec = new EventCodec();

    /** @param understander reads what shoppers wrote, for dialect and intent */
    public ForeignLog(Understander understander) {
        this.understander = understander;
    }

    /**
     * Reads every row through the mapping and takes all of them in, or none. Rows are put in order of time.
     *
     * @throws IllegalArgumentException if rows cannot be taken; the message names up to twenty lines, each with reason and
     *     remedy
     */
    public Imported.Taken take(EventLog log, Path mapping, Path file) throws IOException {
        List<Told> told = told(ForeignMapping.read(mapping), file);
        Path lines = Files.createTempFile("xiangyin-foreign", ".jsonl");
        try {
            write(told, lines);
            return switch (log.importFrom(lines)) {
                case Imported.Taken taken -> taken;
                case Imported.Refused refused -> throw refused(file, told, refused);
            };
        } finally {
            Files.delete(lines);
        }
    }

    private List<Told> told(ForeignMapping mapping, Path file) throws IOException {
        List<WrongRowException> wrong = new ArrayList<>();
        Map<String, List<ForeignCells>> byConversation = new LinkedHashMap<>();
        try {
            for (ForeignRow row : ForeignRow.read(file, mapping)) {
                try {
                    ForeignCells cells = ForeignCells.of(row, mapping);
                    if (cells.kind() != Kind.IGNORE) {
                        byConversation
                                .computeIfAbsent(cells.conversation(), _ -> new ArrayList<>())
                                .add(cells);
                    }
                } catch (WrongRowException broken) {
                    wrong.add(broken);
                }
            }
        } catch (WrongRowException unreadable) {
            wrong.add(unreadable);
        }
        List<Told> told = new ArrayList<>();
        byConversation.forEach((name, rows) -> {
            ForeignConversation conversation = new ForeignConversation(id(name), mapping, understander);
            rows.sort(Comparator.comparing(ForeignCells::at));
            for (ForeignCells row : rows) {
                try {
                    conversation.add(row);
                } catch (WrongRowException broken) {
                    wrong.add(broken);
                }
            }
            told.addAll(conversation.told());
        });
        if (!wrong.isEmpty()) {
            throw refused(file, wrong);
        }
        return told;
    }

    private static IllegalArgumentException refused(Path file, List<WrongRowException> wrong) {
        StringBuilder words = new StringBuilder(file + " cannot be taken in; wrong places: " + wrong.size() + "\n");
        wrong.stream()
                .sorted(Comparator.comparingInt(WrongRowException::line))
                .limit(MOST_TOLD)
                .forEach(one -> words.append("  ").append(one.getMessage()).append('\n'));
        return new IllegalArgumentException(
                words.append("Nothing was taken in.").toString());
    }

    private static IllegalArgumentException refused(Path file, List<Told> told, Imported.Refused refused) {
        int line = told.get(Math.clamp(refused.line(), 1, told.size()) - 1).line();
        String reason = refused.sentence().replaceFirst("^line \\d+: ", "");
        return refused(file, List.of(new WrongRowException(line, reason + " (taken in before?)")));
    }

    private void write(List<Told> told, Path file) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (Told one : told) {
                RecordedEvent event = one.event();
                lines.write(new JsonObject()
                        .put("conversationId", event.conversationId().value())
                        .put("seq", event.seq())
                        .put("type", EventCodec.type(event.event()))
                        .put("at", event.at().toString())
                        .put("data", new JsonObject(codec.encode(event.event())))
                        .encode());
                lines.newLine();
            }
        }
    }

    /** The name itself if it is one of ours, else one made of it, always the same. */
    private static ConversationId id(String name) {
        if (ConversationId.isValid(name)) {
            return new ConversationId(name);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return new ConversationId("foreign-" + HexFormat.of().formatHex(digest, 0, ID_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
