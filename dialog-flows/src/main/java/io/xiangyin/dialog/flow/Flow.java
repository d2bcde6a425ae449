package io.xiangyin.dialog.flow;

import io.xiangyin.core.FlowFrame;
import io.xiangyin.dialog.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A multi-turn flow as written in a YAML file.
 *
 * @param triggers what makes it start
 * @param steps in the order of the file
 * @param slots what it asks for, by name
 */
public record Flow(String name, String title, Triggers triggers, Map<String, Step> steps, Map<String, Slot> slots) {

    /**
     * Words that start a flow.
     *
     * @param words any of them in the message starts it; the longest match over all flows wins
     * @param unless none of these may be in the message; they mark questions about the matter
     * @param whole the whole message, normalised, starts it if it is one of these and nothing else was understood
     */
    public record Triggers(List<String> words, List<String> unless, List<Pattern> whole) {}

    public Flow {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }

    static Flow read(YamlNode node, Map<String, ActionDefinition> actions) {
        return FlowReader.read(node, actions);
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

    /** The step after this one in the file, or null if it is the last. */
    public @Nullable Step after(String id) {
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
                .filter(step -> step instanceof Step.Collect collect
                        && collect.slot().name().equals(slot))
                .findFirst()
                .orElse(null);
    }

    /** What a slot chooses from at this point of a conversation; empty unless it is a {@link SlotType.Pick}. */
    public List<Element> elements(Slot slot, FlowFrame frame) {
        if (!(slot.type() instanceof SlotType.Pick pick)) {
            return List.of();
        }
        return new Scope(this, frame)
                .list(pick.from()).stream()
                        .map(element -> new Element(
                                Scope.print(Scope.walk(element, pick.key())),
                                Scope.fillFrom(element, pick.title()),
                                pick.words().stream()
                                        .map(template -> Scope.fillFrom(element, template))
                                        .toList(),
                                pick.prefer() != null
                                        && pick.prefer().holds(path -> Scope.print(Scope.walk(element, path)))))
                        .toList();
    }
}
