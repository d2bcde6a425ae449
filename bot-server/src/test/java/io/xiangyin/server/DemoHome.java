package io.xiangyin.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The demo shop's folder, and copies of it that may be changed. */
public final class DemoHome {
    public static final Path FOLDER = Path.of("..", "examples", "laojie");

    private DemoHome() {}

    /** Copies the folder; returns the copy. */
    public static Path copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(FOLDER.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return to;
    }
}
