package io.xiangyin.knowledge;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** A tokenizer that looks at a text as a whole; passages and questions are short. */
abstract class WholeTextTokenizer extends Tokenizer {
    private static final int BUFFER = 1024;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean read;

    /** The tokens of a text, in order. */
    abstract List<String> cut(String text) throws IOException;

    @Override
    public final boolean incrementToken() throws IOException {
        if (!read) {
            read = true;
            waiting.addAll(cut(all()));
        }
        String next = waiting.poll();
        if (next == null) {
            return false;
        }
        clearAttributes();
        term.append(next);
        return true;
    }

    private String all() throws IOException {
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[BUFFER];
        for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
            text.append(buffer, 0, count);
        }
        return text.toString();
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        read = false;
        waiting.clear();
    }
}
