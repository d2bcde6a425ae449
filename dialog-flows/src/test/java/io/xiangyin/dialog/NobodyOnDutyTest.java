package io.xiangyin.dialog;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.Outbound;
import io.xiangyin.core.OpeningHours;
import io.xiangyin.core.OpeningHours.Span;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.policy.Limits;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** GB/T 47746-2026: what a shopper hears who asks for a person when nobody is there, and what the agent finds later. */
class NobodyOnDutyTest {
    private static final FlowBook FLOWS = FlowBook.read(Rehearsal.HOME.resolve("flows"));
    /** It is Monday noon in the rehearsal. */
    private static final OpeningHours AFTERNOONS = new OpeningHours(
            List.of(new Span(DayOfWeek.MONDAY, DayOfWeek.FRIDAY, LocalTime.of(14, 0), LocalTime.of(21, 0))), Set.of());

    private static Rehearsal rehearsal(OpeningHours hours, boolean staffed) {
        return new Rehearsal(
                FLOWS, (_, _) -> new ActionOutcome.Failed("none"), Map.of(), Limits.DEFAULT, hours, staffed);
    }

    private static String words(List<ConversationEvent> events) {
        return events.stream()
                .filter(Outbound.class::isInstance)
                .map(event -> ((Outbound) event).reply().text())
                .collect(joining("\n"));
    }

    @Test
    void gbt_47746_outside_the_hours_the_shopper_hears_the_hours_keeps_a_place_and_leaves_a_message()
            throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(AFTERNOONS, true)) {
            assertThat(words(rehearsal.say(List.of("转人工"))))
                    .contains("下班")
                    .contains("周一到周五14:00到21:00")
                    .contains("今天14:00")
                    .contains("位置给您留着");
            assertThat(rehearsal.conversation().status()).isEqualTo(Conversation.Status.QUEUED);

            List<ConversationEvent> left = rehearsal.say(List.of("水壶盖子有点松"));
            assertThat(left).contains(new MessageLeft("水壶盖子有点松", null));
            assertThat(words(left)).contains("记下了").contains("今天14:00").contains("手机号");

            List<ConversationEvent> number = rehearsal.say(List.of("13900001111"));
            assertThat(number).contains(new MessageLeft("13900001111", "13900001111"));
            assertThat(words(number)).contains("13900001111");
            assertThat(rehearsal.conversation().callback()).isEqualTo(new Conversation.Callback("13900001111"));
        }
    }

    @Test
    void thanks_are_no_message() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(AFTERNOONS, true)) {
            rehearsal.say(List.of("转人工"));
            assertThat(rehearsal.say(List.of("谢谢"))).noneMatch(MessageLeft.class::isInstance);
        }
    }

    @Test
    void nobody_signed_in_is_said_too() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(OpeningHours.ALWAYS, false)) {
            assertThat(words(rehearsal.say(List.of("转人工")))).contains("都不在线").doesNotContain("下班");
        }
    }

    @Test
    void on_duty_nothing_of_that_is_said_and_waiting_words_are_no_message() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(OpeningHours.ALWAYS, true)) {
            assertThat(words(rehearsal.say(List.of("转人工"))))
                    .doesNotContain("不在线")
                    .doesNotContain("下班");
            assertThat(rehearsal.say(List.of("水壶漏水"))).noneMatch(MessageLeft.class::isInstance);
        }
    }

    @Test
    void with_the_second_failure_comes_the_offer_of_a_human_with_the_wait() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(OpeningHours.ALWAYS, true)) {
            rehearsal.say(List.of("这个壶能不能放月球上"));
            assertThat(words(rehearsal.say(List.of("那个灯能不能放火星上")))).contains("大概等3分钟");
        }
    }

    @Test
    void a_call_back_is_asked_for_in_any_turn_and_its_number_while_waiting() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(OpeningHours.ALWAYS, true)) {
            List<ConversationEvent> asked = rehearsal.say(List.of("给我打个电话吧，打字太慢"));
            assertThat(asked).contains(new CallbackRequested(null));
            assertThat(words(asked)).contains("打哪个号码");
            assertThat(rehearsal.conversation().status()).isEqualTo(Conversation.Status.QUEUED);
            assertThat(rehearsal.say(List.of("139 0000 1111"))).contains(new CallbackRequested("13900001111"));
        }
    }

    @Test
    void a_call_back_with_its_number_is_taken_in_one_step() throws InterruptedException {
        try (Rehearsal rehearsal = rehearsal(OpeningHours.ALWAYS, true)) {
            List<ConversationEvent> asked = rehearsal.say(List.of("打电话给我，13900001111"));
            assertThat(asked).contains(new CallbackRequested("13900001111"));
            assertThat(words(asked)).contains("13900001111");
        }
    }
}
