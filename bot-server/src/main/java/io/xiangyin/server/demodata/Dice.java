package io.xiangyin.server.demodata;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Chance, the same every time for the same seed. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    /** Whether something of this percentage happens. */
    boolean percent(double share) {
        return random.nextDouble() * 100 < share;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** One of them, by their shares. */
    <T> T weighted(List<T> of, ToIntFunction<T> share) {
        int left = random.nextInt(of.stream().mapToInt(share).sum());
        for (T one : of) {
            left -= share.applyAsInt(one);
            if (left < 0) {
                return one;
            }
        }
        throw new IllegalStateException("shares do not add up");
    }

    /** A time around this one, seldom much longer: log-normal, as waiting and handling times are. */
    Duration about(Duration median, double spread) {
        return Duration.ofMillis(Math.round(median.toMillis() * Math.exp(spread * random.nextGaussian())));
    }

    /** How long a memoryless patience of this mean lasts. */
    Duration patience(Duration mean) {
        return Duration.ofMillis(Math.round(-mean.toMillis() * Math.log(1 - random.nextDouble())));
    }

    /** How many arrive when so many are expected: Poisson, by its normal approximation for large numbers. */
    int arrivals(double expected) {
        if (expected > 30) {
            return Math.max(0, (int) Math.round(expected + Math.sqrt(expected) * random.nextGaussian()));
        }
        double limit = Math.exp(-expected);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
