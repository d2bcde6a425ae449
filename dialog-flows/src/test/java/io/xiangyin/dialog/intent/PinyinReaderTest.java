package io.xiangyin.dialog.intent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the demo shop's examples. */
class PinyinReaderTest {
    private static final PinyinReader READER =
            PinyinReader.of(IntentExamples.read(Path.of("..", "examples", "laojie", "intents")));

    @ParameterizedTest
    @CsvSource({
        "kuaidi dao nali le, 快递到哪里了",
        "Wo yao tuihuo, 我要退货",
        "qian shenme shihou tui gei wo, 钱什么时候退给我",
        "我要tui货, 我要退货",
        "mima忘了, 密码忘了",
        "bu yao le., 不要了."
    })
    void typed_pinyin_becomes_the_characters_of_the_examples(String typed, String meant) {
        assertThat(READER.read(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iPhone15Pro",
                "huawei mate",
                "midea冰箱",
                "WiFi连不上",
                "can you help me",
                "L码",
                "XY-2000",
                "退款要几天",
                ""
            })
    void names_and_other_languages_are_no_pinyin(String text) {
        assertThat(READER.read(text)).isEqualTo(text);
    }
}
