package io.xiangyin.server.cli;

import io.xiangyin.server.storage.SqliteVectorStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where things are when the command line does not say. The launcher passes the checkout as {@code xiangyin.root}. */
final class Places {
    private Places() {}

    private static Path root() {
        return Path.of(System.getProperty("xiangyin.root", "."));
    }

    static Path demoHome() {
        return root().resolve("examples/laojie");
    }

    static Path data() {
        return root().resolve("data");
    }

    /** Where the rehearsal after a build leaves the vectors of the built-in examples and of the demo shop. */
    static Path rehearsed() {
        return root().resolve("bot-server/target/rehearsed");
    }

    /**
     * A data folder whose vectors begin with those of the rehearsal, so that the first start need not compute them again.
     * Nothing is copied over vectors that are there.
     */
    static Path withVectors(Path dataFolder) throws IOException {
        Path ready = rehearsed().resolve(SqliteVectorStore.FILE);
        Path own = dataFolder.resolve(SqliteVectorStore.FILE);
        if (Files.exists(ready) && Files.notExists(own)) {
            Files.createDirectories(dataFolder);
            try {
                Files.copy(ready, own);
            } catch (FileAlreadyExistsException _) {
                // another command began this very moment
            }
        }
        return dataFolder;
    }
}
