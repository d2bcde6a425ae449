package io.xiangyin.knowledge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.lucene.util.VectorUtil;

/**
 * Turns the vector of a question towards the vectors of what answers it. A sentence model puts questions near questions;
 * rules and statutes are written in words that no shopper uses. The map is linear, fitted by
 * {@code ./xiangyin bench fit-fusion} for one embedding model, and kept as {@code adapter-MODEL.bin}: the dimensions (32
 * bits), then as 16-bit floats row by row what each component of the result takes from the question.
 */
public final class QueryAdapter {
    private static final String SENTENCE_END = "。";

    private final float[][] rows;

    /** @param rows square; the result's component {@code i} is the product of row {@code i} and the question */
    public QueryAdapter(float[][] rows) {
        this.rows = rows.clone();
    }

    /** The adapter that was fitted for an embedding model, if there is one. */
    static Optional<QueryAdapter> find(String model) {
        try (InputStream in = QueryAdapter.class.getResourceAsStream(fileName(model))) {
            return in == null ? Optional.empty() : Optional.of(read(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The resource of an embedding model. */
    public static String fileName(String model) {
        return "adapter-" + model + ".bin";
    }

    static QueryAdapter read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new BufferedInputStream(in));
        float[][] rows = new float[data.readInt()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new float[rows.length];
            for (int j = 0; j < rows.length; j++) {
                rows[i][j] = Float.float16ToFloat(data.readShort());
            }
        }
        return new QueryAdapter(rows);
    }

    /** Writes it as {@link #find} reads it. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(rows.length);
        for (float[] row : rows) {
            for (float value : row) {
                data.writeShort(Float.floatToFloat16(value));
            }
        }
        data.flush();
    }

    /**
     * What a passage's vector is multiplied with, for how much more (or less) it answers the question than its nearness
     * says; in units of the fused score.
     */
    public float[] adapt(float[] question) {
        float[] adapted = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            adapted[i] = VectorUtil.dotProduct(rows[i], question);
        }
        return adapted;
    }

    /** Whether a text states something in sentences. What is worded like a question lies where questions lie already. */
    public static boolean states(String text) {
        return text.contains(SENTENCE_END);
    }
}
