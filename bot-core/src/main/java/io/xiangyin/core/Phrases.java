package io.xiangyin.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The bot's set phrases by key, in the shop's language and tone. Texts live in resource files and the bot's home, not
 * in code.
 *
 * @param byKey in Standard Mandarin
 * @param byDialect those that are said otherwise in a dialect the bot may speak, by its code
 */
public record Phrases(Map<String, String> byKey, Map<String, Map<String, String>> byDialect) {
    public Phrases {
        byKey = Map.copyOf(byKey);
        byDialect = Map.copyOf(byDialect);
    }

    /** Phrases in Standard Mandarin only. */
    public Phrases(Map<String, String> byKey) {
        this(byKey, Map.of());
    }

    /** The dialects the bot may speak. */
    public Set<String> dialects() {
        return byDialect.keySet();
    }

    /** The phrases in a tone; what has no wording of its own there is said in Standard Mandarin. */
    public Phrases in(Tone tone) {
        if (tone.dialect() == null) {
            return this;
        }
        Map<String, String> said = new HashMap<>(byKey);
        said.putAll(byDialect.getOrDefault(tone.dialect(), Map.of()));
        return new Phrases(said, byDialect);
    }

    /** The phrases as this shopper should hear them. */
    public Phrases in(Conversation conversation) {
        return in(Tone.of(conversation, dialects()));
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
