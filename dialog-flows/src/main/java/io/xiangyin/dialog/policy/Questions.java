package io.xiangyin.dialog.policy;

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
import io.xiangyin.core.Phrases;
import io.xiangyin.core.Reply;
import io.xiangyin.core.Reply.Choice;
import io.xiangyin.core.Tone;
import io.xiangyin.core.Turn;
import io.xiangyin.dialog.flow.Element;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.Repair.Response;
import io.xiangyin.dialog.flow.Repair.Situation;
import io.xiangyin.dialog.flow.Scope;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.SlotType;
import io.xiangyin.dialog.flow.Step;
import io.xiangyin.dialog.flow.Texts;
import io.xiangyin.dialog.understand.SlotMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks for slots; does not ask for what the words that began the flow say already. */
final class Questions {
    private static final int MOST_CHOICES = 8;

    private final SlotMatcher matcher;
    private final Phrases phrases;
    private final Repairs repairs;
    private final Texts texts;
    private final Tone tone;

    Questions(SlotMatcher matcher, Phrases phrases, Repairs repairs, Texts texts, Tone tone) {
        this.texts = texts;
        this.tone = tone;
        this.matcher = matcher;
        this.phrases = phrases;
        this.repairs = repairs;
    }

    /** Fills the slot with what is known of it, or asks for it. */
    Decision ask(Flow flow, FlowFrame frame, Slot slot, Turn turn, List<ConversationEvent> reached) {
        List<Element> elements = flow.elements(slot, frame);
        if (slot.type() instanceof SlotType.Pick pick && elements.isEmpty()) {
            return pick.empty() == null
                    ? new Decision.RunStep(
                            List.of(
                                    new BotReplied(Reply.text(phrases.get("flow.nothing"))),
                                    new FlowEnded(flow.name(), FlowEnded.Outcome.FAILED)),
                            null)
                    : new Decision.RunStep(List.of(new StepReached(pick.empty())), null);
        }
        boolean begun = startedNow(flow, turn);
        boolean unknown = begun
                && slot.type() instanceof SlotType.Pick
                && matcher.namesUnknown(turn.understanding().mandarin(), elements);
        if (begun && !unknown) {
            boolean mustBeNamed = slot.type() instanceof SlotType.Pick pick && pick.unnamed() != null;
            Optional<SlotValue> said = matcher.mention(
                            slot.type(), turn.understanding().mandarin(), elements)
                    .or(() -> namedBefore(slot, elements, turn))
                    .or(() -> mustBeNamed ? Optional.empty() : only(elements))
                    .or(() -> tone.elder() ? given(slot, elements, turn) : Optional.empty())
                    .or(() -> only(elements.stream().filter(Element::preferred).toList()));
            if (said.isPresent()) {
                SlotValue value = said.get();
                List<ConversationEvent> facts = new ArrayList<>(reached);
                facts.add(new SlotFilled(slot.name(), value.value(), value.display(), false));
                return new Decision.RunStep(facts, null);
            }
        }
        if (begun && !unknown && slot.type() instanceof SlotType.Pick pick && pick.unnamed() != null) {
            return new Decision.RunStep(List.of(new StepReached(pick.unnamed())), null);
        }
        List<ConversationEvent> facts = new ArrayList<>(reached);
        if (begun) {
            facts.addAll(saidAlready(flow, frame, slot, turn));
        }
        return question(flow, frame, slot, elements, turn, facts, unknown ? phrases.get("flow.notYours") : "");
    }

    /** The slots of a form that have no value yet. */
    List<Slot> open(Flow flow, FlowFrame frame, Step.Form form) {
        return form.slots().stream()
                .filter(name -> !frame.slots().containsKey(name))
                .map(flow.slots()::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Asks for several slots at once, in words that do for channels without forms. */
    Decision form(Flow flow, FlowFrame frame, Step.Form form, Turn turn, List<ConversationEvent> reached) {
        List<Slot> open = open(flow, frame, form);
        String title = new Scope(flow, frame).fill(texts.say(form.ask(), tone));
        String labels = open.stream()
                .map(slot -> "\n" + phrases.get("form.line", "label", slot.label()))
                .collect(Collectors.joining());
        List<Reply.Form.Field> fields = open.stream()
                .map(slot -> new Reply.Form.Field(slot.name(), slot.label(), keyboard(slot.type()), options(slot)))
                .toList();
        Reply reply = new Reply(
                Reply.Kind.FORM,
                title + labels,
                List.of(),
                List.of(),
                false,
                title,
                null,
                null,
                new Reply.Form(title, fields));
        return new Decision.AskSlot(reached, form.id(), reply);
    }

    private static String keyboard(SlotType type) {
        return type instanceof SlotType.Form form ? form.keyboard() : "text";
    }

    private static List<String> options(Slot slot) {
        return slot.type() instanceof SlotType.Choice choice
                ? choice.options().stream().map(SlotType.Option::title).toList()
                : List.of();
    }

    /** What the words that began the flow say of its other slots, so that they need not be said again. */
    private List<ConversationEvent> saidAlready(Flow flow, FlowFrame frame, Slot asked, Turn turn) {
        List<ConversationEvent> facts = new ArrayList<>();
        for (Slot other : flow.slots().values()) {
            boolean open = !other.equals(asked) && !frame.slots().containsKey(other.name());
            if (open && !(other.type() instanceof SlotType.Pick)) {
                matcher.mention(other.type(), turn.understanding().mandarin(), List.of())
                        .ifPresent(value ->
                                facts.add(new SlotFilled(other.name(), value.value(), value.display(), false)));
            }
        }
        return facts;
    }

    private Decision question(
            Flow flow,
            FlowFrame frame,
            Slot slot,
            List<Element> elements,
            Turn turn,
            List<ConversationEvent> reached,
            String before) {
        boolean again = slot.name().equals(frame.asked()) && !turn.has(SlotFilled.class);
        boolean lost = turn.understanding().find(Command.NotUnderstood.class) != null;
        Response astray = repairs.askingAgain(turn.conversation());
        boolean stuck = turn.conversation().misses() > 1;
        String text = new Scope(flow, frame).fill(texts.say(again && !stuck ? slot.reask() : slot.ask(), tone));
        String intro = again && lost ? texts.say(astray.text(), tone) : before + taken(frame, turn);
        List<Choice> choices = new ArrayList<>(choices(slot, elements));
        if (stuck) {
            choices.addAll(repairs.choices(astray, turn.conversation()));
        }
        return new Decision.AskSlot(reached, slot.name(), Reply.choices(intro + text, choices));
    }

    /**
     * Says what was understood, if the shopper took something back in this turn, or answered ahead of the question that
     * is still open, and nothing was said since.
     */
    private String taken(FlowFrame frame, Turn turn) {
        boolean told = turn.has(BotReplied.class);
        return turn.facts().stream()
                .limit(told ? 0 : 1)
                .filter(SlotFilled.class::isInstance)
                .map(SlotFilled.class::cast)
                .filter(filled -> filled.corrected() || frame.asked() != null)
                .map(filled -> repairs.words(
                        filled.corrected() ? Situation.CORRECTED : Situation.NOTED,
                        turn.conversation(),
                        "value",
                        filled.display()))
                .findFirst()
                .orElse("");
    }

    /** Whether the shopper's words are those that started this very flow, so that they may fill its slots unasked. */
    private static boolean startedNow(Flow flow, Turn turn) {
        return turn.facts().stream()
                .anyMatch(fact ->
                        fact instanceof FlowStarted started && started.flow().equals(flow.name()));
    }

    /** The element that was named, and no other, in what led up to the flow: "裙子大了" – "换个小一码的". */
    private Optional<SlotValue> namedBefore(Slot slot, List<Element> elements, Turn turn) {
        if (!(slot.type() instanceof SlotType.Pick)) {
            return Optional.empty();
        }
        Map<String, SlotValue> named = new HashMap<>();
        turn.conversation()
                .leadingUp()
                .forEach(words -> matcher.mention(slot.type(), words, elements)
                        .ifPresent(value -> named.put(value.value(), value)));
        return named.size() == 1 ? named.values().stream().findFirst() : Optional.empty();
    }

    /** The element chosen earlier in the talk: in elder mode nothing is asked twice. What is done with it is asked anew. */
    private static Optional<SlotValue> given(Slot slot, List<Element> elements, Turn turn) {
        SlotValue earlier = turn.conversation().known().get(slot.name());
        return earlier == null
                ? Optional.empty()
                : only(elements.stream()
                        .filter(element -> element.key().equals(earlier.value()))
                        .toList());
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
                        .map(option -> new Choice(texts.say(option.title(), tone), option.title()))
                        .toList();
            case SlotType.Pick _ ->
                elements.stream()
                        .limit(MOST_CHOICES)
                        .map(element -> new Choice(element.title(), element.key()))
                        .toList();
            case SlotType.FreeText _, SlotType.Form _, SlotType.Place _ -> List.of();
        };
    }
}
