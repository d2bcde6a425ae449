package io.xiangyin.server.llm;

import io.xiangyin.core.AnswerWriter.Written;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.knowledge.Grounding;
import io.xiangyin.server.privacy.Mask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer while it is written, held to its evidence. Each sentence names what it rests on and stays once that is seen
 * to support it. Of the sentence that is still being written the page sees as much as the evidence supports as it
 * stands; what turns out otherwise at its end is taken back.
 */
final class CheckedAnswer {
    private static final String NOT_WHOLE = "（没有写完，完整的规定请点开下面的依据。）";

    /** Often enough to read along; more would only cost, with many answers at once. */
    static final Duration TO_READ_ALONG = Duration.ofMillis(60);

    private final String asked;
    private final Predicate<String> leaks;
    private final List<Evidence> evidence;
    private final Grounding grounding;
    private final Mask mask;
    private final Consumer<String> page;
    private final Grounding byWords = new Grounding(null);
    private final Sentences sentences = new Sentences();
    private final StringBuilder text = new StringBuilder();
    private final Set<Citation> cited = new LinkedHashSet<>();
    private final List<Judged> judged = new ArrayList<>();
    private final long between;
    private long looked;
    private String shown = "";

    /**
     * What a sentence may rest on.
     *
     * @param text as it was given to the model
     * @param known the same with what it is about, such as the title of its article, read to hold statements against
     */
    record Evidence(String text, Citation citation, Grounding.Known known) {
        /** Something that is about nothing but itself. */
        static Evidence of(String text, Citation citation) {
            return new Evidence(text, citation, new Grounding.Known(text));
        }
    }

    /**
     * A sentence and what the checks said.
     *
     * @param passages the numbers of the evidence it named
     * @param objection why it was dropped; null if it was kept
     */
    record Judged(
            String text, List<Integer> passages, @Nullable String objection) {}

    /**
     * @param asked the question; of several cases in the evidence the one asked about counts
     * @param leaks whether a text gives the instructions away
     * @param evidence in the order of its numbers, from 1
     * @param page takes all of the answer so far, whenever it changes; empty where nothing of it may stay
     * @param between least time between two looks at a sentence that is being written
     */
    CheckedAnswer(
            String asked,
            Predicate<String> leaks,
            List<Evidence> evidence,
            Grounding grounding,
            Mask mask,
            Consumer<String> page,
            Duration between) {
        this.asked = asked;
        this.leaks = leaks;
        this.evidence = List.copyOf(evidence);
        this.grounding = grounding;
        this.mask = mask;
        this.page = page;
        this.between = between.toNanos();
    }

    /** Takes in what arrived. */
    void take(String piece) {
        List<Sentences.Sentence> whole = sentences.take(piece);
        whole.forEach(this::check);
        if (whole.isEmpty() && !shown.isEmpty() && System.nanoTime() - looked < between) {
            return;
        }
        looked = System.nanoTime();
        String beginning = sentences.beginning();
        show(supported(beginning) ? text + beginning : text.toString());
    }

    private void show(String draft) {
        if (!draft.equals(shown)) {
            shown = draft;
            page.accept(mask.show(draft));
        }
    }

    /** Whether the beginning of a sentence would pass as one. */
    private boolean supported(String beginning) {
        return !beginning.isBlank()
                && evidence.stream().anyMatch(one -> byWords.objection(beginning, one.known(), asked) == null)
                && filtered(beginning) == null;
    }

    private void check(Sentences.Sentence sentence) {
        String objection = objection(sentence);
        judged.add(new Judged(sentence.text(), sentence.passages(), objection));
        if (objection == null) {
            text.append(sentence.text());
        }
    }

    private @Nullable String filtered(String sentence) {
        if (leaks.test(sentence)) {
            return "leak";
        }
        return OutputFilter.refuses(
                        sentence, evidence.stream().map(Evidence::text).toList())
                .orElse(null);
    }

    private @Nullable String objection(Sentences.Sentence sentence) {
        String objection = filtered(sentence.text());
        if (objection != null) {
            return objection;
        }
        objection = "uncited";
        for (int number : sentence.passages()) {
            if (number < 1 || number > evidence.size()) {
                continue;
            }
            objection = grounding.objection(
                    sentence.text(), evidence.get(number - 1).known(), asked);
            if (objection == null) {
                cited.add(evidence.get(number - 1).citation());
                return null;
            }
        }
        return objection;
    }

    /** What the shopper gets of it, and what it took. */
    Written end(ModelDesk.Said said) {
        if (said.whole()) {
            sentences.end().forEach(this::check);
        }
        boolean stopped = "stopped".equals(said.failure());
        boolean leaked = objections().contains("leak") || "refused:leak".equals(said.failure());
        if (text.isEmpty() || leaked) {
            return new Written(null, List.of(said.whole() ? said.refused(reason()) : said.call()));
        }
        String words = mask.show(text.toString());
        Reply reply = new Reply(
                Reply.Kind.TEXT,
                said.whole() || stopped ? words : words + NOT_WHOLE,
                List.of(),
                List.copyOf(cited),
                true,
                null);
        return new Written(reply, List.of(said.call()));
    }

    List<Judged> judged() {
        return List.copyOf(judged);
    }

    private String reason() {
        List<String> objections = objections();
        return objections.isEmpty() ? "empty" : String.join("+", objections);
    }

    private List<String> objections() {
        return judged.stream()
                .flatMap(one -> Stream.ofNullable(one.objection()))
                .distinct()
                .toList();
    }
}
