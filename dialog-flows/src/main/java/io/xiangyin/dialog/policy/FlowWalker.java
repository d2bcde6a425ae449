package io.xiangyin.dialog.policy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Command;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.Decision;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.Element;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Scope;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.SlotType;
import io.xiangyin.dialog.flow.Step;
import io.xiangyin.dialog.understand.SlotMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes a flow one step further. Each call looks only at the events so far and makes one decision. */
final class FlowWalker {
    private static final int MOST_CHOICES = 8;

    private final SlotMatcher matcher;
    private final Phrases phrases;
    private final FlowBook book;
    private final Set<String> mutating;
    private final Function<String, Citation> citations;

    /** @param citations the citation of an article by its id */
    FlowWalker(SlotMatcher matcher, Phrases phrases, FlowBook book, Function<String, Citation> citations) {
        this.matcher = matcher;
        this.phrases = phrases;
        this.book = book;
        this.mutating = book.mutating();
        this.citations = citations;
    }

    /** The step the flow stands at. */
    Step standing(Flow flow, FlowFrame frame) {
        return frame.step() == null ? flow.first() : flow.step(frame.step());
    }

    /** What comes next in the flow. */
    Decision next(Flow flow, FlowFrame frame, Turn turn) {
        Scope scope = new Scope(flow, frame);
        Step step = standing(flow, frame);
        while (step instanceof Step.Branch branch) {
            step = follow(flow, branch, scope);
        }
        List<ConversationEvent> reached =
                step.id().equals(frame.step()) ? List.of() : List.of(new StepReached(step.id()));
        return switch (step) {
            case Step.Collect collect -> collect(flow, frame, collect, scope, turn, reached);
            case Step.Action action -> act(flow, frame, action, scope, turn, reached);
            case Step.Say say -> say(flow, say, scope);
            case Step.HandOff handOff ->
                new Decision.HandOff(
                        endAll(turn, FlowEnded.Outcome.HANDED_OFF),
                        handOff.reason(),
                        Handoff.Origin.BOT,
                        Urgency.NORMAL,
                        Reply.notice(scope.fill(handOff.text())));
            case Step.Start start -> start(flow, frame, start);
            case Step.End end -> end(flow, end.outcome());
            case Step.Branch _ -> throw new IllegalStateException("branches are followed above");
        };
    }

    private static Step follow(Flow flow, Step.Branch branch, Scope scope) {
        for (Step.Case one : branch.cases()) {
            if (one.holds(scope)) {
                return flow.step(one.go());
            }
        }
        throw new IllegalStateException("Branch " + branch.id() + " has no else");
    }

    private Decision collect(
            Flow flow, FlowFrame frame, Step.Collect collect, Scope scope, Turn turn, List<ConversationEvent> reached) {
        Slot slot = collect.slot();
        if (frame.slots().containsKey(slot.name())) {
            return goOn(flow, collect.id());
        }
        List<Element> elements = flow.elements(slot, frame);
        if (startedNow(flow, turn)) {
            Optional<SlotValue> said = matcher.mention(
                            slot.type(), turn.understanding().mandarin(), elements)
                    .or(() -> only(elements))
                    .or(() -> only(elements.stream().filter(Element::preferred).toList()));
            if (said.isPresent()) {
                SlotValue value = said.get();
                List<ConversationEvent> facts = new ArrayList<>(reached);
                facts.add(new SlotFilled(slot.name(), value.value(), value.display(), false));
                return new Decision.RunStep(facts, null);
            }
        }
        boolean again = slot.name().equals(frame.asked()) && !turn.has(SlotFilled.class);
        boolean lost = turn.understanding().find(Command.NotUnderstood.class) != null;
        boolean stuck = turn.conversation().misses() >= FlowPolicy.OFFER_AFTER;
        String text = scope.fill(again && !stuck ? slot.reask() : slot.ask());
        String question = again && lost ? phrases.get(stuck ? "flow.stuck" : "flow.again") + text : text;
        List<Choice> choices = new ArrayList<>(choices(slot, elements));
        if (stuck) {
            choices.add(new Choice(phrases.get("choice.human"), phrases.get("choice.human")));
        }
        return new Decision.AskSlot(reached, slot.name(), Reply.choices(question, choices));
    }

    /** Whether the shopper's words are those that started this very flow, so that they may fill its slots unasked. */
    private static boolean startedNow(Flow flow, Turn turn) {
        return turn.facts().stream()
                .anyMatch(fact ->
                        fact instanceof FlowStarted started && started.flow().equals(flow.name()));
    }

    private static Optional<SlotValue> only(List<Element> elements) {
        return elements.size() == 1
                ? Optional.of(new SlotValue(
                        elements.getFirst().key(), elements.getFirst().title()))
                : Optional.empty();
    }

    private List<Choice> choices(Slot slot, List<Element> elements) {
        return switch (slot.type()) {
            case SlotType.YesNo _ ->
                List.of(
                        new Choice(phrases.get("slot.yes"), phrases.get("slot.yes")),
                        new Choice(phrases.get("slot.no"), phrases.get("slot.no")));
            case SlotType.Choice choice ->
                choice.options().stream()
                        .map(option -> new Choice(option.title(), option.title()))
                        .toList();
            case SlotType.Pick _ ->
                elements.stream()
                        .limit(MOST_CHOICES)
                        .map(element -> new Choice(element.title(), element.key()))
                        .toList();
            case SlotType.FreeText _ -> List.of();
        };
    }

    private Decision act(
            Flow flow, FlowFrame frame, Step.Action action, Scope scope, Turn turn, List<ConversationEvent> reached) {
        ActionOutcome outcome = frame.results().get(action.id());
        boolean done = outcome != null && frame.finished() && action.id().equals(frame.step());
        if (!done || outcome == null) {
            return new Decision.RunStep(reached, call(flow, frame, action, scope, turn));
        }
        return switch (outcome) {
            case ActionOutcome.Succeeded _ -> goOn(flow, action.id());
            case ActionOutcome.Refused refused -> refused(action, refused, turn);
            case ActionOutcome.Failed _ ->
                action.failed() == null
                        ? broken(action, turn)
                        : new Decision.RunStep(List.of(new StepReached(action.failed())), null);
        };
    }

    private ActionCall call(Flow flow, FlowFrame frame, Step.Action action, Scope scope, Turn turn) {
        Map<String, String> arguments = new HashMap<>();
        action.with().forEach((name, template) -> arguments.put(name, scope.fill(template)));
        String key = String.join(
                ":",
                turn.conversation().id().value(),
                flow.name(),
                Long.toString(frame.startedSeq()),
                action.id(),
                Integer.toString(arguments.hashCode()));
        return new ActionCall(action.action(), arguments, key, mutating.contains(action.action()), action.id());
    }

    private Decision refused(Step.Action action, ActionOutcome.Refused refused, Turn turn) {
        String go =
                action.refused().getOrDefault(refused.code(), action.refused().get("*"));
        return go == null ? broken(action, turn) : new Decision.RunStep(List.of(new StepReached(go)), null);
    }

    /** The shop's system cannot be used: say what is known of the call, and bring in a human. */
    private Decision broken(Step.Action action, Turn turn) {
        String phrase = mutating.contains(action.action()) ? "flow.uncertain" : "flow.unreachable";
        List<ConversationEvent> facts = new ArrayList<>(endAll(turn, FlowEnded.Outcome.FAILED));
        facts.add(new BotReplied(Reply.text(phrases.get(phrase))));
        return new Decision.HandOff(
                facts,
                HandoffReason.SERVICE_FAILURE,
                Handoff.Origin.BOT,
                Urgency.NORMAL,
                Reply.notice(phrases.get("handoff.failed")));
    }

    /** The ends of all flows in progress, so that none goes on should the shopper not wait for the human. */
    private static List<ConversationEvent> endAll(Turn turn, FlowEnded.Outcome outcome) {
        return turn.conversation().flows().reversed().stream()
                .<ConversationEvent>map(frame -> new FlowEnded(frame.flow(), outcome))
                .toList();
    }

    /** The end of this flow and the start of the other, with the slots that both have. */
    private Decision start(Flow flow, FlowFrame frame, Step.Start start) {
        Flow other = book.flows().get(start.flow());
        List<ConversationEvent> facts = new ArrayList<>();
        facts.add(new FlowEnded(flow.name(), FlowEnded.Outcome.COMPLETED));
        facts.add(new FlowStarted(start.flow()));
        if (other != null) {
            other.slots().keySet().forEach(name -> {
                SlotValue value = frame.slots().get(name);
                if (value != null) {
                    facts.add(new SlotFilled(name, value.value(), value.display(), false));
                }
            });
        }
        return new Decision.RunStep(facts, null);
    }

    private Decision say(Flow flow, Step.Say say, Scope scope) {
        List<Citation> citations = say.cite().stream().map(this.citations).toList();
        BotReplied reply = new BotReplied(Reply.cited(scope.fill(say.text()), citations));
        Step next = say.go() == null ? flow.after(say.id()) : flow.step(say.go());
        return new Decision.RunStep(
                List.of(
                        reply,
                        next == null
                                ? new FlowEnded(flow.name(), FlowEnded.Outcome.COMPLETED)
                                : new StepReached(next.id())),
                null);
    }

    private static Decision goOn(Flow flow, String from) {
        Step next = flow.after(from);
        if (next == null) {
            return end(flow, FlowEnded.Outcome.COMPLETED);
        }
        return new Decision.RunStep(List.of(new StepReached(next.id())), null);
    }

    private static Decision end(Flow flow, FlowEnded.Outcome outcome) {
        return new Decision.RunStep(List.of(new FlowEnded(flow.name(), outcome)), null);
    }
}
