package io.xiangyin.demo.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The package's resources: SQL scripts, and the Chinese sentences the service says. */
final class Texts {

    private static final Properties SENTENCES = load();

    private Texts() {}

    /** Returns the sentence for a key of {@code texts.properties}. */
    static String get(String key) {
        String sentence = SENTENCES.getProperty(key);
        if (sentence == null) {
            throw new IllegalStateException("texts.properties has no \"" + key + "\": add the sentence.");
        }
        return sentence;
    }

    /** Reads a resource file of this package. */
    static String file(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load() {
        Properties properties = new Properties();
        try (InputStream in = open("texts.properties")) {
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static InputStream open(String name) {
        InputStream in = Texts.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("The resource " + name + " is missing from the order service's jar.");
        }
        return in;
    }
}
