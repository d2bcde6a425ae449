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

    private static List<String> golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(AnalysisTest.class.getResourceAsStream("analysis-golden.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static String tokens(String field, String text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (Analyzer analyzer = Analysis.analyzer();
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
