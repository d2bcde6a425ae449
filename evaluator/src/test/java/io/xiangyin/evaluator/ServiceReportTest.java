package io.xiangyin.evaluator;

import static io.xiangyin.evaluator.Log.KEUNG;
import static io.xiangyin.evaluator.Log.LIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.RecordedEvent;
import io.xiangyin.core.Urgency;
import io.xiangyin.evaluator.ServiceReport.AbandonedWaits;
import io.xiangyin.evaluator.ServiceReport.BotResolution;
import io.xiangyin.evaluator.ServiceReport.DialectAlert;
import io.xiangyin.evaluator.ServiceReport.Excluded;
import io.xiangyin.evaluator.ServiceReport.FirstContactResolution;
import io.xiangyin.evaluator.ServiceReport.NetPromoterScore;
import io.xiangyin.evaluator.ServiceReport.ServiceLevel;
import io.xiangyin.evaluator.ServiceReport.UnderstandingQuality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One story, the figures worked out by hand. The window is the first week of March 2026, read on 1 May. */
class ServiceReportTest {
    private static final ReportWindow WEEK = new ReportWindow(
            Instant.parse("2026-03-01T00:00:00Z"),
            Instant.parse("2026-03-08T00:00:00Z"),
            Instant.parse("2026-05-01T00:00:00Z"));
    private static final Command QUESTION = new Command.AskKnowledge("…");
    private static final Distribution NONE = new Distribution(0, null, null, null, null, null);

    private static ServiceReport report(Log... logs) {
        return report(WEEK, logs);
    }

    private static ServiceReport report(ReportWindow window, Log... logs) {
        return ServiceReportBuilder.build(
                Stream.of(logs).map(Log::events), window, ReportSettings.DEFAULT, Optional.empty());
    }

    private static List<ConversationOutcome> outcomes(Log... logs) {
        return ServiceReportBuilder.listOutcomes(Stream.of(logs).map(Log::events), WEEK, ReportSettings.DEFAULT);
    }

    private static ReportWindow readAt(String generatedAt) {
        return new ReportWindow(WEEK.from(), WEEK.to(), Instant.parse(generatedAt));
    }

    private static Distribution only(double value) {
        return new Distribution(1, value, value, value, value, value);
    }

    private static FirstContactResolution fcr(long service, long bot, long issues) {
        return new FirstContactResolution(Rate.of(service, issues), Rate.of(bot, issues), 7, 0);
    }

    @Test
    void theBotAnswersAndTheShopperConfirms() {
        // asked 10:00:00, delivered 10:00:02 -> 2000 ms
        Log log = Log.open("1", "c-1", "2026-03-02T09:59:00Z")
                .at("2026-03-02T10:00:00Z")
                .asksAndIsAnswered("几天到货", "shipping.time")
                .add(new RatingAsked())
                .after(30)
                .rates(5, true);

        ServiceReport report = report(log);

        assertThat(report.counts()).isEqualTo(new ServiceReport.Counts(1, new Excluded(0, 0, 0, 0), 0, 1, 1, 0, 0));
        assertThat(report.metrics().botFirstResponseMs()).isEqualTo(only(2000));
        assertThat(report.metrics().containmentRate()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().botResolutionRate()).isEqualTo(new BotResolution(1.0, 1, 1, 1, 0));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 1, 1));
        assertThat(report.metrics().csat()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().nps()).isEqualTo(new NetPromoterScore(100.0, 1, 1, 1, 0));
        assertThat(report.metrics().ratingParticipation()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().handoff().total()).isEqualTo(NONE);
        assertThat(outcomes(log))
                .containsExactly(new ConversationOutcome(
                        "conversation-1",
                        Instant.parse("2026-03-02T09:59:00Z"),
                        "c-1",
                        "web",
                        "solved",
                        List.of("confirmed"),
                        "cmn",
                        List.of(),
                        1));
    }

    private static Log botAnswersAboutOrder(String id, String at, String order) {
        return Log.open(id, "c-1", at)
                .says("查物流")
                .after(1)
                .understoodAs("logistics")
                .flowStarts("track")
                .order(order)
                .calls("shipment", Map.of("order", order))
                .flowEnds("track")
                .botSays("包裹在路上")
                .after(1)
                .delivered();
    }

    @Test
    void silenceAfterAnAnswerIsAssumedUntilTheShopperComesBackInsideTheWindow() {
        // the first ends 03-02T10:00:01 and the return on 03-05 is inside 7 days: it fails, and is itself no first
        // contact. The return has nothing after it: the bot resolved 1 of the 2 episodes, assumed.
        Log first = botAnswersAboutOrder("1", "2026-03-02T10:00:00Z", "XY1");
        Log back = botAnswersAboutOrder("2", "2026-03-05T10:00:00Z", "XY1");

        ServiceReport report = report(first, back);

        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 1));
        assertThat(report.metrics().repeatContactRate()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().botResolutionRate()).isEqualTo(new BotResolution(0.5, 1, 2, 0, 1));
        assertThat(outcomes(first, back))
                .extracting(ConversationOutcome::outcome, ConversationOutcome::reasons)
                .containsExactly(tuple("not_solved", List.of("recontacted")), tuple("solved", List.of("assumed")));
    }

    @Test
    void aReturnAfterTheWindowIsANewIssueAndLeavesTheFirstSolved() {
        // ends 03-01T10:00:01; exactly seven days later is no longer inside; that second one is outside the report
        Log first = botAnswersAboutOrder("1", "2026-03-01T10:00:00Z", "XY1");
        Log onTheDot = botAnswersAboutOrder("2", "2026-03-08T10:00:01Z", "XY1");
        Log aMomentBefore = botAnswersAboutOrder("3", "2026-03-08T10:00:00Z", "XY1");

        assertThat(report(first, onTheDot).metrics().firstContactResolutionRate())
                .isEqualTo(fcr(1, 1, 1));
        assertThat(report(first, aMomentBefore).metrics().firstContactResolutionRate())
                .isEqualTo(fcr(0, 0, 1));
    }

    @Test
    void anotherOrderOrAnotherCustomerIsAnotherIssue() {
        Log first = botAnswersAboutOrder("1", "2026-03-02T10:00:00Z", "XY1");
        Log otherOrder = botAnswersAboutOrder("2", "2026-03-03T10:00:00Z", "XY2");
        Log otherCustomer = Log.open("3", "c-2", "2026-03-03T11:00:00Z")
                .says("查 XY1")
                .order("XY1")
                .consulted(true)
                .botSays("好");

        assertThat(report(first, otherOrder, otherCustomer).metrics().firstContactResolutionRate())
                .isEqualTo(fcr(3, 3, 3));
    }

    @Test
    void aContactJustBeforeTheWindowMakesTheOneInsideARepetition() {
        // 02-27 is before the report; the contact of 03-02 on the same order is therefore not a first one
        Log before = botAnswersAboutOrder("1", "2026-02-27T10:00:00Z", "XY1");
        Log inside = botAnswersAboutOrder("2", "2026-03-02T10:00:00Z", "XY1");

        ServiceReport report = report(before, inside);

        assertThat(report.counts().conversations()).isEqualTo(1);
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 0));
    }

    @Test
    void aRunningWindowIsMarkedProvisional() {
        Log log = botAnswersAboutOrder("1", "2026-03-02T10:00:00Z", "XY1");

        FirstContactResolution early =
                report(readAt("2026-03-09T10:00:00Z"), log).metrics().firstContactResolutionRate();
        FirstContactResolution late =
                report(readAt("2026-03-09T10:00:01Z"), log).metrics().firstContactResolutionRate();

        assertThat(early).isEqualTo(new FirstContactResolution(Rate.of(1, 1), Rate.of(1, 1), 7, 1));
        assertThat(late).isEqualTo(fcr(1, 1, 1));
    }

    @Test
    void aHandoffInWordsHasFiveSpansAndHidesNoBotTime() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("退货怎么弄", "return.howto") // until 10:00:02
                .after(58)
                .says("转人工") // 10:01:00, the request
                .after(1.5)
                .understood("human", "cmn", new Command.AskHuman(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL))
                .requestsHumanInWords(HandoffReason.CUSTOMER_REQUEST)
                .notice("正在为您转人工") // 10:01:01.5
                .after(0.5)
                .queued() // 10:01:02
                .after(18)
                .joins(LIN) // 10:01:20
                .after(5)
                .agentSays(LIN, "您好，我看看") // 10:01:25
                .after(60)
                .agentSays(LIN, "已处理")
                .resolvedBy(LIN);

        ServiceReport report = report(log);

        ServiceReport.HandoffSpans spans = report.metrics().handoff();
        assertThat(spans.requestToAck()).isEqualTo(only(1.5));
        assertThat(spans.ackToQueued()).isEqualTo(only(0.5));
        assertThat(spans.queuedToAccepted()).isEqualTo(only(18));
        assertThat(spans.acceptedToFirstReply()).isEqualTo(only(5));
        assertThat(spans.total()).isEqualTo(only(25));
        assertThat(spans.abandoned()).isEqualTo(new AbandonedWaits(0, null, null, null, null, null, 0));
        assertThat(report.metrics().humanFirstResponse()).isEqualTo(only(25));
        // first message 10:00:00, first human text 10:01:25
        assertThat(report.metrics().totalFirstHelp()).isEqualTo(only(85));
        assertThat(report.metrics().serviceLevel()).isEqualTo(new ServiceLevel(1.0, 1, 1, 30));
        assertThat(report.metrics().abandonmentRate()).isEqualTo(new Rate(0.0, 0, 1));
        assertThat(report.metrics().transfersPerCase()).isEqualTo(new Mean(0.0, 0, 1));
        assertThat(report.metrics().containmentRate()).isEqualTo(new Rate(0.0, 0, 1));
        assertThat(report.metrics().botResolutionRate()).isEqualTo(new BotResolution(0.0, 0, 1, 0, 0));
        // one visit: the service solved it at first contact, the bot did not
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 0, 1));
        assertThat(outcomes(log).getFirst().outcome()).isEqualTo("handed_off");
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("handed_off", "resolved_by_agent");
    }

    @Test
    void theHandoffNoticeIsTheFirstResponseWhenItIsTheAnswer() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("转人工")
                .after(0.4)
                .understood("human", "cmn", new Command.AskHuman(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL))
                .requestsHumanInWords(HandoffReason.CUSTOMER_REQUEST)
                .notice("正在为您转人工")
                .queued()
                .after(0.2)
                .delivered();

        assertThat(report(log).metrics().botFirstResponseMs()).isEqualTo(only(600));
    }

    @Test
    void aReplyThatNeverArrivedIsNoResponseAndAnAgentsNoticeIsNotTheBots() {
        Log lost = Log.open("1", "c-1", "2026-03-02T10:00:00Z").says("在吗").botSays("您好");
        Log overtaken = Log.open("2", "c-2", "2026-03-02T10:00:00Z")
                .says("在吗")
                .pressesHumanButton()
                .queued()
                .joins(LIN)
                .after(1)
                .delivered();

        assertThat(report(lost, overtaken).metrics().botFirstResponseMs()).isEqualTo(NONE);
    }

    @Test
    void anAnswerOnTheLastSecondOfTheTargetStillMeetsIt() {
        // 30.000 s meets 30 s, 30.001 s misses it
        assertThat(report(answeredAfter("1", 30), answeredAfter("2", 30.001))
                        .metrics()
                        .serviceLevel())
                .isEqualTo(new ServiceLevel(0.5, 1, 2, 30));
    }

    private static Log answeredAfter(String id, double seconds) {
        return Log.open(id, "c-" + id, "2026-03-02T10:00:00Z")
                .says("人工")
                .asksForHuman()
                .after(seconds)
                .joins(LIN)
                .agentSays(LIN, "您好");
    }

    @Test
    void a_wait_that_cannot_be_true_is_kept_out_of_the_score_and_counted() {
        ServiceReport report = report(
                helpedAfter("1", 0), // answered by a machine
                helpedAfter("2", 40),
                helpedAfter("3", 90_000)); // 25 hours

        // three waits measured, the middle one is the median; cleaned, only the 40 s are left
        assertThat(report.metrics().humanFirstResponse().count()).isEqualTo(3);
        assertThat(report.metrics().humanFirstResponseCleaned()).isEqualTo(new CleanedWaits(only(40), 1, 1));
    }

    private static Log helpedAfter(String id, int seconds) {
        return Log.open(id, "c-" + id, "2026-03-02T10:00:00Z")
                .says("转人工")
                .understoodAs("human")
                .asksForHuman()
                .after(seconds)
                .joins(LIN)
                .agentSays(LIN, "您好")
                .resolvedBy(LIN);
    }

    @Test
    void anAbandonedWaitIsKeptApartWithItsAge() {
        // left after 95 s; answered ones: none. The service level missed it.
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("衣服破了")
                .after(5)
                .asksForHuman()
                .after(95)
                .leavesQueue();

        ServiceReport report = report(log);

        assertThat(report.metrics().handoff().abandoned())
                .isEqualTo(new AbandonedWaits(1, 95.0, 95.0, 95.0, 95.0, 95.0, 0));
        assertThat(report.metrics().handoff().total()).isEqualTo(NONE);
        assertThat(report.metrics().humanFirstResponse()).isEqualTo(NONE);
        assertThat(report.metrics().abandonmentRate()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().serviceLevel()).isEqualTo(new ServiceLevel(0.0, 0, 1, 30));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 1));
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("wait_abandoned", "no_solution", "handed_off");
    }

    @Test
    void whoeverStillWaitsIsOpenWithAnAgeAndNotYetJudged() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z").says("急").asksForHuman();

        ServiceReport soon = report(readAt("2026-03-02T10:00:30Z"), log);
        ServiceReport later = report(readAt("2026-03-02T10:00:31Z"), log);

        assertThat(soon.counts().open()).isEqualTo(1);
        assertThat(soon.metrics().handoff().abandoned())
                .isEqualTo(new AbandonedWaits(1, 30.0, 30.0, 30.0, 30.0, 30.0, 1));
        assertThat(soon.metrics().firstContactResolutionRate().service()).isEqualTo(new Rate(null, 0, 0));
        assertThat(soon.metrics().abandonmentRate()).isEqualTo(new Rate(0.0, 0, 1));
        // at 30 s the target of 30 s can still be met, at 31 s no more
        assertThat(soon.metrics().serviceLevel()).isEqualTo(new ServiceLevel(null, 0, 0, 30));
        assertThat(later.metrics().serviceLevel()).isEqualTo(new ServiceLevel(0.0, 0, 1, 30));
        assertThat(outcomes(log).getFirst().outcome()).isEqualTo("open");
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("waiting_for_agent", "handed_off");
    }

    @Test
    void askingAgainWhileWaitingIsTheSameWait() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("人工")
                .asksForHuman()
                .after(20)
                .says("人呢！投诉你们")
                .requestsHumanInWords(HandoffReason.COMPLAINT)
                .notice("还在为您转接")
                .queued()
                .after(20)
                .joins(LIN)
                .after(2)
                .agentSays(LIN, "抱歉")
                .resolvedBy(LIN);

        ServiceReport report = report(log);

        assertThat(report.counts().handoffs()).isEqualTo(1);
        assertThat(report.metrics().handoff().total()).isEqualTo(only(42));
        assertThat(report.metrics().serviceLevel().numerator()).isZero();
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("complaint", "handed_off");
    }

    private static Log agentResolves(String id) {
        return Log.open(id, "c-1", "2026-03-02T10:00:00Z")
                .says("退款没到")
                .asksForHuman()
                .after(10)
                .joins(LIN)
                .after(10)
                .agentSays(LIN, "已加急")
                .resolvedBy(LIN);
    }

    private static Log faq(String id, String at, String article) {
        return Log.open(id, "c-1", at)
                .says("…")
                .after(1)
                .understood(null, "cmn", new Command.AskKnowledge("…"))
                .answeredFrom(article)
                .botSays("答案")
                .after(1)
                .delivered();
    }

    @Test
    void questionsWithoutAnIntentBelongTogetherByTheArticleThatAnsweredThem() {
        // day 1 and 2: two articles, two issues, both solved. Day 3: the first article again, so the first fails;
        // the contact of day 3 is no first contact.
        Log[] logs = {
            faq("1", "2026-03-02T10:00:00Z", "return-freight"),
            faq("2", "2026-03-03T10:00:00Z", "invoice"),
            faq("3", "2026-03-04T10:00:00Z", "return-freight")
        };

        assertThat(report(logs[0], logs[1])
                        .metrics()
                        .firstContactResolutionRate()
                        .service())
                .isEqualTo(Rate.of(2, 2));
        assertThat(report(logs).metrics().firstContactResolutionRate().service())
                .isEqualTo(Rate.of(1, 2));
    }

    @Test
    void aReopenedConversationFailsTheFirstContact() {
        // resolved on 03-02, reopened on 03-03 and answered by the bot: first fails, the second is on the same key
        // "general" and therefore no first contact. Wait spans are those of the first; the reopening adds no days.
        Log log = agentResolves("1").afterDays(1).asksAndIsAnswered("还是没到", "refund");

        ServiceReport report = report(log);

        assertThat(report.metrics().reopenRate()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().firstContactResolutionRate().service().numerator())
                .isZero();
        assertThat(report.metrics().totalFirstHelp()).isEqualTo(only(20));
        assertThat(report.metrics().botFirstResponseMs()).isEqualTo(only(2000));
        assertThat(outcomes(log).getFirst().reasons()).contains("reopened");
    }

    @Test
    void aReopeningIsToldFromAnotherOrder() {
        // both name orders and share none: not a reopening, two issues, both solved
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("退款没到")
                .order("XY1")
                .asksForHuman()
                .joins(LIN)
                .agentSays(LIN, "已加急")
                .resolvedBy(LIN)
                .afterDays(1)
                .says("另一单呢")
                .order("XY2")
                .consulted(true)
                .botSays("已发货");

        ServiceReport report = report(log);

        assertThat(report.metrics().reopenRate()).isEqualTo(new Rate(0.0, 0, 1));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(2, 1, 2));
    }

    @Test
    void thanksAfterTheEndAreNoReopeningAndTheirRatingBelongsToWhatWasSolved() {
        Log log = agentResolves("1")
                .after(20)
                .says("谢谢")
                .understoodAsSmallTalk()
                .botSays("不客气")
                .after(1)
                .delivered()
                .after(9)
                .rates(4, true);

        ServiceReport report = report(log);

        assertThat(report.counts().customerMessages()).isEqualTo(2);
        assertThat(report.metrics().reopenRate()).isEqualTo(new Rate(0.0, 0, 1));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 0, 1));
        assertThat(report.metrics().csat()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().ratingParticipation()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().nps()).isEqualTo(new NetPromoterScore(0.0, 0, 1, 0, 0));
        // the bot's "you're welcome" is no first response to a request
        assertThat(report.metrics().botFirstResponseMs()).isEqualTo(NONE);
    }

    @Test
    void thanksAfterAPressedButtonAreNoRequestToTheBot() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksForHuman()
                .joins(LIN)
                .agentSays(LIN, "您好，已为您处理")
                .resolvedBy(LIN)
                .after(5)
                .says("谢谢")
                .understoodAsSmallTalk()
                .botSays("不客气");

        assertThat(report(log).metrics().botResolutionRate()).isEqualTo(new BotResolution(null, 0, 0, 0, 0));
        assertThat(report(log).metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 0, 1));
    }

    @Test
    void aTransferIsAWaitOfItsOwnAndFailsTheFirstContact() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("我要讲广东话")
                .asksForHuman() // 10:00:00
                .after(10)
                .joins(LIN) // says nothing, passes on at 10:00:15
                .after(5)
                .transfers(LIN)
                .after(25)
                .joins(KEUNG) // 10:00:40
                .after(3)
                .agentSays(KEUNG, "你好呀") // 10:00:43
                .resolvedBy(KEUNG);

        ServiceReport report = report(log);

        assertThat(report.counts().handoffs()).isEqualTo(2);
        assertThat(report.counts().transfers()).isEqualTo(1);
        // two waits accepted after 10 s and 25 s; only the second heard its agent, 28 s after the transfer
        assertThat(report.metrics().handoff().queuedToAccepted())
                .isEqualTo(new Distribution(2, 10.0, 25.0, 25.0, 25.0, 25.0));
        assertThat(report.metrics().handoff().total()).isEqualTo(only(28));
        // but the shopper asked at 10:00:00 and heard a human at 10:00:43
        assertThat(report.metrics().humanFirstResponse()).isEqualTo(only(43));
        assertThat(report.metrics().transfersPerCase()).isEqualTo(new Mean(1.0, 1, 1));
        assertThat(report.metrics().serviceLevel()).isEqualTo(new ServiceLevel(0.5, 1, 2, 30));
        assertThat(report.metrics().abandonmentRate()).isEqualTo(new Rate(0.0, 0, 2));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 1));
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("transferred", "handed_off");
    }

    @Test
    void twoHandoffsInOneConversationCountEachAndTheBotMaySettleItInTheEnd() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("人工")
                .asksForHuman()
                .after(10)
                .joins(LIN)
                .agentSays(LIN, "稍等")
                .returnsToBot(LIN)
                .after(10)
                .says("还要人工")
                .asksForHuman()
                .after(20)
                .joins(LIN)
                .agentSays(LIN, "机器人可以查")
                .returnsToBot(LIN)
                .after(5)
                .asksAndIsAnswered("那查一下", "logistics");

        ServiceReport report = report(log);

        assertThat(report.counts().handoffs()).isEqualTo(2);
        assertThat(report.metrics().handoff().total()).isEqualTo(new Distribution(2, 10.0, 20.0, 20.0, 20.0, 20.0));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 0, 1));
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("handed_off", "assumed");
    }

    @Test
    void anAnswerBeforeTheHandoffDoesNotSettleWhatTheAgentGaveBackUnsettled() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("怎么退", "return.howto")
                .asksForHuman()
                .joins(LIN)
                .agentSays(LIN, "系统里没有")
                .returnsToBot(LIN);

        assertThat(report(log).metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 1));
        assertThat(outcomes(log).getFirst().reasons()).containsExactly("no_solution", "handed_off");
    }

    @Test
    void theLastOfTwoRatingsCountsOnce() {
        // 1 and unresolved, then 5 and resolved: one rated episode, satisfied, confirmed
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("几天到货", "shipping")
                .add(new RatingAsked())
                .rates(1, false)
                .after(60)
                .rates(5, true);
        // rated without being asked: in csat and nps, not in participation
        Log unasked = Log.open("2", "c-2", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("几天到货", "shipping")
                .rates(2, false);

        ServiceReport report = report(log, unasked);

        assertThat(report.metrics().csat()).isEqualTo(new Rate(0.5, 1, 2));
        assertThat(report.metrics().nps()).isEqualTo(new NetPromoterScore(0.0, 0, 2, 1, 1));
        assertThat(report.metrics().ratingParticipation()).isEqualTo(new Rate(1.0, 1, 1));
        assertThat(report.metrics().botResolutionRate()).isEqualTo(new BotResolution(0.5, 1, 2, 1, 0));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 1, 2));
    }

    @Test
    void ratingsOfTwoEpisodesCountEach() {
        Log log = agentResolves("1")
                .rates(5, true)
                .afterDays(2)
                .asksAndIsAnswered("又坏了", "broken")
                .rates(3, false);

        assertThat(report(log).metrics().csat()).isEqualTo(new Rate(0.5, 1, 2));
        assertThat(report(log).metrics().nps()).isEqualTo(new NetPromoterScore(0.0, 0, 2, 1, 1));
    }

    @Test
    void theShoppersWordToTheBotIsAConfirmation() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("几天到货", "shipping")
                .says("好了，解决了")
                .resolvedBy(null);

        assertThat(report(log).metrics().botResolutionRate()).isEqualTo(new BotResolution(1.0, 1, 1, 1, 0));
    }

    @Test
    void testEmptyAndGreetingOnlyConversationsAreLeftOutAndCounted() {
        Log test = Log.open(
                        "1",
                        new Customer("c-1", null, Map.of(), true),
                        "web",
                        true,
                        Instant.parse("2026-03-02T10:00:00Z"))
                .asksAndIsAnswered("试试", "shipping");
        Log empty = Log.open("2", "c-2", "2026-03-02T10:00:00Z").botSays("您好，有什么可以帮您");
        Log greeting = Log.open("3", "c-3", "2026-03-02T10:00:00Z")
                .says("你好")
                .understoodAsSmallTalk()
                .botSays("您好")
                .rates(5, true);
        Log buttonOnly = Log.open("4", "c-4", "2026-03-02T10:00:00Z").asksForHuman();
        Log unread = Log.open("5", "c-5", "2026-03-02T10:00:00Z")
                .says("你好")
                .understoodAsSmallTalk()
                .botSays("您好")
                .says("退货");

        ServiceReport report = report(test, empty, greeting, buttonOnly, unread);

        assertThat(report.counts().excluded()).isEqualTo(new Excluded(1, 1, 1, 0));
        assertThat(report.counts().conversations()).isEqualTo(2);
        assertThat(report.metrics().csat().denominator()).isZero();
        assertThat(report.metrics().containmentRate()).isEqualTo(new Rate(0.5, 1, 2));
        assertThat(outcomes(unread).getFirst().reasons()).containsExactly("never_answered", "no_solution");
    }

    @Test
    void nothingAtAllGivesNullsOverZero() {
        ServiceReport report = report();

        assertThat(report.counts()).isEqualTo(new ServiceReport.Counts(0, new Excluded(0, 0, 0, 0), 0, 0, 0, 0, 0));
        assertThat(report.metrics().botFirstResponseMs()).isEqualTo(NONE);
        assertThat(report.metrics().containmentRate()).isEqualTo(new Rate(null, 0, 0));
        assertThat(report.metrics().botResolutionRate()).isEqualTo(new BotResolution(null, 0, 0, 0, 0));
        assertThat(report.metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 0));
        assertThat(report.metrics().serviceLevel()).isEqualTo(new ServiceLevel(null, 0, 0, 30));
        assertThat(report.metrics().nps()).isEqualTo(new NetPromoterScore(null, 0, 0, 0, 0));
        assertThat(report.metrics().falseAnswerRate()).isEqualTo(new Rate(null, 0, 0));
        assertThat(report.groups()).isEmpty();
        assertThat(report.series()).hasSize(8);
    }

    @Test
    void refusedQuestionsAreUnansweredAndNoAnswerIsCalledFalse() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("a")
                .consulted(true)
                .botSays("x")
                .says("b")
                .consulted(false)
                .botSays("我不知道")
                .says("c")
                .consulted(true)
                .botSays("x");

        assertThat(report(log).metrics().unansweredRate()).isEqualTo(new Rate(1 / 3.0, 1, 3));
        assertThat(report(log).metrics().falseAnswerRate()).isEqualTo(new Rate(null, 0, 2));
    }

    @Test
    void answersInTurnsMarkedNotUnderstoodAreFalseOnes() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("a")
                .understoodAs("return")
                .consulted(true)
                .botSays("x")
                .labelled(false)
                .says("b")
                .understoodAs("return")
                .consulted(true)
                .botSays("y")
                .labelled(true)
                .says("c")
                .understoodAs("return")
                .consulted(true)
                .botSays("z")
                .says("d")
                .understoodAs("return")
                .consulted(false)
                .labelled(false);

        // three answers, one of them in a turn marked wrong; the refusal is no answer
        assertThat(report(log).metrics().falseAnswerRate()).isEqualTo(new Rate(1 / 3.0, 1, 3));
    }

    @Test
    void aDayOfSilenceWithTheBotEndsTheEpisodeButNotWithAnAgent() {
        // bot alone: back after 2 days in the same conversation is a new contact on the same intent
        Log bot = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .asksAndIsAnswered("几天到货", "shipping")
                .afterDays(2)
                .asksAndIsAnswered("几天到货啊", "shipping");
        // the agent answers two days later: one episode, one solved issue
        Log agent = Log.open("2", "c-2", "2026-03-02T10:00:00Z")
                .says("人工")
                .asksForHuman()
                .joins(LIN)
                .afterDays(2)
                .says("怎么样了")
                .agentSays(LIN, "好了")
                .resolvedBy(LIN);

        assertThat(report(bot).metrics().firstContactResolutionRate()).isEqualTo(fcr(0, 0, 1));
        assertThat(report(bot).metrics().botResolutionRate()).isEqualTo(new BotResolution(0.5, 1, 2, 0, 1));
        assertThat(report(bot).metrics().reopenRate()).isEqualTo(new Rate(null, 0, 0));
        assertThat(report(agent).metrics().firstContactResolutionRate()).isEqualTo(fcr(1, 0, 1));
    }

    @Test
    void aCorrectedOrderNumberReplacesTheWrongOne() {
        Log first = Log.open("1", "c-1", "2026-03-02T10:00:00Z")
                .says("查单")
                .order("XY9")
                .correctedOrder("XY1")
                .consulted(true)
                .botSays("在路上");
        Log aboutTheWrongOne = botAnswersAboutOrder("2", "2026-03-03T10:00:00Z", "XY9");

        assertThat(report(first, aboutTheWrongOne).metrics().firstContactResolutionRate())
                .isEqualTo(fcr(2, 2, 2));
    }

    @Test
    void eventsAfterTheReportsNowAreNotLookedAt() {
        Log log = agentResolves("1");

        ServiceReport report = report(readAt("2026-03-02T10:00:15Z"), log);

        assertThat(report.counts().open()).isEqualTo(1);
        assertThat(report.metrics().handoff().total()).isEqualTo(NONE);
        assertThat(report.metrics().handoff().queuedToAccepted()).isEqualTo(only(10));
    }

    @Test
    void aLogWithoutItsBeginningIsRefusedWithAReason() {
        List<RecordedEvent> tail = agentResolves("1").events();

        assertThatThrownBy(() -> ServiceReportBuilder.build(
                        Stream.of(tail.subList(1, tail.size())), WEEK, ReportSettings.DEFAULT, Optional.empty()))
                .hasMessageContaining("should begin with ConversationStarted, found CustomerSpoke");
    }

    @Test
    void percentilesAreNearestRank() {
        // waits of 1..10 s: p50 is the 5th, p90 the 9th, p95 and p99 the 10th
        Log[] logs = new Log[10];
        for (int i = 0; i < 10; i++) {
            logs[i] = Log.open("" + i, "c-" + i, "2026-03-02T10:00:00Z")
                    .add(new HandoffRequested(
                            HandoffReason.SAFETY,
                            Handoff.Origin.BOT,
                            Urgency.SAFETY,
                            Instant.parse("2026-03-02T10:00:00Z")))
                    .queued()
                    .after(i + 1)
                    .joins(LIN)
                    .agentSays(LIN, "在");
        }

        assertThat(report(logs).metrics().handoff().total())
                .isEqualTo(new Distribution(10, 5.0, 9.0, 10.0, 10.0, 10.0));
    }

    @Test
    void understanding_is_told_by_dialect_and_a_low_one_raises_an_alert() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z");
        for (int i = 0; i < 10; i++) {
            log.says("我要退").understood("return", "yue", QUESTION).labelled(i < 7);
            log.says("我要退").understood("return", "cmn", QUESTION).labelled(i < 9);
        }
        log.says("侬好").understood("hello", "wuu", QUESTION).labelled(false);

        UnderstandingQuality quality = report(log).metrics().understanding();

        assertThat(quality.accuracyByDialect())
                .containsOnly(
                        Map.entry("cmn", new Rate(0.9, 9, 10)),
                        Map.entry("wuu", new Rate(0.0, 0, 1)),
                        Map.entry("yue", new Rate(0.7, 7, 10)));
        assertThat(quality.alerts()).containsExactly(new DialectAlert("yue", new Rate(0.7, 7, 10)));
        assertThat(quality.accuracy()).isEqualTo(new Rate(16 / 21.0, 16, 21));
    }

    @Test
    void of_several_judgements_of_a_turn_the_last_holds() {
        Log log = Log.open("1", "c-1", "2026-03-02T10:00:00Z").says("我要退").understood("return", "yue", QUESTION);
        assertThat(report(log.labelled(false).labelled(true))
                        .metrics()
                        .understanding()
                        .accuracy())
                .isEqualTo(new Rate(1.0, 1, 1));
    }
}
