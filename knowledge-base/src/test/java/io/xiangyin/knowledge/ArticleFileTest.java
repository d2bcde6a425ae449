package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of file, written by the library that offices use. */
class ArticleFileTest {
    private static Reading read(String name, String text) {
        return read(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading read(String name, byte[] content) {
        return ArticleFile.read(name, name, content);
    }

    private static List<Passage> passages(Reading reading) {
        assertThat(reading.problems()).isEmpty();
        return new PassageCutter().cut(reading.articles().getFirst());
    }

    @Test
    void a_law_is_an_article_for_each_of_its_own() {
        Reading law = read("law/消法.md", """
                # 消费者权益保护法

                1993年10月31日通过

                <!-- INFO END -->

                ## 第一章 总 则

                第一条 为保护消费者，制定本法。

                第二条 消费者受本法保护：

                （一）买东西的；

                ## 第二章 权利

                第三条 依照本法第二条办理。
                """);
        assertThat(law.articles())
                .extracting(Article::id)
                .containsExactly("law/消法.md#第一条", "law/消法.md#第二条", "law/消法.md#第三条");
        assertThat(law.articles().get(1)).satisfies(second -> {
            assertThat(second.title()).isEqualTo("消费者权益保护法 第二条");
            assertThat(new PassageCutter().cut(second)).singleElement().satisfies(passage -> {
                assertThat(passage.heading()).isEqualTo("第一章 总 则");
                assertThat(passage.text()).contains("受本法保护").contains("（一）买东西的");
            });
        });
    }

    @Test
    void a_web_page_keeps_headings_lists_and_tables_and_loses_its_furniture_and_scripts() {
        Reading page = read("help.html", """
                <html><head><title>帮助</title><script>alert(1)</script></head><body><nav>首页 登录</nav>
                <h1>退货说明</h1><p>七天内<b>可以</b>退。</p><h2>步骤</h2><ol><li>申请</li><li>寄回</li></ol>
                <table><tr><th>情况</th><th>运费</th></tr><tr><td>质量问题</td><td>店铺出</td></tr></table>
                </body></html>
                """);
        assertThat(page.articles().getFirst().title()).isEqualTo("退货说明");
        assertThat(passages(page))
                .satisfiesExactly(first -> assertThat(first.text()).isEqualTo("七天内可以退。"), second -> {
                    assertThat(second.heading()).isEqualTo("步骤");
                    assertThat(second.text())
                            .contains("1. 申请")
                            .contains("2. 寄回")
                            .contains("· 质量问题：店铺出")
                            .doesNotContain("alert", "首页");
                });
    }

    @Test
    void a_text_file_is_titled_by_its_short_first_line() {
        Reading text = read("a.txt", "发货时间\n\n现货48小时内发。\n周末照常发。\n");
        assertThat(text.articles().getFirst().title()).isEqualTo("发货时间");
        assertThat(passages(text))
                .singleElement()
                .satisfies(passage -> assertThat(passage.text()).isEqualTo("现货48小时内发。\n周末照常发。"));
    }

    @Test
    void a_word_document_keeps_headings_lists_and_tables() throws IOException {
        Reading word = read("a.docx", word());
        assertThat(word.articles().getFirst().title()).isEqualTo("保修说明");
        assertThat(passages(word)).satisfiesExactly(first -> {
            assertThat(first.heading()).isEqualTo("保多久");
            assertThat(first.text()).contains("电器保一年。").contains("· 冰箱：三年");
        });
    }

    private static byte[] word() throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            paragraph(document, "Heading1", "保修说明");
            paragraph(document, "Heading2", "保多久");
            paragraph(document, null, "电器保一年。");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("商品");
            table.getRow(0).getCell(1).setText("多久");
            table.getRow(1).getCell(0).setText("冰箱");
            table.getRow(1).getCell(1).setText("三年");
            document.write(out);
            return out.toByteArray();
        }
    }

    private static void paragraph(XWPFDocument document, @org.jspecify.annotations.Nullable String style, String text) {
        XWPFParagraph paragraph = document.createParagraph();
        if (style != null) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
    }

    @Test
    void a_spreadsheet_with_questions_is_a_question_table_and_any_other_an_article() throws IOException {
        Reading sheets = read("faq.xlsx", sheets());
        assertThat(sheets.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .isEqualTo("faq.xlsx [问答]:3: id, question and answer must all be filled in"));
        assertThat(sheets.articles())
                .satisfiesExactly(
                        question -> {
                            assertThat(question.questions()).containsExactly("包邮吗", "几块包邮");
                            assertThat(question.body()).isEqualTo("满59元包邮。");
                            assertThat(question.file()).isEqualTo("faq.xlsx [问答]:2");
                        },
                        table -> {
                            assertThat(table.id()).isEqualTo("faq.xlsx#尺码");
                            assertThat(new PassageCutter().cut(table).getFirst().text())
                                    .contains("· 38：胸围100");
                        });
    }

    private static byte[] sheets() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            fill(
                    workbook,
                    "问答",
                    List.of(List.of("问题", "相似问法", "答案"), List.of("包邮吗", "几块包邮", "满59元包邮。"), List.of("几天到")));
            fill(workbook, "尺码", List.of(List.of("尺码", "身材"), List.of("38", "胸围100")));
            workbook.write(out);
            return out.toByteArray();
        }
    }

    private static void fill(XSSFWorkbook workbook, String name, List<List<String>> rows) {
        var sheet = workbook.createSheet(name);
        for (int i = 0; i < rows.size(); i++) {
            var row = sheet.createRow(i);
            for (int j = 0; j < rows.get(i).size(); j++) {
                row.createCell(j).setCellValue(rows.get(i).get(j));
            }
        }
    }

    @Test
    void lines_of_json_are_questions_or_texts_and_a_broken_one_is_told() {
        Reading lines = read("a.jsonl", """
                {"question":"包邮吗","variants":["几块包邮"],"answer":"满59元。","valid_until":"2026-12-31"}
                {"id":"p1","title":"发货","text":"48小时内发。"}
                {"question":
                {"other":1}
                """);
        assertThat(lines.articles()).extracting(Article::id).containsExactly("a.jsonl#包邮吗", "p1");
        assertThat(lines.problems())
                .satisfiesExactly(
                        broken -> assertThat(broken).startsWith("a.jsonl:3: is not JSON"),
                        other -> assertThat(other).startsWith("a.jsonl:4: needs \"question\" and \"answer\""));
    }

    @Test
    void a_pdf_is_read_with_its_lines_joined_to_sentences() throws IOException {
        Reading pdf = read(
                "a.pdf",
                pdf(
                        null,
                        "Warranty of appliances",
                        "A refrigerator is repaired for free within",
                        "three years after the day of delivery."));
        assertThat(pdf.articles().getFirst().title()).isEqualTo("a");
        assertThat(passages(pdf).getFirst().text()).contains("for free within three years after the day of delivery.");
    }

    @Test
    void a_chinese_pdf_as_a_browser_prints_it_is_read_paragraph_by_paragraph() throws IOException {
        Reading pdf = read("退货.pdf", resource("return-policy.pdf"));

        assertThat(passages(pdf))
                .extracting(Passage::text)
                .anySatisfy(text -> assertThat(text).contains("退回的商品应当完好，生鲜、定制的商品除外；运费由顾客承担，商品有质量问题的由我们承担。"))
                .anySatisfy(text -> assertThat(text).contains("钱退到您付款的账户。"));
    }

    @Test
    void a_table_saved_by_an_office_program_on_chinese_windows_is_read() {
        Reading table = read("问答.csv", "question,answer\n几天能到,江浙沪两天\n".getBytes(Charset.forName("GB18030")));

        assertThat(table.articles()).singleElement().satisfies(article -> {
            assertThat(article.title()).isEqualTo("几天能到");
            assertThat(article.body()).isEqualTo("江浙沪两天");
        });
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ArticleFileTest.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] pdf(@org.jspecify.annotations.Nullable String password, String... lines) throws IOException {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLineAtOffset(0, -16);
                }
                content.endText();
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    @Test
    void a_file_with_a_password_is_told() throws Exception {
        assertThat(read("a.pdf", pdf("secret", "x")).problems())
                .containsExactly("a.pdf: is encrypted. Take off its password");
        try (POIFSFileSystem encrypted = new POIFSFileSystem();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword("secret");
            try (var stream = encryptor.getDataStream(encrypted)) {
                stream.write(word());
            }
            encrypted.writeFilesystem(out);
            assertThat(read("a.docx", out.toByteArray()).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem).startsWith("a.docx: is encrypted"));
        }
    }

    @Test
    void a_scanned_pdf_is_told() throws IOException {
        assertThat(read("a.pdf", pdf(null)).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem).contains("hold no text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.docx", "a.xlsx", "a.pdf", "a.doc", "a.exe"})
    void what_is_broken_or_unknown_is_told_with_a_reason_and_a_remedy(String name) {
        Reading broken = read(name, "PK\u0003\u0004 this is nothing");
        assertThat(broken.articles()).isEmpty();
        assertThat(broken.problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem).startsWith(name + ": ").matches(".*(Save|Open|Write|Use).*"));
    }

    @Test
    void too_large_a_file_is_told() {
        assertThat(read("a.txt", new byte[ArticleFile.LARGEST + 1]).problems())
                .containsExactly("a.txt: has 20 MiB, more than 20. Split it into smaller files");
    }

    @Test
    void a_passage_knows_where_it_begins_in_the_article() {
        String body = "# 退货\n\n前言。\n\n## 多久\n\n" + "这是很长的一句话。".repeat(60);
        Reading read = read("a.md", body);
        for (Passage passage : passages(read)) {
            String text = passage.text();
            assertThat(read.articles().getFirst().body().substring(passage.offset()))
                    .startsWith(text.substring(0, 3));
        }
        assertThat(passages(read)).extracting(Passage::offset).isSorted().doesNotHaveDuplicates();
    }
}
