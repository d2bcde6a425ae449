package io.xiangyin.dialog.understand;

import io.xiangyin.core.Command;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.FlowFrame.SlotValue;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.SlotType;
import io.xiangyin.dialog.flow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message means in the midst of a flow: an answer, a correction, a digression, or the end of it. */
final class InFlow {
    private static final int SHORT = 6;

    private final Words words;
    private final SlotMatcher matcher;
    private final Triggers triggers;

    InFlow(Words words, SlotMatcher matcher, Triggers triggers) {
        this.words = words;
        this.matcher = matcher;
        this.triggers = triggers;
    }

    /** @param bare the text after {@link Words#normalise} */
    List<Command> commands(Flow flow, FlowFrame frame, String text, String bare) {
        if (words.has("startOver", bare)) {
            return List.of(new Command.StartOver());
        }
        Command correction = correction(flow, frame, text, bare);
        if (correction != null) {
            return List.of(correction);
        }
        List<Slot> form = form(flow, frame);
        List<Command> filledIn = filledIn(form, text);
        if (!filledIn.isEmpty()) {
            return filledIn;
        }
        Slot asked =
                frame.asked() == null ? null : form.isEmpty() ? flow.slots().get(frame.asked()) : form.getFirst();
        boolean question = words.has("question", bare);
        Optional<Flow> other = otherThan(flow, bare);
        SlotValue value = asked == null ? null : answer(flow, frame, asked, text, question);
        if (asked != null && asked.type() instanceof SlotType.YesNo kind) {
            List<Command> commands = yesOrNo(flow, frame, asked, kind, value, text, bare);
            if (!commands.isEmpty()) {
                return commands;
            }
        } else if (words.is("cancel", bare)) {
            return List.of(new Command.CancelFlow());
        }
        boolean aside = question && other.isPresent() && asked != null && asked.type() instanceof SlotType.Pick;
        if (asked != null && value != null && !aside) {
            Command fill = fill(asked, value);
            return question && bare.length() > SHORT ? List.of(fill, new Command.AskKnowledge(text)) : List.of(fill);
        }
        return besides(flow, frame, other, text, bare);
    }

    /** The open slots of the form that was just shown; empty if none was. */
    private static List<Slot> form(Flow flow, FlowFrame frame) {
        return frame.asked() != null && flow.steps().get(frame.asked()) instanceof Step.Form form
                ? form.slots().stream()
                        .filter(name -> !frame.slots().containsKey(name))
                        .flatMap(name -> Stream.ofNullable(flow.slots().get(name)))
                        .toList()
                : List.of();
    }

    /** What a message says of a form: lines with its labels, or values that tell themselves. */
    private List<Command> filledIn(List<Slot> form, String text) {
        List<Command> fills = new ArrayList<>();
        for (Slot slot : form) {
            line(slot, text)
                    .map(value -> matcher.match(slot.type(), value, List.of()))
                    .orElseGet(() -> tellsItself(slot, text))
                    .ifPresent(value -> fills.add(fill(slot, value)));
        }
        return fills;
    }

    /** What stands behind the slot's label. */
    private static Optional<String> line(Slot slot, String text) {
        Matcher line = Pattern.compile(Pattern.quote(slot.label()) + "[ \\t]*[:：是为]+[ \\t]*([^\\n，,；;]+)")
                .matcher(text);
        return line.find() ? Optional.of(line.group(1).strip()) : Optional.empty();
    }

    private Optional<SlotValue> tellsItself(Slot slot, String text) {
        return slot.type() instanceof SlotType.Form
                ? matcher.match(slot.type(), text, List.of())
                : matcher.mention(slot.type(), text, List.of());
    }

    private Optional<Flow> otherThan(Flow flow, String bare) {
        return triggers.named(bare).filter(found -> !found.name().equals(flow.name()));
    }

    /** What the answer to a yes-or-no question means beyond its value; empty if it means no more. */
    private List<Command> yesOrNo(
            Flow flow,
            FlowFrame frame,
            Slot asked,
            SlotType.YesNo kind,
            @Nullable SlotValue value,
            String text,
            String bare) {
        if (value == null && words.is("cancel", bare)) {
            return List.of(new Command.CancelFlow());
        }
        Optional<Flow> other = otherThan(flow, bare);
        if (value != null && value.value().equals("no")) {
            return other.<List<Command>>map(
                            found -> List.of(new Command.CancelFlow(), new Command.StartFlow(found.name())))
                    .orElse(List.of());
        }
        Command.FillSlot another = revision(flow, frame, text);
        if (another != null && value != null && isPick(flow.slots().get(another.slot()))) {
            return List.of(another); // a yes to another order than the one asked about
        }
        Optional<Flow> same = triggers.named(bare).filter(found -> wantsTheSame(flow, asked, found, bare));
        if (another == null && same.isPresent()) {
            return List.of(new Command.FillSlot(asked.name(), "yes", text.strip()));
        }
        return value != null && other.isPresent() && !agreesFirst(text, kind)
                ? List.of(new Command.StartFlow(other.get().name()))
                : List.of();
    }

    /** Whether the words ask for just what the flow asks leave to do: "shall I hurry it?" – "please hurry it". */
    private boolean wantsTheSame(Flow flow, Slot asked, Flow named, String bare) {
        return !words.has("negative", bare)
                && (!words.has("question", bare) || words.has("asking", bare))
                && flow.collecting(asked.name()) instanceof Step.Confirm confirm
                && flow.after(confirm.id()) instanceof Step.Action next
                && named.actions().contains(next.action());
    }

    /** Whether the text begins with a plain yes, so that what follows comes on top of it. */
    private boolean agreesFirst(String text, SlotType.YesNo kind) {
        return words.is("yes", Words.normalise(text.split("[\\s，,。.！!；;、]", 2)[0]), kind.yes());
    }

    /** What a message in a flow means that does not answer its question. */
    private List<Command> besides(Flow flow, FlowFrame frame, Optional<Flow> other, String text, String bare) {
        Command.@Nullable FillSlot changed = revision(flow, frame, text);
        boolean question = words.has("question", bare);
        if (changed != null && !question && isChoice(flow.slots().get(changed.slot()))) {
            return List.of(changed);
        }
        List<Command> ahead = question ? List.of() : ahead(flow, frame, text);
        if (ahead.size() > 1 || (!ahead.isEmpty() && bare.length() <= SHORT)) {
            return ahead;
        }
        if (other.isPresent()) {
            return List.of(new Command.StartFlow(other.get().name()));
        }
        for (String kind : List.of("hello", "thanks")) {
            if (words.is(kind, bare)) {
                return List.of(new Command.SmallTalk(kind));
            }
        }
        if (question) {
            return List.of(new Command.AskKnowledge(text));
        }
        if (changed != null) {
            return List.of(changed);
        }
        return ahead.isEmpty() ? List.of(new Command.NotUnderstood()) : ahead;
    }

    private static boolean isPick(@Nullable Slot slot) {
        return slot != null && slot.type() instanceof SlotType.Pick;
    }

    private static boolean isChoice(@Nullable Slot slot) {
        return slot != null && slot.type() instanceof SlotType.Choice;
    }

    private @Nullable SlotValue answer(Flow flow, FlowFrame frame, Slot asked, String text, boolean question) {
        if (question && asked.type() instanceof SlotType.FreeText free && free.must() == null) {
            return null;
        }
        return matcher.match(asked.type(), text, flow.elements(asked, frame)).orElse(null);
    }

    private @Nullable Command correction(Flow flow, FlowFrame frame, String text, String bare) {
        return words.has("correction", bare) ? revision(flow, frame, text) : null;
    }

    /** Another value for a slot that has one already; null if the words name none. */
    private Command.@Nullable FillSlot revision(Flow flow, FlowFrame frame, String text) {
        for (Map.Entry<String, SlotValue> filled : frame.slots().entrySet()) {
            Slot slot = flow.slots().get(filled.getKey());
            Optional<SlotValue> meant = slot == null ? Optional.empty() : mentioned(flow, frame, slot, text);
            if (slot != null
                    && meant.isPresent()
                    && !meant.get().value().equals(filled.getValue().value())) {
                return fill(slot, meant.get());
            }
        }
        return null;
    }

    /** The answers to questions that the flow has not come to yet: the company and its tax number where it asks for the order. */
    private List<Command> ahead(Flow flow, FlowFrame frame, String text) {
        return flow.slots().values().stream()
                .filter(slot ->
                        !frame.slots().containsKey(slot.name()) && !slot.name().equals(frame.asked()))
                .<Command>flatMap(slot -> mentioned(flow, frame, slot, text).map(value -> fill(slot, value)).stream())
                .toList();
    }

    private Optional<SlotValue> mentioned(Flow flow, FlowFrame frame, Slot slot, String text) {
        return matcher.mention(slot.type(), text, flow.elements(slot, frame));
    }

    private static Command.FillSlot fill(Slot slot, SlotValue value) {
        return new Command.FillSlot(slot.name(), value.value(), value.display());
    }
}
