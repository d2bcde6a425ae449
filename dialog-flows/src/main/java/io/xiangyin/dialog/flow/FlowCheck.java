package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with a flow that reads well: steps that are not there or never reached, values nobody sets. */
final class FlowCheck {
    private final Flow flow;
    private final Map<String, ActionDefinition> actions;
    private final YamlNode root;
    private final Map<String, YamlNode> places;

    /** @param places where each step stands in the file */
    FlowCheck(Flow flow, Map<String, ActionDefinition> actions, YamlNode root, Map<String, YamlNode> places) {
        this.flow = flow;
        this.actions = actions;
        this.root = root;
        this.places = places;
    }

    /** Throws at the first mistake, with file, line and remedy. */
    void check() {
        for (Step step : flow.steps().values()) {
            successors(step).forEach(target -> target(step, target));
            templates(step).forEach(text -> wellFormed(step, text));
            names(step).forEach(name -> known(step, name));
            if (step instanceof Step.Action action) {
                arguments(at(step.id()), action);
            }
            if (step instanceof Step.Form form) {
                fields(at(step.id()), form);
            }
        }
        Map<String, Set<String>> set = setBefore();
        for (Step step : flow.steps().values()) {
            Set<String> before = set.get(step.id());
            if (before == null) {
                throw at(step.id())
                        .error("no step leads to '" + step.id() + "'. Name it in a 'go' or a branch, or remove it");
            }
            for (String name : names(step)) {
                if (!given(step, name) && !before.contains(name)) {
                    throw at(step.id())
                            .error("'" + name + "' has no value yet on any way to this step. Collect or set it before");
                }
            }
        }
    }

    private YamlNode at(String step) {
        YamlNode place = places.get(step);
        return place == null ? root : place;
    }

    /** What may have a value when a step is reached, by step; steps that are never reached are not in it. */
    private Map<String, Set<String>> setBefore() {
        Map<String, Set<String>> before = new HashMap<>();
        List<Step> open = new ArrayList<>(List.of(flow.first()));
        before.put(flow.first().id(), new LinkedHashSet<>());
        while (!open.isEmpty()) {
            Step step = open.removeLast();
            Set<String> after = new HashSet<>(before.getOrDefault(step.id(), Set.of()));
            after.addAll(sets(step));
            for (String next : successors(step)) {
                Set<String> known = before.get(next);
                if (known == null) {
                    before.put(next, new LinkedHashSet<>(after));
                    open.add(flow.step(next));
                } else if (known.addAll(after)) {
                    open.add(flow.step(next));
                }
            }
        }
        return before;
    }

    private Collection<String> sets(Step step) {
        return switch (step) {
            case Step.Collect collect -> List.of(collect.slot().name());
            case Step.Confirm confirm -> List.of(confirm.slot().name());
            case Step.Action action -> List.of(action.id());
            case Step.Set set -> set.values().keySet();
            case Step.Call _ -> flow.slots().keySet(); // whatever the other flow has in common with this one
            case Step.Form _, Step.Branch _, Step.Say _, Step.Answer _, Step.HandOff _, Step.Start _, Step.End _ ->
                List.of();
        };
    }

    private List<String> successors(Step step) {
        List<@Nullable String> next = new ArrayList<>();
        switch (step) {
            case Step.Branch branch -> branch.cases().forEach(one -> next.add(one.go()));
            case Step.Action action -> {
                next.addAll(action.refused().values());
                next.add(action.failed());
            }
            case Step.Collect collect -> {
                if (collect.slot().type() instanceof SlotType.Pick pick) {
                    next.add(pick.empty());
                    next.add(pick.unnamed());
                }
            }
            case Step.Confirm confirm -> next.add(confirm.otherwise());
            case Step.Answer answer -> next.add(answer.unanswered());
            case Step.Call call -> next.add(call.cancelled());
            case Step.Form _, Step.Set _, Step.Say _, Step.HandOff _, Step.Start _, Step.End _ -> {
                // only the following step, if any
            }
        }
        boolean ends = step instanceof Step.Branch
                || step instanceof Step.HandOff
                || step instanceof Step.Start
                || step instanceof Step.End;
        if (!ends) {
            next.add(flow.go().containsKey(step.id()) ? flow.go().get(step.id()) : following(step));
        }
        return next.stream().filter(one -> one != null).map(String::valueOf).toList();
    }

    private @Nullable String following(Step step) {
        Step next = flow.after(step.id());
        return next == null ? null : next.id();
    }

    private static List<String> templates(Step step) {
        List<String> texts = new ArrayList<>();
        switch (step) {
            case Step.Action action -> texts.addAll(action.with().values());
            case Step.Collect collect -> {
                texts.addAll(collect.slot().ask().all());
                texts.addAll(collect.slot().reask().all());
                if (collect.slot().type() instanceof SlotType.Pick pick) {
                    texts.add(pick.title());
                    texts.addAll(pick.words());
                }
            }
            case Step.Confirm confirm -> {
                texts.addAll(confirm.slot().ask().all());
                texts.addAll(confirm.slot().reask().all());
            }
            case Step.Say say -> {
                texts.addAll(say.text().all());
                if (say.card() != null) {
                    texts.add(say.card().title());
                    texts.add(say.card().image());
                    texts.addAll(say.card().rows().values());
                }
            }
            case Step.Form form -> texts.addAll(form.ask().all());
            case Step.Answer answer -> texts.add(answer.query());
            case Step.Set set -> texts.addAll(set.values().values());
            case Step.HandOff handOff -> texts.addAll(handOff.text().all());
            case Step.Branch _, Step.Start _, Step.Call _, Step.End _ -> {
                // no texts
            }
        }
        return texts;
    }

    /** The slots and results a step needs. */
    private static List<String> names(Step step) {
        List<String> names = new ArrayList<>();
        switch (step) {
            case Step.Branch branch ->
                branch.cases().forEach(one -> {
                    if (one.when() != null) {
                        names.addAll(one.when().roots());
                    }
                });
            case Step.Collect collect
            when collect.slot().type() instanceof SlotType.Pick pick -> {
                names.add(Scope.root(pick.from()));
                collect.slot().ask().all().forEach(text -> names.addAll(Scope.roots(text)));
            }
            default -> templates(step).forEach(text -> names.addAll(Scope.roots(text)));
        }
        return names;
    }

    /** A form asks for what steps of their own can ask for as well, and not for what is picked from a list. */
    private void fields(YamlNode place, Step.Form form) {
        for (String name : form.slots()) {
            boolean collected = flow.collecting(name) instanceof Step.Collect collect
                    && !(collect.slot().type() instanceof SlotType.Pick);
            if (!collected) {
                throw place.get("form")
                        .error("no step collects '" + name
                                + "', or it picks it from a list. A form asks at once for what"
                                + " 'collect' steps further down ask for one by one");
            }
        }
        if (form.slots().size() < 2) {
            throw place.get("form").error("a form asks for two slots or more. Leave it out");
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

    private void wellFormed(Step step, String text) {
        String rest = Scope.withoutPlaces(text);
        if (rest.contains("{") || rest.contains("}")) {
            throw at(step.id())
                    .error("'" + text + "' has braces that are no place. Write {slot}, {step.field} or {time|date}");
        }
    }

    private void known(Step step, String name) {
        boolean result = flow.steps().get(name) instanceof Step.Action;
        if (!flow.slots().containsKey(name) && !result && !given(step, name)) {
            throw at(step.id())
                    .error("'" + name + "' is neither a slot nor a step with an action. Slots: "
                            + String.join(", ", flow.slots().keySet()));
        }
    }

    /** Whether the name has a value without the flow's doing. */
    private static boolean given(Step step, String name) {
        return name.equals(FlowBook.POLICY) || (step instanceof Step.Answer && name.equals(Step.Answer.MESSAGE));
    }

    private void target(Step step, String target) {
        if (!flow.steps().containsKey(target)) {
            throw at(step.id())
                    .error("there is no step '" + target + "'. Steps: "
                            + String.join(", ", flow.steps().keySet()));
        }
    }
}
