package io.xiangyin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;

import io.xiangyin.core.Agent;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.ConversationId;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeskMetricsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T02:00:00Z");
    private static final Agent AGENT = new Agent("xiaolin", "小林");

    private final List<RecordedEvent> log = new ArrayList<>();

    private DeskMetricsTest at(int seconds, ConversationEvent event) {
        log.add(new RecordedEvent(
                new ConversationId("conversation-1"), log.size() + 1, BEGIN.plusSeconds(seconds), event));
        return this;
    }

    private ServiceReport.Metrics metrics() {
        Instant end = BEGIN.plus(Duration.ofDays(3));
        return ServiceReportBuilder.build(
                        Stream.of(log),
                        new ReportWindow(BEGIN.minusSeconds(1), end, end),
                        ReportSettings.DEFAULT,
                        Optional.empty())
                .metrics();
    }

    private DeskMetricsTest waiting() {
        return at(0, new ConversationStarted("web", new Customer("c-1", null, Map.of(), false), false))
                .at(1, new CustomerSpoke("m", "c", "转人工"))
                .at(
                        2,
                        new HandoffRequested(
                                HandoffReason.CUSTOMER_REQUEST, Handoff.Origin.WORDS, Urgency.NORMAL, BEGIN))
                .at(2, new HandoffQueued(Urgency.NORMAL));
    }

    private static AgentSpoke says(String text) {
        return new AgentSpoke("a", AGENT, Reply.text(text));
    }

    @Test
    void the_error_of_the_promised_wait_is_measured_either_way() {
        waiting()
                .at(2, new HandoffTriaged(Urgency.NORMAL, List.of(), null, 1, 60))
                .at(22, new AgentJoined(AGENT));

        assertThat(metrics().waitForecastError().max()).isEqualTo(40.0);
    }

    @Test
    void asking_for_what_was_given_is_counted_as_a_defect() {
        waiting()
                .at(3, new SlotFilled("order", "XY1001-01", "电热水壶", false))
                .at(9, new AgentJoined(AGENT))
                .at(10, says("您好，请问您的订单号是多少？"));

        assertThat(metrics().askedAgainRate()).isEqualTo(new Rate(1.0, 1, 1));
    }

    @Test
    void telling_what_was_given_or_asking_for_something_else_is_none() {
        Set<String> given = Set.of("order", "phone", "reason");

        assertThat(AskedAgain.find(given, "订单XY1001-01我看到了，马上办")).isEmpty();
        assertThat(AskedAgain.find(given, "您什么时候在家？")).isEmpty();
        assertThat(AskedAgain.find(given, "麻烦留个手机号")).containsExactly("phone");
        assertThat(AskedAgain.find(Set.of(), "请问您的订单号是多少？")).isEmpty();
    }

    @Test
    void a_complaint_is_closed_when_its_customer_says_so() {
        waiting()
                .at(60, new TicketTold("t-1", "complaint", "open", Reply.notice("a")))
                .at(3_600, new TicketTold("t-1", "complaint", "solved", Reply.notice("b")));
        assertThat(metrics().complaintClosureRate()).isEqualTo(new Rate(0.0, 0, 1));

        at(7_260, new TicketTold("t-1", "complaint", "closed", Reply.notice("c")));
        assertThat(metrics().complaintClosureRate()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(metrics().complaintClosureHours().p50()).isEqualTo(2.0);
    }
}
