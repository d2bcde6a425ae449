package io.xiangyin.dialog.care;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Understanding.Signal;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.text.Writing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Phrases that call for a human, warn of danger, or tell about the shopper, from {@code lexicon/escalation.tsv}. Its
 * {@code suppress} rows and guards take back only the words they cover: "不用转人工，我要投诉" asks for no person but
 * complains. Danger is heard in any case.
 */
public final class EscalationLexicon {
    private static final List<String> MATCHES = List.of("contains", "exact", "prefix", "pinyin", "regex");
    private static final List<String> ACTIONS =
            List.of("safety", "verify", "handoff_now", "offer_handoff", "soothe", "slow_mode", "log", "suppress");
    private static final String TAKEN_BACK = "\n";

    private final List<Phrase> phrases;

    private record Phrase(
            String category,
            String text,
            String match,
            double weight,
            String action,
            List<String> guards,
            Pattern pattern) {}

    /** What the phrases in a text amount to. */
    public record Heard(@Nullable Escalation escalation, Emotion emotion, List<Signal> signals) {}

    private EscalationLexicon(List<Phrase> phrases) {
        this.phrases = phrases;
    }

    /** Reads the table; an absent file makes a lexicon that hears nothing. */
    public static EscalationLexicon read(Path file) {
        List<Phrase> phrases = new ArrayList<>();
        for (TextTable.Row row : TextTable.read(file)) {
            phrases.add(phrase(row));
        }
        return new EscalationLexicon(phrases);
    }

    private static Phrase phrase(TextTable.Row row) {
        String text = row.filled("phrase");
        String match = row.oneOf("match", MATCHES);
        return new Phrase(
                row.get("category"),
                match.equals("regex") ? text : Writing.bare(text),
                match,
                row.number("weight"),
                row.oneOf("action", ACTIONS),
                row.list("guards").stream().map(Writing::bare).toList(),
                match.equals("regex") ? row.pattern("phrase") : Pattern.compile(Pattern.quote(text)));
    }

    public Heard hear(String normalised) {
        String left = withoutTakenBack(normalised);
        List<Phrase> heard = phrases.stream()
                .filter(phrase -> says(phrase, isHard(phrase) ? normalised : left))
                .toList();
        Escalation escalation = null;
        for (Phrase phrase : heard) {
            Escalation next = escalation(phrase);
            if (next != null
                    && (escalation == null
                            || next.urgency().rank() < escalation.urgency().rank())) {
                escalation = next;
            }
        }
        List<Signal> signals = heard.stream()
                .filter(phrase -> !phrase.action().equals("suppress"))
                .map(phrase -> new Signal(signal(phrase), phrase.text()))
                .distinct()
                .toList();
        return new Heard(escalation, emotion(heard), signals);
    }

    private String withoutTakenBack(String text) {
        String left = text;
        for (Phrase phrase : phrases) {
            if (phrase.action().equals("suppress") && phrase.guards().stream().noneMatch(text::contains)) {
                left = left.replace(phrase.text(), TAKEN_BACK);
            }
        }
        return left;
    }

    private static boolean isHard(Phrase phrase) {
        return phrase.action().equals("safety") || phrase.action().equals("verify");
    }

    private static boolean says(Phrase phrase, String text) {
        String unguarded = text;
        for (String guard : phrase.guards()) {
            unguarded = unguarded.replace(guard, TAKEN_BACK);
        }
        return switch (phrase.match()) {
            case "exact" -> unguarded.replace("?", "").equals(phrase.text());
            case "prefix" -> unguarded.startsWith(phrase.text());
            case "regex" -> phrase.pattern().matcher(unguarded).find();
            default -> contains(unguarded, phrase.text());
        };
    }

    /** Contained, and if it is a number, not a piece of a longer one. */
    private static boolean contains(String text, String phrase) {
        int at = text.indexOf(phrase);
        if (at < 0 || phrase.isEmpty() || !phrase.chars().allMatch(Character::isDigit)) {
            return at >= 0 && !phrase.isEmpty();
        }
        int end = at + phrase.length();
        return (at == 0 || !Character.isDigit(text.charAt(at - 1)))
                && (end == text.length() || !Character.isDigit(text.charAt(end)));
    }

    private static @Nullable Escalation escalation(Phrase phrase) {
        return switch (phrase.action()) {
            case "safety" -> new Escalation(HandoffReason.SAFETY, Urgency.SAFETY, phrase.text());
            case "verify" -> new Escalation(HandoffReason.SECURITY, Urgency.COMPLAINT, phrase.text());
            case "handoff_now" -> handoffNow(phrase);
            default -> null;
        };
    }

    private static Escalation handoffNow(Phrase phrase) {
        return switch (phrase.category()) {
            case "complaint", "legal_regulator", "media_exposure", "anger_strong" ->
                new Escalation(HandoffReason.COMPLAINT, Urgency.COMPLAINT, phrase.text());
            case "repeat_failure" -> new Escalation(HandoffReason.REPEATED_FAILURE, Urgency.NORMAL, phrase.text());
            default -> new Escalation(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL, phrase.text());
        };
    }

    private static String signal(Phrase phrase) {
        return phrase.action().equals("slow_mode") ? "elder" : phrase.category();
    }

    private static Emotion emotion(List<Phrase> heard) {
        double calm = 1;
        for (Phrase phrase : heard) {
            if (phrase.category().startsWith("anger") || phrase.category().equals("repeat_failure")) {
                calm *= 1 - Math.clamp(phrase.weight(), 0, 1);
            }
        }
        return calm < 1 ? new Emotion("anger", 1 - calm) : Emotion.NEUTRAL;
    }
}
