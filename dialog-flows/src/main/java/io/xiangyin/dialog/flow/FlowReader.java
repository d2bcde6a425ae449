package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one flow file and has it checked whole; the language is described in {@code docs/flows.md}. */
final class FlowReader {
    private final YamlNode root;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, YamlNode> places = new LinkedHashMap<>();
    private final Map<String, Slot> slots = new LinkedHashMap<>();
    private final Map<String, String> go = new LinkedHashMap<>();

    private FlowReader(YamlNode root) {
        this.root = root;
    }

    static Flow read(YamlNode root, Map<String, ActionDefinition> actions, Map<String, Object> policy) {
        return new FlowReader(root).read(actions, policy);
    }

    /** Where a flow file names another flow. */
    static YamlNode place(YamlNode root, String other) {
        for (YamlNode item : root.get("steps").items()) {
            for (String verb : List.of("start", "call")) {
                YamlNode named = item.find(verb);
                if (named != null && named.text().equals(other)) {
                    return named;
                }
            }
        }
        return root;
    }

    private Flow read(Map<String, ActionDefinition> actions, Map<String, Object> policy) {
        root.allow("flow", "title", "triggers", "steps");
        List<YamlNode> items = root.get("steps").items();
        for (int i = 0; i < items.size(); i++) {
            add(items.get(i), i + 1);
        }
        if (steps.isEmpty()) {
            throw root.get("steps").error("a flow needs at least one step");
        }
        YamlNode triggers = root.find("triggers");
        Flow flow = new Flow(
                root.text("flow"),
                root.text("title"),
                triggers == null ? Flow.Triggers.NONE : triggers(triggers),
                steps,
                slots,
                go,
                policy);
        new FlowCheck(flow, actions, root, places).check();
        return flow;
    }

    private static Flow.Triggers triggers(YamlNode node) {
        node.allow("exactly", "words", "unless", "whole", "intents");
        Flow.Triggers triggers = new Flow.Triggers(
                phrases(node, "exactly"),
                phrases(node, "words"),
                phrases(node, "unless"),
                StepReader.patterns(node, "whole"),
                phrases(node, "intents"));
        if (triggers.exactly().isEmpty()
                && triggers.words().isEmpty()
                && triggers.whole().isEmpty()
                && triggers.intents().isEmpty()) {
            throw node.error(
                    "nothing starts this flow. Give it 'exactly', 'words', 'whole' or 'intents', or leave 'triggers' out"
                            + " if only other flows run it");
        }
        return triggers;
    }

    private static List<String> phrases(YamlNode node, String key) {
        YamlNode list = node.find(key);
        if (list == null) {
            return List.of();
        }
        if (list.texts().stream().anyMatch(String::isBlank)) {
            throw list.error("there is an empty word under '" + key + "'. Remove it");
        }
        return list.texts();
    }

    private void add(YamlNode node, int number) {
        String verb = StepReader.verb(node);
        boolean named = Set.of("collect", "choose", "confirm").contains(verb);
        String id = node.text("id", named ? node.text(verb) : "step" + number);
        if (steps.containsKey(id)) {
            throw node.error("there is another step '" + id + "' above. Give this one an 'id' of its own");
        }
        Step step = StepReader.read(node, verb, id);
        List<Slot> asked = new ArrayList<>();
        switch (step) {
            case Step.Collect collect -> asked.add(collect.slot());
            case Step.Confirm confirm -> asked.add(confirm.slot());
            case Step.Set set ->
                set.values().keySet().forEach(name -> slots.putIfAbsent(name, StepReader.remembered(name)));
            default -> {
                // asks for nothing
            }
        }
        for (Slot slot : asked) {
            if (slots.put(slot.name(), slot) != null) {
                throw node.error("slot '" + slot.name() + "' is collected twice. Go back to the first step instead");
            }
        }
        YamlNode next = node.find("go");
        if (next != null) {
            go.put(id, next.text());
        }
        steps.put(id, step);
        places.put(id, node);
    }
}
