package io.xiangyin.core;

import java.util.Map;

/** What came of an {@link ActionCall}. */
public sealed interface ActionOutcome {
    /** It worked; {@code result} holds strings, numbers, booleans, lists and maps, without nulls. */
    record Succeeded(Map<String, Object> result) implements ActionOutcome {}

    /**
     * The other system said no for a reason of its own.
     *
     * @param code its machine-readable reason
     * @param message a sentence for the shopper, if it sent one, else empty
     */
    record Refused(String code, String message) implements ActionOutcome {}

    /** It could not be reached, timed out, or answered nonsense; {@code reason} is for the log, not for the shopper. */
    record Failed(String reason) implements ActionOutcome {}
}
