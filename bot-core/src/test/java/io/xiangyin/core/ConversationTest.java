package io.xiangyin.core;

import static io.xiangyin.core.Events.AHKEUNG;
import static io.xiangyin.core.Events.CANCEL;
import static io.xiangyin.core.Events.XIAOLIN;
import static io.xiangyin.core.Events.agentSpoke;
import static io.xiangyin.core.Events.joined;
import static io.xiangyin.core.Events.notice;
import static io.xiangyin.core.Events.queued;
import static io.xiangyin.core.Events.replied;
import static io.xiangyin.core.Events.requested;
import static io.xiangyin.core.Events.spoke;
import static io.xiangyin.core.Events.started;
import static io.xiangyin.core.Events.understood;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xiangyin.core.Conversation.Message;
import io.xiangyin.core.Conversation.Status;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private final ConversationId id = new ConversationId("conversation-1");
    private final List<ConversationEvent> told = new ArrayList<>();

    private Conversation after(ConversationEvent... events) {
        told.addAll(Arrays.asList(events));
        return Conversation.replay(id, Events.log(id, told));
    }

    @Test
    void nothingIsKnownBeforeTheFirstEvent() {
        Conversation empty = Conversation.empty(id);

        assertThat(empty.version()).isZero();
        assertThat(empty.awaitsBot()).isFalse();
        assertThatThrownBy(empty::customer).hasMessageContaining("no ConversationStarted");
    }

    @Test
    void theBotHoldsANewConversationAndOwesAnAnswerToTheFirstWords() {
        Conversation conversation = after(started(), spoke("1", "你好"));

        assertThat(conversation.status()).isEqualTo(Status.BOT);
        assertThat(conversation.unanswered())
                .containsExactly(new Message(2, Instant.parse("2026-11-01T02:00:01Z"), "你好"));
        assertThat(conversation.awaitsBot()).isTrue();
        assertThat(after(understood(2)).awaitsBot()).isFalse();
    }

    @Test
    void onlyTheMessagesReadCountAsAnswered() {
        Conversation conversation = after(started(), spoke("1", "a"), spoke("2", "b"), understood(2));

        assertThat(conversation.unanswered()).extracting(Message::text).containsExactly("b");
        assertThat(conversation.awaitsBot()).isTrue();
    }

    @Test
    void theHandoverGoesFromBotToQueueToAgentAndBack() {
        assertThat(after(started(), requested(Handoff.Origin.BUTTON, Urgency.NORMAL))
                        .status())
                .isEqualTo(Status.BOT);
        assertThat(after(queued()).status()).isEqualTo(Status.QUEUED);
        Conversation held = after(joined(XIAOLIN));
        assertThat(held.status()).isEqualTo(Status.WITH_AGENT);
        assertThat(held.agent()).isEqualTo(XIAOLIN);
        Conversation returned = after(new ReturnedToBot(XIAOLIN, null));
        assertThat(returned.status()).isEqualTo(Status.BOT);
        assertThat(returned.agent()).isNull();
        assertThat(returned.handoff()).isNull();
    }

    @Test
    void aTransferredConversationWaitsAgainWithItsRequestAndItsPlace() {
        Conversation conversation = after(
                started(),
                requested(Handoff.Origin.BOT, Urgency.COMPLAINT),
                new HandoffQueued(Urgency.COMPLAINT),
                joined(XIAOLIN),
                new ConversationTransferred(XIAOLIN, "please"),
                new HandoffQueued(Urgency.COMPLAINT));

        assertThat(conversation.status()).isEqualTo(Status.QUEUED);
        assertThat(conversation.agent()).isNull();
        Handoff handoff = Objects.requireNonNull(conversation.handoff());
        assertThat(handoff.urgency()).isEqualTo(Urgency.COMPLAINT);
        assertThat(handoff.queuedAt()).isEqualTo("2026-11-01T02:00:02Z");
        assertThat(after(joined(AHKEUNG)).agent()).isEqualTo(AHKEUNG);
    }

    @Test
    void whoeverStopsWaitingIsBackWithTheBot() {
        Conversation conversation = after(
                started(),
                requested(Handoff.Origin.BUTTON, Urgency.NORMAL),
                queued(),
                new HandoffAbandoned("back_to_bot"));

        assertThat(conversation.status()).isEqualTo(Status.BOT);
        assertThat(conversation.handoff()).isNull();
    }

    @Test
    void aSecondRequestKeepsThePlaceInTheQueueAndOnlyRaisesTheUrgency() {
        Conversation conversation = after(
                started(),
                requested(Handoff.Origin.BOT, Urgency.COMPLAINT),
                new HandoffQueued(Urgency.COMPLAINT),
                requested(Handoff.Origin.WORDS, Urgency.NORMAL),
                queued());
        Handoff first = new Handoff(
                HandoffReason.CUSTOMER_REQUEST,
                Handoff.Origin.BOT,
                Urgency.COMPLAINT,
                Instant.parse("2026-11-01T01:59:59.500Z"),
                Instant.parse("2026-11-01T02:00:02Z"));
        assertThat(conversation.handoff()).isEqualTo(first);

        Conversation raised = after(requested(Handoff.Origin.WORDS, Urgency.SAFETY), new HandoffQueued(Urgency.SAFETY));
        Handoff urgent = Objects.requireNonNull(raised.handoff());
        assertThat(urgent.urgency()).isEqualTo(Urgency.SAFETY);
        assertThat(urgent.queuedAt()).isEqualTo(first.queuedAt());
    }

    @Test
    void whatTheBotHadInHandEndsWhenAnAgentJoins() {
        Conversation conversation = after(
                started(),
                spoke("1", "cancel"),
                understood(2),
                new FlowStarted("cancelOrder"),
                new ActionStarted(CANCEL),
                requested(Handoff.Origin.BUTTON, Urgency.NORMAL),
                queued(),
                spoke("2", "hello?"),
                joined(XIAOLIN));

        assertThat(conversation.unanswered()).isEmpty();
        assertThat(conversation.flows()).isEmpty();
        assertThat(conversation.pendingAction()).isNull();
        assertThat(conversation.owesReply()).isFalse();
        assertThat(conversation.awaitsBot()).isFalse();
    }

    @Test
    void whatTheShopperTellsAnAgentIsNotTheBotsToAnswer() {
        Conversation conversation = after(started(), queued(), joined(XIAOLIN), spoke("1", "a"));

        assertThat(conversation.unanswered()).isEmpty();
        assertThat(after(agentSpoke(XIAOLIN, "p-1", "b"), new ReturnedToBot(XIAOLIN, null))
                        .awaitsBot())
                .isFalse();
        assertThat(after(spoke("2", "c")).awaitsBot()).isTrue();
    }

    @Test
    void aClosedConversationIsReopenedByTheShoppersWords() {
        Conversation closed = after(
                started(),
                new FlowStarted("returns"),
                requested(Handoff.Origin.BUTTON, Urgency.NORMAL),
                queued(),
                joined(XIAOLIN),
                new ConversationResolved(XIAOLIN, null));
        assertThat(closed.status()).isEqualTo(Status.CLOSED);
        assertThat(closed.handoff()).isNull();
        assertThat(closed.agent()).isNull();
        assertThat(closed.flows()).isEmpty();

        Conversation reopened = after(spoke("1", "one more thing"));
        assertThat(reopened.status()).isEqualTo(Status.BOT);
        assertThat(reopened.awaitsBot()).isTrue();
    }

    @Test
    void aReplyIsOnItsWayUntilItIsDelivered() {
        Conversation conversation = after(started(), replied("a"), notice("b"), agentSpoke(XIAOLIN, "p-1", "c"));
        assertThat(conversation.undelivered())
                .extracting(waiting -> waiting.reply().seq())
                .containsExactly(2L, 3L, 4L);

        assertThat(after(new ReplyDelivered(3, 1)).undelivered())
                .extracting(waiting -> waiting.reply().seq())
                .containsExactly(2L, 4L);
    }

    @Test
    void aRefusedReplyWaitsForItsTimeAndAGivenUpOneIsGone() {
        Instant retryAt = Instant.parse("2026-11-01T02:00:09.123456Z");
        Conversation conversation = after(started(), replied("a"), new ReplyFailed(2, 1, "busy", retryAt));
        assertThat(conversation.undelivered()).singleElement().satisfies(waiting -> {
            assertThat(waiting.attempts()).isEqualTo(1);
            assertThat(waiting.retryAt()).isEqualTo(retryAt);
        });

        assertThat(after(new ReplyFailed(2, 2, "busy", null)).undelivered()).isEmpty();
        assertThat(after(new ReplyFailed(77, 1, "no such reply", retryAt)).undelivered())
                .isEmpty();
    }

    @Test
    void aCallIsPendingUntilItsEndAndOwedUntilToldByTheBot() {
        Conversation begun = after(started(), new FlowStarted("cancelOrder"), new ActionStarted(CANCEL));
        assertThat(begun.pendingAction()).isEqualTo(CANCEL);
        assertThat(begun.awaitsBot()).isTrue();

        ActionOutcome outcome = new ActionOutcome.Succeeded(Map.of("status", "cancelled"));
        Conversation ended = after(new ActionEnded(CANCEL, outcome));
        assertThat(ended.pendingAction()).isNull();
        assertThat(ended.owesReply()).isTrue();
        assertThat(ended.flows().getFirst().results()).containsExactly(Map.entry("cancelled", outcome));

        assertThat(after(replied("cancelled")).awaitsBot()).isFalse();
    }

    @Test
    void theHumanButtonAndOtherNoticesDoNotPayForTheResultOfACall() {
        Conversation crossed = after(
                started(),
                new ActionStarted(CANCEL),
                notice("thank you for rating"),
                requested(Handoff.Origin.BUTTON, Urgency.NORMAL),
                notice("a human is coming"),
                queued());

        assertThat(crossed.pendingAction()).isEqualTo(CANCEL);
        assertThat(crossed.awaitsBot()).isTrue();
        assertThat(after(new ActionEnded(CANCEL, new ActionOutcome.Failed("down")))
                        .awaitsBot())
                .isTrue();
    }

    @Test
    void aHandoffByTheBotPaysForTheResultOfACall() {
        Conversation conversation = after(
                started(),
                new ActionStarted(CANCEL),
                new ActionEnded(CANCEL, new ActionOutcome.Failed("down")),
                requested(Handoff.Origin.BOT, Urgency.NORMAL),
                notice("a human is coming"),
                queued());

        assertThat(conversation.awaitsBot()).isFalse();
    }

    @Test
    void aFlowKnowsItsStepSlotsAndHowOftenItAsked() {
        Conversation asked = after(
                started(),
                new FlowStarted("returns"),
                new StepReached("ask-order"),
                new SlotAsked("orderNo"),
                new SlotAsked("orderNo"));
        assertThat(asked.flows().getFirst().askedTimes()).isEqualTo(2);

        Conversation filled = after(new SlotFilled("orderNo", "XY1001-01", "电热水壶", false), new SlotAsked("reason"));
        assertThat(filled.activeFlow())
                .isEqualTo(new FlowFrame(
                        "returns",
                        2,
                        "ask-order",
                        Map.of("orderNo", new FlowFrame.SlotValue("XY1001-01", "电热水壶")),
                        Map.of(),
                        false,
                        "reason",
                        1));
    }

    @Test
    void theFlowBeneathGoesOnWhenTheUpperOneEnds() {
        Conversation conversation = after(
                started(),
                new FlowStarted("returns"),
                new FlowStarted("invoice"),
                new FlowEnded("invoice", FlowEnded.Outcome.COMPLETED));

        assertThat(conversation.flows()).extracting(FlowFrame::flow).containsExactly("returns");
        assertThat(after(new FlowEnded("returns", FlowEnded.Outcome.CANCELLED)).activeFlow())
                .isNull();
        assertThat(after(new FlowEnded("returns", FlowEnded.Outcome.CANCELLED), new StepReached("nowhere"))
                        .flows())
                .isEmpty();
    }

    @Test
    void missesAreCountedInARowOnly() {
        assertThat(after(started(), understood(1, new Command.NotUnderstood())).misses())
                .isEqualTo(1);
        assertThat(after(new OutsideCallFailed("llm", "timeout")).misses()).isEqualTo(2);
        assertThat(after(new KnowledgeConsulted("q", List.of(), 0.1, false)).misses())
                .isEqualTo(3);
        assertThat(after(new KnowledgeConsulted("q", List.of(), 0.9, true)).misses())
                .isZero();
    }

    @Test
    void aNoticeInTheQueueIsRemembered() {
        assertThat(after(
                                started(),
                                requested(Handoff.Origin.BUTTON, Urgency.NORMAL),
                                notice("a human is coming"),
                                queued())
                        .noticedWaiting())
                .isFalse();
        assertThat(after(notice("the agent will read this")).noticedWaiting()).isTrue();
    }

    @Test
    void elderModeAndDialectAreTheLastSeen() {
        Conversation conversation = after(started(), new ElderModeSwitched(true, "customer"), understood(1));

        assertThat(conversation.elderMode()).isTrue();
        assertThat(conversation.dialect()).isEqualTo("cmn");
        assertThat(after(new ElderModeSwitched(false, "customer")).elderMode()).isFalse();
    }

    @Test
    void aDialectHoldsUntilTheShopperWritesAtLengthInMandarinOrAsksForAnother() {
        assertThat(after(started(), spoken("我對鞋仲未到啊", "yue"), spoken("好", "cmn"))
                        .dialect())
                .isEqualTo("yue");
        assertThat(after(spoken("那请您帮我看一下另外一单的退款到哪里了", "cmn")).dialect()).isEqualTo("cmn");
        assertThat(after(spoken("讲广东话", "cmn", new Understanding.Signal(Understanding.LANGUAGE, "yue")))
                        .dialect())
                .isEqualTo("yue");
        assertThat(after(spoken("那请您帮我看一下另外一单的退款到哪里了", "cmn")).dialect()).isEqualTo("yue");
    }

    @Test
    void aWordThatDialectsShareDoesNotMoveTheShopperFromOneToAnother() {
        assertThat(after(started(), spoken("我對鞋仲未到啊", "yue"), spoken("系大闸蟹", "hak", 0.4))
                        .dialect())
                .isEqualTo("yue");
        assertThat(after(spoken("𠊎个鞋还吂到", "hak", 0.9)).dialect()).isEqualTo("hak");
        assertThat(after(spoken("那请您帮我看一下另外一单的退款到哪里了", "cmn"), spoken("系大闸蟹", "hak", 0.4))
                        .dialect())
                .isEqualTo("hak");
    }

    @Test
    void whatTheProfileTellsHoldsFromTheStart() {
        Conversation conversation = after(new ConversationStarted(
                "web", new Customer("c-1", null, Map.of("elderMode", "true", "dialect", "yue"), true), false));

        assertThat(conversation.elderMode()).isTrue();
        assertThat(conversation.dialect()).isEqualTo("yue");
        assertThat(after(new ElderModeSwitched(false, "customer")).elderMode()).isFalse();
    }

    @Test
    void whatWasSaidLastIsKeptForSayingItAgain() {
        Conversation conversation = after(started(), spoken("怎么退", "cmn"), reply("先说规矩。"), reply("退哪一件？"));
        assertThat(conversation.lastSaid()).containsExactly("先说规矩。", "退哪一件？");

        assertThat(after(repeat(), reply("再说一遍。")).lastSaid()).containsExactly("先说规矩。", "退哪一件？");
        assertThat(after(spoken("水壶", "cmn"), reply("好。")).lastSaid()).containsExactly("好。");
    }

    @Test
    void habitsAndWordsAddUpToASignOfAge() {
        assertThat(after(started(), spoken("七十了", "cmn", new Understanding.Signal("elder", "七十了")))
                        .elderCues())
                .isEqualTo(2);
        assertThat(after(spoken("喂", "cmn", new Understanding.Signal("elder_voice_input", "语音")))
                        .elderCues())
                .isEqualTo(3);
    }

    private static MessageUnderstood spoken(String text, String dialect, Understanding.Signal... signals) {
        return spoken(text, dialect, 1, signals);
    }

    private static MessageUnderstood spoken(
            String text, String dialect, double confidence, Understanding.Signal... signals) {
        return new MessageUnderstood(
                1,
                new Understanding(
                        text,
                        text,
                        new Understanding.Dialect(dialect, confidence),
                        null,
                        Map.of(),
                        Understanding.Emotion.NEUTRAL,
                        List.of(signals),
                        null,
                        List.of()));
    }

    private static MessageUnderstood repeat() {
        return new MessageUnderstood(
                1,
                new Understanding(
                        "啥意思",
                        "啥意思",
                        Understanding.Dialect.MANDARIN,
                        null,
                        Map.of(),
                        Understanding.Emotion.NEUTRAL,
                        List.of(),
                        null,
                        List.of(new Command.SmallTalk(Command.SmallTalk.REPEAT))));
    }

    private static BotReplied reply(String text) {
        return new BotReplied(Reply.text(text));
    }

    @Test
    void foldingPieceByPieceIsTheSameAsFoldingAtOnce() {
        List<RecordedEvent> log = Events.log(
                id,
                started(),
                spoke("1", "a"),
                understood(2),
                replied("b"),
                new ReplyDelivered(4, 1),
                requested(Handoff.Origin.WORDS, Urgency.CARE),
                queued());
        Conversation pieceByPiece = Conversation.empty(id);
        for (RecordedEvent event : log) {
            pieceByPiece = pieceByPiece.then(List.of(event));
        }

        assertThat(pieceByPiece).isEqualTo(Conversation.replay(id, log));
    }

    @Test
    void aGapInTheLogIsRefusedWithTheWayToFindIt() {
        List<RecordedEvent> log = Events.log(id, started(), spoke("1", "a"), replied("b"));
        List<RecordedEvent> torn = List.of(log.getFirst(), log.getLast());

        assertThatThrownBy(() -> Conversation.replay(id, torn))
                .hasMessage("Conversation conversation-1 expected event 2, found 3."
                        + " Run `xiangyin events verify` to see where the log is broken.");
        assertThatThrownBy(() -> Conversation.replay(id, log).then(log)).hasMessageContaining("expected event 4");
    }
}
