package io.xiangyin.dialog.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.dialog.care.EscalationLexicon;
import io.xiangyin.dialog.dialect.DialectLexicon;
import io.xiangyin.dialog.yaml.DefinitionException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each mistake in the tables of a lexicon folder is told with file, line and remedy. */
class WordTablesTest {
    private static final String DIALECT =
            "dialect\tform\tmandarin\tcategory\tconfidence\tambiguous\treplace\tgb2312\tguards\tnote\n";
    private static final String ESCALATION = "category\tphrase\tmatch\tweight\taction\tguards\tnote\n";

    @TempDir
    Path folder;

    @Test
    void an_absent_table_adds_nothing_to_the_products() {
        assertThat(DialectLexicon.read(folder.resolve("none.tsv"))
                        .hear("唔该")
                        .dialect()
                        .code())
                .isEqualTo("yue");
        assertThat(EscalationLexicon.read(folder.resolve("none.tsv"))
                        .hear("转人工", "转人工")
                        .escalation())
                .isNotNull();
    }

    @Test
    void an_empty_form() {
        dialect("yue\t\t不\t\t0.9\tno\talways\tyes\t\t", "t.tsv:2: column 'form' is empty. Fill it in");
    }

    @Test
    void a_confidence_that_is_no_number() {
        dialect("yue\t唔\t不\t\thigh\tno\talways\tyes\t\t", "t.tsv:2: column 'confidence' takes a number, found 'high'");
    }

    @Test
    void a_confidence_above_one() {
        dialect("yue\t唔\t不\t\t90\tno\talways\tyes\t\t", "column 'confidence' takes a number from 0 to 1, found 90");
    }

    @Test
    void an_unknown_dialect() {
        dialect("klingon\t唔\t不\t\t0.9\tno\talways\tyes\t\t", "column 'dialect' takes one of beijing_tianjin, dongbei");
    }

    @Test
    void an_unknown_way_to_replace() {
        dialect("yue\t唔\t不\t\t0.9\tno\tsometimes\tyes\t\t", "column 'replace' takes one of always, guarded");
    }

    @Test
    void a_tab_too_many() {
        dialect("yue\t唔\t不\t\t0.9\tno\talways\tyes\t\t\t\t", "t.tsv:2: has 12 columns, the header 10");
    }

    @Test
    void a_missing_column() throws IOException {
        Path file = Files.writeString(folder.resolve("t.tsv"), "dialect\tform\nyue\t唔\n");
        assertThatThrownBy(() -> DialectLexicon.read(file))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("t.tsv:1: the header has no column 'ambiguous'");
    }

    @Test
    void an_empty_table() throws IOException {
        Path file = Files.writeString(folder.resolve("t.tsv"), "");
        assertThatThrownBy(() -> DialectLexicon.read(file)).hasMessageContaining("t.tsv: is empty");
    }

    @Test
    void a_table_that_is_not_utf_8() throws IOException {
        Path file = Files.write(folder.resolve("t.tsv"), "退货".getBytes(Charset.forName("GBK")));
        assertThatThrownBy(() -> EscalationLexicon.read(file)).hasMessageContaining("cannot be read as UTF-8 text");
    }

    @Test
    void an_unknown_action() {
        escalation("human\t人工\tcontains\t1\tshout\t\t", "t.tsv:2: column 'action' takes one of safety, verify");
    }

    @Test
    void an_unknown_match() {
        escalation("human\t人工\tfuzzy\t1\tlog\t\t", "t.tsv:2: column 'match' takes one of contains, exact");
    }

    @Test
    void a_broken_regular_expression() {
        escalation("human\t(人工\tregex\t1\tlog\t\t", "t.tsv:2: column 'phrase' is not a regular expression");
    }

    private void dialect(String row, String message) {
        assertThatThrownBy(() -> DialectLexicon.read(Files.writeString(folder.resolve("t.tsv"), DIALECT + row + "\n")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }

    private void escalation(String row, String message) {
        assertThatThrownBy(() ->
                        EscalationLexicon.read(Files.writeString(folder.resolve("t.tsv"), ESCALATION + row + "\n")))
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining(message);
    }
}
