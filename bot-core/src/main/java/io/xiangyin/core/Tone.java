package io.xiangyin.core;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the bot speaks to a shopper.
 *
 * @param elder plainly, in short sentences, as elder mode wants it
 * @param dialect the code of the dialect to speak; null for Standard Mandarin
 */
public record Tone(boolean elder, @Nullable String dialect) {
    /** Standard Mandarin at the usual length. */
    public static final Tone USUAL = new Tone(false, null);

    /**
     * The tone that suits a conversation.
     *
     * @param dialects those the bot may speak
     */
    public static Tone of(Conversation conversation, Set<String> dialects) {
        String heard = conversation.dialect();
        return new Tone(conversation.elderMode(), dialects.contains(heard) ? heard : null);
    }
}
