package io.xiangyin.evaluator.quality;

import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import io.xiangyin.evaluator.quality.RuleHit.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the log shows of the duties of GB/T 47746-2026. Clauses are numbered as in {@code docs/conformance.md}; a duty the
 * log had no occasion to show is neither kept nor broken.
 */
public final class SelfCheck {
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(3);
    private static final int MOST_PLACES = 10;
    private static final String DANGER = "danger";
    private static final String SILENCE = "silence";
    private static final String AGAIN = "again";
    private static final String PROMISED = "promised";

    private final Map<HandoffReason, Integer> asked = new EnumMap<>(HandoffReason.class);
    private final Map<HandoffReason, Integer> unheard = new EnumMap<>(HandoffReason.class);
    private int dangers;
    private int dangersFirst;
    private int care;
    private int messages;
    private int silences;
    private int moneyMoved;
    private int promised;
    private int handed;
    private int askedAgain;
    private long events;
    private String id = "";
    /** Where it was broken, by what was broken. */
    private final Map<String, Set<String>> broken = new HashMap<>();

    /**
     * A duty and what the log shows of it.
     *
     * @param kept null if nothing in the window tells
     * @param broken ids of conversations in which it was not kept, the first ones read
     */
    public record Duty(String clause, String duty, @Nullable Boolean kept, String evidence, List<String> broken) {}

    /** Takes in one conversation, with what the rules found in it. */
    public void read(List<RecordedEvent> log, List<RuleHit> hits) {
        events += log.size();
        id = log.getFirst().conversationId().value();
        promised += (int)
                hits.stream().filter(hit -> hit.rule() == Rule.MONEY_PROMISE).count();
        broken(PROMISED, hits.stream().anyMatch(hit -> hit.rule() == Rule.MONEY_PROMISE));
        boolean again = hits.stream().anyMatch(hit -> hit.rule() == Rule.ASKED_AGAIN);
        boolean human = false;
        HandoffReason open = null;
        Instant waiting = null;
        for (RecordedEvent recorded : log) {
            switch (recorded.event()) {
                case HandoffRequested request -> {
                    count(open);
                    open = request.reason();
                    asked.merge(open, 1, Integer::sum);
                    dangers += open == HandoffReason.SAFETY ? 1 : 0;
                    boolean first = request.urgency() == Urgency.SAFETY;
                    dangersFirst += open == HandoffReason.SAFETY && first ? 1 : 0;
                    broken(DANGER, open == HandoffReason.SAFETY && !first);
                }
                case HandoffQueued queued -> {
                    care += queued.urgency() == Urgency.CARE ? 1 : 0;
                    open = null;
                }
                case AgentJoined _ -> {
                    human = true;
                    open = null;
                }
                case HandoffAbandoned _, ConversationResolved _ -> open = null;
                case AgentActed _ -> moneyMoved++;
                case CustomerSpoke _ -> {
                    messages++;
                    waiting = waiting == null ? recorded.at() : waiting;
                }
                case Outbound said -> {
                    boolean late = said instanceof BotReplied && late(waiting, recorded.at());
                    silences += late ? 1 : 0;
                    broken(SILENCE, late);
                    waiting = null;
                }
                default -> {
                    // shows nothing of a duty
                }
            }
        }
        count(open);
        handed += human ? 1 : 0;
        askedAgain += human && again ? 1 : 0;
        broken(AGAIN, human && again);
    }

    /** Remembers the conversation, if something was broken in it. */
    private void broken(String what, boolean here) {
        Set<String> places = broken.computeIfAbsent(what, _ -> new LinkedHashSet<>());
        if (here && places.size() < MOST_PLACES) {
            places.add(id);
        }
    }

    private List<String> places(String... what) {
        return Stream.of(what)
                .flatMap(one -> broken.getOrDefault(one, Set.of()).stream())
                .distinct()
                .limit(MOST_PLACES)
                .toList();
    }

    private static boolean late(@Nullable Instant since, Instant at) {
        return since != null && Duration.between(since, at).compareTo(LONGEST_SILENCE) > 0;
    }

    /** A request that nothing came of. */
    private void count(@Nullable HandoffReason open) {
        if (open != null) {
            unheard.merge(open, 1, Integer::sum);
            broken(open.name(), true);
        }
    }

    /** The duties in the order of the standard. */
    public List<Duty> duties() {
        List<Duty> duties = new ArrayList<>();
        duties.add(trigger(
                "B21a",
                "多次没办成，转人工",
                HandoffReason.REPEATED_FAILURE,
                HandoffReason.NOT_UNDERSTOOD,
                HandoffReason.NO_ANSWER));
        duties.add(trigger("B21b", "顾客不要机器人，转人工", HandoffReason.CUSTOMER_REQUEST));
        duties.add(trigger("B21c", "涉及身份、银行卡信息，转人工", HandoffReason.SECURITY));
        duties.add(new Duty(
                "B21d",
                "危及人身财产，立刻转人工，排在最前",
                dangers == 0 ? null : dangers == dangersFirst && !unheard.containsKey(HandoffReason.SAFETY),
                dangers + " 次，" + dangersFirst + " 次排在最前",
                places(DANGER, HandoffReason.SAFETY.name())));
        duties.add(new Duty(
                "B21e",
                "三分钟内要有回应",
                messages == 0 ? null : silences == 0,
                messages + " 条顾客消息，" + silences + " 次让顾客等了三分钟以上才有机器人回话",
                places(SILENCE)));
        duties.add(trigger("B22", "情绪不好、要投诉，转人工", HandoffReason.COMPLAINT));
        duties.add(new Duty("", "老人、残障人士优先", care == 0 ? null : true, care + " 次按关怀级排队", List.of()));
        duties.add(new Duty(
                "B13",
                "转人工后不用重讲",
                handed == 0 ? null : askedAgain == 0,
                handed + " 段有人工的对话，" + askedAgain + " 段里坐席又问了已经给过的",
                places(AGAIN)));
        duties.add(new Duty(
                "",
                "金额由人工或固定流程确认",
                moneyMoved + promised == 0 ? null : promised == 0,
                moneyMoved + " 次在系统里办理，" + promised + " 次口头许诺没走审批",
                places(PROMISED)));
        duties.add(new Duty(
                "", "记录可查", events == 0 ? null : true, events + " 条记录，哈希链可用 xiangyin events verify 查验", List.of()));
        return duties;
    }

    private Duty trigger(String clause, String duty, HandoffReason... reasons) {
        int times = 0;
        int lost = 0;
        for (HandoffReason reason : reasons) {
            times += asked.getOrDefault(reason, 0);
            lost += unheard.getOrDefault(reason, 0);
        }
        return new Duty(
                clause,
                duty,
                times == 0 ? null : lost == 0,
                times + " 次，" + lost + " 次没有下文",
                places(Stream.of(reasons).map(HandoffReason::name).toArray(String[]::new)));
    }
}
