package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArticleFolderTest {
    private static final String GOOD = "---\nid: a\ntitle: 退货\n---\n七天内可以退。\n";

    @TempDir
    Path folder;

    @Test
    void an_article_is_read_with_all_it_says() throws IOException {
        write("sub/a.md", """
                ---
                id: a
                title: 退货
                category: 售后
                questions:
                  - 能退吗
                  - 怎么退
                source: 店规
                updated: 2026-11-01
                ---

                # 退货

                七天内可以退。
                """);
        assertThat(ArticleFolder.read(folder)).singleElement().satisfies(article -> {
            assertThat(article.id()).isEqualTo("a");
            assertThat(article.title()).isEqualTo("退货");
            assertThat(article.category()).isEqualTo("售后");
            assertThat(article.questions()).containsExactly("能退吗", "怎么退");
            assertThat(article.source()).isEqualTo("店规");
            assertThat(article.body()).isEqualTo("# 退货\n\n七天内可以退。");
            assertThat(article.file()).endsWith("a.md");
        });
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_do_no_harm() throws IOException {
        write("a.md", "\uFEFF" + GOOD.replace("\n", "\r\n"));
        write("t.csv", "\uFEFFid,question,answer\r\nf,多少钱包邮,59元\r\n");
        assertThat(ArticleFolder.read(folder)).extracting(Article::id).containsExactlyInAnyOrder("a", "f");
    }

    @Test
    void a_table_may_quote_commas_quotes_and_line_breaks() throws IOException {
        write("t.csv", """
                id,question,variants,answer,category,source
                f1,"包邮吗，多少钱","几块包邮|满多少免邮费","满""59元""包邮,
                不满收10元",物流,店规
                f2,几天发货,,48小时,,
                """);
        assertThat(ArticleFolder.read(folder))
                .satisfiesExactly(
                        first -> {
                            assertThat(first.title()).isEqualTo("包邮吗，多少钱");
                            assertThat(first.questions()).containsExactly("包邮吗，多少钱", "几块包邮", "满多少免邮费");
                            assertThat(first.body()).isEqualTo("满\"59元\"包邮,\n不满收10元");
                        },
                        second -> assertThat(second.questions()).containsExactly("几天发货"));
    }

    @Test
    void an_empty_folder_holds_no_articles() {
        assertThat(ArticleFolder.read(folder)).isEmpty();
    }

    @Test
    void hidden_files_are_left_alone() throws IOException {
        write(".DS_Store", "x");
        assertThat(ArticleFolder.read(folder)).isEmpty();
    }

    @Test
    void a_missing_folder_is_told() {
        refused(folder.resolve("none"), "cannot be listed");
    }

    @Test
    void a_document_without_front_matter_is_an_article_by_its_name() throws IOException {
        write("help/a.md", "# 退货\n\n七天内可以退。\n");
        write("b.md", "包邮满59元。\n");
        assertThat(ArticleFolder.read(folder))
                .satisfiesExactly(
                        named -> {
                            assertThat(named.id()).isEqualTo("b.md");
                            assertThat(named.title()).isEqualTo("b");
                        },
                        headed -> {
                            assertThat(headed.id()).isEqualTo("help/a.md");
                            assertThat(headed.title()).isEqualTo("退货");
                        });
    }

    @Test
    void a_front_matter_without_end() throws IOException {
        write("a.md", "---\nid: a\n");
        refused(folder, "a.md:1: the front matter has no end");
    }

    @Test
    void a_front_matter_that_is_not_yaml() throws IOException {
        write("a.md", "---\nid: a\ntitle: \"open\n---\ntext\n");
        refused(folder, "a.md:");
        refused(folder, "the front matter is not YAML");
    }

    @Test
    void a_front_matter_that_is_a_list() throws IOException {
        write("a.md", "---\n- id\n---\ntext\n");
        refused(folder, "a.md:2: the front matter must be 'key: value' lines");
    }

    @Test
    void a_missing_title() throws IOException {
        write("a.md", "---\nid: a\n---\ntext\n");
        refused(folder, "a.md:1: the front matter needs 'id' and 'title'");
    }

    @Test
    void questions_that_are_no_list() throws IOException {
        write("a.md", "---\nid: a\ntitle: 退货\nquestions: 能退吗\n---\ntext\n");
        refused(folder, "a.md:1: 'questions' must be a list, one '- ' line each");
    }

    @Test
    void an_article_without_text() throws IOException {
        write("a.md", "---\nid: a\ntitle: 退货\n---\n\n");
        refused(folder, "a.md:4: the article has no text. Write it below the front matter");
    }

    @Test
    void an_article_of_headings_only() throws IOException {
        write("a.md", "---\nid: a\ntitle: 退货\n---\n# 退货\n\n## 怎么退\n");
        refused(folder, "a.md:4: the article has only headings. Write the text below them");
    }

    @Test
    void a_file_that_is_no_text() throws IOException {
        Files.write(folder.resolve("a.md"), new byte[] {'-', (byte) 0xff, (byte) 0xfe, 0, 1});
        refused(folder, "a.md: is neither UTF-8 nor GB18030 text. Save it as UTF-8");
    }

    @Test
    void a_kind_of_file_that_is_not_read() throws IOException {
        write("a.xyz", "x");
        refused(folder, "a.xyz: this kind of file is not read here. Use one of .md, .html");
    }

    @Test
    void a_table_without_a_column() throws IOException {
        write("t.csv", "id,question\nf,q\n");
        refused(folder, "t.csv:1: the header has no column 'answer'");
    }

    @Test
    void a_row_with_a_comma_too_many() throws IOException {
        write("t.csv", "id,question,answer\nf,多少钱,59元,包邮\n");
        refused(folder, "t.csv:2: has 4 columns, not as many as the header. Put texts with commas in quotes");
    }

    @Test
    void a_row_without_an_answer() throws IOException {
        write("t.csv", "id,question,answer\nf1,q1,a1\nf2,q2,\n");
        refused(folder, "t.csv:3: id, question and answer must all be filled in");
    }

    @Test
    void a_quote_that_is_not_closed() throws IOException {
        write("t.csv", "id,question,answer\nf,\"q,a\n");
        refused(folder, "t.csv");
    }

    @Test
    void an_id_that_is_taken() throws IOException {
        write("a.md", GOOD);
        write("b.md", GOOD);
        refused(folder, "b.md: id 'a' is taken by");
        refused(folder, "Give each article its own");
    }

    @Test
    void what_is_broken_is_left_out_and_told_and_the_rest_is_there() throws IOException {
        write("a.md", GOOD);
        write("b.md", "---\nid: b\n---\ntext\n");
        write("c.xyz", "x");
        write("t.csv", "id,question,answer\nf1,q1,a1\nf2,q2,\n");
        Reading reading = new ArticleFolder(folder).read();
        assertThat(reading.articles()).extracting(Article::id).containsExactly("a", "f1");
        assertThat(reading.problems())
                .satisfiesExactly(
                        first -> assertThat(first).contains("b.md:1"),
                        second -> assertThat(second).contains("c.xyz"),
                        third -> assertThat(third).contains("t.csv:3"));
        assertThatThrownBy(() -> ArticleFolder.read(folder))
                .hasMessageContaining("b.md:1")
                .hasMessageContaining("c.xyz");
    }

    @Test
    void read_again_a_changed_file_is_new_and_an_unchanged_one_the_same() throws IOException {
        write("a.md", GOOD);
        write("b.md", GOOD.replace("id: a", "id: b"));
        ArticleFolder watched = new ArticleFolder(folder);
        Reading before = watched.read();
        write("b.md", GOOD.replace("id: a", "id: b").replace("七天", "十五天"));
        Reading after = watched.read();
        assertThat(after.articles().getFirst()).isSameAs(before.articles().getFirst());
        assertThat(after.articles().getLast().body()).isEqualTo("十五天内可以退。");
        Files.delete(folder.resolve("a.md"));
        assertThat(watched.read().articles()).extracting(Article::id).containsExactly("b");
    }

    @Test
    void validity_and_visibility_are_read() throws IOException {
        write(
                "a.md",
                GOOD.replace("---\n七", "valid_from: 2026-11-01\nvalid_until: 2026-11-11\nvisibility: agents\n---\n七"));
        write("t.csv", "问题,相似问法,答案,失效日期\n包邮吗,几块包邮|满多少包邮,满59元。,2026-12-31\n");
        assertThat(ArticleFolder.read(folder))
                .extracting(Article::availability)
                .containsExactly(
                        new Availability(true, LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 11)),
                        new Availability(false, null, LocalDate.of(2026, 12, 31)));
        write("b.md", GOOD.replace("id: a", "id: b\nvalid_from: 明天"));
        refused(folder, "b.md:1: 'valid_from' is '明天'. Write a day like 2026-11-01");
    }

    private static void refused(Path folder, String message) {
        assertThatThrownBy(() -> ArticleFolder.read(folder))
                .isInstanceOf(KnowledgeException.class)
                .hasMessageContaining(message);
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }
}
