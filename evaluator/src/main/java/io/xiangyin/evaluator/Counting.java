package io.xiangyin.evaluator;

import java.util.List;

/** How much there was to measure. */
final class Counting {
    private Counting() {}

    /** Everything else in the report is about these. */
    static final Metric<Long, Integer> CONVERSATIONS = count(
            "conversations",
            "Conversations that began in the window and are not excluded.",
            "conversations",
            "ConversationStarted",
            scope -> scope.conversations().size());

    /** They are in no denominator of first contact resolution yet. */
    static final Metric<Long, Integer> OPEN = count(
            "open",
            "Episodes in which a shopper waits for an agent or an agent is at work right now; not decided yet.",
            "episodes",
            "HandoffRequested, AgentJoined",
            scope -> scope.episodes().filter(Episode::open).count());

    static final Metric<Long, Integer> CUSTOMER_MESSAGES = count(
            "customerMessages",
            "Messages by shoppers in counted conversations.",
            "messages",
            "CustomerSpoke",
            scope -> scope.conversations().stream()
                    .mapToLong(c -> c.facts().customerMessages())
                    .sum());

    static final Metric<Long, Integer> BOT_REPLIES = count(
            "botReplies",
            "Replies by the bot in counted conversations; notices are not among them.",
            "replies",
            "BotReplied",
            scope -> scope.conversations().stream()
                    .mapToLong(c -> c.facts().botReplies())
                    .sum());

    /** The number of waits that the spans of {@code handoff} are about. */
    static final Metric<Long, Integer> HANDOFFS = count(
            "handoffs",
            "Waits for a human: each request counts once however often it is repeated while waiting, and each"
                    + " transfer counts as a further one.",
            "handoffs",
            "HandoffRequested, ConversationTransferred",
            scope -> scope.waits().count());

    static final Metric<Long, Integer> TRANSFERS = count(
            "transfers",
            "How many of the handoffs were from agent to agent.",
            "transfers",
            "ConversationTransferred",
            scope -> scope.episodes().mapToLong(Episode::transfers).sum());

    static final List<Metric<?, ?>> ALL =
            List.of(CONVERSATIONS, OPEN, CUSTOMER_MESSAGES, BOT_REPLIES, HANDOFFS, TRANSFERS);

    private interface Count {
        long of(Scope scope);
    }

    private static Metric<Long, Integer> count(
            String name, String definition, String unit, String source, Count count) {
        return Metric.of(
                "counts." + name,
                definition,
                "number of",
                unit,
                source,
                count::of,
                parts -> parts.stream().mapToLong(Long::longValue).sum(),
                (all, _) -> Math.toIntExact(all));
    }
}
