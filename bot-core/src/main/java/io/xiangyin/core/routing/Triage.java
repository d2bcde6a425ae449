package io.xiangyin.core.routing;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.Urgency;
import io.xiangyin.core.routing.RoutingPolicy.SkillRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Looks at one who waits: the class they are served in, and what their agent must be able to do. */
public final class Triage {
    private static final String MANDARIN = "cmn";

    private final RoutingPolicy policy;

    public Triage(RoutingPolicy policy) {
        this.policy = policy;
    }

    /** The class of the shopper; never less urgent than what the request says. */
    public Urgency urgency(Conversation conversation) {
        Handoff handoff = conversation.handoff();
        Urgency asked = handoff == null ? Urgency.NORMAL : handoff.urgency();
        return asked.or(personal(conversation.customer(), conversation.elderMode()));
    }

    /** The class a customer has by who they are, whatever the matter. */
    public Urgency personal(Customer customer, boolean elderMode) {
        if (elderMode
                || policy.careAges().contains(customer.attributes().getOrDefault("ageGroup", ""))
                || customer.attributes().containsKey("disabled")) {
            return Urgency.CARE;
        }
        return highValue(customer) ? Urgency.VALUE : Urgency.NORMAL;
    }

    /** What a shopper says of their own worth counts for nothing; the shop must vouch for it. */
    public boolean highValue(Customer customer) {
        String spend = customer.attributes().getOrDefault("yearlySpend", "");
        return customer.verified()
                && (policy.valueTiers().contains(customer.attributes().getOrDefault("tier", ""))
                        || (spend.matches("\\d{1,12}(\\.\\d+)?")
                                && new BigDecimal(spend).compareTo(policy.valueFrom()) >= 0));
    }

    /** The skills its agent needs: the dialect, and what the rules name. */
    public List<String> skills(Conversation conversation) {
        List<String> skills = new ArrayList<>();
        if (!conversation.dialect().equals(MANDARIN)) {
            skills.add(conversation.dialect());
        }
        for (SkillRule rule : policy.skills()) {
            if (fits(rule, conversation)) {
                skills.add(rule.skill());
            }
        }
        return skills;
    }

    private static boolean fits(SkillRule rule, Conversation conversation) {
        Handoff handoff = conversation.handoff();
        var understanding = conversation.understanding();
        return (handoff != null && rule.reasons().contains(handoff.reason()))
                || conversation.flows().stream().anyMatch(frame -> rule.topics().contains(frame.flow()))
                || (understanding != null
                        && understanding.intent() != null
                        && rule.topics().contains(understanding.intent().name()));
    }
}
