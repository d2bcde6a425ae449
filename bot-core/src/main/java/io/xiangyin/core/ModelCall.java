package io.xiangyin.core;

/**
 * One use of a language model, as it is accounted for. Holds no words of anybody.
 *
 * @param purpose what for, such as {@code understand} or {@code answer}
 * @param prompt name and version of the prompt, such as {@code answer/1}
 * @param model the model's name as configured; empty if none was reached
 * @param inputTokens tokens sent
 * @param outputTokens tokens received
 * @param microYuan what it cost, in millionths of a yuan
 * @param millis from asking to the last word, in milliseconds
 * @param outcome {@code used}, {@code cached}, {@code stopped}, or why nothing came of it: {@code refused:…} by our
 *     checks, {@code failed:…} at the endpoint
 */
public record ModelCall(
        String purpose,
        String prompt,
        String model,
        int inputTokens,
        int outputTokens,
        long microYuan,
        long millis,
        String outcome) {
    /** Whether it ended because nobody waited any more. */
    public boolean stopped() {
        return outcome.equals("stopped");
    }
}
