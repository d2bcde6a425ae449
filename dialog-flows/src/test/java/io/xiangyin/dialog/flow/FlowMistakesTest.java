package io.xiangyin.dialog.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake in a flows folder is told with file, line and remedy. */
class FlowMistakesTest {
    private static final String HEAD = """
            flow: f
            title: F
            triggers: {words: [go]}
            steps:
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void actions() throws IOException {
        write("actions.yaml", """
                actions:
                  look: {service: shop, get: "/things/{no}?customer={customer}"}
                  change: {service: shop, post: "/things/{no}", body: {why: "{why}"}}
                """);
    }

    @Test
    void a_good_flow_is_read() throws IOException {
        write("f.yaml", HEAD + "  - collect: what\n    type: text\n    ask: What?\n  - say: \"It is {what}.\"\n");
        assertThat(FlowBook.read(folder).flows()).containsOnlyKeys("f");
    }

    @Test
    void a_folder_that_is_not_there_holds_no_flows() {
        assertThat(FlowBook.read(folder.resolve("none")).flows()).isEmpty();
    }

    @Test
    void an_unknown_key() throws IOException {
        refused("  - say: hi\n    sya: ho\n").hasMessageContaining("f.yaml:6: unknown key 'sya'. Known here: id, say");
    }

    @Test
    void an_unknown_key_at_the_top() throws IOException {
        write("f.yaml", HEAD.replace("title:", "tittle:") + "  - say: hi\n");
        refused().hasMessageContaining("f.yaml:2: unknown key 'tittle'");
    }

    @Test
    void a_missing_key() throws IOException {
        write("f.yaml", HEAD.replace("title: F\n", "") + "  - say: hi\n");
        refused().hasMessageContaining("'title' is missing here. Add it");
    }

    @Test
    void two_verbs() throws IOException {
        refused("  - say: hi\n    end: completed\n")
                .hasMessageContaining("f.yaml:5: a step has exactly one of")
                .hasMessageContaining("found say and end");
    }

    @Test
    void no_verb() throws IOException {
        refused("  - id: lonely\n").hasMessageContaining("f.yaml:5").hasMessageContaining("found none");
    }

    @Test
    void no_steps() throws IOException {
        write("f.yaml", HEAD.replace("steps:", "steps: []"));
        refused().hasMessageContaining("f.yaml:4: a flow needs at least one step");
    }

    @Test
    void nothing_that_starts_it() throws IOException {
        write("f.yaml", HEAD.replace("{words: [go]}", "{unless: [no]}") + "  - say: hi\n");
        refused()
                .hasMessageContaining(
                        "f.yaml:3: nothing starts this flow. Give it 'exactly', 'words', 'whole' or 'intents'");
    }

    @Test
    void an_empty_trigger_word() throws IOException {
        write("f.yaml", HEAD.replace("[go]", "[go, \"\"]") + "  - say: hi\n");
        refused().hasMessageContaining("f.yaml:3: there is an empty word under 'words'. Remove it");
    }

    @Test
    void a_pattern_that_is_none() throws IOException {
        write("f.yaml", HEAD.replace("{words: [go]}", "{whole: [\"(go\"]}") + "  - say: hi\n");
        refused()
                .hasMessageContaining("f.yaml:3: '(go' is not a regular expression")
                .hasMessageContaining("Correct it");
    }

    @Test
    void a_branch_without_else() throws IOException {
        refused("""
                  - collect: what
                    type: yesno
                    ask: Really?
                  - branch:
                      - {when: {what: "yes"}, go: end}
                  - id: end
                    end: completed
                """).hasMessageContaining("f.yaml:8: a branch ends with '- else: STEP'");
    }

    @Test
    void a_branch_that_goes_nowhere() throws IOException {
        refused("  - branch:\n      - else: nowhere\n  - id: end\n    end: completed\n")
                .hasMessageContaining("f.yaml:5: there is no step 'nowhere'. Steps: step1, end");
    }

    @Test
    void a_say_that_goes_nowhere() throws IOException {
        refused("  - say: hi\n    go: nowhere\n").hasMessageContaining("f.yaml:5: there is no step 'nowhere'");
    }

    @Test
    void a_refusal_that_goes_nowhere() throws IOException {
        refused("  - action: look\n    with: {no: \"1\"}\n    refused: {\"*\": nowhere}\n")
                .hasMessageContaining("there is no step 'nowhere'");
    }

    @Test
    void an_unknown_name_in_a_template() throws IOException {
        refused("  - say: \"Hello {whom}\"\n")
                .hasMessageContaining("f.yaml:5: 'whom' is neither a slot nor a step with an action");
    }

    @Test
    void an_unknown_name_in_a_condition() throws IOException {
        refused(
                        "  - branch:\n      - {when: {whom: me}, go: end}\n      - else: end\n  - id: end\n    end: completed\n")
                .hasMessageContaining("f.yaml:5: 'whom' is neither a slot nor a step");
    }

    @Test
    void braces_that_are_no_place() throws IOException {
        refused("  - collect: what\n    type: text\n    ask: What?\n  - say: \"{what|money}\"\n")
                .hasMessageContaining("f.yaml:8: '{what|money}' has braces that are no place. Write {slot}");
    }

    @Test
    void an_unknown_action() throws IOException {
        refused("  - action: loook\n")
                .hasMessageContaining("f.yaml:5: there is no action 'loook' in actions.yaml. Declared: look, change");
    }

    @Test
    void an_action_without_what_its_path_needs() throws IOException {
        refused("  - action: look\n").hasMessageContaining("f.yaml:5: action 'look' needs 'no'. Give it under 'with'");
    }

    @Test
    void an_action_with_what_it_does_not_take() throws IOException {
        refused("  - action: change\n    with: {no: \"1\", wy: x}\n")
                .hasMessageContaining("action 'change' takes no 'wy'. It takes: no, why");
    }

    @Test
    void an_action_with_two_methods() throws IOException {
        write("actions.yaml", "actions:\n  look: {service: shop, get: /a, post: /b}\n");
        refused().hasMessageContaining("actions.yaml:2: an action has exactly one of get, post, put, delete");
    }

    @Test
    void an_action_whose_time_limit_is_no_number() throws IOException {
        write("actions.yaml", "actions:\n  look: {service: shop, get: /a, timeoutMs: soon}\n");
        refused().hasMessageContaining("'timeoutMs' takes a whole number from 100 to 30000, found 'soon'");
    }

    @Test
    void a_step_id_twice() throws IOException {
        refused("  - id: a\n    say: hi\n  - id: a\n    say: ho\n")
                .hasMessageContaining("f.yaml:7: there is another step 'a' above. Give this one an 'id' of its own");
    }

    @Test
    void a_slot_twice() throws IOException {
        refused("""
                  - collect: what
                    type: text
                    ask: What?
                  - id: again
                    collect: what
                    type: text
                    ask: What?
                """).hasMessageContaining("f.yaml:8: slot 'what' is collected twice. Go back to the first step");
    }

    @Test
    void a_key_twice() throws IOException {
        refused("  - say: hi\n    say: ho\n").hasMessageContaining("f.yaml:6: 'say' is here twice. Keep one");
    }

    @Test
    void a_step_that_nothing_leads_to() throws IOException {
        refused("  - say: hi\n    go: last\n  - id: lost\n    say: ho\n  - id: last\n    end: completed\n")
                .hasMessageContaining("f.yaml:7: no step leads to 'lost'. Name it in a 'go' or a branch, or remove it");
    }

    @Test
    void a_value_that_is_asked_for_only_later() throws IOException {
        refused("  - say: \"So {what}.\"\n  - collect: what\n    type: text\n    ask: What?\n")
                .hasMessageContaining("f.yaml:5: 'what' has no value yet on any way to this step");
    }

    @Test
    void a_tone_that_does_not_exist() throws IOException {
        refused("  - say: {default: hi, loud: HI}\n").hasMessageContaining("f.yaml:5: 'loud' is no tone");
    }

    @Test
    void tones_without_one_for_everybody() throws IOException {
        refused("  - say: {elder: hi}\n").hasMessageContaining("needs 'default' for everybody else");
    }

    @Test
    void a_call_of_an_unknown_flow() throws IOException {
        refused("  - call: nowhere\n").hasMessageContaining("f.yaml:5: there is no flow 'nowhere'. Flows: f");
    }

    @Test
    void an_unknown_slot_type() throws IOException {
        refused("  - collect: what\n    type: date\n    ask: When?\n")
                .hasMessageContaining("f.yaml:6: a slot's type is yesno, choice, pick, text, place");
    }

    @Test
    void a_handoff_for_an_unknown_reason() throws IOException {
        refused("  - handoff: Coming.\n    reason: boredom\n")
                .hasMessageContaining("f.yaml:6: 'reason' takes one of [CUSTOMER_REQUEST,")
                .hasMessageContaining("found 'boredom'");
    }

    @Test
    void an_unknown_end() throws IOException {
        refused("  - end: happily\n").hasMessageContaining("f.yaml:5: 'end' takes one of [COMPLETED,");
    }

    @Test
    void a_start_of_an_unknown_flow() throws IOException {
        refused("  - start: g\n").hasMessageContaining("f.yaml:5: there is no flow 'g'. Flows: f");
    }

    @Test
    void a_flow_defined_in_two_files() throws IOException {
        write("a.yaml", HEAD + "  - say: hi\n");
        write("b.yaml", HEAD + "  - say: hi\n");
        refused().hasMessageContaining("b.yaml:1: another file defines flow 'f' already");
    }

    @Test
    void what_is_not_yaml() throws IOException {
        refused("  - say: \"open\n").hasMessageContaining("f.yaml:").hasMessageContaining("is not YAML");
    }

    @Test
    void a_tab_for_indentation() throws IOException {
        refused("  - say: hi\n\tid: a\n").hasMessageContaining("f.yaml:6: is not YAML");
    }

    @Test
    void two_documents_in_a_file() throws IOException {
        write("f.yaml", HEAD + "  - say: hi\n---\nflow: g\n");
        refused().hasMessageContaining("is not YAML");
    }

    @Test
    void an_empty_file() throws IOException {
        write("f.yaml", "");
        refused().hasMessageContaining("f.yaml: is empty. Write its content or delete it");
    }

    @Test
    void a_list_where_a_mapping_is_expected() throws IOException {
        write("f.yaml", "- flow: f\n");
        refused().hasMessageContaining("f.yaml:1: expected a mapping of 'key: value' lines");
    }

    @Test
    void a_file_that_is_not_utf_8() throws IOException {
        Files.write(folder.resolve("f.yaml"), "flow: 退货".getBytes(Charset.forName("GBK")));
        refused().hasMessageContaining("f.yaml: cannot be read as UTF-8 text").hasMessageContaining("Save it as UTF-8");
    }

    private AbstractThrowableAssert<?, ?> refused(String steps) throws IOException {
        write("f.yaml", HEAD + steps.indent(0));
        return refused();
    }

    private AbstractThrowableAssert<?, ?> refused() {
        return assertThatThrownBy(() -> FlowBook.read(folder)).isInstanceOf(DefinitionException.class);
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }
}
