package io.xiangyin.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TriageTest {
    private static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");

    private final Triage triage = new Triage(Policies.usual());

    private static Conversation waiting(
            Map<String, String> attributes, boolean verified, HandoffReason reason, ConversationEvent... before) {
        ConversationId id = new ConversationId("conversation-1");
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationStarted("web", new Customer("c-1", "A", attributes, verified), false));
        events.addAll(List.of(before));
        events.add(new HandoffRequested(reason, Handoff.Origin.BUTTON, Urgency.NORMAL, NOW));
        events.add(new HandoffQueued(Urgency.NORMAL));
        List<RecordedEvent> recorded = new ArrayList<>();
        events.forEach(event -> recorded.add(new RecordedEvent(id, recorded.size() + 1, NOW, event)));
        return Conversation.replay(id, recorded);
    }

    private Urgency urgencyOf(Map<String, String> attributes, boolean verified, ConversationEvent... before) {
        return triage.urgency(waiting(attributes, verified, HandoffReason.CUSTOMER_REQUEST, before));
    }

    @Test
    void the_old_and_the_disabled_are_cared_for() {
        assertThat(urgencyOf(Map.of("ageGroup", "60+"), true)).isEqualTo(Urgency.CARE);
        assertThat(urgencyOf(Map.of("disabled", "yes"), true)).isEqualTo(Urgency.CARE);
        assertThat(urgencyOf(Map.of(), false, new ElderModeSwitched(true, "customer")))
                .isEqualTo(Urgency.CARE);
        assertThat(urgencyOf(Map.of("ageGroup", "under60"), true)).isEqualTo(Urgency.NORMAL);
    }

    @Test
    void high_value_counts_only_when_the_shop_vouches_for_it() {
        assertThat(urgencyOf(Map.of("yearlySpend", "36000.00"), true)).isEqualTo(Urgency.VALUE);
        assertThat(urgencyOf(Map.of("tier", "gold"), true)).isEqualTo(Urgency.VALUE);
        assertThat(urgencyOf(Map.of("yearlySpend", "36000.00", "tier", "gold"), false))
                .isEqualTo(Urgency.NORMAL);
        assertThat(urgencyOf(Map.of("yearlySpend", "4999.99"), true)).isEqualTo(Urgency.NORMAL);
    }

    @Test
    void skills_follow_the_reason_and_the_matter_in_hand() {
        assertThat(triage.skills(waiting(Map.of(), true, HandoffReason.COMPLAINT, new FlowStarted("repair"))))
                .containsExactly("complaint", "technical");
        assertThat(triage.skills(waiting(Map.of(), true, HandoffReason.CUSTOMER_REQUEST)))
                .isEmpty();
    }
}
