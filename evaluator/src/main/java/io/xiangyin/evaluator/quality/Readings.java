package io.xiangyin.evaluator.quality;

import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Understanding.Proposal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the two readings of messages that were read twice compare: that of rules and small models, and that of the
 * language model. Where people judged such a turn, their word tells which was right.
 *
 * @param messages messages that were read
 * @param twice those read twice
 * @param alike those in which both readings came to the same commands
 * @param taken those in which the turn went on with the model's
 * @param takenRight of those taken, as many as people called right
 * @param takenJudged of those taken, as many as people judged
 * @param keptRight of those in which the first reading stood, as many as people called right
 * @param keptJudged of those in which the first reading stood, as many as people judged
 * @param refused proposals the checks refused, by kind and reason
 */
public record Readings(
        int messages,
        int twice,
        int alike,
        int taken,
        int takenRight,
        int takenJudged,
        int keptRight,
        int keptJudged,
        Map<String, Integer> refused) {
    /** Of no conversation. */
    public static final Readings NONE = new Readings(0, 0, 0, 0, 0, 0, 0, 0, Map.of());

    public Readings {
        refused = new TreeMap<>(refused);
    }

    /** With one more conversation. */
    public Readings with(List<RecordedEvent> conversation) {
        Map<Long, Boolean> judged = new HashMap<>();
        for (RecordedEvent event : conversation) {
            if (event.event() instanceof TurnLabelled label) {
                judged.put(label.upTo(), label.right());
            }
        }
        Readings sum = this;
        for (RecordedEvent event : conversation) {
            if (event.event() instanceof MessageUnderstood read) {
                Proposal proposal = read.understanding().proposal();
                sum = proposal == null
                        ? sum.plus(new Readings(1, 0, 0, 0, 0, 0, 0, 0, Map.of()))
                        : sum.plus(of(proposal, judged.get(read.upTo())));
            }
        }
        return sum;
    }

    private static Readings of(Proposal proposal, @Nullable Boolean right) {
        int isJudged = right == null ? 0 : 1;
        int isRight = Boolean.TRUE.equals(right) ? 1 : 0;
        Map<String, Integer> refused = new HashMap<>();
        proposal.refused().forEach(reason -> refused.merge(reason, 1, Integer::sum));
        boolean taken = proposal.taken();
        return new Readings(
                1,
                1,
                proposal.rules().equals(proposal.model()) ? 1 : 0,
                taken ? 1 : 0,
                taken ? isRight : 0,
                taken ? isJudged : 0,
                taken ? 0 : isRight,
                taken ? 0 : isJudged,
                refused);
    }

    private Readings plus(Readings other) {
        Map<String, Integer> all = new HashMap<>(refused);
        other.refused.forEach((reason, count) -> all.merge(reason, count, Integer::sum));
        return new Readings(
                messages + other.messages,
                twice + other.twice,
                alike + other.alike,
                taken + other.taken,
                takenRight + other.takenRight,
                takenJudged + other.takenJudged,
                keptRight + other.keptRight,
                keptJudged + other.keptJudged,
                all);
    }
}
