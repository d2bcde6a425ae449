package io.xiangyin.knowledge;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Tables that belong to the program. */
final class Resource {
    private Resource() {}

    /** A table beside this class, in UTF-8. */
    static Properties properties(String name) {
        Properties table = new Properties();
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            table.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return table;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines of a table in UTF-8 beside this class, without blank ones and comments. */
    static List<String> lines(String name) {
        try (InputStream in = Resource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The weights in such a table, by name; 0 for a name it does not have. */
    static double[] weights(String resource, Iterable<String> names) {
        Properties table = properties(resource);
        List<Double> weights = new ArrayList<>();
        names.forEach(name -> weights.add(Double.parseDouble(table.getProperty(name, "0"))));
        return weights.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
