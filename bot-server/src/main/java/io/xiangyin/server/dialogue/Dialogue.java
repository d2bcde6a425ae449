package io.xiangyin.server.dialogue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conversation as a test tells it.
 *
 * @param line where it stands in the file, for messages
 * @param verified whether the shop vouched for the customer
 * @param elder whether the conversation is in elder mode from the start
 * @param scripted whether a language model stands beside the bot and says what the parts tell
 * @param time when it happens; null for now
 * @param before what happens in the shop before it begins
 * @param after what the orders must look like at the end: values by path, by order number
 * @param guest the simulated shopper who plays it instead of {@code parts}; null for written turns
 */
public record Dialogue(
        String file,
        int line,
        String name,
        String customer,
        boolean verified,
        boolean elder,
        boolean scripted,
        @Nullable Instant time,
        List<ShopRequest> before,
        List<Part> parts,
        Map<String, Map<String, List<String>>> after,
        @Nullable Guest guest) {
    public Dialogue {
        before = List.copyOf(before);
        parts = List.copyOf(parts);
        after = Map.copyOf(after);
    }

    String place() {
        return file + ":" + line;
    }

    /** A simulated shopper, by its id in a simulation with this seed. */
    public record Guest(String id, long seed) {}

    /** A request to the shop's system that the test makes itself. */
    public record ShopRequest(String path, String body) {}

    /**
     * One turn, and what must come of it.
     *
     * @param pause how much time passes first
     * @param shop what happens in the shop first
     * @param says the messages, sent in one burst; none if the bot speaks by itself
     * @param model what the language model answers in this turn, call by call
     * @param tap the choice that is tapped, by a piece of its title; null if words are written
     */
    public record Part(
            int line,
            Duration pause,
            List<ShopRequest> shop,
            List<String> says,
            List<ScriptedEndpoint.Saying> model,
            @Nullable String tap,
            Expectation expectation) {
        public Part {
            shop = List.copyOf(shop);
            says = List.copyOf(says);
            model = List.copyOf(model);
        }
    }
}
