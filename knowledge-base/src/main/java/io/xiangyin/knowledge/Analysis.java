package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.cn.smart.SmartChineseAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Views of a Chinese text, each a field: words by the shop's dictionary and smartcn, pairs of characters, single
 * characters, model numbers, sounds. smartcn alone cuts many shop words wrongly and differently by context; the pairs and single
 * characters find them all the same.
 */
final class Analysis {
    static final String WORDS = "words";
    static final String PAIRS = "pairs";
    static final String SINGLES = "singles";
    static final String MODELS = "models";
    static final String SOUNDS = "sounds";

    /** Weight of each field in a query; measured on the development sets ({@code docs/benchmarks.md}). */
    static final SortedMap<String, Float> WEIGHTS =
            new TreeMap<>(Map.of(WORDS, 1.0f, PAIRS, 0.5f, SINGLES, 0.5f, MODELS, 1.0f));

    /** Every field a text is indexed in. Sounds are not searched for, they only speak for what was found. */
    static final List<String> FIELDS =
            Stream.concat(WEIGHTS.keySet().stream(), Stream.of(SOUNDS)).toList();

    private Analysis() {}

    /** @param dictionary words of the shop, which are never cut; in the form of {@link ChineseText#plain} */
    static Analyzer analyzer(List<String> dictionary) {
        return new PerFieldAnalyzerWrapper(
                new StandardAnalyzer(CharArraySet.EMPTY_SET),
                Map.of(
                        WORDS, words(ShopWords.byFirst(dictionary)),
                        PAIRS, pairs(),
                        MODELS, alone(ModelNumbers::new),
                        SOUNDS, alone(Sounds::new)));
    }

    private static Analyzer alone(Supplier<Tokenizer> tokenizer) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                return new TokenStreamComponents(tokenizer.get());
            }
        };
    }

    /** What a field makes of a text, in order. */
    static List<String> tokens(Analyzer analyzer, String field, String text) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (TokenStream stream = analyzer.tokenStream(field, text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                tokens.add(term.toString());
            }
            stream.end();
        }
        return tokens;
    }

    /** Tokens that are at hand, as a field takes them. */
    static TokenStream replayed(List<String> tokens) {
        Iterator<String> each = tokens.iterator();
        return new TokenStream() {
            private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

            @Override
            public boolean incrementToken() {
                clearAttributes();
                if (!each.hasNext()) {
                    return false;
                }
                term.append(each.next());
                return true;
            }
        };
    }

    private static Analyzer words(Map<Character, List<String>> dictionary) {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = new ShopWords(dictionary, new HMMChineseTokenizer());
                TokenStream result = new StopFilter(source, SmartChineseAnalyzer.getDefaultStopSet());
                return new TokenStreamComponents(source, new LowerCaseFilter(result));
            }
        };
    }

    private static Analyzer pairs() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                Tokenizer source = new StandardTokenizer();
                TokenStream result = new LowerCaseFilter(new CJKWidthFilter(source));
                return new TokenStreamComponents(source, new CJKBigramFilter(result));
            }
        };
    }
}
