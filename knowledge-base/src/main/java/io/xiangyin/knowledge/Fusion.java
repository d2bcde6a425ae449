package io.xiangyin.knowledge;

/**
 * Weighs the {@link Signals} of an article into one score. The weights are data, {@code fusion.properties}, fitted by
 * {@code ./xiangyin bench fit-fusion} together with the {@link QueryAdapter}.
 */
final class Fusion {
    private final double[] weights;

    private Fusion(double[] weights) {
        this.weights = weights;
    }

    static Fusion load() {
        return new Fusion(Resource.weights("fusion.properties", Signals.NAMES));
    }

    double score(Signals signals) {
        double[] values = signals.values();
        double sum = signals.adapted();
        for (int i = 0; i < values.length; i++) {
            sum += weights[i] * values[i];
        }
        return sum;
    }
}
