package io.xiangyin.server.staff;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Password hashes with Argon2id (RFC 9106): 19 MiB, two passes, one lane, the least the OWASP cheat sheet recommends.
 * Stored as {@code argon2id$salt$hash} in Base64.
 */
final class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LENGTH = 32;
    /** A hash that no password has; compared with when the name is unknown, so that both cases take the same time. */
    static final String NOBODYS = "argon2id$" + "A".repeat(22) + "$" + "A".repeat(43);

    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String hash(String password) {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return "argon2id$" + base64(salt) + "$" + base64(derive(password, salt));
    }

    static boolean matches(String password, String stored) {
        List<String> parts = List.of(stored.split("\\$", -1));
        if (parts.size() != 3 || !parts.getFirst().equals("argon2id")) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.get(1));
        byte[] expected = Base64.getDecoder().decode(parts.get(2));
        return MessageDigest.isEqual(expected, derive(password, salt));
    }

    private static byte[] derive(String password, byte[] salt) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(salt)
                .withMemoryAsKB(MEMORY_KIB)
                .withIterations(PASSES)
                .withParallelism(1)
                .build());
        byte[] hash = new byte[LENGTH];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }
}
