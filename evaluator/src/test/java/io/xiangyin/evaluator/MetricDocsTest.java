package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/metrics.md} the same as the catalogue. */
class MetricDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "metrics.md");

    @Test
    void the_docs_say_what_the_catalogue_says() throws IOException {
        StringBuilder page = new StringBuilder("""
                # Metrics

                Every figure of the service report, generated from the evaluator's catalogue. All are computed from the event log alone;
                `./xiangyin report --from … --to …` prints them, and the exported log is enough to recompute them elsewhere.
                """);
        for (MetricCatalogue.Entry entry : MetricCatalogue.list()) {
            page.append("\n## `")
                    .append(entry.name())
                    .append("`\n\n")
                    .append(entry.definition())
                    .append("\n\n");
            page.append("* Formula: ").append(entry.formula()).append('\n');
            page.append("* Unit: ").append(entry.unit()).append('\n');
            page.append("* Source: ").append(entry.source()).append('\n');
        }
        if (Boolean.getBoolean("xiangyin.update")) {
            Files.writeString(DOCS, page);
        }
        assertThat(Files.readString(DOCS))
                .as("docs/metrics.md is out of date; run the tests once with -Dxiangyin.update=true")
                .isEqualTo(page.toString());
    }
}
