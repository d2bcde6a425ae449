package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Cuts a text into words, the shop's own words first: the longest of the dictionary that stands at a place is a word,
 * and what lies between is cut by another tokenizer. Without it 运费险 becomes 运费 and 险, in some sentences.
 */
final class ShopWords extends WholeTextTokenizer {
    private final Map<Character, List<String>> dictionary;
    private final Tokenizer rest;

    /** @param dictionary words by their first character, longest first */
    ShopWords(Map<Character, List<String>> dictionary, Tokenizer rest) {
        this.dictionary = dictionary;
        this.rest = rest;
    }

    /** Words by their first character, longest first. */
    static Map<Character, List<String>> byFirst(List<String> words) {
        Map<Character, List<String>> byFirst = new HashMap<>();
        words.stream()
                .filter(word -> word.length() > 1)
                .distinct()
                .sorted((a, b) -> Integer.compare(b.length(), a.length()))
                .forEach(word -> byFirst.merge(
                        word.charAt(0),
                        List.of(word),
                        (some, more) ->
                                Stream.concat(some.stream(), more.stream()).toList()));
        return byFirst;
    }

    @Override
    List<String> cut(String text) throws IOException {
        List<String> tokens = new ArrayList<>();
        int begun = 0;
        for (int at = 0; at < text.length(); ) {
            String word = wordAt(text, at);
            if (word.isEmpty()) {
                at++;
            } else {
                between(text.substring(begun, at), tokens);
                tokens.add(word);
                at += word.length();
                begun = at;
            }
        }
        between(text.substring(begun), tokens);
        return tokens;
    }

    private String wordAt(String text, int at) {
        for (String word : dictionary.getOrDefault(text.charAt(at), List.of())) {
            if (text.startsWith(word, at)) {
                return word;
            }
        }
        return "";
    }

    private void between(String text, List<String> tokens) throws IOException {
        if (text.isBlank()) {
            return;
        }
        rest.setReader(new StringReader(text));
        try (TokenStream words = rest) {
            CharTermAttribute word = words.getAttribute(CharTermAttribute.class);
            words.reset();
            while (words.incrementToken()) {
                tokens.add(word.toString());
            }
            words.end();
        }
    }
}
