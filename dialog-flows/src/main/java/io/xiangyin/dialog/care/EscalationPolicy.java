package io.xiangyin.dialog.care;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Understanding.Escalation;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.care.EscalationLexicon.Said;
import io.xiangyin.dialog.text.TextTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what follows from what was heard, by the table {@code escalation-rules.tsv}: for each category of phrases the
 * reason, the class of urgency that orders the queue, and the clause it rests on. Of several rules the most urgent holds;
 * an old or disabled shopper is served no later than class CARE.
 */
public final class EscalationPolicy {
    /** The action of phrases that tell of age or a handicap. */
    private static final String CARED_FOR = "slow_mode";

    private final Map<String, Rule> rules = new HashMap<>();

    /**
     * A rule.
     *
     * @param order the first of two equally urgent rules holds
     * @param basis the clause or the house rule behind it
     */
    record Rule(HandoffReason reason, Urgency urgency, int order, String basis) {}

    private EscalationPolicy(List<TextTable.Row> rows) {
        for (TextTable.Row row : rows) {
            rules.put(
                    row.filled("category"),
                    new Rule(
                            HandoffReason.valueOf(row.oneOf("reason", names(HandoffReason.values()))
                                    .toUpperCase(Locale.ROOT)),
                            Urgency.valueOf(row.oneOf("urgency", names(Urgency.values()))
                                    .toUpperCase(Locale.ROOT)),
                            rules.size(),
                            row.filled("basis")));
        }
    }

    /** The rules of the product. */
    public static EscalationPolicy standard() {
        return new EscalationPolicy(TextTable.resource("/io/xiangyin/dialog/escalation-rules.tsv"));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** The clause behind the rule for a category, for the record. */
    public String basis(String category) {
        return rule(category).basis();
    }

    @Nullable Escalation decide(List<Said> heard) {
        Said first = null;
        for (Said said : heard) {
            Phrase phrase = said.phrase();
            if (phrase.transfers()
                    && rules.containsKey(phrase.category())
                    && (first == null || before(phrase, first.phrase()))) {
                first = said;
            }
        }
        if (first == null) {
            return null;
        }
        Escalation escalation = of(first.phrase().category(), first.words());
        boolean caredFor =
                heard.stream().anyMatch(said -> said.phrase().action().equals(CARED_FOR));
        return caredFor && escalation.urgency().rank() > Urgency.CARE.rank()
                ? new Escalation(escalation.reason(), Urgency.CARE, escalation.evidence())
                : escalation;
    }

    /** What follows from a category, with the words that gave it away. */
    Escalation of(String category, String evidence) {
        Rule rule = rule(category);
        return new Escalation(rule.reason(), rule.urgency(), evidence);
    }

    /** The more urgent of the two; the first if they are equal. */
    Escalation more(@Nullable Escalation one, Escalation other) {
        return one == null || other.urgency().rank() < one.urgency().rank() ? other : one;
    }

    private boolean before(Phrase phrase, Phrase other) {
        Rule rule = rule(phrase.category());
        Rule than = rule(other.category());
        int sooner = Integer.compare(rule.urgency().rank(), than.urgency().rank());
        return sooner < 0 || (sooner == 0 && rule.order() < than.order());
    }

    private Rule rule(String category) {
        Rule rule = rules.get(category);
        if (rule == null) {
            throw new IllegalArgumentException("There is no escalation rule for '" + category + "'");
        }
        return rule;
    }
}
