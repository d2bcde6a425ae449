package io.xiangyin.dialog.understand;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Understanding.Signal;
import java.util.ArrayList;
import java.util.List;

/**
 * Habits of writing that old shoppers often have: asking the same again, one long message with the whole story, speaking
 * instead of typing. Each alone may mean nothing; two of them do.
 */
final class ElderHabits {
    /** From this length on, in characters, a single message is a story. */
    private static final int LONG = 70;
    /** What is shown of it as evidence, in characters. */
    private static final int SHOWN = 20;

    private ElderHabits() {}

    static List<Signal> of(Conversation conversation, boolean askedAgain) {
        List<Signal> habits = new ArrayList<>();
        List<Conversation.Message> messages = conversation.unanswered();
        if (messages.isEmpty()) {
            return habits;
        }
        Conversation.Message last = messages.getLast();
        Understanding earlier = conversation.understanding();
        if (askedAgain && earlier != null) {
            habits.add(new Signal("elder_repeated_question", shown(last.text())));
        }
        if (messages.size() == 1 && last.text().length() >= LONG) {
            habits.add(new Signal("elder_long_message", shown(last.text())));
        }
        if (messages.stream().anyMatch(message -> "voice".equals(message.input()))) {
            habits.add(new Signal("elder_voice_input", shown(last.text())));
        }
        return habits;
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
