package io.xiangyin.dialog.policy;

import io.xiangyin.core.ActionCall;
import io.xiangyin.core.ActionOutcome;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.ConversationEvent;
import io.xiangyin.core.ConversationEvent.BotReplied;
import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.ConversationEvent.FlowEnded.Outcome;
import io.xiangyin.core.ConversationEvent.FlowStarted;
import io.xiangyin.core.ConversationEvent.KnowledgeConsulted;
import io.xiangyin.core.ConversationEvent.OutsideCallFailed;
import io.xiangyin.core.ConversationEvent.SlotFilled;
import io.xiangyin.core.ConversationEvent.StepReached;
import io.xiangyin.core.Decision;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.core.Handoff;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Card;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.core.Reply.Citation;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Turn;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.ActionDefinition;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Repair.Situation;
import io.xiangyin.dialog.flow.Scope;
import io.xiangyin.dialog.flow.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes a flow one step further. Each call looks only at the events so far and makes one decision. */
final class FlowWalker {
    private static final String NOT_VERIFIED = "not-verified";

    private final Questions questions;
    private final Phrases phrases;
    private final Repairs repairs;
    private final FlowBook book;
    private final Limits limits;
    private final Function<String, Citation> citations;
    private final Tone tone;

    /** @param citations the citation of an article by its id */
    FlowWalker(
            Questions questions,
            Phrases phrases,
            Repairs repairs,
            FlowBook book,
            Limits limits,
            Function<String, Citation> citations,
            Tone tone) {
        this.tone = tone;
        this.questions = questions;
        this.phrases = phrases;
        this.repairs = repairs;
        this.book = book;
        this.limits = limits;
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
            case Step.Collect collect ->
                frame.slots().containsKey(collect.slot().name())
                        ? goOn(flow, collect.id(), turn)
                        : questions.ask(flow, frame, collect.slot(), turn, reached);
            case Step.Form form ->
                form.id().equals(frame.asked())
                                || questions.open(flow, frame, form).size() < 2
                        ? goOn(flow, form.id(), turn)
                        : questions.form(flow, frame, form, turn, reached);
            case Step.Confirm confirm -> confirm(flow, frame, confirm, turn, reached);
            case Step.Action action -> act(flow, frame, action, scope, turn, reached);
            case Step.Set set -> set(flow, set, scope, reached);
            case Step.Say say -> say(flow, say, scope, turn);
            case Step.Answer answer -> answer(flow, answer, scope, turn, reached);
            case Step.HandOff handOff ->
                handOff(turn, handOff.reason(), scope.fill(book.texts().say(handOff.text(), tone)));
            case Step.Start start -> start(flow, frame, start);
            case Step.Call call -> call(frame, call, reached);
            case Step.End end -> end(flow, end.outcome(), turn);
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

    private Decision confirm(
            Flow flow, FlowFrame frame, Step.Confirm confirm, Turn turn, List<ConversationEvent> reached) {
        SlotValue answer = frame.slots().get(confirm.slot().name());
        if (answer == null) {
            return questions.ask(flow, frame, confirm.slot(), turn, reached);
        }
        if (answer.value().equals("yes")) {
            return goOn(flow, confirm.id(), turn);
        }
        if (confirm.otherwise() != null) {
            return new Decision.RunStep(List.of(new StepReached(confirm.otherwise())), null);
        }
        String words = repairs.words(Situation.DECLINED, turn.conversation(), "flow", title(flow));
        return sayAndEnd(flow, Outcome.CANCELLED, words, turn);
    }

    private Decision act(
            Flow flow, FlowFrame frame, Step.Action step, Scope scope, Turn turn, List<ConversationEvent> reached) {
        ActionOutcome outcome = frame.results().get(step.id());
        boolean done = outcome != null && frame.finished() && step.id().equals(frame.step());
        if (!done || outcome == null) {
            Map<String, String> arguments = new HashMap<>();
            step.with().forEach((name, template) -> arguments.put(name, scope.fill(template)));
            ActionDefinition action = book.action(step.action());
            return action.needsHuman(arguments, limits.moneyWithoutHuman())
                    ? handOff(
                            turn,
                            HandoffReason.NEEDS_DECISION,
                            phrases.get(
                                    "handoff.money",
                                    "flow",
                                    title(flow),
                                    "limit",
                                    limits.moneyWithoutHuman().toPlainString()))
                    : new Decision.RunStep(reached, call(flow, frame, step.id(), action, arguments, turn));
        }
        return switch (outcome) {
            case ActionOutcome.Succeeded _ -> goOn(flow, step.id(), turn);
            case ActionOutcome.Refused refused -> refused(flow, step, refused, turn);
            case ActionOutcome.Failed _ ->
                step.failed() == null
                        ? broken(step, turn)
                        : new Decision.RunStep(List.of(new StepReached(step.failed())), null);
        };
    }

    private static ActionCall call(
            Flow flow,
            FlowFrame frame,
            String into,
            ActionDefinition action,
            Map<String, String> arguments,
            Turn turn) {
        String key = String.join(
                ":",
                turn.conversation().id().value(),
                flow.name(),
                Long.toString(frame.startedSeq()),
                into,
                Integer.toString(arguments.hashCode()));
        return new ActionCall(action.name(), arguments, key, action.mutates(), into);
    }

    private Decision refused(Flow flow, Step.Action action, ActionOutcome.Refused refused, Turn turn) {
        String go = action.refused().get(refused.code());
        if (go == null && refused.code().equals(NOT_VERIFIED)) {
            return sayAndEnd(flow, Outcome.FAILED, phrases.get("flow.unverified"), turn);
        }
        String otherwise = go == null ? action.refused().get("*") : go;
        return otherwise == null
                ? broken(action, turn)
                : new Decision.RunStep(List.of(new StepReached(otherwise)), null);
    }

    /** The shop's system cannot be used: say what is known of the call, and bring in a human. */
    private Decision broken(Step.Action action, Turn turn) {
        String phrase = book.action(action.action()).mutates() ? "flow.uncertain" : "flow.unreachable";
        List<ConversationEvent> facts = new ArrayList<>(endAll(turn.conversation(), Outcome.FAILED));
        facts.add(new BotReplied(Reply.text(phrases.get(phrase))));
        return new Decision.HandOff(
                facts,
                HandoffReason.SERVICE_FAILURE,
                Handoff.Origin.BOT,
                Urgency.NORMAL,
                Reply.notice(phrases.get("handoff.failed")));
    }

    private static Decision handOff(Turn turn, HandoffReason reason, String notice) {
        return new Decision.HandOff(
                endAll(turn.conversation(), Outcome.HANDED_OFF),
                reason,
                Handoff.Origin.BOT,
                reason == HandoffReason.COMPLAINT ? Urgency.COMPLAINT : urgency(reason),
                Reply.notice(notice));
    }

    private static Urgency urgency(HandoffReason reason) {
        return reason == HandoffReason.SAFETY ? Urgency.SAFETY : Urgency.NORMAL;
    }

    /** The ends of all flows in progress, so that none goes on should the shopper not wait for the human. */
    static List<ConversationEvent> endAll(Conversation conversation, Outcome outcome) {
        return conversation.flows().reversed().stream()
                .<ConversationEvent>map(frame -> new FlowEnded(frame.flow(), outcome))
                .toList();
    }

    /** The end of this flow and the start of the other, with the slots that both have. */
    private Decision start(Flow flow, FlowFrame frame, Step.Start start) {
        List<ConversationEvent> facts = new ArrayList<>();
        facts.add(new FlowEnded(flow.name(), Outcome.COMPLETED));
        facts.add(new FlowStarted(start.flow()));
        facts.addAll(shared(frame, start.flow()));
        return new Decision.RunStep(facts, null);
    }

    private Decision call(FlowFrame frame, Step.Call call, List<ConversationEvent> reached) {
        List<ConversationEvent> facts = new ArrayList<>(reached);
        facts.add(new FlowStarted(call.flow()));
        facts.addAll(shared(frame, call.flow()));
        return new Decision.RunStep(facts, null);
    }

    /** The values a flow takes along into another. */
    private List<ConversationEvent> shared(FlowFrame frame, String other) {
        Flow into = book.flows().get(other);
        List<ConversationEvent> facts = new ArrayList<>();
        if (into != null) {
            into.slots().keySet().forEach(name -> {
                SlotValue value = frame.slots().get(name);
                if (value != null) {
                    facts.add(new SlotFilled(name, value.value(), value.display(), false));
                }
            });
        }
        return facts;
    }

    private static Decision set(Flow flow, Step.Set set, Scope scope, List<ConversationEvent> reached) {
        List<ConversationEvent> facts = new ArrayList<>(reached);
        set.values().forEach((name, template) -> {
            String value = scope.fill(template);
            facts.add(new SlotFilled(name, value, scope.display(template).orElse(value), false));
        });
        Step next = flow.after(set.id());
        facts.add(next == null ? new FlowEnded(flow.name(), Outcome.COMPLETED) : new StepReached(next.id()));
        return new Decision.RunStep(facts, null);
    }

    private Decision answer(Flow flow, Step.Answer answer, Scope scope, Turn turn, List<ConversationEvent> reached) {
        int at = turn.facts().lastIndexOf(new StepReached(answer.id()));
        List<ConversationEvent> since =
                turn.facts().subList(at + 1, turn.facts().size());
        KnowledgeConsulted consulted = (KnowledgeConsulted) since.stream()
                .filter(KnowledgeConsulted.class::isInstance)
                .findFirst()
                .orElse(null);
        boolean failed = since.stream().anyMatch(OutsideCallFailed.class::isInstance);
        if (at < 0 || (consulted == null && !failed)) {
            List<ConversationEvent> here = reached.isEmpty() ? List.of(new StepReached(answer.id())) : reached;
            String query = answer.query()
                    .replace(
                            "{" + Step.Answer.MESSAGE + "}",
                            turn.understanding().mandarin());
            return new Decision.Answer(here, scope.fill(query));
        }
        boolean answered = consulted != null && consulted.answered();
        return answered || answer.unanswered() == null
                ? goOn(flow, answer.id(), turn)
                : new Decision.RunStep(List.of(new StepReached(answer.unanswered())), null);
    }

    private Decision say(Flow flow, Step.Say say, Scope scope, Turn turn) {
        List<Citation> cited = say.cite().stream().map(this.citations).toList();
        String text = scope.fill(book.texts().say(say.text(), tone));
        Reply.Kind kind =
                say.card() != null ? Reply.Kind.CARD : say.choices().isEmpty() ? Reply.Kind.TEXT : Reply.Kind.CHOICES;
        Reply reply = new Reply(kind, text, choices(say), cited, false, null, card(say.card(), scope));
        Step next = flow.after(say.id());
        List<ConversationEvent> facts = new ArrayList<>(List.of(new BotReplied(reply)));
        facts.addAll(next == null ? ended(flow, Outcome.COMPLETED, turn) : List.of(new StepReached(next.id())));
        return new Decision.RunStep(facts, null);
    }

    private String title(Flow flow) {
        return book.texts().say(flow.title(), tone);
    }

    /** The choices in the bot's tone; what is sent when one is tapped stays as written. */
    private List<Choice> choices(Step.Say say) {
        return say.choices().stream()
                .map(choice -> new Choice(book.texts().say(choice.title(), tone), choice.value()))
                .toList();
    }

    private @Nullable Card card(Step.@Nullable CardTemplate template, Scope scope) {
        if (template == null) {
            return null;
        }
        List<Card.Row> rows = new ArrayList<>();
        template.rows().forEach((label, text) -> {
            String value = scope.fill(text);
            if (!value.isEmpty()) {
                rows.add(new Card.Row(book.texts().say(label, tone), value));
            }
        });
        String image = scope.fill(template.image());
        return new Card(scope.fill(book.texts().say(template.title(), tone)), image.isEmpty() ? null : image, rows);
    }

    private Decision goOn(Flow flow, String from, Turn turn) {
        Step next = flow.after(from);
        return next == null
                ? end(flow, Outcome.COMPLETED, turn)
                : new Decision.RunStep(List.of(new StepReached(next.id())), null);
    }

    private Decision end(Flow flow, Outcome outcome, Turn turn) {
        return new Decision.RunStep(ended(flow, outcome, turn), null);
    }

    private Decision sayAndEnd(Flow flow, Outcome outcome, String text, Turn turn) {
        List<ConversationEvent> facts = new ArrayList<>(List.of(new BotReplied(Reply.text(text))));
        facts.addAll(ended(flow, outcome, turn));
        return new Decision.RunStep(facts, null);
    }

    /** The end of the active flow; one that called it gets back the values they have in common. */
    private List<ConversationEvent> ended(Flow flow, Outcome outcome, Turn turn) {
        List<ConversationEvent> facts = new ArrayList<>(List.of(new FlowEnded(flow.name(), outcome)));
        List<FlowFrame> frames = turn.conversation().flows();
        if (frames.size() > 1) {
            FlowFrame beneath = frames.get(frames.size() - 2);
            Flow caller = book.flows().get(beneath.flow());
            if (caller != null
                    && beneath.step() != null
                    && caller.step(beneath.step()) instanceof Step.Call call
                    && call.flow().equals(flow.name())) {
                facts.addAll(shared(frames.getLast(), beneath.flow()));
            }
        }
        return facts;
    }

    /** The way on after a called flow ended. */
    Decision returned(Flow flow, Step.Call call, Outcome outcome, Turn turn) {
        if (outcome == Outcome.COMPLETED) {
            return goOn(flow, call.id(), turn);
        }
        return call.cancelled() == null
                ? end(flow, outcome, turn)
                : new Decision.RunStep(List.of(new StepReached(call.cancelled())), null);
    }
}
