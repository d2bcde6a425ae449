package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins how shop words are cut, weaknesses included, so that a new Lucene does not change search unseen. */
class AnalysisTest {
    @Test
    void words_are_cut_as_in_the_golden_file() throws IOException {
        List<String> cut = new ArrayList<>();
        for (String line : golden()) {
            String word = line.substring(0, line.indexOf('\t'));
            cut.add(String.join(
                    "\t",
                    word,
                    tokens(Analysis.WORDS, word),
                    tokens(Analysis.PAIRS, word),
                    tokens(Analysis.SINGLES, word)));
        }
        assertThat(cut).containsExactlyElementsOf(golden());
    }

    @ParameterizedTest
    @CsvSource({"iphone15pro,iphone 15 pro", "xy-2000,xy2000", "xy 2000,xy2000", "我的mate60pro+,我的mate 60 pro"})
    void a_model_number_is_the_same_however_it_is_spelt(String one, String other) throws IOException {
        assertThat(tokens(Analysis.MODELS, one)).isNotEmpty().isEqualTo(tokens(Analysis.MODELS, other));
    }

    @Test
    void plain_numbers_are_no_models() throws IOException {
        assertThat(tokens(Analysis.MODELS, "退 129 元")).isEmpty();
    }

    @Test
    void the_shops_words_are_never_cut_and_the_rest_is_as_before() throws IOException {
        assertThat(tokens(Analysis.WORDS, "退货运费险怎么买")).isEqualTo("退 货运费 险 怎么 买");
        assertThat(tokens(Analysis.WORDS, "退货运费险怎么买", "运费险", "运费")).isEqualTo("退货 运费险 怎么 买");
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(AnalysisTest.class.getResourceAsStream("analysis-golden.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static String tokens(String field, String text, String... dictionary) throws IOException {
        return cut(field, text, List.of(dictionary));
    }

    private static String cut(String field, String text, List<String> dictionary) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (Analyzer analyzer = Analysis.analyzer(dictionary);
                TokenStream stream = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        }
        return String.join(" ", tokens);
    }
}
