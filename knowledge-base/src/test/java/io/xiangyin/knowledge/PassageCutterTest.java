package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PassageCutterTest {
    private final PassageCutter cutter = new PassageCutter();

    @Test
    void each_section_is_a_passage_with_its_headings() {
        List<Passage> passages = cut("""
                # 退货

                开头。

                ## 怎么退

                点一下。

                ### 不会点

                说一声。

                ## 运费

                我们出。
                """);
        assertThat(passages).extracting(Passage::heading).containsExactly("", "怎么退", "怎么退 › 不会点", "运费");
        assertThat(passages).extracting(Passage::text).containsExactly("开头。", "点一下。", "说一声。", "我们出。");
        assertThat(passages).extracting(Passage::id).containsExactly("a#1", "a#2", "a#3", "a#4");
    }

    @Test
    void lists_keep_their_marks() {
        assertThat(cut("- **完好**的\n- 配件在\n").getFirst().text()).isEqualTo("· 完好的\n· 配件在");
        assertThat(cut("1. 打开\n2. 点“退货”\n").getFirst().text()).isEqualTo("1. 打开\n2. 点“退货”");
        assertThat(cut("3. 打开\n4. 提交\n").getFirst().text()).isEqualTo("3. 打开\n4. 提交");
    }

    @Test
    void lists_in_lists_are_kept() {
        assertThat(cut("- 衣服\n  - 大衣\n  - 裤子\n- 鞋\n").getFirst().text()).isEqualTo("· 衣服\n· 大衣\n· 裤子\n· 鞋");
    }

    @Test
    void tables_become_lines() {
        assertThat(cut("| 付款 | 多久到 |\n|---|---|\n| 微信 | 当天 |\n| 储蓄卡 | **1到3天** |\n")
                        .getFirst()
                        .text())
                .isEqualTo("付款：多久到\n· 微信：当天\n· 储蓄卡：1到3天");
        assertThat(cut("| 商品 | 价格 | 保修 |\n|---|---|---|\n| 水壶 | 129元 | 1年 |\n")
                        .getFirst()
                        .text())
                .isEqualTo("商品：\n· 水壶：价格129元，保修1年");
    }

    @Test
    void marks_links_code_quotes_and_html_leave_their_words() {
        assertThat(cut("**退款**看[这里](https://a.b)，输`123`。").getFirst().text()).isEqualTo("退款看这里，输123。");
        assertThat(cut("> 记住：不转账。\n").getFirst().text()).isEqualTo("记住：不转账。");
        assertThat(cut("<div>写在框里</div>\n").getFirst().text()).isEqualTo("写在框里");
    }

    @Test
    void lines_of_a_paragraph_are_joined_without_a_gap() {
        assertThat(cut("七天内\n可以退。").getFirst().text()).isEqualTo("七天内可以退。");
    }

    @Test
    void a_long_text_is_cut_after_sentences() {
        String body = "这是一句不长不短的话，写在这里做样子。".repeat(60);
        List<Passage> passages = cut(body);
        assertThat(passages).hasSizeGreaterThan(2).allSatisfy(passage -> {
            assertThat(passage.text()).endsWith("。");
            assertThat(passage.text().length()).isLessThanOrEqualTo(320);
        });
        assertThat(passages.stream().map(Passage::text).collect(Collectors.joining()))
                .isEqualTo(body);
    }

    @Test
    void a_long_text_without_sentence_ends_loses_nothing_either() {
        String body = "长".repeat(1000);
        assertThat(cut(body).stream().map(Passage::text).collect(Collectors.joining()))
                .isEqualTo(body);
    }

    @Test
    void nothing_of_the_demo_shops_articles_is_lost() {
        List<String> lost = new ArrayList<>();
        for (Article article : DemoShop.articles()) {
            String kept = cutter.cut(article).stream()
                    .map(passage -> letters(passage.heading() + passage.text()))
                    .collect(Collectors.joining());
            String title = letters(article.title());
            for (String sentence : article.body().split("[。！？；|\\n]", -1)) {
                String wanted = letters(sentence.replaceFirst("^\\s*[0-9]+\\.\\s", ""));
                if (!kept.contains(wanted) && !wanted.equals(title)) {
                    lost.add(article.id() + ": " + sentence);
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    private List<Passage> cut(String body) {
        return cutter.cut(
                new Article("a", "退货", "", List.of(), "", body, Path.of("a.md").toString()));
    }
}
