package io.xiangyin.core;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was made of the shopper's words. Stored in the event log, so that every turn can be explained and replayed
 * without calling any model again.
 *
 * @param text the words as written; several messages sent in a burst are joined by line breaks
 * @param mandarin the same in Standard Mandarin where dialect words were recognised, for search and for the agent
 * @param dialect BCP 47 code with a confidence of 0 to 1; {@code cmn} when no dialect feature was found
 * @param intent the most likely intent, if any
 * @param slots values found, by slot name
 * @param emotion label and strength
 * @param signals other cues with the words that gave them away, such as {@code elder}
 * @param escalation a reason to bring in a human, if one was found
 * @param commands what the dialogue should do, in order
 * @param proposal what a language model proposed instead, and what became of it; null if none was asked
 */
public record Understanding(
        String text,
        String mandarin,
        Dialect dialect,
        @Nullable Intent intent,
        Map<String, String> slots,
        Emotion emotion,
        List<Signal> signals,
        @Nullable Escalation escalation,
        List<Command> commands,
        @Nullable Proposal proposal) {

    /** Type of the signal that tells a wish for a language; its evidence is the language's code. */
    public static final String LANGUAGE = "language";

    /** Type of the signal of words about matters that are not the shop's. */
    public static final String ELSEWHERE = "elsewhere";

    /** A dialect by BCP 47 code, confidence 0 to 1. */
    public record Dialect(String code, double confidence) {
        public static final Dialect MANDARIN = new Dialect("cmn", 1.0);
    }

    /** An intent by name, confidence 0 to 1. */
    public record Intent(String name, double confidence) {}

    /** {@code neutral}, {@code anger}, {@code anxiety} or {@code joy}; score 0 to 1. */
    public record Emotion(String label, double score) {
        public static final Emotion NEUTRAL = new Emotion("neutral", 0.0);
    }

    /** A cue and the words that gave it away. */
    public record Signal(String type, String evidence) {}

    /** Why and how urgently a human should come in, with the words that say so. */
    public record Escalation(HandoffReason reason, Urgency urgency, String evidence) {}

    /**
     * Two readings of one message.
     *
     * @param rules commands of the rules and small models
     * @param model commands of the language model that the deterministic checks let pass
     * @param taken whether the turn went on with the model's
     * @param refused what the model proposed and was refused, each as the command's name and the reason
     */
    public record Proposal(List<Command> rules, List<Command> model, boolean taken, List<String> refused) {
        public Proposal {
            rules = List.copyOf(rules);
            model = List.copyOf(model);
            refused = List.copyOf(refused);
        }
    }

    /** A message read once. */
    public Understanding(
            String text,
            String mandarin,
            Dialect dialect,
            @Nullable Intent intent,
            Map<String, String> slots,
            Emotion emotion,
            List<Signal> signals,
            @Nullable Escalation escalation,
            List<Command> commands) {
        this(text, mandarin, dialect, intent, slots, emotion, signals, escalation, commands, null);
    }

    public Understanding {
        slots = Map.copyOf(slots);
        signals = List.copyOf(signals);
        commands = List.copyOf(commands);
    }

    /** The same, for going on with a turn whose commands were carried out already. */
    public Understanding withoutCommands() {
        return new Understanding(
                text, mandarin, dialect, intent, slots, emotion, signals, escalation, List.of(), proposal);
    }

    /** The same with the proposal of a language model beside it, and its commands if they were taken. */
    public Understanding with(Proposal both) {
        List<Command> now = both.taken() ? both.model() : commands;
        return new Understanding(text, mandarin, dialect, intent, slots, emotion, signals, escalation, now, both);
    }

    /** Whether a cue of this type was found. */
    public boolean has(String signal) {
        return signals.stream().anyMatch(found -> found.type().equals(signal));
    }

    /**
     * How much tells of an old shopper: 2 points where their words do, 1 for each habit ({@code elder_…}) that alone may
     * mean nothing.
     */
    public int elderCues() {
        long habits = signals.stream()
                .filter(found -> found.type().startsWith("elder_"))
                .count();
        return (has("elder") ? 2 : 0) + (int) habits;
    }

    /** Whether what was said last is to be said again, and nothing else. */
    public boolean wantsRetelling() {
        Command.SmallTalk talk = find(Command.SmallTalk.class);
        return talk != null && Command.SmallTalk.RETOLD.contains(talk.kind());
    }

    /** The first command of the given kind, if there is one. */
    public <C extends Command> @Nullable C find(Class<C> kind) {
        return commands.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}
