package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A text for the shopper, perhaps in several tones: {@code elder} for elder mode, the code of a dialect for those heard
 * in it, {@code default} for everybody else.
 */
public record Text(Map<String, String> byTone) {
    private static final String DEFAULT = "default";
    static final String ELDER = "elder";

    public Text {
        byTone = Map.copyOf(byTone);
    }

    static Text of(String text) {
        return new Text(Map.of(DEFAULT, text));
    }

    /** A plain text, or a mapping of tones to texts. */
    static Text read(YamlNode node) {
        if (!node.isMapping()) {
            if (node.text().isBlank()) {
                throw node.error("this text is empty. Write it");
            }
            return of(node.text());
        }
        Map<String, String> tones = new LinkedHashMap<>();
        node.entries().forEach((tone, text) -> {
            if (!tone.equals(DEFAULT) && !tone.equals(ELDER) && !tone.matches("[a-z]{3}(-x-[a-z]+)?")) {
                throw text.error("'" + tone + "' is no tone. Tones: default, elder, or the code of a dialect");
            }
            tones.put(tone, text.text());
        });
        if (!tones.containsKey(DEFAULT)) {
            throw node.error("a text in several tones needs 'default' for everybody else. Add it");
        }
        return new Text(tones);
    }

    /** The text for everybody else. */
    public String usual() {
        return byTone.getOrDefault(DEFAULT, "");
    }

    /** The text in every tone there is, for checks. */
    Collection<String> all() {
        return byTone.values();
    }
}
