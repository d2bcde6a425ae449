package io.xiangyin.dialog.care;

import io.xiangyin.core.Understanding.Emotion;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Understanding.Signal;
import io.xiangyin.dialog.text.TextTable;
import io.xiangyin.dialog.text.Writing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Phrases that call for a human, warn of danger, or tell about the shopper: the product's table, extended by a shop's
 * {@code lexicon/escalation.tsv}. Its {@code suppress} rows and guards take back only the words they cover:
 * "不用转人工，我要投诉" asks for no person but complains. Danger and fraud are
 * heard in any case, unless they are denied themselves.
 *
 * <p>A text is looked at as written, in simplified characters and in Mandarin. What is taken back in one of them is not
 * heard in another, so that "唔使转人工" asks for nobody.
 */
public final class EscalationLexicon {
    /** Only these take a danger back: it did not happen, or is only asked about. */
    private static final String DENIED = "danger_denied";

    /** Signs between single characters or Latin syllables; only then is it worth reading the text without them. */
    private static final Pattern SPACED = Pattern.compile("(?:^|,)\\p{IsHan}(?:,|$)|[a-z],[a-z]");

    private static final Pattern MARKS = Pattern.compile("[?,]");

    private final List<Phrase> phrases;
    private final List<Phrase> denials;
    private final List<Phrase> takingBack;
    private final EscalationPolicy policy;

    /** A phrase and the words that said it. */
    record Said(Phrase phrase, String words) {}

    /** What the phrases in a text amount to. */
    public record Heard(@Nullable Escalation escalation, Emotion emotion, List<Signal> signals) {}

    /**
     * One way the text is written: by clauses; the same without denied dangers; without anything taken back; and
     * without any spaces. For ruling phrases out at once: its characters, and the text without its marks.
     */
    private record Version(String clauses, String dangers, String left, String bare, BitSet characters, String plain) {
        /** The words that say it, as far as they hold. */
        @Nullable String find(Phrase phrase) {
            String words = phrase.find(phrase.isHard() ? dangers : left);
            return words == null ? hidden(phrase) : words;
        }

        /** Said with spaces or signs between the characters: "转 人 工". */
        private @Nullable String hidden(Phrase phrase) {
            return left.equals(clauses) && !bare.equals(clauses) ? phrase.find(bare) : null;
        }

        boolean takesBack(Phrase phrase) {
            return !left.equals(clauses) && find(phrase) == null && phrase.isSaidIn(clauses);
        }
    }

    private EscalationLexicon(List<Phrase> phrases) {
        this.phrases = phrases.stream().filter(phrase -> !phrase.takesBack()).toList();
        this.takingBack = phrases.stream().filter(Phrase::takesBack).toList();
        this.denials = takingBack.stream()
                .filter(phrase -> phrase.category().equals(DENIED))
                .toList();
        this.policy = EscalationPolicy.standard();
    }

    /** The phrases of the product. */
    public static EscalationLexicon standard() {
        return with(List.of());
    }

    /** The phrases of the product and a shop's; an absent file adds nothing. */
    public static EscalationLexicon read(Path file) {
        return with(TextTable.read(file));
    }

    private static EscalationLexicon with(List<TextTable.Row> own) {
        return new EscalationLexicon(
                Stream.concat(own.stream(), TextTable.resource("/io/xiangyin/dialog/escalation-phrases.tsv").stream())
                        .map(Phrase::of)
                        .toList());
    }

    /**
     * Hears a text.
     *
     * @param mandarin the same put into Mandarin
     */
    public Heard hear(String text, String mandarin) {
        Set<String> writings = new LinkedHashSet<>(
                List.of(Writing.clauses(text), Writing.clauses(Writing.simplified(text)), Writing.clauses(mandarin)));
        List<Version> versions = writings.stream().map(this::version).toList();
        List<Said> heard = phrases.stream()
                .filter(phrase ->
                        versions.stream().anyMatch(version -> phrase.mayBeIn(version.characters(), version.plain())))
                .flatMap(phrase -> said(phrase, versions))
                .toList();
        List<Signal> signals = new ArrayList<>(heard.stream()
                .map(said -> new Signal(signal(said.phrase()), said.words()))
                .distinct()
                .toList());
        Escalation escalation = policy.decide(heard);
        String number = PersonalNumbers.find(text);
        if (number != null) {
            signals.add(new Signal("identity_data", number));
            escalation = policy.more(escalation, policy.of("identity_data", number));
        }
        return new Heard(escalation, Emotions.of(heard, text), List.copyOf(signals));
    }

    private static Stream<Said> said(Phrase phrase, List<Version> versions) {
        if (versions.stream().anyMatch(version -> version.takesBack(phrase))) {
            return Stream.of();
        }
        return versions.stream()
                .flatMap(version -> Stream.ofNullable(version.find(phrase)))
                .limit(1)
                .map(words -> new Said(phrase, words));
    }

    private Version version(String clauses) {
        String dangers = clauses;
        for (Phrase phrase : denials) {
            dangers = phrase.takeBack(dangers);
        }
        String left = dangers;
        for (Phrase phrase : takingBack) {
            left = phrase.takeBack(left);
        }
        String bare = SPACED.matcher(clauses).find() ? clauses.replace(",", "") : clauses;
        BitSet characters = new BitSet();
        clauses.chars().forEach(characters::set);
        return new Version(
                clauses, dangers, left, bare, characters, MARKS.matcher(clauses).replaceAll(""));
    }

    private static String signal(Phrase phrase) {
        return phrase.action().equals("slow_mode") ? "elder" : phrase.category();
    }
}
