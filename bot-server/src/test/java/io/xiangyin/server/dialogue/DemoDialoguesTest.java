package io.xiangyin.server.dialogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.server.DemoHome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Plays the demo shop's own conversation tests, as {@code ./xiangyin test} does. */
class DemoDialoguesTest {
    @TestFactory
    Stream<DynamicTest> every_dialogue_of_the_demo_shop_goes_as_written() {
        List<Dialogue> dialogues = DialogueRun.read(DemoHome.FOLDER.resolve("tests"));
        assertThat(dialogues).hasSizeGreaterThanOrEqualTo(150);
        return DialogueRun.play(DemoHome.FOLDER, null, dialogues).stream()
                .map(played -> DynamicTest.dynamicTest(
                        played.dialogue().name(),
                        () -> assertThat(played.difference())
                                .as("%s", played.transcript())
                                .isNull()));
    }
}
