package io.xiangyin.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.policy.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The must-transfer triggers of GB/T 47746-2026 and the house's own on the real engine; see docs/conformance.md. */
class EscalationEngineTest {
    private static final FlowBook FLOWS = FlowBook.read(Rehearsal.HOME.resolve("flows"));

    /** The handoffs that the last message brought about. */
    private static List<HandoffRequested> handoffs(String... messages) throws InterruptedException {
        Map<String, Object> fridge = Map.of("orderNo", "XY1-01", "item", "双门冰箱", "amount", 4999, "status", "signed");
        Map<String, Object> kettle = Map.of("orderNo", "XY1-02", "item", "电热水壶", "amount", 129, "status", "signed");
        try (Rehearsal rehearsal = new Rehearsal(
                FLOWS,
                (_, _) -> new ActionOutcome.Succeeded(Map.of("orders", List.of(fridge, kettle))),
                Map.of(),
                Limits.DEFAULT)) {
            for (String message : Arrays.copyOf(messages, messages.length - 1)) {
                rehearsal.say(List.of(message));
            }
            List<ConversationEvent> last = rehearsal.say(List.of(messages[messages.length - 1]));
            return last.stream()
                    .filter(HandoffRequested.class::isInstance)
                    .map(HandoffRequested.class::cast)
                    .toList();
        }
    }

    private static void goes(HandoffReason reason, Urgency urgency, String... messages) throws InterruptedException {
        assertThat(handoffs(messages))
                .as("%s", Arrays.asList(messages))
                .singleElement()
                .extracting(HandoffRequested::reason, HandoffRequested::urgency)
                .containsExactly(reason, urgency);
    }

    @Test
    void gbt_47746_trigger_a_three_failures_bring_in_a_human_and_two_do_not() throws InterruptedException {
        goes(HandoffReason.REPEATED_FAILURE, Urgency.NORMAL, "壶能放月球上吗", "灯能放火星上吗", "锅能放土星上吗");
        assertThat(handoffs("壶能放月球上吗", "灯能放火星上吗")).isEmpty();
    }

    @Test
    void gbt_47746_trigger_b_refusing_the_bot_is_obeyed_in_the_midst_of_a_flow() throws InterruptedException {
        goes(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL, "我要退货", "我不想跟机器人说话");
    }

    @Test
    void gbt_47746_trigger_c_identity_data_goes_to_a_human() throws InterruptedException {
        goes(HandoffReason.SECURITY, Urgency.COMPLAINT, "身份证号11010519491231002X帮我查");
    }

    @Test
    void gbt_47746_trigger_d_danger_goes_first_also_of_one_who_waits_already() throws InterruptedException {
        goes(HandoffReason.SAFETY, Urgency.SAFETY, "水壶漏电，电到我了");
        goes(HandoffReason.SAFETY, Urgency.SAFETY, "转人工", "水壶漏电，电到我了");
    }

    @Test
    void gbt_47746_trigger_e_who_says_that_nobody_answers_gets_a_human() throws InterruptedException {
        goes(HandoffReason.REPEATED_FAILURE, Urgency.NORMAL, "等了半小时没人回");
    }

    @Test
    void a_dialect_that_is_not_understood_twice_goes_to_a_human_with_a_reason_of_its_own() throws InterruptedException {
        goes(HandoffReason.NOT_UNDERSTOOD, Urgency.NORMAL, "我个壶可唔可以摆喺月球度", "盏灯可唔可以摆喺火星度");
    }

    @Test
    void an_order_of_great_value_waits_no_longer_than_class_care() throws InterruptedException {
        goes(HandoffReason.CUSTOMER_REQUEST, Urgency.CARE, "我要退货", "冰箱", "转人工");
        goes(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL, "我要退货", "水壶", "转人工");
        goes(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL, "转人工");
    }
}
