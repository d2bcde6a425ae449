package io.xiangyin.evaluator.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the shopper got for a message.
 *
 * @param texts the replies, in order
 * @param cites ids of the articles they cite
 * @param asked the fact the bot now waits for; null if for none
 * @param choices titles offered for a tap
 * @param handoff reason for which a human was called since the message; null if none was
 * @param done whether the shop's own pages now show what the shopper wanted
 */
public record Heard(
        List<String> texts,
        List<String> cites,
        @Nullable String asked,
        List<String> choices,
        @Nullable String handoff,
        boolean done) {
    public Heard {
        texts = List.copyOf(texts);
        cites = List.copyOf(cites);
        choices = List.copyOf(choices);
    }

    String text() {
        return String.join("\n", texts);
    }
}
