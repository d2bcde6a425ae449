package io.xiangyin.bench;

import io.xiangyin.knowledge.VectorStore;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Vectors of the benches, kept from run to run in one file that is appended to. */
final class VectorFile implements VectorStore {
    private final Path file;
    private final Map<String, float[]> known = new HashMap<>();

    VectorFile(Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
                while (true) {
                    String key = in.readUTF();
                    float[] vector = new float[in.readInt()];
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = in.readFloat();
                    }
                    known.put(key, vector);
                }
            } catch (EOFException end) {
                // all read; what an interrupted run left half written is written again
            }
        }
    }

    /** All vectors there are, in the order of their keys. */
    synchronized List<float[]> any() {
        if (known.isEmpty()) {
            throw new IllegalStateException(
                    "No vectors are stored in " + file + "; run ./xiangyin bench retrieval first");
        }
        return known.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    @Override
    public synchronized Map<String, float[]> find(String model, Collection<String> hashes) {
        Map<String, float[]> found = new HashMap<>();
        for (String hash : hashes) {
            float[] vector = known.get(model + hash);
            if (vector != null) {
                found.put(hash, vector);
            }
        }
        return found;
    }

    @Override
    public synchronized void save(String model, Map<String, float[]> vectors) {
        try (DataOutputStream out = new DataOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
            for (Map.Entry<String, float[]> entry : vectors.entrySet()) {
                out.writeUTF(model + entry.getKey());
                out.writeInt(entry.getValue().length);
                for (float value : entry.getValue()) {
                    out.writeFloat(value);
                }
                known.put(model + entry.getKey(), entry.getValue());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
