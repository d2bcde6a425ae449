package io.xiangyin.dialog.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.dialog.dialect.DialectLexicon.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Dialect is told from the words, in both writings, and put into Mandarin. */
class DialectLexiconTest {
    private static final DialectLexicon LEXICON = DialectLexicon.standard();

    @ParameterizedTest
    @CsvSource({
        "yue, 我对鞋仲未到啊，搞乜嘢",
        "yue, 點解咁耐都未發貨",
        "wuu, 侬搿只水壶坏脱了",
        "nan, 歹勢，我毋知按怎退貨",
        "nan, 歹势，我毋知按怎退货",
        "hak, 𠊎个包裹样般还吂到",
        "hsn, 咯只东西坏哒何什搞",
        "gan, 箇件衣裳什哩时候到",
        "cmn-x-chuanyu, 啷个退嘛",
        "cmn-x-dongbei, 俺那个水壶坏了咋整",
        "cmn-x-zhongyuan, 恁这东西咋恁贵嘞",
        "cmn, 我想退货怎么操作",
        "cmn, 請問什麼時候可以發貨"
    })
    void the_dialect_is_told_from_the_words(String code, String text) {
        assertThat(LEXICON.hear(text).dialect().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "俾我一个 ; 给我一个",
                "有冇細碼 ; 有没有小码",
                "食咗饭未 ; 吃了饭没有",
                "唔該，我走先 ; 麻烦，我先走",
                "搿个物事坏脱了 ; 这个东西坏掉了",
                "咋个退嘛 ; 怎么退嘛",
                "我毋知按怎退貨 ; 我不知道怎么退货"
            })
    void dialect_is_put_into_mandarin(String text, String mandarin) {
        assertThat(LEXICON.hear(text).mandarin()).isEqualTo(mandarin);
    }

    @Test
    void traditional_mandarin_is_mandarin_in_simplified_characters() {
        DialectLexicon.Heard heard = LEXICON.hear("我想退貨");
        assertThat(heard.dialect().code()).isEqualTo("cmn");
        assertThat(heard.mandarin()).isEqualTo("我想退货");
    }

    @Test
    void a_form_inside_an_ordinary_word_is_no_dialect() {
        assertThat(LEXICON.hear("伊利牛奶系统显示请勿折叠").evidence()).isEmpty();
        assertThat(LEXICON.hear("伊利牛奶系统显示请勿折叠").mandarin()).isEqualTo("伊利牛奶系统显示请勿折叠");
    }

    @Test
    void the_words_that_gave_it_away_and_every_change_are_told() {
        DialectLexicon.Heard heard = LEXICON.hear("订单XY1001-01去咗边度");
        assertThat(heard.evidence()).contains("咗", "边度");
        assertThat(heard.changes()).contains(new Change("咗", "了", "yue"), new Change("边度", "哪里", "yue"));
        assertThat(heard.mandarin()).isEqualTo("订单XY1001-01去了哪里");
    }

    @Test
    void more_evidence_makes_surer_and_the_same_word_twice_does_not() {
        double one = LEXICON.hear("嬲").dialect().confidence();
        assertThat(LEXICON.hear("嬲，嬲").dialect().confidence()).isEqualTo(one);
        assertThat(LEXICON.hear("嬲，唔该").dialect().confidence()).isGreaterThan(one);
    }

    @Test
    void a_shop_adds_its_own_words(@TempDir Path folder) throws IOException {
        Path table = Files.writeString(
                folder.resolve("dialect.tsv"),
                "dialect\tform\tmandarin\tconfidence\tambiguous\treplace\tguards\nyue\t嘟嘟卡\t会员卡\t0.9\tno\talways\t\n");
        DialectLexicon.Heard heard = DialectLexicon.read(table).hear("嘟嘟卡點用");
        assertThat(heard.dialect().code()).isEqualTo("yue");
        assertThat(heard.mandarin()).contains("会员卡");
    }
}
