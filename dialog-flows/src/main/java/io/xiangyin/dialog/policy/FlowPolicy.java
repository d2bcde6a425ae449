package io.xiangyin.dialog.policy;

import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.CallbackRequested;
import io.xiangyin.core.ConversationEvent.ElderModeSwitched;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.HandoffAbandoned;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.MessageLeft;
import io.xiangyin.core.ConversationEvent.NoticeGiven;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.Decision;
import io.xiangyin.core.DialoguePolicy;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Manner;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reception;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Repair.Situation;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.Step;
import io.xiangyin.dialog.manner.Retelling;
import io.xiangyin.dialog.understand.SlotMatcher;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides by the shopper's commands first, then by the flow in hand, then by what the knowledge base said. After two
 * turns without help it offers a human, after three it brings one in.
 */
public final class FlowPolicy implements DialoguePolicy {
    private static final String CALL_BACK = "callback_request";

    private final FlowBook book;
    private final FlowWalker walker;
    private final Phrases phrases;
    private final Retelling retelling;
    private final Repairs repairs;
    private final Wording wording;
    private final Tact tact;
    private final Reception reception;
    private final BigDecimal highValue;
    private final Tone tone;

    /**
     * @param phrases in the tone
     * @param citations the citation of an article by its id, for flows that cite
     * @param manner what becomes of a text before it is sent, so that a repetition is known
     * @param tone the one this policy speaks in
     */
    public FlowPolicy(
            FlowBook book,
            SlotMatcher matcher,
            Phrases phrases,
            Limits limits,
            Function<String, Citation> citations,
            Reception reception,
            Manner manner,
            Tone tone) {
        this.book = book;
        this.tone = tone;
        this.phrases = phrases;
        this.repairs = new Repairs(book, reception, phrases.dialects());
        this.walker = new FlowWalker(
                new Questions(matcher, phrases, repairs, book.texts(), tone),
                phrases,
                repairs,
                book,
                limits,
                citations,
                tone);
        this.retelling = new Retelling(phrases);
        this.wording = new Wording(phrases, repairs, manner);
        this.tact = new Tact(phrases);
        this.reception = reception;
        this.highValue = limits.highValue();
    }

    @Override
    public Decision decide(Turn turn) {
        Decision decision = important(next(turn), turn.conversation());
        return tact.with(wording.varied(decision, turn.conversation()), turn);
    }

    /** A handoff about an order of great value is served no later than class CARE. */
    private Decision important(Decision decision, Conversation conversation) {
        return decision instanceof Decision.HandOff handOff
                        && handOff.urgency() == Urgency.NORMAL
                        && conversation.flows().stream().anyMatch(this::aboutHighValue)
                ? new Decision.HandOff(
                        handOff.facts(), handOff.reason(), handOff.origin(), Urgency.CARE, handOff.notice())
                : decision;
    }

    private boolean aboutHighValue(FlowFrame frame) {
        Flow flow = book.flows().get(frame.flow());
        if (flow == null) {
            return false;
        }
        return frame.slots().entrySet().stream().anyMatch(filled -> {
            Slot slot = flow.slots().get(filled.getKey());
            return slot != null
                    && flow.elements(slot, frame).stream()
                            .filter(element ->
                                    element.key().equals(filled.getValue().value()))
                            .anyMatch(element -> element.price().matches("\\d+(\\.\\d+)?")
                                    && new BigDecimal(element.price()).compareTo(highValue) >= 0);
        });
    }

    private Decision next(Turn turn) {
        Conversation conversation = turn.conversation();
        boolean waiting = conversation.status() == Conversation.Status.QUEUED;
        if (waiting && !conversation.owesReply()) { // the result of a call is told even to someone who waits
            return whileWaiting(turn);
        }
        if (turn.facts().isEmpty() || hasOnlySwitched(turn)) {
            Decision first = obey(turn);
            if (first != null) {
                return first;
            }
        }
        Command.AskKnowledge question = turn.understanding().find(Command.AskKnowledge.class);
        if (question != null && !turn.has(KnowledgeConsulted.class) && !turn.has(OutsideCallFailed.class)) {
            return new Decision.Answer(List.of(), question.query());
        }
        Decision human = helped(turn) ? null : repairs.givingUp(turn);
        if (human != null) {
            return human;
        }
        FlowFrame frame = conversation.activeFlow();
        if (frame != null) {
            return continueFlow(turn, frame);
        }
        return helped(turn) ? new Decision.Listen(List.of()) : repairs.missed(turn);
    }

    /** What the first command asks for; null if it is for the flow or the knowledge base to answer. */
    private @Nullable Decision obey(Turn turn) {
        List<Command> commands = turn.understanding().commands();
        for (Command command : hasOnlySwitched(turn) ? commands.subList(1, commands.size()) : commands) {
            Decision decision = switch (command) {
                case Command.AskHuman ask -> handOff(turn, ask);
                case Command.StartOver _ -> startOver(turn.conversation());
                case Command.CancelFlow _ -> cancel(turn);
                case Command.StartFlow _ -> new Decision.RunStep(started(turn), null);
                case Command.StartOneOf oneOf -> repairs.which(oneOf.flows(), turn.conversation());
                case Command.FillSlot _ -> fill(turn);
                case Command.SmallTalk talk -> smallTalk(turn, talk);
                case Command.AskKnowledge _, Command.NotUnderstood _, Command.StopWaiting _ -> null;
            };
            if (decision != null) {
                return decision;
            }
        }
        return null;
    }

    /** Whether this turn has switched elder mode and done nothing else: what else was said comes next. */
    private static boolean hasOnlySwitched(Turn turn) {
        return turn.has(ElderModeSwitched.class) && turn.facts().size() == 2;
    }

    private Decision smallTalk(Turn turn, Command.SmallTalk talk) {
        if (Retelling.answers(talk)) {
            return retelling.decide(turn.conversation(), talk);
        }
        boolean goesOn = turn.conversation().activeFlow() != null
                || turn.understanding().commands().size() > 1;
        String key = "smalltalk." + talk.kind() + (goesOn ? ".inflow" : "");
        BotReplied reply = new BotReplied(Reply.text(phrases.get(key)));
        return new Decision.RunStep(
                switch (talk.kind()) {
                    case "elderOn" -> List.of(new ElderModeSwitched(true, "customer"), reply);
                    case "elderOff" -> List.of(new ElderModeSwitched(false, "customer"), reply);
                    default -> List.of(reply);
                },
                null);
    }

    private Decision handOff(Turn turn, Command.AskHuman ask) {
        if (ask.reason() == HandoffReason.CUSTOMER_REQUEST
                && turn.understanding().has(CALL_BACK)) {
            return callBack(turn, ask);
        }
        String phrase = switch (ask.reason()) {
            case SAFETY -> "handoff.safety";
            case COMPLAINT -> "handoff.complaint";
            case SECURITY -> "handoff.security";
            case REPEATED_FAILURE, NO_ANSWER, NOT_UNDERSTOOD -> "handoff.repeated";
            case SERVICE_FAILURE -> "handoff.late";
            case CUSTOMER_REQUEST, NEEDS_DECISION -> "handoff.requested";
        };
        return new Decision.HandOff(
                FlowWalker.endAll(turn.conversation(), FlowEnded.Outcome.HANDED_OFF),
                ask.reason(),
                Handoff.Origin.WORDS,
                ask.urgency(),
                Reply.notice(phrases.get(phrase)));
    }

    /** Hands over to somebody who will call; the number is asked for while the shopper waits. */
    private Decision callBack(Turn turn, Command.AskHuman ask) {
        String phone = phone(turn);
        List<ConversationEvent> facts =
                new ArrayList<>(FlowWalker.endAll(turn.conversation(), FlowEnded.Outcome.HANDED_OFF));
        facts.add(new CallbackRequested(phone));
        String words = phone == null ? phrases.get("callback.number") : phrases.get("callback.kept", "phone", phone);
        return new Decision.HandOff(facts, ask.reason(), Handoff.Origin.WORDS, ask.urgency(), Reply.notice(words));
    }

    private static @Nullable String phone(Turn turn) {
        return turn.understanding().slots().get("phone");
    }

    private Decision startOver(Conversation conversation) {
        return new Decision.Clarify(
                FlowWalker.endAll(conversation, FlowEnded.Outcome.CANCELLED),
                repairs.reply(Situation.STARTED_OVER, conversation));
    }

    /** The beginnings of the flows asked for, the first on top of the others. */
    private static List<ConversationEvent> started(Turn turn) {
        return turn.understanding().commands().reversed().stream()
                .filter(Command.StartFlow.class::isInstance)
                .<ConversationEvent>map(command -> new FlowStarted(((Command.StartFlow) command).flow()))
                .toList();
    }

    private Decision cancel(Turn turn) {
        FlowFrame frame = turn.conversation().activeFlow();
        List<ConversationEvent> instead = started(turn);
        if (frame != null && !instead.isEmpty()) {
            List<ConversationEvent> changed = new ArrayList<>();
            changed.add(new FlowEnded(frame.flow(), FlowEnded.Outcome.CANCELLED));
            changed.addAll(instead);
            return new Decision.RunStep(changed, null);
        }
        if (frame == null) {
            return new Decision.Clarify(List.of(), repairs.reply(Situation.STARTED_OVER, turn.conversation()));
        }
        List<ConversationEvent> facts = List.of(
                new FlowEnded(frame.flow(), FlowEnded.Outcome.CANCELLED),
                new BotReplied(repairs.reply(Situation.CANCELLED, turn.conversation(), "flow", title(frame))));
        return new Decision.RunStep(facts, null);
    }

    private static Decision fill(Turn turn) {
        FlowFrame frame = turn.conversation().activeFlow();
        List<ConversationEvent> filled = turn.understanding().commands().stream()
                .filter(Command.FillSlot.class::isInstance)
                .map(Command.FillSlot.class::cast)
                .<ConversationEvent>map(fill -> new SlotFilled(
                        fill.slot(),
                        fill.value(),
                        fill.display(),
                        frame != null && frame.slots().containsKey(fill.slot())))
                .toList();
        return new Decision.RunStep(filled, null);
    }

    private Decision continueFlow(Turn turn, FlowFrame frame) {
        Flow flow = book.flows().get(frame.flow());
        if (flow == null) {
            return new Decision.RunStep(List.of(new FlowEnded(frame.flow(), FlowEnded.Outcome.FAILED)), null);
        }
        Step back = corrected(turn, flow);
        if (back != null) {
            return new Decision.RunStep(List.of(new StepReached(back.id())), null);
        }
        Step standing = walker.standing(flow, frame);
        FlowEnded inner = endedNow(turn);
        if (inner != null && standing instanceof Step.Call call && call.flow().equals(inner.flow())) {
            return walker.returned(flow, call, inner.outcome(), turn);
        }
        if (turn.understanding().find(Command.AskKnowledge.class) != null
                && (turn.has(KnowledgeConsulted.class) || turn.has(OutsideCallFailed.class))
                && !helped(turn)) {
            Situation situation = Repairs.repeats(turn) ? Situation.TOLD_ALREADY : Situation.UNANSWERED_ASIDE;
            return new Decision.RunStep(List.of(new BotReplied(repairs.reply(situation, turn.conversation()))), null);
        }
        if (inner != null) {
            return new Decision.RunStep(
                    List.of(
                            new BotReplied(repairs.reply(Situation.RESUMED, turn.conversation(), "flow", title(frame))),
                            new StepReached(standing.id())),
                    null);
        }
        return walker.next(flow, frame, turn);
    }

    /** The step to go back to after an earlier answer was corrected in this turn; null if none was. */
    private static @Nullable Step corrected(Turn turn, Flow flow) {
        if (turn.facts().size() == 1 && turn.facts().getFirst() instanceof SlotFilled filled && filled.corrected()) {
            return flow.collecting(filled.slot());
        }
        return null;
    }

    /** The flow that ended just now, beneath which the one in hand was waiting; null if none did. */
    private static @Nullable FlowEnded endedNow(Turn turn) {
        for (ConversationEvent fact : turn.facts().reversed()) {
            if (fact instanceof FlowEnded ended) {
                return ended;
            }
            if (!(fact instanceof BotReplied) && !(fact instanceof SlotFilled)) {
                return null;
            }
        }
        return null;
    }

    private Decision whileWaiting(Turn turn) {
        if (turn.understanding().find(Command.StopWaiting.class) != null
                && turn.facts().isEmpty()) {
            return new Decision.Listen(List.of(
                    new HandoffAbandoned("back_to_bot"),
                    new NoticeGiven(Reply.notice(phrases.get("handoff.abandoned")))));
        }
        if (!turn.facts().isEmpty()) {
            return new Decision.Listen(List.of());
        }
        Command.AskHuman ask = turn.understanding().find(Command.AskHuman.class);
        Handoff handoff = turn.conversation().handoff();
        if (ask != null
                && handoff != null
                && ask.urgency().rank() < handoff.urgency().rank()) {
            return raised(turn, ask);
        }
        String phone = phone(turn);
        Conversation.Callback callback = turn.conversation().callback();
        boolean calls = callback != null || turn.understanding().has(CALL_BACK);
        if (calls && (phone != null || callback == null)) {
            String words = phone == null
                    ? phrases.get("callback.number")
                    : phrases.get("callback.number.known", "phone", phone);
            return new Decision.Listen(List.of(new CallbackRequested(phone), new NoticeGiven(Reply.notice(words))));
        }
        if (reception.unattended() && turn.understanding().find(Command.SmallTalk.class) == null) {
            return messageLeft(turn, phone);
        }
        return turn.conversation().noticedWaiting()
                ? new Decision.Listen(List.of())
                : new Decision.Listen(List.of(new NoticeGiven(Reply.notice(phrases.get("handoff.waiting")))));
    }

    /** Moves one who waits forward; if nobody is there, the words that did it are kept as a message. */
    private Decision raised(Turn turn, Command.AskHuman ask) {
        Decision decision = handOff(turn, ask);
        if (!reception.unattended() || !(decision instanceof Decision.HandOff handOff)) {
            return decision;
        }
        List<ConversationEvent> facts = new ArrayList<>(handOff.facts());
        facts.add(new MessageLeft(turn.understanding().text(), phone(turn)));
        return new Decision.HandOff(facts, handOff.reason(), handOff.origin(), handOff.urgency(), handOff.notice());
    }

    /** Keeps the words of a shopper for whom nobody is on duty; says so once, and once more when there is a number. */
    private Decision messageLeft(Turn turn, @Nullable String phone) {
        List<ConversationEvent> facts = new ArrayList<>();
        facts.add(new MessageLeft(turn.understanding().text(), phone));
        if (phone != null) {
            facts.add(new NoticeGiven(
                    Reply.notice(phrases.get("message.keptWithPhone", "phone", phone, "back", reception.back()))));
        } else if (!turn.conversation().noticedWaiting()) {
            facts.add(new NoticeGiven(Reply.notice(phrases.get("message.kept", "back", reception.back()))));
        }
        return new Decision.Listen(facts);
    }

    /** Whether this turn has already given the shopper something. */
    private static boolean helped(Turn turn) {
        return turn.has(BotReplied.class) || turn.has(NoticeGiven.class);
    }

    private String title(FlowFrame frame) {
        Flow flow = book.flows().get(frame.flow());
        return flow == null ? frame.flow() : book.texts().say(flow.title(), tone);
    }
}
