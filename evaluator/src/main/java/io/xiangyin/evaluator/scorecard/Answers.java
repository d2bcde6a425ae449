package io.xiangyin.evaluator.scorecard;

import java.time.Duration;
import java.util.Map;

/**
 * What one customer answered.
 *
 * @param line where it stands, for messages
 * @param took from opening to sending
 * @param address where it came from, such as a hash of the network address; empty if unknown
 * @param groups what is known of the customer, such as {@code ageGroup}
 * @param values by question, as written
 */
public record Answers(
        int line,
        String respondent,
        Duration took,
        String address,
        Map<String, String> groups,
        Map<String, String> values) {
    public Answers {
        groups = Map.copyOf(groups);
        values = Map.copyOf(values);
    }
}
