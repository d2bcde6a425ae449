package io.xiangyin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.StorageException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void theDataFolderIsMadeIfItIsNotThere() {
        Path nested = folder.resolve("a/b");

        Database.open(nested).close();

        assertThat(nested.resolve("xiangyin.db")).exists();
    }

    @Test
    void aDataFolderThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        assertThatThrownBy(() -> Database.open(file.resolve("data")))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("The data folder " + file.resolve("data"))
                .hasMessageContaining("--data DIR");
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAloneAndNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("xiangyin.db"), "my holiday photographs, do not overwrite");

        assertThatThrownBy(() -> Database.open(folder))
                .isInstanceOf(StorageException.class)
                .hasMessage("The file " + file + " is not an SQLite database."
                        + " Restore a backup, or move the file away to begin anew.");
        assertThat(Files.readString(file, StandardCharsets.UTF_8)).startsWith("my holiday");
    }

    @Test
    void aDatabaseOfANewerVersionIsRefused() {
        try (Database database = Database.open(folder)) {
            database.jdbi().useHandle(handle -> handle.execute("""
                    INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
                        installed_by, installed_on, execution_time, success)
                    VALUES (99, '99', 'from the future', 'SQL', 'V99__future.sql', 1, '', '2030-01-01 00:00:00.000', 1, 1)
                    """));
        }

        assertThatThrownBy(() -> Database.open(folder))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("another version of Xiangyin, most likely a newer one")
                .hasMessageContaining("99")
                .hasMessageContaining("Start that version, or restore a backup");
    }
}
