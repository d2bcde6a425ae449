package io.xiangyin.server.storage;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Attachment;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.ActionEnded;
import io.xiangyin.core.ConversationEvent.ActionStarted;
import io.xiangyin.core.ConversationEvent.AgentActed;
import io.xiangyin.core.ConversationEvent.AgentJoined;
import io.xiangyin.core.ConversationEvent.AgentLeft;
import io.xiangyin.core.ConversationEvent.AgentSpoke;
import io.xiangyin.core.ConversationEvent.ApprovalDecided;
import io.xiangyin.core.ConversationEvent.ApprovalRequested;
import io.xiangyin.core.ConversationEvent.AttachmentReceived;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.ConversationRedacted;
import io.xiangyin.core.ConversationEvent.ConversationResolved;
import io.xiangyin.core.ConversationEvent.ConversationReviewed;
import io.xiangyin.core.ConversationEvent.ConversationStarted;
import io.xiangyin.core.ConversationEvent.ConversationTagged;
import io.xiangyin.core.ConversationEvent.ConversationTransferred;
import io.xiangyin.core.ConversationEvent.CustomerRated;
import io.xiangyin.core.ConversationEvent.CustomerSpoke;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.HandoffAssigned;
import io.xiangyin.core.ConversationEvent.HandoffQueued;
import io.xiangyin.core.ConversationEvent.HandoffRequested;
import io.xiangyin.core.ConversationEvent.HandoffTriaged;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.MessageUnderstood;
import io.xiangyin.core.ConversationEvent.ModelAsked;
import io.xiangyin.core.ConversationEvent.ModelSwitched;
import io.xiangyin.core.ConversationEvent.NoteAdded;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.QuestionnaireAnswered;
import io.xiangyin.core.ConversationEvent.QuestionnaireSent;
import io.xiangyin.core.ConversationEvent.RatingAsked;
import io.xiangyin.core.ConversationEvent.ReplyDelivered;
import io.xiangyin.core.ConversationEvent.ReplyFailed;
import io.xiangyin.core.ConversationEvent.ReturnedToBot;
import io.xiangyin.core.ConversationEvent.ReviewRuled;
import io.xiangyin.core.ConversationEvent.SilenceNoticed;
import io.xiangyin.core.ConversationEvent.SlotAsked;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.ConversationEvent.TicketTold;
import io.xiangyin.core.ConversationEvent.TurnLabelled;
import io.xiangyin.core.Customer;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Understanding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows, for each kind of event, what in it is personal. The switch is exhaustive so that no new kind is forgotten.
 * Reasons of failures go too: they quote exceptions, and those may quote the shopper.
 */
final class Personal {
    private static final String ERASED = "[erased]";

    private Personal() {}

    /**
     * The same event without anything personal.
     *
     * @param pseudonym stands for the customer from now on, so that their conversations still belong together
     */
    static ConversationEvent erase(ConversationEvent event, String pseudonym) {
        return switch (event) {
            case ConversationStarted e ->
                new ConversationStarted(
                        e.channel(),
                        new Customer(pseudonym, null, Map.of(), e.customer().verified()),
                        e.test(),
                        e.botVersion());
            case CustomerSpoke e -> new CustomerSpoke(e.messageId(), e.channelMessageId(), ERASED, e.input());
            case AttachmentReceived e -> new AttachmentReceived(erase(e.attachment()));
            case MessageUnderstood e -> new MessageUnderstood(e.upTo(), erase(e.understanding()));
            case BotReplied e -> new BotReplied(erase(e.reply()), e.cause());
            case NoticeGiven e -> e;
            case FlowStarted e -> e;
            case StepReached e -> e;
            case SlotAsked e -> e;
            case SlotFilled e -> new SlotFilled(e.slot(), ERASED, ERASED, e.corrected());
            case SilenceNoticed e -> e;
            case FlowEnded e -> e;
            case ActionStarted e -> new ActionStarted(erase(e.call()));
            case ActionEnded e -> new ActionEnded(erase(e.call()), erase(e.outcome()));
            case KnowledgeConsulted e -> new KnowledgeConsulted(ERASED, e.hits(), e.confidence(), e.answered());
            case ModelAsked e -> e;
            case OutsideCallFailed e -> new OutsideCallFailed(e.service(), ERASED);
            case HandoffRequested e -> e;
            case HandoffQueued e -> e;
            case HandoffTriaged e -> e;
            case HandoffAssigned e -> e;
            case HandoffAbandoned e -> e;
            case MessageLeft e -> new MessageLeft(ERASED, erase(e.phone()));
            case CallbackRequested e -> new CallbackRequested(erase(e.phone()));
            case AgentJoined e -> e;
            case AgentSpoke e -> new AgentSpoke(e.messageId(), e.agent(), erase(e.reply()));
            case ConversationTransferred e -> new ConversationTransferred(e.from(), erase(e.note()), e.to());
            case AgentLeft e -> e;
            case NoteAdded e -> new NoteAdded(e.agent(), ERASED, e.mentions());
            case ConversationTagged e -> e;
            case AgentActed e -> new AgentActed(e.agent(), erase(e.call()), erase(e.outcome()), e.approvedBy());
            case ApprovalRequested e ->
                new ApprovalRequested(e.approvalId(), e.agent(), erase(e.call()), e.yuan(), ERASED);
            case ApprovalDecided e -> new ApprovalDecided(e.approvalId(), e.by(), e.approved(), erase(e.note()));
            case TicketTold e -> new TicketTold(e.ticketId(), e.kind(), e.state(), erase(e.reply()));
            case QuestionnaireSent e -> new QuestionnaireSent(e.version(), e.style(), ERASED, erase(e.reply()));
            case QuestionnaireAnswered e ->
                new QuestionnaireAnswered(e.version(), e.style(), e.seconds(), null, numbers(e.values()));
            case ConversationReviewed e -> e;
            case ReviewRuled e -> new ReviewRuled(e.by(), e.item(), e.score(), ERASED);
            case ReturnedToBot e -> new ReturnedToBot(e.agent(), erase(e.note()));
            case ConversationResolved e ->
                new ConversationResolved(e.by(), erase(e.note()), e.outcome(), e.reasonCode());
            case RatingAsked e -> e;
            case CustomerRated e -> new CustomerRated(e.score(), e.resolved(), erase(e.comment()));
            case ElderModeSwitched e -> e;
            case ModelSwitched e -> e;
            case ReplyDelivered e -> e;
            case ReplyFailed e -> new ReplyFailed(e.replySeq(), e.attempt(), ERASED, e.retryAt());
            case TurnLabelled e -> e;
            case ConversationRedacted e -> e;
        };
    }

    /** Marks on a scale tell of nobody; what was written may. */
    private static Map<String, String> numbers(Map<String, String> values) {
        Map<String, String> kept = new TreeMap<>();
        values.forEach((question, value) -> kept.put(question, value.matches("\\d{1,4}") ? value : ERASED));
        return kept;
    }

    private static @Nullable String erase(@Nullable String text) {
        return text == null ? null : ERASED;
    }

    private static Attachment erase(Attachment attachment) {
        return new Attachment(attachment.id(), ERASED, attachment.mediaType(), attachment.bytes());
    }

    private static Reply erase(Reply reply) {
        return new Reply(reply.kind(), ERASED, List.of(), reply.citations(), reply.generated(), null);
    }

    private static ActionCall erase(ActionCall call) {
        return new ActionCall(call.action(), Map.of(), call.idempotencyKey(), call.mutates(), call.into());
    }

    private static ActionOutcome erase(ActionOutcome outcome) {
        return switch (outcome) {
            case ActionOutcome.Succeeded _ -> new ActionOutcome.Succeeded(Map.of());
            case ActionOutcome.Refused refused -> new ActionOutcome.Refused(refused.code(), "");
            case ActionOutcome.Failed _ -> new ActionOutcome.Failed(ERASED);
        };
    }

    private static Understanding erase(Understanding u) {
        return new Understanding(
                ERASED,
                ERASED,
                u.dialect(),
                u.intent(),
                Map.of(),
                u.emotion(),
                List.of(),
                null,
                erase(u.commands()),
                erase(u.proposal()));
    }

    private static Understanding.@Nullable Proposal erase(Understanding.@Nullable Proposal proposal) {
        return proposal == null
                ? null
                : new Understanding.Proposal(
                        erase(proposal.rules()), erase(proposal.model()), proposal.taken(), List.of());
    }

    private static List<Command> erase(List<Command> commands) {
        return commands.stream()
                .map(command -> switch (command) {
                    case Command.FillSlot fill -> new Command.FillSlot(fill.slot(), ERASED, ERASED);
                    case Command.AskKnowledge _ -> new Command.AskKnowledge(ERASED);
                    case Command other -> other;
                })
                .toList();
    }
}
