package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xiangyin.core.text.Pinyin;
import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed in pinyin, or with a wrong character of the same sound. */
class PinyinTest {
    private static final KnowledgeIndex INDEX = DemoShop.index();

    @AfterAll
    static void close() {
        INDEX.close();
    }

    @ParameterizedTest
    @CsvSource({
        "tuikuan,tui kuan",
        "kuaididaonalile,kuai di dao na li le",
        "xian,xian",
        "nvzhuang,nu zhuang",
        "iphone,''",
        "xyz,''"
    })
    void letters_are_split_into_as_few_syllables_as_possible(String letters, String syllables) {
        assertThat(String.join(" ", Pinyin.split(letters))).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({"退款,退歀", "快递,快弟", "优惠券,优会券"})
    void homophones_have_the_same_sounds(String right, String wrong) throws IOException {
        try (Analyzer analyzer = Analysis.analyzer(List.of())) {
            assertThat(Analysis.tokens(analyzer, Analysis.SOUNDS, wrong))
                    .isNotEmpty()
                    .isEqualTo(Analysis.tokens(analyzer, Analysis.SOUNDS, right));
        }
    }

    @Test
    void sounds_are_paired_only_with_neighbours() throws IOException {
        try (Analyzer analyzer = Analysis.analyzer(List.of())) {
            assertThat(Analysis.tokens(analyzer, Analysis.SOUNDS, "退款x快递"))
                    .containsExactly("tui", "kuan", "tui kuan", "kuai", "di", "kuai di");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "tuikuan,退款",
        "kuaidi dao nali le,快递到哪里了",
        "wo yao tuihuo,我要退货",
        "怎么tuihuo,怎么退货",
        "qian nali qu le,钱哪里去了",
        "ＴＵＩＫＵＡＮ,退款"
    })
    void typed_pinyin_is_read_in_the_words_of_the_knowledge(String typed, String meant) {
        assertThat(INDEX.inCharacters(typed)).isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iPhone15Pro", "APP", "退款要几天", "XY-2000", "a", "WiFi 连不上"})
    void what_is_no_pinyin_stays_as_it_is(String text) {
        assertThat(INDEX.inCharacters(text)).isEqualTo(text);
    }

    @Test
    void typed_pinyin_finds_what_the_characters_find() {
        assertThat(INDEX.search("tuikuan yao ji tian", 5, KnowledgeIndex.Mode.HYBRID))
                .isNotEmpty()
                .isEqualTo(INDEX.search("退款要几天", 5, KnowledgeIndex.Mode.HYBRID));
    }

    @Test
    void a_character_of_the_same_sound_speaks_for_an_article_as_the_right_one_does() {
        Article refund = new Article("refund", "退款要几天", "", List.of(), "", "三天。", "a.md");
        try (KnowledgeIndex index = KnowledgeIndex.build(List.of(refund), DemoShop.text())) {
            Signals signals = index.search("退歀要几天", 1, KnowledgeIndex.Mode.LEXICAL)
                    .getFirst()
                    .signals();
            assertThat(signals.sounds()).isEqualTo(1, within(1e-6));
            assertThat(signals.characters()).isLessThan(1);
        }
    }
}
