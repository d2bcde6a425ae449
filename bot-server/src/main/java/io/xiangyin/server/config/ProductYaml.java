package io.xiangyin.server.config;

import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A settings file of its own: the shop's keys where its home folder has them, else the product's. */
record ProductYaml(YamlNode own, YamlNode usual) {
    /**
     * Reads both.
     *
     * @param keys what the shop's file may hold
     */
    static ProductYaml read(Path home, String name, String... keys) {
        YamlNode usual = YamlNode.parse(name, resource(name));
        Path file = home.resolve(name);
        return new ProductYaml(Files.isRegularFile(file) ? YamlNode.read(file).allow(keys) : usual, usual);
    }

    private static String resource(String name) {
        try (InputStream in = ProductYaml.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    YamlNode node(String key) {
        return own.find(key) == null ? usual.get(key) : own.get(key);
    }

    int number(String key, int least, int most) {
        return (own.find(key) == null ? usual : own).integer(key, least, least, most);
    }
}
