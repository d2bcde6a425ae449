package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Reply.Choice;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bot does when a conversation leaves its path, as {@code conversation-repair.yaml} says. */
public record Repair(Map<Situation, List<Response>> responses) {
    /** The ways in which a conversation leaves its path. */
    public enum Situation {
        CANCELLED("flow"),
        DECLINED("flow"),
        STARTED_OVER,
        CORRECTED("value"),
        NOTED("value"),
        RESUMED("flow"),
        UNCLEAR,
        MISUNDERSTOOD,
        UNANSWERED("wait"),
        MISHEARD,
        ELSEWHERE,
        UNHELPED,
        TOLD_ALREADY,
        UNANSWERED_ASIDE,
        SAME_WORDS("text"),
        SILENT("flow");

        /** What its texts may name in braces; empty for nothing. */
        private final String part;

        Situation() {
            this("");
        }

        Situation(String part) {
            this.part = part;
        }

        String part() {
            return part;
        }

        /** Its name in the file. */
        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is done about it.
     *
     * @param times from which time in a row on, from 1
     * @param text what the shopper is told
     * @param choices what may be tapped, besides those of the situation itself
     * @param handoff why a human is brought in; null for not
     * @param after how long nobody must have said anything; nothing unless the situation is a silence
     * @param elder whether it holds in elder mode
     * @param end how the flow ends; null for not
     */
    public record Response(
            int times,
            Text text,
            List<Choice> choices,
            @Nullable HandoffReason handoff,
            Duration after,
            boolean elder,
            FlowEnded.@Nullable Outcome end) {
        public Response {
            choices = List.copyOf(choices);
        }
    }

    public Repair {
        responses = Map.copyOf(responses);
    }

    /** All responses to a situation, by number of times. */
    public List<Response> to(Situation situation) {
        return responses.getOrDefault(situation, List.of());
    }

    /** The response when it happens for the given time in a row; null if there is none so early. */
    public @Nullable Response to(Situation situation, int times) {
        return to(situation).reversed().stream()
                .filter(response -> response.times() <= times)
                .findFirst()
                .orElse(null);
    }
}
