package io.xiangyin.server.dialogue;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue that was played.
 *
 * @param transcript up to the first difference
 * @param difference what was not as expected, with file and line; null if the dialogue passed
 */
public record Played(
        Dialogue dialogue, List<Line> transcript, @Nullable String difference, Duration took) {
    public Played {
        transcript = List.copyOf(transcript);
    }

    /** Something said or done, by the shopper, the bot or the system. */
    public record Line(String who, String text) {}

    /** Whether all was as expected. */
    public boolean passed() {
        return difference == null;
    }
}
