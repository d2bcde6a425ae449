package io.xiangyin.knowledge;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a passage supports a statement: every number, date and amount of the statement stands in the passage,
 * its words do, and no clause contradicts the passage's clause that it resembles most. Where several clauses of the passage
 * resemble it, that one counts whose sentence is about what the rest of the statement is about, so that the rule for one
 * case is not told of another. Where words decide little, the nearness of the two as vectors does, if there are any.
 */
public final class Grounding {
    /** Share of the statement's pairs of characters that the passage must hold. */
    private static final double COVERED = 0.5;
    /** The same where the vectors of both are near. */
    private static final double COVERED_AND_NEAR = 0.3;

    private static final double NEAR = 0.75;
    /** Clauses that are looked at together. */
    private static final int TOGETHER = 3;

    /** How much less a span counts for each character that it is about. */
    private static final double SHORTER = 0.02;

    /** How much what was asked counts beside what was said. */
    private static final double ASKED = 0.5;

    private static final List<Pattern> WITHOUT_LIMIT = List.of(
            Pattern.compile("一律|全部|所有|任何|全场|全都"),
            Pattern.compile("永久|终身|永远"),
            Pattern.compile("随时|任何时候"),
            Pattern.compile("无条件"),
            Pattern.compile("绝对|百分之百|保证|肯定"));
    private static final Pattern SMALL = Pattern.compile("[的了呢吗吧啊呀哦哈就也都还把给在是会要请能可以及和与或您你我们它这那个后前时]");

    private final @Nullable ToDoubleBiFunction<String, String> cosine;

    /** @param cosine nearness of two texts by their vectors, -1 to 1; null goes by words alone */
    public Grounding(@Nullable ToDoubleBiFunction<String, String> cosine) {
        this.cosine = cosine;
    }

    /** A passage that was read once, to hold many statements against. */
    public static final class Known {
        private final String passage;
        private final String plain;
        private final Quantities quantities;
        private final Set<String> pairs;
        private final List<Rule> rules;

        /** Reads a passage. */
        public Known(String passage) {
            this.passage = passage;
            this.plain = plain(passage);
            this.quantities = Quantities.of(plain);
            this.pairs = pairs(plain);
            this.rules = Clause.sentences(plain).stream().map(Rule::of).toList();
        }
    }

    /**
     * A sentence of a passage.
     *
     * @param parts its clauses as they stand
     * @param spans its clauses, alone, by twos and threes, and all together
     */
    private record Rule(List<String> parts, Clause whole, List<Clause> spans) {
        static Rule of(List<String> parts) {
            List<Clause> spans = new ArrayList<>();
            for (int length = 1; length <= Math.min(TOGETHER, parts.size()); length++) {
                for (int begin = 0; begin + length <= parts.size(); begin++) {
                    spans.add(Clause.of(parts.subList(begin, begin + length)));
                }
            }
            Clause whole = Clause.of(parts);
            if (parts.size() > TOGETHER) {
                spans.add(whole);
            }
            return new Rule(parts, whole, spans);
        }
    }

    /** What a sentence and the question that it answers are about. */
    private record Topic(Set<Integer> said, Set<Integer> asked) {}

    /** A part of a rule that speaks of what a clause does. */
    private record Likeness(Rule rule, Clause span) {
        /** How far it and its rule are about what a whole sentence is about, and what was asked. */
        double fits(Topic about) {
            return Clause.shared(about.said(), span.matter())
                    + Clause.shared(about.said(), rule.whole().matter())
                    + ASKED * Clause.shared(about.asked(), rule.whole().matter())
                    + ASKED * Clause.shared(about.asked(), span.matter())
                    - SHORTER * span.matter().size();
        }
    }

    /**
     * Why the passage does not support the statement: {@code number}, {@code words}, {@code opposite}, {@code limit} or
     * {@code who}; null if it does.
     */
    public @Nullable String objection(String statement, String passage) {
        return objection(statement, new Known(passage), "");
    }

    /**
     * The same for a passage that was read already.
     *
     * @param asked what the statement answers; empty if nothing was asked. Of several cases the one asked about counts
     */
    public @Nullable String objection(String statement, Known known, String asked) {
        String said = plain(statement);
        if (!known.quantities.all().containsAll(Quantities.of(said).all())) {
            return "number";
        }
        double covered = covered(pairs(said), known.pairs);
        if (covered < COVERED && !(covered >= COVERED_AND_NEAR && near(statement, known.passage))) {
            return "words";
        }
        if (WITHOUT_LIMIT.stream()
                .anyMatch(word ->
                        word.matcher(said).find() && !word.matcher(known.plain).find())) {
            return "limit";
        }
        Set<Integer> wanted = Clause.matter(plain(asked));
        return Clause.sentences(said).stream()
                .filter(sentence -> known.rules.stream().noneMatch(rule -> holds(rule, sentence, wanted)))
                .map(sentence -> turned(sentence, wanted, known.rules))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Word for word; where something was asked, a part of a rule may be the answer to something else. */
    private static boolean holds(Rule rule, List<String> sentence, Set<Integer> asked) {
        return Collections.indexOfSubList(rule.parts(), sentence) >= 0
                && (asked.isEmpty() || rule.parts().size() == sentence.size());
    }

    private boolean near(String statement, String passage) {
        return cosine != null && cosine.applyAsDouble(statement, passage) >= NEAR;
    }

    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace("两", "二")
                .replaceAll("当天|当日", "0天内")
                .replace("免费", "不收费");
    }

    private static Set<String> pairs(String text) {
        String bare = SMALL.matcher(Quantities.inDigits(text).replaceAll("[^\\p{IsHan}a-z0-9]", ""))
                .replaceAll("");
        Set<String> pairs = new HashSet<>();
        for (int i = 0; i + 2 <= bare.length(); i++) {
            pairs.add(bare.substring(i, i + 2));
        }
        return pairs;
    }

    private static double covered(Set<String> said, Set<String> known) {
        return said.isEmpty()
                ? 0
                : (double) said.stream().filter(known::contains).count() / said.size();
    }

    /** Whether a clause of a sentence turns round what the passage says of the same. */
    private static @Nullable String turned(List<String> sentence, Set<Integer> asked, List<Rule> rules) {
        Topic about = new Topic(
                sentence.stream().flatMap(part -> Clause.matter(part).stream()).collect(Collectors.toSet()), asked);
        for (Clause clause : Clause.telling(sentence)) {
            List<Likeness> alike = clause.tells() ? alike(clause, about, rules) : List.of();
            String objection = alike.stream()
                    .map(like -> difference(clause, like))
                    .reduce((one, other) -> one.isEmpty() ? one : other)
                    .orElse("");
            if (!objection.isEmpty()) {
                return objection;
            }
        }
        return null;
    }

    /** What shares most with the clause, as short as can be, of the rules that are about what its sentence is about. */
    private static List<Likeness> alike(Clause clause, Topic about, List<Rule> rules) {
        double most = rules.stream()
                .flatMap(rule -> rule.spans().stream())
                .mapToDouble(clause::shared)
                .max()
                .orElse(0);
        if (most < Clause.SAME) {
            return List.of();
        }
        List<Likeness> likely = rules.stream()
                .flatMap(rule -> rule.spans().stream()
                        .filter(span -> clause.shared(span) >= 0.9 * most)
                        .map(span -> new Likeness(rule, span)))
                .toList();
        List<Likeness> fitting = best(likely, like -> like.fits(about));
        return fitting.stream()
                .map(like ->
                        best(inside(like, likely), within -> within.fits(about)).getFirst())
                .toList();
    }

    /** The shortest spans of the same rule. */
    private static List<Likeness> inside(Likeness like, List<Likeness> likely) {
        return best(
                likely.stream()
                        .filter(other -> other.rule().equals(like.rule()))
                        .toList(),
                other -> -other.span().parts());
    }

    private static List<Likeness> best(List<Likeness> all, ToDoubleFunction<Likeness> value) {
        double most = all.stream().mapToDouble(value).max().orElse(0);
        return all.stream()
                .filter(one -> value.applyAsDouble(one) >= most - 1e-9)
                .toList();
    }

    private static String difference(Clause clause, Likeness like) {
        Clause span = like.span();
        if (otherNumber(clause, like)) {
            return "number";
        }
        if (clause.opposes(span) || clause.reverses(span)) {
            return "opposite";
        }
        if (clause.quantities().turns(span.quantities(), like.rule().whole().quantities())
                || clause.quantities().unlimits(span.quantities())) {
            return "limit";
        }
        return clause.otherPayer(span) ? "who" : "";
    }

    /** A number that the span has not, though it counts the same, or that its rule has nowhere. */
    private static boolean otherNumber(Clause clause, Likeness like) {
        Quantities said = clause.quantities();
        Quantities here = like.span().quantities();
        return !here.all().containsAll(said.all())
                && (said.kinds().stream().anyMatch(here.kinds()::contains)
                        || !like.rule().whole().quantities().all().containsAll(said.all()));
    }

    /** How often a text says no, in Standard Mandarin or a dialect; 不好意思 and the like do not. */
    public static long negations(String text) {
        return Clause.negations(text);
    }
}
