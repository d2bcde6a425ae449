package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Weighs the {@link Signals} of an article into one score. The weights are data, {@code fusion.properties}, fitted by
 * {@code ./xiangyin bench fit-fusion}.
 */
final class Fusion {
    private final double[] weights;

    private Fusion(double[] weights) {
        this.weights = weights;
    }

    static Fusion load() {
        Properties table = new Properties();
        try (InputStream in = Fusion.class.getResourceAsStream("fusion.properties")) {
            if (in == null) {
                throw new IllegalStateException("Resource fusion.properties is missing from the jar");
            }
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Fusion(Signals.NAMES.stream()
                .mapToDouble(name -> Double.parseDouble(table.getProperty(name, "0")))
                .toArray());
    }

    double score(Signals signals) {
        double[] values = signals.values();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
