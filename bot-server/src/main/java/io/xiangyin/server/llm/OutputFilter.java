package io.xiangyin.server.llm;

import io.xiangyin.core.Remembering;
import io.xiangyin.server.privacy.PersonalData;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Looks at what a model wrote before anybody else does. The system prompt holds a canary; whatever shows it, or a good
 * piece of the prompt, plainly, backwards or encoded, comes from a model that was talked into telling its instructions.
 */
public final class OutputFilter {
    private static final Pattern LINK = Pattern.compile(
            "(?i)(?:https?|ftp|file|data|javascript)\\s*[:：]|www\\s*\\.|\\b[a-z0-9][a-z0-9-]{0,40}\\s?[.。]\\s?(?:com|cn|net|org|io|top|xyz|vip|cc|me|info|shop|site|app|ru|tk|evil|example)\\b|(?:com|cn|net|org)\\s*/");
    private static final Pattern MARKUP =
            Pattern.compile("(?i)!?\\[[^\\]]*]\\(|<\\s*/?\\s*[a-z][^>]*>?|&lt;|\\{\\{|```");
    private static final Pattern UNSEEN = Pattern.compile("[^\\p{IsHan}a-z0-9]");
    private static final int PIECE = 24;
    private static final int PROMPTS = 16;
    private static final int LONGEST_PROMPT = 20_000;

    private final String canary;
    /** The canary plainly, backwards and encoded. */
    private final List<String> disguises;

    private final Remembering<String> told = new Remembering<>(OutputFilter::bare, PROMPTS, LONGEST_PROMPT);

    OutputFilter() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        canary = "xy" + HexFormat.of().formatHex(random);
        disguises = List.of(
                canary,
                new StringBuilder(canary).reverse().toString(),
                bare(Base64.getEncoder().encodeToString(canary.getBytes(StandardCharsets.UTF_8)))
                        .substring(0, 12));
    }

    /** What stands in system prompts and nowhere else. */
    String canary() {
        return canary;
    }

    /** Whether the text gives the instructions away. */
    boolean leaks(String text, String system) {
        String bare = bare(text);
        if (disguises.stream().anyMatch(bare::contains)) {
            return true;
        }
        String instructions = told.apply(system);
        for (int i = 0; i + PIECE <= bare.length(); i += PIECE / 4) {
            if (instructions.contains(bare.substring(i, i + PIECE))) {
                return true;
            }
        }
        return false;
    }

    private static String bare(String text) {
        return UNSEEN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /**
     * Why the text may not be shown; empty if it may.
     *
     * @param allowed texts whose personal data the reader knows already
     */
    static Optional<String> refuses(String text, List<String> allowed) {
        if (LINK.matcher(text).find()) {
            return Optional.of("link");
        }
        if (MARKUP.matcher(text).find()) {
            return Optional.of("markup");
        }
        String known = bare(String.join("\n", allowed));
        return PersonalData.find(text).stream()
                .map(span -> text.substring(span.start(), span.end()))
                .filter(value -> !known.contains(bare(value)))
                .findFirst()
                .map(_ -> "foreign-data");
    }
}
