package io.xiangyin.server;

import io.xiangyin.core.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

/** The data folder while this process writes to it: nobody else may, and the signing key lives there. */
public final class DataFolder implements AutoCloseable {
    private static final int KEY_BYTES = 32;

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder, creating it if absent.
     *
     * @throws StorageException if it cannot be written or another process holds it; the sentence says what to do
     */
    public static DataFolder take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    folder.resolve("xiangyin.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw new StorageException("The data folder " + folder.toAbsolutePath()
                        + " is in use by a running server. Stop it first, or give another folder with --data DIR.");
            }
            return new DataFolder(folder, channel);
        } catch (IOException unwritable) {
            throw new StorageException(
                    "The data folder " + folder.toAbsolutePath() + " cannot be written (" + unwritable
                            + "). Give another with --data DIR, or fix its permissions.",
                    unwritable);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    public Path path() {
        return path;
    }

    /** The key that signs conversation tokens; made once. Losing it makes open pages begin a new conversation. */
    public byte[] signingKey() {
        Path file = path.resolve("signing.key");
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[KEY_BYTES];
                new SecureRandom().nextBytes(key);
                Files.write(file, key, StandardOpenOption.CREATE_NEW);
                if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
                }
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new StorageException(
                    "The signing key " + file + " cannot be read or made: " + unreadable, unreadable);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException broken) {
            throw new StorageException("The lock of " + path + " could not be released", broken);
        }
    }
}
