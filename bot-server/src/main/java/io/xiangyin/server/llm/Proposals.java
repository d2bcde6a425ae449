package io.xiangyin.server.llm;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.xiangyin.core.Command;
import io.xiangyin.core.Conversation;
import io.xiangyin.core.FlowFrame;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.core.Urgency;
import io.xiangyin.dialog.flow.Flow;
import io.xiangyin.dialog.flow.FlowBook;
import io.xiangyin.dialog.flow.Slot;
import io.xiangyin.dialog.flow.SlotType;
import io.xiangyin.dialog.understand.SlotMatcher;
import io.xiangyin.dialog.understand.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Turns what a model proposed into commands, or says why not. Nothing passes that the shopper did not say: a value must
 * stand in their message and fit its slot, a flow must be one that shoppers may start, and consent is never the model's
 * to give.
 */
final class Proposals {
    private static final int MOST = 3;
    private static final int LONGEST_QUESTION = 200;
    private static final Set<String> ANYWHERE = Set.of("hello", "thanks");
    private static final Set<String> ALONE = Set.of("hello", "thanks", "bye", "fine");

    private final FlowBook book;
    private final SlotMatcher matcher;

    Proposals(FlowBook book, SlotMatcher matcher) {
        this.book = book;
        this.matcher = matcher;
    }

    /** Commands that passed, and those refused with the reason. */
    record Read(List<Command> commands, List<String> refused) {}

    /**
     * Reads an answer.
     *
     * @param answer what the model wrote, masked
     * @param message what the shopper wrote
     * @param show puts back what was masked
     */
    Read read(String answer, String message, Conversation conversation, UnaryOperator<String> show) {
        JsonArray listed;
        try {
            Object commands = new JsonObject(answer.strip()).getValue("commands");
            if (!(commands instanceof JsonArray array)) {
                return new Read(List.of(), List.of("answer: it has no list 'commands'"));
            }
            listed = array;
        } catch (DecodeException notJson) {
            return new Read(List.of(), List.of("answer: it is not a JSON object"));
        }
        List<Command> commands = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        Reader reader = new Reader(message, conversation, show, listed.size() == 1);
        for (Object item : listed) {
            if (commands.size() == MOST) {
                refused.add("answer: more than " + MOST + " commands");
                break;
            }
            try {
                if (!(item instanceof JsonObject command)) {
                    throw new IllegalArgumentException("it is not an object");
                }
                commands.add(reader.command(command));
            } catch (IllegalArgumentException | ClassCastException wrong) {
                String type = item instanceof JsonObject command ? String.valueOf(command.getValue("type")) : "?";
                refused.add(cut(type) + ": " + cut(String.valueOf(wrong.getMessage())));
            }
        }
        return new Read(commands, refused);
    }

    private static String cut(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private final class Reader {
        private final String message;
        private final Conversation conversation;
        private final UnaryOperator<String> show;
        private final boolean alone;

        Reader(String message, Conversation conversation, UnaryOperator<String> show, boolean alone) {
            this.message = message;
            this.conversation = conversation;
            this.show = show;
            this.alone = alone;
        }

        Command command(JsonObject command) {
            return switch (text(command, "type")) {
                case "start_flow" -> new Command.StartFlow(startable(text(command, "flow")));
                case "fill_slot" -> fill(text(command, "slot"), show.apply(text(command, "value")));
                case "correct_slot" -> fill(given(text(command, "slot")), show.apply(text(command, "value")));
                case "cancel_flow" -> {
                    active();
                    yield new Command.CancelFlow();
                }
                case "answer" -> new Command.AskKnowledge(question(show.apply(text(command, "question"))));
                case "clarify" -> clarify(command.getJsonArray("flows"));
                case "hand_off" -> new Command.AskHuman(HandoffReason.CUSTOMER_REQUEST, Urgency.NORMAL);
                case "chitchat" -> new Command.SmallTalk(chitchat(text(command, "kind")));
                default -> throw new IllegalArgumentException("there is no such command");
            };
        }

        private String text(JsonObject command, String field) {
            if (command.getValue(field) instanceof String text && !text.isBlank()) {
                return text;
            }
            throw new IllegalArgumentException("it has no text '" + field + "'");
        }

        private String startable(String name) {
            Flow flow = book.flows().get(name);
            if (flow == null || flow.triggers().equals(Flow.Triggers.NONE)) {
                throw new IllegalArgumentException("there is no flow '" + name + "' that shoppers start");
            }
            if (conversation.flows().stream().anyMatch(frame -> frame.flow().equals(name))) {
                throw new IllegalArgumentException("flow '" + name + "' is in progress already");
            }
            return name;
        }

        private FlowFrame active() {
            FlowFrame frame = conversation.activeFlow();
            if (frame == null) {
                throw new IllegalArgumentException("no flow is in progress");
            }
            return frame;
        }

        private String given(String slot) {
            if (!active().slots().containsKey(slot)) {
                throw new IllegalArgumentException(
                        "slot '" + slot + "' was not given before, so nothing is to correct");
            }
            return slot;
        }

        private Command fill(String name, String value) {
            FlowFrame frame = active();
            Flow flow = book.flows().get(frame.flow());
            Slot slot = flow == null ? null : flow.slots().get(name);
            if (flow == null || slot == null) {
                throw new IllegalArgumentException("the flow has no slot '" + name + "'");
            }
            if (slot.type() instanceof SlotType.YesNo) {
                throw new IllegalArgumentException("only the shopper's own words agree or decline");
            }
            if (!Words.normalise(message).contains(Words.normalise(value))) {
                throw new IllegalArgumentException("the shopper did not say the value");
            }
            Optional<FlowFrame.SlotValue> found = matcher.match(slot.type(), value, flow.elements(slot, frame));
            FlowFrame.SlotValue fits =
                    found.orElseThrow(() -> new IllegalArgumentException("the value does not fit slot '" + name + "'"));
            return new Command.FillSlot(name, fits.value(), fits.display());
        }

        private String question(String asked) {
            if (asked.length() > LONGEST_QUESTION) {
                throw new IllegalArgumentException("the question is too long");
            }
            return asked.strip();
        }

        private Command clarify(JsonArray flows) {
            if (flows == null || flows.size() < 2 || flows.size() > 3) {
                throw new IllegalArgumentException("it takes two or three flows");
            }
            return new Command.StartOneOf(flows.stream()
                    .map(String::valueOf)
                    .map(this::startable)
                    .distinct()
                    .toList());
        }

        private String chitchat(String kind) {
            boolean fits =
                    (conversation.activeFlow() == null && alone) ? ALONE.contains(kind) : ANYWHERE.contains(kind);
            if (!fits) {
                throw new IllegalArgumentException("nothing is said to '" + kind + "' here");
            }
            return kind;
        }
    }

    /** The flows a shopper may start, by name with their titles, for the model to choose from. */
    JsonObject startable() {
        JsonObject flows = new JsonObject();
        for (Map.Entry<String, Flow> flow : book.flows().entrySet()) {
            if (!flow.getValue().triggers().equals(Flow.Triggers.NONE)) {
                flows.put(flow.getKey(), flow.getValue().title());
            }
        }
        return flows;
    }

    /** The flow in progress with its slots, which of them the shopper gave, and which was asked for; empty if there is none. */
    JsonObject active(Conversation conversation) {
        FlowFrame frame = conversation.activeFlow();
        Flow flow = frame == null ? null : book.flows().get(frame.flow());
        JsonObject active = new JsonObject();
        if (frame != null && flow != null) {
            JsonObject slots = new JsonObject();
            flow.slots().values().stream()
                    .filter(slot -> !(slot.type() instanceof SlotType.YesNo))
                    .forEach(slot -> slots.put(slot.name(), slot.label()));
            JsonArray given = new JsonArray();
            frame.slots().keySet().stream().sorted().filter(slots::containsKey).forEach(given::add);
            active.put("flow", frame.flow())
                    .put("slots", slots)
                    .put("given", given)
                    .put("asked", frame.asked());
        }
        return active;
    }
}
