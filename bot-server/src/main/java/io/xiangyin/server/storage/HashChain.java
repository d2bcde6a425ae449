package io.xiangyin.server.storage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The hash chain over a conversation's events.
 *
 * <p>{@code digest = SHA-256(salt + data)} and {@code hash = SHA-256(previousHash \n conversationId \n seq \n at \n
 * type \n digest)}, all in lower-case hexadecimal, {@code at} in epoch milliseconds, UTF-8. The chain runs over digests,
 * so that content can be erased on request (the salt goes with it, so nobody can guess short texts) and the chain still
 * verifies.
 */
public final class HashChain {
    /** The hash before the first event. */
    public static final String GENESIS = "0".repeat(64);

    private static final SecureRandom RANDOM = new SecureRandom();

    private HashChain() {}

    static String salt() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }

    static String digest(String salt, String data) {
        return sha256(salt + data);
    }

    static String hash(String previous, String conversationId, long seq, long atMillis, String type, String digest) {
        return sha256(
                String.join("\n", previous, conversationId, Long.toString(seq), Long.toString(atMillis), type, digest));
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
