package io.xiangyin.server.llm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Instructions for a model, a resource file {@code prompts/NAME.md} whose first line is {@code version: N}. Whoever
 * changes a word raises the version; events name it.
 *
 * @param name the file's name
 * @param version from 1
 * @param text with {@code {{canary}}} and other places to fill in
 */
public record Prompt(String name, int version, String text) {
    private static final Pattern HEAD = Pattern.compile("version: (\\d{1,4})\\R+");
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

    /** Reads the prompt of this name. */
    public static Prompt load(String name) {
        try (InputStream in = Prompt.class.getResourceAsStream("prompts/" + name + ".md")) {
            if (in == null) {
                throw new IllegalStateException("Resource prompts/" + name + ".md is missing from the jar");
            }
            String file = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher head = HEAD.matcher(file);
            if (!head.lookingAt()) {
                throw new IllegalStateException("prompts/" + name + ".md does not begin with 'version: N'");
            }
            return new Prompt(
                    name,
                    Integer.parseInt(head.group(1)),
                    file.substring(head.end()).strip());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Name and version as events tell them. */
    public String id() {
        return name + "/" + version;
    }

    /**
     * The text with its places filled in.
     *
     * @param parts name and value in turn
     * @throws IllegalArgumentException if a place stays empty
     */
    public String fill(String... parts) {
        String filled = text;
        for (int i = 0; i + 1 < parts.length; i += 2) {
            filled = filled.replace("{{" + parts[i] + "}}", parts[i + 1]);
        }
        Matcher open = PLACE.matcher(filled);
        if (open.find()) {
            throw new IllegalArgumentException("Prompt " + id() + " has nothing for {{" + open.group(1) + "}}");
        }
        return filled;
    }
}
