package io.xiangyin.dialog.flow;

import io.xiangyin.dialog.yaml.DefinitionException;
import io.xiangyin.dialog.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All flows and actions of a bot and their texts, read from its {@code flows/} folder and checked against each other.
 *
 * @param repair what is done when a conversation leaves its path
 */
public record FlowBook(Map<String, Flow> flows, Map<String, ActionDefinition> actions, Texts texts, Repair repair) {
    /** The name under which flows find the shop's rules. */
    static final String POLICY = "policy";

    private static final String ACTIONS = "actions.yaml";
    private static final String RULES = "policy.yaml";
    private static final String REPAIR = "conversation-repair.yaml";

    /**
     * Reads {@code *.yaml} in the folder; {@code actions.yaml} declares the actions, {@code policy.yaml} holds the shop's
     * rules as data, {@code conversation-repair.yaml} what the bot does otherwise than the product when a conversation goes astray.
     *
     * @throws DefinitionException at the first mistake, with file, line and remedy; nothing is loaded then
     */
    public static FlowBook read(Path folder) {
        Map<String, ActionDefinition> actions = Files.exists(folder.resolve(ACTIONS))
                ? ActionDefinition.readAll(YamlNode.read(folder.resolve(ACTIONS)))
                : Map.of();
        Map<String, Object> policy = Files.exists(folder.resolve(RULES))
                ? data(YamlNode.read(folder.resolve(RULES)).allow(POLICY).get(POLICY))
                : Map.of();
        Map<String, Flow> flows = new LinkedHashMap<>();
        Map<String, YamlNode> roots = new HashMap<>();
        for (Path file : files(folder)) {
            YamlNode root = YamlNode.read(file);
            Flow flow = FlowReader.read(root, actions, policy);
            if (flows.put(flow.name(), flow) != null) {
                throw root.get("flow").error("another file defines flow '" + flow.name() + "' already");
            }
            roots.put(flow.name(), root);
        }
        flows.values().forEach(flow -> refuseUnknownStarts(flow, flows, roots));
        return new FlowBook(flows, actions, Texts.read(folder), RepairReader.read(folder.resolve(REPAIR)));
    }

    private static Map<String, Object> data(YamlNode node) {
        Map<String, Object> data = new LinkedHashMap<>();
        node.entries()
                .forEach((key, value) ->
                        data.put(key, value.isMapping() ? data(value) : value.isList() ? value.texts() : value.text()));
        return data;
    }

    private static void refuseUnknownStarts(Flow flow, Map<String, Flow> flows, Map<String, YamlNode> roots) {
        YamlNode root = roots.get(flow.name());
        for (Step step : flow.steps().values()) {
            String other = switch (step) {
                case Step.Start start -> start.flow();
                case Step.Call call -> call.flow();
                default -> flow.name();
            };
            if (root != null && !flows.containsKey(other)) {
                throw FlowReader.place(root, other)
                        .error("there is no flow '" + other + "'. Flows: " + String.join(", ", flows.keySet()));
            }
        }
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !Set.of(ACTIONS, RULES, REPAIR)
                            .contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new DefinitionException(folder.toString(), 0, "cannot be read: " + unreadable);
        }
    }

    /** Ids of all articles that flows cite. */
    public Set<String> cited() {
        return flows.values().stream()
                .flatMap(flow -> flow.steps().values().stream())
                .flatMap(step -> step instanceof Step.Say say ? say.cite().stream() : Stream.empty())
                .collect(Collectors.toSet());
    }

    /** The declared action. */
    public ActionDefinition action(String name) {
        ActionDefinition action = actions.get(name);
        if (action == null) {
            throw new IllegalArgumentException("There is no action '" + name + "'");
        }
        return action;
    }
}
