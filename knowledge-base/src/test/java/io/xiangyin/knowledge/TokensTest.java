package io.xiangyin.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.junit.jupiter.api.Test;

class TokensTest {
    @Test
    void a_token_is_counted_as_often_as_its_field_has_it() {
        Tokens written = new Tokens();
        written.add("words", List.of("退款", "多久", "退款"));
        written.add("pairs", List.of("退款"));
        assertThat(counted(written, new Term("words", "退款"), new Term("pairs", "退款"), new Term("words", "包邮")))
                .containsExactly(2, 1, 0);
    }

    @Test
    void many_tokens_are_told_apart() {
        Tokens written = new Tokens();
        written.add("words", numbers(0, 5_000).toList());
        Term[] wanted =
                numbers(4_000, 6_000).map(text -> new Term("words", text)).toArray(Term[]::new);
        int[] counted = counted(written, wanted);
        assertThat(Arrays.copyOf(counted, 1_000)).containsOnly(1);
        assertThat(Arrays.copyOfRange(counted, 1_000, 2_000)).containsOnly(0);
    }

    @Test
    void nothing_is_found_in_nothing() {
        assertThat(counted(new Tokens(), new Term("words", "退款"))).containsExactly(0);
        Tokens written = new Tokens();
        written.add("words", List.of("退款"));
        assertThat(counted(written)).isEmpty();
    }

    private static Stream<String> numbers(int from, int until) {
        return IntStream.range(from, until).mapToObj(String::valueOf);
    }

    private static int[] counted(Tokens written, Term... wanted) {
        int[] times = new int[wanted.length];
        new Tokens.Counter(List.of(wanted).stream().mapToInt(Tokens::hash).toArray()).count(written.written(), times);
        return times;
    }
}
