package io.xiangyin.server.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The schema that editors use accepts what the bot accepts. */
class FlowSchemaTest {
    private static final Path FLOWS = Path.of("..", "examples", "laojie", "flows");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("..", "docs", "flow.schema.json")));
    }

    private static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    @TestFactory
    Stream<DynamicTest> every_flow_of_the_demo_shop_fits_the_schema() throws IOException {
        JsonSchema schema = schema();
        try (Stream<Path> files = Files.list(FLOWS)) {
            List<Path> flows = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !Set.of("actions.yaml", "policy.yaml", "conversation-repair.yaml")
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(flows).hasSizeGreaterThan(10);
            return flows.stream()
                    .map(file -> DynamicTest.dynamicTest(
                            file.getFileName().toString(),
                            () -> assertThat(schema.validate(tree(Files.readString(file))))
                                    .isEmpty()));
        }
    }

    @Test
    void a_misspelt_verb_does_not_fit() throws IOException {
        assertThat(schema().validate(tree("{flow: f, title: F, steps: [{sya: hi}]}")))
                .isNotEmpty();
    }
}
