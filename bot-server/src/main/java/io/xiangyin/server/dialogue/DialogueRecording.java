package io.xiangyin.server.dialogue;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.RecordedEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Turns a recorded conversation into a test that expects the same again: the bot's sentences without numbers, flow,
 * slots, changes and handoff, turn by turn, up to where a human takes over.
 */
public final class DialogueRecording {
    private static final int SHORTEST = 4;
    private static final int MOST = 3;

    private final StringBuilder yaml = new StringBuilder();
    private final List<String> words = new ArrayList<>();
    private final List<String> replies = new ArrayList<>();
    private final List<String> actions = new ArrayList<>();
    private Conversation now;

    private DialogueRecording(Conversation empty) {
        now = empty;
    }

    /**
     * The test as YAML.
     *
     * @param events the conversation's, from its first
     */
    public static String of(List<RecordedEvent> events) {
        RecordedEvent first = events.getFirst();
        DialogueRecording recording = new DialogueRecording(Conversation.empty(first.conversationId()));
        return recording.record(events);
    }

    private String record(List<RecordedEvent> events) {
        RecordedEvent first = events.getFirst();
        Conversation begun = now.then(List.of(first));
        yaml.append("# Recorded from conversation ")
                .append(first.conversationId())
                .append(". Look it over: it holds a\n");
        yaml.append("# shopper's own words, and expects what was said, which need not be what should be said.\n");
        yaml.append("dialogues:\n");
        line(2, "- name", "recorded on " + first.at());
        line(4, "customer", begun.customer().externalId());
        if (!begun.customer().verified()) {
            yaml.append("    verified: false\n");
        }
        line(4, "time", first.at().toString());
        yaml.append("    turns:\n");
        for (RecordedEvent recorded : events) {
            if (recorded.event() instanceof CustomerSpoke && !replies.isEmpty()) {
                turn();
            }
            if (recorded.event() instanceof AgentJoined) {
                break;
            }
            now = now.then(List.of(recorded));
            gather(recorded);
        }
        turn();
        return yaml.toString();
    }

    private void gather(RecordedEvent recorded) {
        switch (recorded.event()) {
            case CustomerSpoke said -> words.add(said.text());
            case Outbound said -> replies.addAll(sentences(said.reply().text()));
            case ActionEnded ended
            when ended.call().mutates() ->
                actions.add(ended.call().action() + new TreeMap<>(ended.call().arguments()));
            case MessageUnderstood _ -> {
                // the words were noted when they were written
            }
            default -> {
                // the state after the turn is read from the conversation
            }
        }
    }

    /** The longest sentences without numbers, which would be others at another time. */
    private static List<String> sentences(String text) {
        return Arrays.stream(text.split("[。！？；\n]|[^，。]*\\d[^，。]*", -1))
                .map(String::strip)
                .map(piece -> piece.replaceAll("^[，、：]+|[，、：]+$", ""))
                .filter(piece -> piece.length() >= SHORTEST)
                .limit(MOST)
                .toList();
    }

    private void turn() {
        if (words.isEmpty()) {
            replies.clear();
            return;
        }
        yaml.append("      - user: ")
                .append(words.size() == 1 ? Json.encode(words.getFirst()) : list(words))
                .append('\n');
        if (replies.isEmpty()) {
            yaml.append("        silent: true\n");
        } else {
            yaml.append("        says: ").append(list(replies)).append('\n');
        }
        FlowFrame frame = now.activeFlow();
        line(8, "flow", frame == null ? "none" : frame.flow());
        if (frame != null && !frame.slots().isEmpty()) {
            yaml.append("        slots:\n");
            new TreeMap<>(frame.slots()).forEach((slot, value) -> line(10, slot, value.value()));
        }
        if (!actions.isEmpty()) {
            yaml.append("        actions: ").append(list(actions)).append('\n');
        }
        if (now.handoff() != null) {
            line(8, "handoff", now.handoff().reason().name().toLowerCase(Locale.ROOT));
        }
        words.clear();
        replies.clear();
        actions.clear();
    }

    /** JSON is YAML, and quotes what must be quoted. */
    private static String list(List<String> texts) {
        return new JsonArray(List.copyOf(texts)).encode();
    }

    private void line(int indent, String key, String value) {
        yaml.append(" ".repeat(indent))
                .append(key)
                .append(": ")
                .append(Json.encode(value))
                .append('\n');
    }
}
