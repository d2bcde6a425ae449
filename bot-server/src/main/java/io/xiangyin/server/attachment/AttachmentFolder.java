package io.xiangyin.server.attachment;

import io.vertx.core.buffer.Buffer;
import io.xiangyin.channel.http.Problem;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.StorageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The files of all conversations, a folder for each, below the data folder. A file's name there is made of its content
 * and its kind; nothing the sender chose is part of a path.
 */
public final class AttachmentFolder {
    /** Most files of one conversation. */
    static final int MOST_FILES = 30;

    private static final long SPARE_BYTES = 500L << 20;
    /** Pictures drawn at once; each takes up to 160 MB for a moment. */
    private static final int AT_ONCE = 2;

    private static final int WAIT_SECONDS = 10;
    private static final int ID_LENGTH = 32;
    private static final int LONGEST_NAME = 60;

    private final Path folder;
    private final Semaphore drawing = new Semaphore(AT_ONCE);

    public AttachmentFolder(Path data) {
        this.folder = data.resolve("attachments");
    }

    /**
     * Keeps a file, once however often it is sent.
     *
     * @param name what the sender calls it; only for the eyes
     * @throws Problem 4xx if the file is not taken, 429 if the conversation has too many, 503 if there is no room
     * @throws StorageException if it cannot be written
     */
    public Attachment keep(ConversationId conversation, String name, byte[] sent) throws InterruptedException {
        if (!drawing.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new Problem(503, "busy", "Many files are coming in. Try again in a moment.");
        }
        try {
            HarmlessFile file = HarmlessFile.of(sent);
            String id = id(conversation, file.bytes().getBytes());
            Path place = of(conversation).resolve(id + "." + file.kind().extension());
            if (!Files.exists(place)) {
                write(place, file.bytes().getBytes());
            }
            return new Attachment(
                    id,
                    name(name, file.kind()),
                    file.kind().mediaType(),
                    file.bytes().length());
        } catch (IOException unwritable) {
            throw new StorageException("A file could not be kept in " + folder, unwritable);
        } finally {
            drawing.release();
        }
    }

    private void write(Path place, byte[] bytes) throws IOException {
        Path room = place.getParent();
        Files.createDirectories(room);
        try (Stream<Path> there = Files.list(room)) {
            if (there.count() >= MOST_FILES) {
                throw new Problem(
                        429, "too-many-files", "A conversation takes " + MOST_FILES + " files. Describe the rest.");
            }
        }
        if (Files.getFileStore(room).getUsableSpace() < SPARE_BYTES) {
            throw new Problem(503, "no-room", "There is no room for files at the moment. Describe it in words.");
        }
        Path part = Files.createTempFile(room, "part", null);
        Files.write(part, bytes);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The file with an id in a conversation. */
    Optional<HarmlessFile> find(ConversationId conversation, String id) {
        if (!id.matches("[0-9a-f]{" + ID_LENGTH + "}")) {
            return Optional.empty();
        }
        for (HarmlessFile.Kind kind : HarmlessFile.Kind.values()) {
            Path place = of(conversation).resolve(id + "." + kind.extension());
            if (Files.exists(place)) {
                try {
                    return Optional.of(new HarmlessFile(kind, Buffer.buffer(Files.readAllBytes(place))));
                } catch (IOException unreadable) {
                    throw new StorageException("The file " + place + " cannot be read", unreadable);
                }
            }
        }
        return Optional.empty();
    }

    /** Deletes all files of these conversations. */
    public void erase(List<ConversationId> conversations) {
        for (ConversationId conversation : conversations) {
            Path room = of(conversation);
            if (!Files.exists(room)) {
                continue;
            }
            try (Stream<Path> files = Files.list(room)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
                Files.delete(room);
            } catch (IOException undeletable) {
                throw new StorageException(
                        "The files in " + room + " could not be deleted; do it by hand", undeletable);
            }
        }
    }

    private Path of(ConversationId conversation) {
        return folder.resolve(conversation.value());
    }

    private static String id(ConversationId conversation, byte[] bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(conversation.value().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(bytes)).substring(0, ID_LENGTH);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The last part of a path, without what turns text around or breaks lines, with the ending of what it is. */
    static String name(String sent, HarmlessFile.Kind kind) {
        String last = sent.replaceAll(".*[/\\\\]", "")
                .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "")
                .replaceAll("\\.[\\p{L}\\p{N}.]*$", "")
                .strip();
        String bare = last.substring(
                0, last.offsetByCodePoints(0, Math.min(LONGEST_NAME, last.codePointCount(0, last.length()))));
        return (bare.isEmpty() ? "file" : bare) + "." + kind.extension();
    }
}
