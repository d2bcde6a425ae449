package io.xiangyin.core;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Names one conversation. New ids carry 128 random bits, so knowing one tells nothing about another.
 *
 * @param value 8 to 64 characters of {@code A–Z a–z 0–9 _ -}
 */
public record ConversationId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    public ConversationId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "A conversation id has 8 to 64 characters of A-Z a-z 0-9 _ -, found: " + value);
        }
    }

    public static boolean isValid(String value) {
        return SHAPE.matcher(value).matches();
    }

    /** A fresh, unguessable id. */
    public static ConversationId random() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new ConversationId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    @Override
    public String toString() {
        return value;
    }
}
