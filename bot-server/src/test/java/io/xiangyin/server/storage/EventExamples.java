package io.xiangyin.server.storage;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Agent;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted.Hit;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.ModelCall;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import io.xiangyin.core.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One fixed example of every kind of event, every field filled. The order is that of a conversation. */
final class EventExamples {
    private static final Agent AGENT = new Agent("xiaolin", "小林");
    private static final ActionCall CALL = new ActionCall(
            "cancelOrder", Map.of("orderNo", "XY1003-01", "reason", "不想要了"), "k-7f3a/12/cancel", true, "cancelled");
    private static final Instant TIME = Instant.parse("2026-11-01T02:00:00.250Z");

    private EventExamples() {}

    static List<ConversationEvent> all() {
        return List.of(
                new ConversationEvent.ConversationStarted(
                        "web",
                        new Customer("c-1003", "李雪", Map.of("ageGroup", "18-39", "tier", "gold"), true),
                        false,
                        "2"),
                new ConversationEvent.CustomerSpoke("5b0d4b1e-0c55-4be4-9a6d-2b6a2d9c1f10", "web-81", "连衣裙唔要啦，帮我取消"),
                new ConversationEvent.AttachmentReceived(
                        new Attachment("0f1e2d3c4b5a69788796a5b4c3d2e1f0", "破了的箱子.jpg", "image/jpeg", 183_204)),
                new ConversationEvent.MessageUnderstood(2, understanding()),
                new ConversationEvent.BotReplied(new Reply(
                        Reply.Kind.CHOICES,
                        "签收后 7 天内可以无理由退货。",
                        List.of(new Reply.Choice("退货", "我要退货"), new Reply.Choice("不用了", "不用了")),
                        List.of(new Reply.Citation("returns-7-days", "七天无理由退货", "签收次日起 7 天内可申请退货")),
                        true,
                        "签收后七天内可以无理由退货。")),
                new ConversationEvent.NoticeGiven(Reply.notice("正在为您转接人工客服。")),
                new ConversationEvent.FlowStarted("cancel-order"),
                new ConversationEvent.StepReached("confirm"),
                new ConversationEvent.SlotAsked("orderNo"),
                new ConversationEvent.SlotFilled("orderNo", "XY1003-01", "连衣裙（XY1003-01）", true),
                new ConversationEvent.SilenceNoticed(1),
                new ConversationEvent.FlowEnded("cancel-order", ConversationEvent.FlowEnded.Outcome.COMPLETED),
                new ConversationEvent.ActionStarted(CALL),
                new ConversationEvent.ActionEnded(
                        CALL,
                        new ActionOutcome.Succeeded(Map.of(
                                "amount",
                                239,
                                "refunded",
                                true,
                                "items",
                                List.of(Map.of("name", "连衣裙", "price", 239.5))))),
                new ConversationEvent.KnowledgeConsulted(
                        "退货要几天", List.of(new Hit("returns-7-days", "returns-7-days#2", 0.8125)), 0.75, true),
                new ConversationEvent.ModelAsked(
                        new ModelCall("answer", "answer/1", "qwen-plus", 412, 57, 443, 1280, "used")),
                new ConversationEvent.OutsideCallFailed("llm", "timeout after 8 s"),
                new ConversationEvent.HandoffRequested(
                        HandoffReason.COMPLAINT, Handoff.Origin.WORDS, Urgency.COMPLAINT, TIME),
                new ConversationEvent.HandoffQueued(Urgency.COMPLAINT),
                new ConversationEvent.HandoffTriaged(Urgency.COMPLAINT, List.of("yue", "complaint"), "ahkeung", 2, 180),
                new ConversationEvent.HandoffAssigned(AGENT, "preferred skill:yue load:1/4 idle:35s"),
                new ConversationEvent.HandoffAbandoned("back_to_bot"),
                new ConversationEvent.MessageLeft("连衣裙想退，明天给我回个话", "13900001111"),
                new ConversationEvent.CallbackRequested("13900001111"),
                new ConversationEvent.AgentJoined(AGENT),
                new ConversationEvent.AgentSpoke("xiaolin/p-17", AGENT, Reply.text("您好，我是小林。")),
                new ConversationEvent.ConversationTransferred(AGENT, "客人讲粤语，请阿强接", new Agent("ahkeung", "阿强")),
                new ConversationEvent.AgentLeft(AGENT, "gone"),
                new ConversationEvent.NoteAdded(AGENT, "上次也是这件，@阿强 看一下", List.of("ahkeung")),
                new ConversationEvent.ConversationTagged(AGENT, List.of("退货", "方言")),
                new ConversationEvent.ApprovalRequested("ap-1", AGENT, CALL, "800.00", "冰箱坏了生鲜损失"),
                new ConversationEvent.ApprovalDecided("ap-1", new Agent("laowang", "老王"), true, "同意"),
                new ConversationEvent.AgentActed(
                        AGENT, CALL, new ActionOutcome.Refused("not-cancellable", ""), new Agent("laowang", "老王")),
                new ConversationEvent.TicketTold("t-1", "complaint", "solved", Reply.notice("您的工单办好了。")),
                new ConversationEvent.ReturnedToBot(AGENT, "已登记，剩下查物流"),
                new ConversationEvent.ConversationResolved(AGENT, "已退款", "solved", "refund"),
                new ConversationEvent.RatingAsked(),
                new ConversationEvent.CustomerRated(5, true, "很快"),
                new ConversationEvent.QuestionnaireSent(
                        "2026-Q4", "yue", "/questions?t=x", Reply.text("想请您花三分钟填一份问卷。")),
                new ConversationEvent.QuestionnaireAnswered(
                        "2026-Q4", "yue", 205, "9f2c", Map.of("overall", "4", "best", "客服好好人")),
                new ConversationEvent.ConversationReviewed(
                        new Agent("zhou", "周老师"), Map.of("empathy", 4, "professional", 5)),
                new ConversationEvent.ReviewRuled(new Agent("zhou", "周老师"), "empathy", 3, "生气后没有先安抚"),
                new ConversationEvent.TurnLabelled(2, false, "return_goods", AGENT),
                new ConversationEvent.ElderModeSwitched(true, "customer"),
                new ConversationEvent.ModelSwitched(false, "customer"),
                new ConversationEvent.ReplyDelivered(4, 1),
                new ConversationEvent.ReplyFailed(4, 2, "channel answered 503", TIME),
                new ConversationEvent.ConversationRedacted(
                        "asked by the customer, ticket 4711",
                        Map.of("1", "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4")));
    }

    private static Understanding understanding() {
        return new Understanding(
                "连衣裙唔要啦，帮我取消",
                "连衣裙不要了，帮我取消",
                new Understanding.Dialect("yue", 0.9),
                new Understanding.Intent("cancel_order", 0.875),
                Map.of("product", "连衣裙"),
                new Understanding.Emotion("anxiety", 0.25),
                List.of(new Understanding.Signal("elder", "帮我")),
                new Understanding.Escalation(HandoffReason.CUSTOMER_REQUEST, Urgency.CARE, "帮我"),
                List.of(
                        new Command.StartFlow("cancel-order"),
                        new Command.StartOneOf(List.of("cancel-order", "return")),
                        new Command.FillSlot("orderNo", "XY1003-01", "连衣裙（XY1003-01）"),
                        new Command.AskKnowledge("取消订单"),
                        new Command.AskHuman(HandoffReason.CUSTOMER_REQUEST, Urgency.CARE),
                        new Command.SmallTalk("thanks"),
                        new Command.CancelFlow(),
                        new Command.StartOver(),
                        new Command.StopWaiting(),
                        new Command.NotUnderstood()),
                new Understanding.Proposal(
                        List.of(new Command.NotUnderstood()),
                        List.of(new Command.StartFlow("cancel-order")),
                        true,
                        List.of("StartFlow: there is no flow 'refund-now'")));
    }
}
