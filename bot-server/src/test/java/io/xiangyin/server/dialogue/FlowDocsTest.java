package io.xiangyin.server.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.FlowDiagram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Keeps the drawings of the demo shop's flows in {@code docs/flows} as the flows are. */
class FlowDocsTest {
    private static final Path DOCS = Path.of("..", "docs", "flows");

    @TestFactory
    Stream<DynamicTest> the_drawing_of_a_flow_shows_it_as_it_is() {
        return FlowBook.read(Path.of("..", "examples", "laojie", "flows")).flows().values().stream()
                .map(flow -> DynamicTest.dynamicTest(flow.name(), () -> compare(flow)));
    }

    private static void compare(Flow flow) throws IOException {
        Path file = DOCS.resolve(flow.name() + ".md");
        String drawn =
                "# " + flow.title() + " (`" + flow.name() + "`)\n\n```mermaid\n" + FlowDiagram.of(flow) + "```\n";
        if (Boolean.getBoolean("xiangyin.update")) {
            Files.createDirectories(DOCS);
            Files.writeString(file, drawn);
        }
        assertThat(file)
                .as("%s is out of date; run the tests once with -Dxiangyin.update=true", file)
                .hasContent(drawn);
    }
}
