package io.xiangyin.dialog.flow;

import io.xiangyin.core.FlowFrame;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A multi-turn flow as written in a YAML file.
 *
 * @param triggers what makes it start
 * @param steps in the order of the file
 * @param slots what it asks for, by name
 * @param go the step that follows, by step, where it is not the next one in the file
 * @param policy the shop's rules as data, the same for all flows
 */
public record Flow(
        String name,
        String title,
        Triggers triggers,
        Map<String, Step> steps,
        Map<String, Slot> slots,
        Map<String, String> go,
        Map<String, Object> policy) {

    /**
     * Words that start a flow.
     *
     * @param exactly the message starts it if it says one of them and nothing else, whatever {@code unless} holds
     * @param words any of them in the message starts it; the longest match over all flows wins
     * @param unless none of these may be in the message; they mark questions about the matter
     * @param whole the whole message, normalised, starts it if it is one of these and nothing else was understood
     * @param intents names of intents that start it, where the understanding tells intents
     */
    public record Triggers(
            List<String> exactly, List<String> words, List<String> unless, List<Pattern> whole, List<String> intents) {
        /** Of a flow that others run. */
        public static final Triggers NONE = new Triggers(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    public Flow {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
        go = Map.copyOf(go);
        policy = Map.copyOf(policy);
    }

    /** The step it begins with. */
    public Step first() {
        return steps.values().iterator().next();
    }

    /** The step with this id. */
    public Step step(String id) {
        Step step = steps.get(id);
        if (step == null) {
            throw new IllegalArgumentException(
                    "Flow " + name + " has no step '" + id + "'; the flow file changed while a shopper was in it");
        }
        return step;
    }

    /** The step that follows this one: the one it names, else the next in the file; null if there is none. */
    public @Nullable Step after(String id) {
        String named = go.get(id);
        if (named != null) {
            return step(named);
        }
        boolean found = false;
        for (Step step : steps.values()) {
            if (found) {
                return step;
            }
            found = step.id().equals(id);
        }
        return null;
    }

    /** The step that asks for the slot. */
    public @Nullable Step collecting(String slot) {
        return steps.values().stream()
                .filter(step -> switch (step) {
                    case Step.Collect collect -> collect.slot().name().equals(slot);
                    case Step.Confirm confirm -> confirm.slot().name().equals(slot);
                    default -> false;
                })
                .findFirst()
                .orElse(null);
    }

    /** The names of the actions it may call. */
    public Set<String> actions() {
        return steps.values().stream()
                .filter(Step.Action.class::isInstance)
                .map(step -> ((Step.Action) step).action())
                .collect(Collectors.toSet());
    }

    /** What a slot chooses from at this point of a conversation; empty unless it is a {@link SlotType.Pick}. */
    public List<Element> elements(Slot slot, FlowFrame frame) {
        if (!(slot.type() instanceof SlotType.Pick pick)) {
            return List.of();
        }
        return new Scope(this, frame)
                .list(pick.from()).stream()
                        .map(element -> element(pick, element))
                        .toList();
    }

    private static Element element(SlotType.Pick pick, Object element) {
        return new Element(
                Scope.print(Scope.walk(element, pick.key())),
                Scope.fillFrom(element, pick.title()),
                pick.words().stream()
                        .map(template -> Scope.fillFrom(element, template))
                        .toList(),
                Scope.fillFrom(element, pick.price()),
                pick.ages().stream()
                        .map(template -> Scope.fillFrom(element, template))
                        .filter(days -> days.matches("\\d{1,5}"))
                        .map(Integer::valueOf)
                        .toList(),
                pick.prefer() != null
                        && pick.prefer()
                                .holds(
                                        path -> Scope.print(Scope.walk(element, path)),
                                        template -> Scope.fillFrom(element, template)));
    }
}
