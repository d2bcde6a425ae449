package io.xiangyin.server.dialogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.server.DemoHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What conversation tests say when they are written wrongly, and when the bot does something else. */
class DialogueMistakesTest {
    @TempDir
    Path folder;

    private AbstractThrowableAssert<?, ?> refused(String turn) throws IOException {
        Path file = write(turn);
        return assertThatThrownBy(() -> DialogueRun.read(file));
    }

    private Path write(String turn) throws IOException {
        return Files.writeString(
                folder.resolve("t.yaml"),
                "dialogues:\n  - name: one\n    customer: c-1001\n    turns:\n      - " + turn + "\n");
    }

    @Test
    void a_key_that_is_not_known() throws IOException {
        refused("{user: hi, sais: [x]}").hasMessageContaining("t.yaml:5: unknown key 'sais'. Known here: user, tap");
    }

    @Test
    void a_variable_that_nobody_gives() throws IOException {
        refused("{user: <word>}")
                .hasMessageContaining("t.yaml:5: there is no variable 'word'. Give it under 'variables'");
    }

    @Test
    void an_event_that_does_not_exist() throws IOException {
        refused("{user: hi, events: [BotSang]}").hasMessageContaining("t.yaml:5: there is no event 'BotSang'");
    }

    @Test
    void a_handoff_for_an_unknown_reason() throws IOException {
        refused("{user: hi, handoff: boredom}").hasMessageContaining("'handoff' takes one of customer_request");
    }

    @Test
    void a_wait_that_is_no_time() throws IOException {
        refused("{user: hi, wait: soon}").hasMessageContaining("'wait' takes a number with s, m, h or d");
    }

    @Test
    void an_empty_folder() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> DialogueRun.read(empty)).hasMessageContaining("holds no dialogues");
    }

    @Test
    void differences_are_told_with_their_place_and_the_reports_hold_the_transcript() throws IOException {
        Files.writeString(folder.resolve("t.yaml"), """
                dialogues:
                  - name: other words
                    customer: c-1001
                    turns:
                      - user: 我要退货
                        says: [月亮]
                  - name: a change that was not foreseen
                    customer: c-1003
                    turns:
                      - user: 催一下连衣裙
                        says: [催]
                  - name: another state of the order
                    customer: c-1001
                    turns:
                      - user: 你好
                    after: {XY1001-01: {status: cancelled}}
                  - name: all is well
                    customer: c-1001
                    turns:
                      - user: 你好
                        says: [您好]
                """);
        List<Played> played = DialogueRun.play(DemoHome.FOLDER, null, DialogueRun.read(folder));
        assertThat(played)
                .extracting(one -> String.valueOf(one.difference()).replaceAll(".*(?=t\\.yaml)", ""))
                .satisfiesExactly(
                        words -> assertThat(words).isEqualTo("t.yaml:5: expected the words “月亮”"),
                        change -> assertThat(change)
                                .contains("t.yaml:10: expected the changes [], made were [urge_order"),
                        state -> assertThat(state)
                                .contains("expected order XY1001-01 to have status [cancelled], it is signed"),
                        well -> assertThat(well).isEqualTo("null"));
        new DialogueReport(played).write(folder.resolve("report"));
        assertThat(folder.resolve("report/junit.xml"))
                .content()
                .contains("tests=\"4\" failures=\"3\"", "expected the words “月亮”", "shopper: 我要退货");
        assertThat(folder.resolve("report/index.html")).content().contains("4 段对话，3 段不符合预期", "我要退货");
    }

    @Test
    void a_reading_is_passed_over_where_the_bot_asks_for_none_and_any_other_answer_is_not() throws IOException {
        Files.writeString(folder.resolve("t.yaml"), """
                dialogues:
                  - name: passed over
                    customer: c-1003
                    llm: scripted
                    turns:
                      - user: 现货多久发货
                        model: [{reading: '{"commands":[]}'}, "现货付款后48小时内发货。[1]"]
                        generated: true
                  - name: left lying
                    customer: c-1003
                    llm: scripted
                    turns:
                      - user: 请问现货多久发货
                        model: ["现货付款后48小时内发货。[1]", '{"commands":[]}']
                        generated: true
                """);
        assertThat(DialogueRun.play(DemoHome.FOLDER, null, DialogueRun.read(folder)))
                .extracting(one -> String.valueOf(one.difference()))
                .satisfiesExactly(
                        passed -> assertThat(passed).isEqualTo("null"),
                        left -> assertThat(left).contains("was not asked for 1 of its answers"));
    }
}
