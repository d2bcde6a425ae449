package io.xiangyin.core;

import java.util.Map;

/**
 * The bot's set phrases by key, in the shop's language and tone. Texts live in resource files and the bot's home, not
 * in code.
 */
public record Phrases(Map<String, String> byKey) {
    public Phrases {
        byKey = Map.copyOf(byKey);
    }

    /**
     * The phrase with {@code {name}} parts replaced.
     *
     * @param parts name and value in turn
     * @throws IllegalArgumentException if there is no such phrase
     */
    public String get(String key, String... parts) {
        String text = byKey.get(key);
        if (text == null) {
            throw new IllegalArgumentException("No phrase '" + key + "'. Add it to phrases.properties.");
        }
        for (int i = 0; i + 1 < parts.length; i += 2) {
            text = text.replace("{" + parts[i] + "}", parts[i + 1]);
        }
        return text;
    }
}
