package io.xiangyin.dialog.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.flow.Repair.Situation;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot's own repair stands over the product's, part by part, and its mistakes are told with file, line and remedy. */
class RepairMistakesTest {
    @TempDir
    Path folder;

    @Test
    void without_a_file_the_products_own_holds() {
        Repair repair = FlowBook.read(folder).repair();
        assertThat(Situation.values())
                .allSatisfy(situation -> assertThat(repair.to(situation)).isNotEmpty());
    }

    @Test
    void a_part_of_the_bots_own_replaces_that_part_alone() throws IOException {
        Repair standard = FlowBook.read(folder).repair();
        write("  silent:\n    - {after: 90s, say: hello?}\n");
        Repair own = FlowBook.read(folder).repair();
        assertThat(own.to(Situation.SILENT)).singleElement().satisfies(response -> {
            assertThat(response.after()).isEqualTo(Duration.ofSeconds(90));
            assertThat(response.elder()).isTrue();
        });
        assertThat(own.to(Situation.CANCELLED)).isEqualTo(standard.to(Situation.CANCELLED));
    }

    @Test
    void a_shop_may_keep_silent() throws IOException {
        write("  silent: []\n");
        assertThat(FlowBook.read(folder).repair().to(Situation.SILENT)).isEmpty();
    }

    @Test
    void a_response_holds_until_the_next() throws IOException {
        write("  unanswered:\n    - say: one\n    - {times: 4, handoff: a human}\n");
        Repair repair = FlowBook.read(folder).repair();
        assertThat(repair.to(Situation.UNANSWERED, 3)).isEqualTo(repair.to(Situation.UNANSWERED, 1));
        assertThat(repair.to(Situation.UNANSWERED, 5)).isNotEqualTo(repair.to(Situation.UNANSWERED, 1));
    }

    @Test
    void an_unknown_situation() throws IOException {
        refused("  canceled:\n    - say: hi\n", ":3: unknown key 'canceled'. Known here: cancelled, declined");
    }

    @Test
    void a_part_that_the_text_cannot_name() throws IOException {
        refused("  resumed:\n    - say: back to {item}\n", ":3: there is no {item} here. Known here: {flow}");
    }

    @Test
    void a_situation_without_a_first_response() throws IOException {
        refused("  unhelped:\n    - {times: 2, say: hi}\n", ":3: 'unhelped' needs a response for the first time");
    }

    @Test
    void times_that_do_not_grow() throws IOException {
        refused("  unanswered:\n    - say: one\n    - {times: 1, say: two}\n", "'times' takes a whole number from 2");
    }

    @Test
    void a_time_without_a_unit() throws IOException {
        refused("  silent:\n    - {after: 10, say: hi}\n", ":3: a time is a number with s, m, h or d, such as 10m");
    }

    private void refused(String parts, String message) throws IOException {
        write(parts);
        assertThatThrownBy(() -> FlowBook.read(folder))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("conversation-repair.yaml" + (message.startsWith(":") ? message : ""))
                .hasMessageContaining(message.replaceFirst("^:\\d+: ", ""));
    }

    private void write(String parts) throws IOException {
        Files.writeString(folder.resolve("conversation-repair.yaml"), "repair:\n" + parts);
    }
}
