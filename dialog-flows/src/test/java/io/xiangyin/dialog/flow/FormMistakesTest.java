package io.xiangyin.dialog.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A form asks at once for what other steps can ask for one by one, and for nothing else. */
class FormMistakesTest {
    private static final String COLLECTS = """
              - {collect: name, type: text, ask: "Name?"}
              - {collect: phone, type: phone, ask: "Phone?"}
            """;

    @TempDir
    private Path folder;

    private FlowBook read(String form) throws IOException {
        Files.writeString(
                folder.resolve("f.yaml"),
                "flow: f\ntitle: F\ntriggers: {words: [go]}\nsteps:\n" + form.indent(2) + COLLECTS.indent(0));
        return FlowBook.read(folder);
    }

    @Test
    void a_form_over_steps_further_down_is_read() throws IOException {
        assertThat(read("- {form: [name, phone], ask: Please fill in}").flows()).containsKey("f");
    }

    @Test
    void what_no_step_collects_cannot_be_in_a_form() {
        assertThatThrownBy(() -> read("- {form: [name, fone], ask: Please fill in}"))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("f.yaml:5: no step collects 'fone'");
    }

    @Test
    void one_field_is_no_form() {
        assertThatThrownBy(() -> read("- {form: [name], ask: Please fill in}"))
                .hasMessageContaining("a form asks for two slots or more");
    }
}
