package io.xiangyin.knowledge;

import java.util.Arrays;
import java.util.Collection;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BitUtil;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/**
 * What a document is made of, token by token over all fields, in the order of writing: the index the other way round.
 * A token is the 32-bit hash of its field and text; once in some hundred questions one of the documents seems by chance to
 * have a piece that it has not. To see what 200 documents have of a question is quicker so than through the postings
 * of each of its pieces.
 */
final class Tokens {
    private static final int BYTES = Integer.BYTES;

    /** What is written for a token of a field. */
    static int hash(Term token) {
        return StringHelper.murmurhash3_x86_32(token.bytes(), token.field().hashCode());
    }

    private byte[] bytes = new byte[1_024];
    private int length;

    /** Adds the tokens of a field. */
    void add(String field, Collection<String> tokens) {
        for (String token : tokens) {
            if (length + BYTES > bytes.length) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            BitUtil.VH_LE_INT.set(bytes, length, hash(new Term(field, token)));
            length += BYTES;
        }
    }

    /** All that was added. */
    BytesRef written() {
        return new BytesRef(bytes, 0, length);
    }

    /** Counts tokens that are looked for; an open table mostly empty, for most tokens are not in it. */
    static final class Counter {
        private final int[] hashes;
        private final int[] places;
        private final int mask;

        /** @param wanted hashes of tokens, none twice */
        Counter(int[] wanted) {
            int size = Math.max(4, Integer.highestOneBit(Math.max(1, wanted.length)) * 8);
            hashes = new int[size];
            places = new int[size];
            mask = size - 1;
            Arrays.fill(places, -1);
            for (int i = 0; i < wanted.length; i++) {
                int at = wanted[i] & mask;
                while (places[at] >= 0) {
                    at = (at + 1) & mask;
                }
                hashes[at] = wanted[i];
                places[at] = i;
            }
        }

        /** Adds to {@code times} how often each wanted token was written. */
        void count(BytesRef written, int[] times) {
            int end = written.offset + written.length;
            for (int from = written.offset; from < end; from += BYTES) {
                int hash = (int) BitUtil.VH_LE_INT.get(written.bytes, from);
                for (int at = hash & mask; places[at] >= 0; at = (at + 1) & mask) {
                    if (hashes[at] == hash) {
                        times[places[at]]++;
                        break;
                    }
                }
            }
        }
    }
}
