package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChineseTextTest {
    @TempDir
    Path folder;

    @Test
    void width_and_case_do_not_matter() {
        assertThat(plain().indexed("ｉＰｈｏｎｅ１５　ＰＲＯ？")).isEqualTo("iphone15 pro?");
    }

    @Test
    void traditional_characters_match_simplified_ones() {
        assertThat(plain().indexed("退貨運費險，摔跤俱樂部")).isEqualTo("退货运费险,摔跤俱乐部");
    }

    @Test
    void spaces_between_chinese_characters_do_not_matter() {
        assertThat(plain().indexed("退 货 运费 iphone 15 pro")).isEqualTo("退货运费 iphone 15 pro");
    }

    @Test
    void the_longest_synonym_is_replaced() throws IOException {
        Synonyms synonyms = synonyms("运费,邮费\n退货运费,退货邮费\n# 注释\n\n包邮,免邮费\n");
        assertThat(synonyms.standardise("退货邮费和邮费，免邮费吗")).isEqualTo("退货运费和运费，包邮吗");
    }

    @Test
    void synonyms_are_found_whatever_their_width_and_case() throws IOException {
        ChineseText text = new ChineseText(synonyms("手机,iPhone,ＩＰＡＤ\n"), List.of());
        assertThat(text.indexed("我的IPHONE和ipad")).isEqualTo("我的手机和手机");
    }

    @Test
    void a_word_in_two_groups_is_refused() {
        assertThatThrownBy(() -> synonyms("退货,退掉\n退款,退掉\n"))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageContaining("s.txt:2: '退掉' stands in another group too. Keep it in one");
    }

    @Test
    void an_empty_word_is_refused() {
        assertThatThrownBy(() -> synonyms("退货,,退掉\n"))
                .hasMessageContaining("s.txt:1: there is an empty word. Remove the extra comma");
    }

    @Test
    void an_absent_file_means_no_synonyms() {
        assertThat(Synonyms.read(folder.resolve("none.txt")).standardise("退掉")).isEqualTo("退掉");
    }

    @Test
    void stop_words_are_taken_out_of_questions_but_not_out_of_words() {
        ChineseText text = new ChineseText(Synonyms.none(), List.of("请问", "会", "要"));
        assertThat(text.searched("请问会员要重要吗").strip()).isEqualTo("会员要重要吗");
        assertThat(text.indexed("请问会员")).isEqualTo("请问会员");
        assertThat(text.substance("会")).isLessThan(text.substance("会员"));
        assertThat(text.substance("会员")).isLessThan(text.substance("重点"));
    }

    @Test
    void a_question_of_stop_words_only_keeps_them() {
        assertThat(new ChineseText(Synonyms.none(), List.of("你好")).searched("你好"))
                .isEqualTo("你好");
    }

    @Test
    void pieces_are_characters_pairs_and_latin_words() {
        assertThat(ChineseText.pieces("退货iphone15，钱")).containsExactly("退", "退货", "货", "iphone15", "钱");
    }

    private static ChineseText plain() {
        return new ChineseText(Synonyms.none(), List.of());
    }

    private Synonyms synonyms(String content) throws IOException {
        return Synonyms.read(Files.writeString(folder.resolve("s.txt"), content));
    }
}
