package io.xiangyin.evaluator;

import java.util.List;
import java.util.function.ToLongFunction;

/** How much there was to measure. */
final class Counting {
    private Counting() {}

    /** Everything else in the report is about these. */
    static final Metric<Tally, Integer> CONVERSATIONS = count(
            "conversations",
            "Conversations that began in the window and are not excluded.",
            "conversations",
            "ConversationStarted",
            _ -> 1);

    /** They are in no denominator of first contact resolution yet. */
    static final Metric<Tally, Integer> OPEN = count(
            "open",
            "Episodes in which a shopper waits for an agent or an agent is at work right now; not decided yet.",
            "episodes",
            "HandoffRequested, AgentJoined",
            Counting::open);

    static final Metric<Tally, Integer> CUSTOMER_MESSAGES = count(
            "customerMessages",
            "Messages by shoppers in counted conversations.",
            "messages",
            "CustomerSpoke",
            conversation -> conversation.facts().customerMessages());

    static final Metric<Tally, Integer> BOT_REPLIES = count(
            "botReplies",
            "Replies by the bot in counted conversations; notices are not among them.",
            "replies",
            "BotReplied",
            conversation -> conversation.facts().botReplies());

    /** The number of waits that the spans of {@code handoff} are about. */
    static final Metric<Tally, Integer> HANDOFFS = count(
            "handoffs",
            "Waits for a human: each request counts once however often it is repeated while waiting, and each"
                    + " transfer counts as a further one.",
            "handoffs",
            "HandoffRequested, ConversationTransferred",
            Counting::waits);

    static final Metric<Tally, Integer> TRANSFERS = count(
            "transfers",
            "How many of the handoffs were from agent to agent.",
            "transfers",
            "ConversationTransferred",
            Counting::transfers);

    static final List<Metric<?, ?>> ALL =
            List.of(CONVERSATIONS, OPEN, CUSTOMER_MESSAGES, BOT_REPLIES, HANDOFFS, TRANSFERS);

    private static long open(JudgedConversation conversation) {
        long open = 0;
        for (Contact contact : conversation.contacts()) {
            open += contact.episode().open() ? 1 : 0;
        }
        return open;
    }

    private static long waits(JudgedConversation conversation) {
        long waits = 0;
        for (Contact contact : conversation.contacts()) {
            waits += contact.episode().waits().size();
        }
        return waits;
    }

    static long transfers(JudgedConversation conversation) {
        long transfers = 0;
        for (Contact contact : conversation.contacts()) {
            transfers += contact.episode().transfers();
        }
        return transfers;
    }

    private static Metric<Tally, Integer> count(
            String name, String definition, String unit, String source, ToLongFunction<JudgedConversation> count) {
        return new Metric<>(
                new MetricCatalogue.Entry("counts." + name, definition, "number of", unit, source),
                Tally::new,
                (tally, conversation, _) -> tally.add(count.applyAsLong(conversation), 1),
                Tally::sum,
                (tally, _) -> Math.toIntExact(tally.rate().numerator()));
    }
}
