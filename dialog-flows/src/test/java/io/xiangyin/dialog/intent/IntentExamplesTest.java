package io.xiangyin.dialog.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntentExamplesTest {
    @TempDir
    private Path folder;

    @Test
    void a_file_names_the_intent_and_each_of_its_lines_is_an_example() throws IOException {
        Files.writeString(folder.resolve("invoice.txt"), "# 发票\n开发票\n\n要发票\n怎么开票\n");

        assertThat(IntentExamples.read(folder))
                .containsExactly(
                        new IntentExample("开发票", "invoice"),
                        new IntentExample("要发票", "invoice"),
                        new IntentExample("怎么开票", "invoice"));
    }

    @Test
    void no_folder_means_no_examples() {
        assertThat(IntentExamples.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void one_text_for_two_intents_is_refused_with_both_places() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "开发票\n要发票\n怎么开票\n");
        Files.writeString(folder.resolve("b.txt"), "催发货\n要发票\n快点发\n");

        assertThatThrownBy(() -> IntentExamples.read(folder))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("b.txt:2")
                .hasMessageContaining("a.txt:2");
    }

    @Test
    void an_intent_with_two_examples_is_refused() throws IOException {
        Files.writeString(folder.resolve("a.txt"), "开发票\n要发票\n");

        assertThatThrownBy(() -> IntentExamples.read(folder)).hasMessageContaining("at least 3 examples");
    }

    @Test
    void the_demo_shop_has_twenty_examples_of_each_intent() {
        var examples = IntentExamples.read(Path.of("..", "examples", "laojie", "intents"));

        assertThat(examples.stream().map(IntentExample::intent).distinct()).hasSizeGreaterThan(45);
        assertThat(examples.stream().map(IntentExample::intent).distinct())
                .allSatisfy(intent -> assertThat(
                                examples.stream().filter(one -> one.intent().equals(intent)))
                        .hasSizeGreaterThanOrEqualTo(20));
    }
}
