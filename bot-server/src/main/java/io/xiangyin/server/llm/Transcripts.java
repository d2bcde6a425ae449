package io.xiangyin.server.llm;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.EventStore;
import io.xiangyin.core.RecordedEvent;
import java.util.ArrayList;
import java.util.List;

/** What was said lately, as lines a model can read. */
final class Transcripts {
    private static final String SHOPPER = "顾客：";
    private static final int LINES = 8;
    private static final int LONGEST = 400;

    /** More than so many lines ever take, so that a talk of hours is not read from its beginning at every turn. */
    private static final int EVENTS = 40 * LINES;

    private final EventStore store;

    Transcripts(EventStore store) {
        this.store = store;
    }

    /** The lines before the words the shopper waits for an answer to, oldest first. */
    List<String> of(Conversation conversation) {
        List<String> lines = lines(store.load(conversation.id(), Math.max(0, conversation.version() - EVENTS)));
        while (!lines.isEmpty() && lines.getLast().startsWith(SHOPPER)) {
            lines.removeLast();
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /** Every line of a conversation, oldest first. */
    List<String> all(ConversationId id) {
        return List.copyOf(lines(store.load(id, 0)));
    }

    /** What the shopper wrote last; empty if nothing. */
    static String latest(List<String> lines) {
        return lines.reversed().stream()
                .filter(line -> line.startsWith(SHOPPER))
                .map(line -> line.substring(SHOPPER.length()))
                .findFirst()
                .orElse("");
    }

    /** Everything said, a line each. */
    static List<String> lines(List<RecordedEvent> events) {
        List<String> lines = new ArrayList<>();
        for (RecordedEvent event : events) {
            switch (event.event()) {
                case CustomerSpoke e -> lines.add(SHOPPER + cut(e.text()));
                case BotReplied e -> lines.add("机器人：" + cut(e.reply().text()));
                case AgentSpoke e -> lines.add("客服：" + cut(e.reply().text()));
                default -> {
                    // not said
                }
            }
        }
        return lines;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
