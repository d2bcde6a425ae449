package io.xiangyin.dialog.flow;

import io.xiangyin.core.ConversationEvent.FlowEnded;
import io.xiangyin.core.HandoffReason;
import io.xiangyin.dialog.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one flow file and checks it whole; the language is described in {@code docs/flows.md}. */
final class FlowReader {
    private static final List<String> VERBS = List.of("collect", "action", "branch", "say", "handoff", "start", "end");

    private final YamlNode root;
    private final Map<String, ActionDefinition> actions;
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private final Map<String, YamlNode> places = new LinkedHashMap<>();
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    private FlowReader(YamlNode root, Map<String, ActionDefinition> actions) {
        this.root = root;
        this.actions = actions;
    }

    static Flow read(YamlNode root, Map<String, ActionDefinition> actions) {
        return new FlowReader(root, actions).read();
    }

    /** Where a flow file starts the other flow. */
    static YamlNode place(YamlNode root, String started) {
        return root.get("steps").items().stream()
                .map(item -> item.find("start"))
                .filter(start -> start != null && start.text().equals(started))
                .findFirst()
                .orElse(root);
    }

    private Flow read() {
        root.allow("flow", "title", "triggers", "steps");
        List<YamlNode> items = root.get("steps").items();
        for (int i = 0; i < items.size(); i++) {
            add(items.get(i), i + 1);
        }
        if (steps.isEmpty()) {
            throw root.get("steps").error("a flow needs at least one step");
        }
        Flow flow = new Flow(root.text("flow"), root.text("title"), triggers(root.get("triggers")), steps, slots);
        flow.steps().values().forEach(step -> check(flow, step));
        return flow;
    }

    private static Flow.Triggers triggers(YamlNode node) {
        node.allow("words", "unless", "whole");
        Flow.Triggers triggers = new Flow.Triggers(phrases(node, "words"), phrases(node, "unless"), patterns(node));
        if (triggers.words().isEmpty() && triggers.whole().isEmpty()) {
            throw node.error("nothing starts this flow. Give it 'words' or 'whole'");
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

    private static List<Pattern> patterns(YamlNode node) {
        List<Pattern> patterns = new ArrayList<>();
        YamlNode list = node.find("whole");
        for (YamlNode item : list == null ? List.<YamlNode>of() : list.items()) {
            try {
                patterns.add(Pattern.compile(item.text()));
            } catch (PatternSyntaxException wrong) {
                throw item.error("'" + item.text() + "' is not a regular expression: " + wrong.getDescription()
                        + ". Correct it");
            }
        }
        return patterns;
    }

    private void add(YamlNode node, int number) {
        List<String> verbs =
                VERBS.stream().filter(verb -> node.find(verb) != null).toList();
        if (verbs.size() != 1) {
            throw node.error("a step has exactly one of " + String.join(", ", VERBS) + ", found "
                    + (verbs.isEmpty() ? "none" : String.join(" and ", verbs)));
        }
        String verb = verbs.getFirst();
        String id = node.text("id", verb.equals("collect") ? node.text("collect") : "step" + number);
        if (steps.containsKey(id)) {
            throw node.error("there is another step '" + id + "' above. Give this one an 'id' of its own");
        }
        Step step = switch (verb) {
            case "collect" -> collect(node, id);
            case "action" -> action(node, id);
            case "branch" -> branch(node, id);
            case "say" -> say(node, id);
            case "handoff" ->
                new Step.HandOff(
                        id,
                        node.allow("id", "handoff", "reason").text("handoff"),
                        constant(HandoffReason.class, node, "reason", HandoffReason.NEEDS_DECISION));
            case "start" -> new Step.Start(id, node.allow("id", "start").text("start"));
            default ->
                new Step.End(
                        id,
                        constant(FlowEnded.Outcome.class, node.allow("id", "end"), "end", FlowEnded.Outcome.COMPLETED));
        };
        steps.put(id, step);
        places.put(id, node);
    }

    private Step collect(YamlNode node, String id) {
        node.allow(
                "id", "collect", "label", "type", "ask", "reask", "options", "from", "key", "title", "words", "prefer");
        String name = node.text("collect");
        SlotType type = switch (node.text("type")) {
            case "yesno" -> new SlotType.YesNo();
            case "text" -> new SlotType.FreeText();
            case "choice" -> new SlotType.Choice(options(node.get("options")));
            case "pick" ->
                new SlotType.Pick(
                        node.text("from"),
                        node.text("key"),
                        node.text("title"),
                        node.texts("words"),
                        node.find("prefer") == null ? null : Condition.read(node.get("prefer")));
            default -> throw node.get("type").error("a slot's type is yesno, text, choice or pick");
        };
        Slot slot =
                new Slot(name, node.text("label", name), type, node.text("ask"), node.text("reask", node.text("ask")));
        if (slots.put(name, slot) != null) {
            throw node.error("slot '" + name + "' is collected twice. Go back to the first step instead");
        }
        return new Step.Collect(id, slot);
    }

    private static List<SlotType.Option> options(YamlNode node) {
        List<SlotType.Option> options = new ArrayList<>();
        for (YamlNode item : node.items()) {
            item.allow("value", "title", "words");
            options.add(new SlotType.Option(item.text("value"), item.text("title"), item.texts("words")));
        }
        return options;
    }

    private static Step action(YamlNode node, String id) {
        node.allow("id", "action", "with", "refused", "failed");
        YamlNode failed = node.find("failed");
        return new Step.Action(
                id,
                node.text("action"),
                texts(node.find("with")),
                texts(node.find("refused")),
                failed == null ? null : failed.text());
    }

    private static Map<String, String> texts(@Nullable YamlNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (node != null) {
            node.entries().forEach((key, value) -> texts.put(key, value.text()));
        }
        return texts;
    }

    private static Step branch(YamlNode node, String id) {
        node.allow("id", "branch");
        List<Step.Case> cases = new ArrayList<>();
        for (YamlNode item : node.get("branch").items()) {
            YamlNode otherwise = item.find("else");
            if (otherwise != null) {
                item.allow("else");
                cases.add(new Step.Case(null, otherwise.text()));
            } else {
                item.allow("when", "go");
                cases.add(new Step.Case(Condition.read(item.get("when")), item.text("go")));
            }
        }
        if (cases.isEmpty() || cases.getLast().when() != null) {
            throw node.error("a branch ends with '- else: STEP', so that no case is left out");
        }
        return new Step.Branch(id, cases);
    }

    private static Step say(YamlNode node, String id) {
        node.allow("id", "say", "cite", "go");
        YamlNode go = node.find("go");
        return new Step.Say(id, node.text("say"), node.texts("cite"), go == null ? null : go.text());
    }

    private static <E extends Enum<E>> E constant(Class<E> type, YamlNode node, String key, E otherwise) {
        String text = node.text(key, otherwise.name());
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> node.get(key)
                        .error("'" + key + "' takes one of " + Arrays.toString(type.getEnumConstants()) + ", found '"
                                + text + "'"));
    }

    private void check(Flow flow, Step step) {
        YamlNode place = at(step.id());
        switch (step) {
            case Step.Branch branch ->
                branch.cases().forEach(one -> {
                    target(flow, place, one.go());
                    if (one.when() != null) {
                        one.when().roots().forEach(root -> known(flow, place, root));
                    }
                });
            case Step.Action action -> {
                arguments(place, action);
                action.refused().values().forEach(target -> target(flow, place, target));
                if (action.failed() != null) {
                    target(flow, place, action.failed());
                }
                action.with().values().forEach(text -> template(flow, place, text));
            }
            case Step.Say say -> {
                if (say.go() != null) {
                    target(flow, place, say.go());
                }
                template(flow, place, say.text());
            }
            case Step.Collect collect -> {
                template(flow, place, collect.slot().ask());
                template(flow, place, collect.slot().reask());
                if (collect.slot().type() instanceof SlotType.Pick pick) {
                    known(flow, place, Scope.root(pick.from()));
                    wellFormed(place, pick.title());
                    pick.words().forEach(text -> wellFormed(place, text));
                }
            }
            case Step.HandOff handOff -> template(flow, place, handOff.text());
            case Step.Start _, Step.End _ -> {
                // a started flow is looked up when all have been read
            }
        }
    }

    private void arguments(YamlNode place, Step.Action step) {
        ActionDefinition action = actions.get(step.action());
        if (action == null) {
            throw place.get("action")
                    .error("there is no action '" + step.action() + "' in actions.yaml. Declared: "
                            + String.join(", ", actions.keySet()));
        }
        for (String name : action.required()) {
            if (!step.with().containsKey(name)) {
                throw place.error("action '" + step.action() + "' needs '" + name + "'. Give it under 'with'");
            }
        }
        for (String name : step.with().keySet()) {
            if (!action.parameters().contains(name)) {
                throw place.error("action '" + step.action() + "' takes no '" + name + "'. It takes: "
                        + String.join(", ", action.parameters()));
            }
        }
    }

    private YamlNode at(String step) {
        YamlNode place = places.get(step);
        return place == null ? root : place;
    }

    private static void template(Flow flow, YamlNode place, String text) {
        wellFormed(place, text);
        Scope.roots(text).forEach(root -> known(flow, place, root));
    }

    private static void wellFormed(YamlNode place, String text) {
        String rest = Scope.withoutPlaces(text);
        if (rest.contains("{") || rest.contains("}")) {
            throw place.error("'" + text + "' has braces that are no place. Write {slot}, {step.field} or {time|date}");
        }
    }

    private static void known(Flow flow, YamlNode place, String root) {
        Set<String> names = flow.slots().keySet();
        boolean result = flow.steps().get(root) instanceof Step.Action;
        if (!names.contains(root) && !result) {
            throw place.error(
                    "'" + root + "' is neither a slot nor a step with an action. Slots: " + String.join(", ", names));
        }
    }

    private static void target(Flow flow, YamlNode place, String step) {
        if (!flow.steps().containsKey(step)) {
            throw place.error("there is no step '" + step + "'. Steps: "
                    + String.join(", ", flow.steps().keySet()));
        }
    }
}
