package io.xiangyin.channel.web;

import io.xiangyin.core.ConversationId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that open one conversation and nothing else: {@code id.signature} with HMAC-SHA-256. Nothing is stored, so
 * they outlive a rebuild of the database; changing the key ends them all.
 */
public final class ConversationTokens {
    private final SecretKeySpec key;

    /** @param secret at least 32 random bytes */
    public ConversationTokens(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("A signing key has at least 32 bytes, found " + secret.length);
        }
        this.key = new SecretKeySpec(secret, "HmacSHA256");
    }

    public String issue(ConversationId id) {
        return id.value() + "." + sign("conversation:" + id.value());
    }

    /** The conversation the token opens; empty if it is not one of ours. */
    public Optional<ConversationId> open(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || !ConversationId.isValid(token.substring(0, dot))) {
            return Optional.empty();
        }
        ConversationId id = new ConversationId(token.substring(0, dot));
        byte[] expected = issue(id).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(id)
                : Optional.empty();
    }

    /** What a token for one purpose says. */
    public record Dated(ConversationId id, Instant at) {}

    /**
     * A token that serves one purpose and opens no conversation.
     *
     * @param at what it says of time, to the millisecond, such as until when it holds
     */
    public String issue(String purpose, ConversationId id, Instant at) {
        String said = id.value() + "." + at.toEpochMilli();
        return said + "." + sign(purpose + ":" + said);
    }

    /** What a token for this purpose says; empty if it is not one of ours. Whether its time is over is the caller's to ask. */
    public Optional<Dated> open(String purpose, String token) {
        String[] parts = token.split("\\.", 3);
        if (parts.length < 3 || !ConversationId.isValid(parts[0]) || !parts[1].matches("\\d{1,15}")) {
            return Optional.empty();
        }
        Dated dated = new Dated(new ConversationId(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
        byte[] expected = issue(purpose, dated.id(), dated.at()).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, token.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(dated)
                : Optional.empty();
    }

    /** Stands for a text without telling it to anybody who lacks the key. */
    public String digest(String text) {
        return sign("digest:" + text).substring(0, 22);
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] signature = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
