package io.xiangyin.core.routing;

import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the shop serves those who wait, as data.
 *
 * @param headStart the lead in line of an urgency class. A shopper is served before all who came later than their own
 *     arrival minus the lead, so an urgent one goes first and yet nobody waits for ever
 * @param offered how long an offer stands before the next agent is asked
 * @param gone how long an agent may show no sign of life before their conversations go back to the queue
 * @param silent how long an agent may leave a shopper's words unanswered before the conversation goes back
 * @param overflow how long a shopper waits for a skill before anybody may be asked
 * @param sticky how long after a talk the same agent is preferred
 * @param serviceLevel target of the wait for the first human words
 * @param capacity conversations an agent holds at once, if their account says nothing else
 * @param skills what a conversation asks of its agent, by the first rule that fits each
 * @param careAges values of the attribute {@code ageGroup} that stand for old age
 * @param valueTiers values of the attribute {@code tier} that are of high value
 * @param valueFrom yuan a year from which a shopper is of high value
 * @param agentYuan most yuan an agent may move alone; above it a supervisor approves
 */
public record RoutingPolicy(
        Map<Urgency, Duration> headStart,
        Duration offered,
        Duration gone,
        Duration silent,
        Duration overflow,
        Duration sticky,
        Duration serviceLevel,
        int capacity,
        List<SkillRule> skills,
        Set<String> careAges,
        Set<String> valueTiers,
        BigDecimal valueFrom,
        BigDecimal agentYuan) {

    /** Asks for a skill when the reason of the handoff or the flow or intent in hand is one of these. */
    public record SkillRule(String skill, Set<HandoffReason> reasons, Set<String> topics) {
        public SkillRule {
            reasons = Set.copyOf(reasons);
            topics = Set.copyOf(topics);
        }
    }

    public RoutingPolicy {
        headStart = Map.copyOf(headStart);
        skills = List.copyOf(skills);
        careAges = Set.copyOf(careAges);
        valueTiers = Set.copyOf(valueTiers);
    }

    /** The lead in line of a class. */
    public Duration headStart(Urgency urgency) {
        return headStart.getOrDefault(urgency, Duration.ZERO);
    }
}
