package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void a_place_holds_what_sorting_would_put_there() {
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            int count = 1 + random.nextInt(round % 10 == 0 ? 5_000 : 200);
            int kinds = 1 + random.nextInt(300);
            long[] values = random.ints(count, 0, kinds).asLongStream().toArray();
            if (round % 3 == 0) {
                Arrays.sort(values);
            }
            int[] places = random.ints(5, 0, count).sorted().toArray();
            long[] sorted = values.clone();
            Arrays.sort(sorted);
            long[] expected =
                    Arrays.stream(places).mapToLong(place -> sorted[place]).toArray();
            assertThat(Spans.ofMillis(LongStream.of(values)).at(places))
                    .as("round %d", round)
                    .containsExactly(expected);
            Spans sum = inParts(values, 1 + random.nextInt(60), random);
            assertThat(sum.at(places)).as("round %d in parts", round).containsExactly(expected);
            long bound = random.nextInt(-1, kinds + 1);
            assertThat(sum.countUpTo(bound))
                    .as("round %d up to %d", round, bound)
                    .isEqualTo((int) Arrays.stream(values)
                            .filter(value -> value <= bound)
                            .count());
            long over = random.nextLong(-1, bound + 1);
            assertThat(sum.between(over, bound).millis())
                    .as("round %d between %d and %d", round, over, bound)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(values)
                            .filter(value -> value > over && value <= bound)
                            .boxed()
                            .toList());
        }
    }

    /** Some parts of sums already, and the sum of all of them. */
    private static Spans inParts(long[] values, int parts, Random random) {
        List<Spans> all = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            all.add(new Spans());
        }
        for (long value : values) {
            all.get(random.nextInt(parts)).add(value);
        }
        int sealed = random.nextInt(parts + 1);
        all.subList(0, sealed).replaceAll(part -> Spans.sum(List.of(part)));
        int first = random.nextInt(parts);
        Spans inner = Spans.sum(all.subList(0, first));
        return Spans.sum(Stream.concat(Stream.of(inner), all.subList(first, parts).stream())
                .toList());
    }

    @Test
    void sums_hold_the_values_of_all_parts() {
        Spans sum = Spans.sum(List.of(
                Spans.ofMillis(LongStream.of(3, 1)),
                Spans.ofMillis(LongStream.of()),
                Spans.ofMillis(LongStream.of(2))));
        assertThat(sum.count()).isEqualTo(3);
        assertThat(sum.at(0, 1, 2)).containsExactly(1, 2, 3);
    }
}
